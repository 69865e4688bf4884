"""Changes cells and rows of an events file; the rest of it stays as it is."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from scheduler.domain.conflict import Edit
from scheduler.loading.faults import Ledger
from scheduler.loading.reader import decode
from scheduler.loading.tables import delimiter


def changed_csv(data: bytes, name: str, edits: list[Edit]) -> bytes:
    """A CSV file with its changed rows written anew; it becomes UTF-8 if it is not."""
    text = decode(data, name, Ledger(), legacy=True)
    comma = delimiter(text, name, Ledger())
    out: list[str] = []
    columns: list[str] = []
    for number, (raw, cells) in enumerate(_records(text, comma)):
        if number == 0:
            columns = [c.strip() for c in cells]
            new = dict.fromkeys(e.column for e in edits if e.column and e.column not in columns)
            columns += [c for c in new if c]
            out.append(_line(raw, [*cells, *new], comma) if new else raw)
            continue
        mine = _of_row(columns, [c.strip() for c in cells], edits)
        if any(e.column is None for e in mine):
            continue
        out.append(_line(raw, _with(columns, cells, mine), comma) if mine else raw)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom + "".join(out).encode("utf-8")


def _records(text: str, comma: str) -> Iterator[tuple[str, list[str]]]:
    """Each record with the text it was read from."""
    read: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            read.append(line)
            yield line

    for cells in csv.reader(lines(), delimiter=comma, strict=True):
        yield "".join(read), cells
        read.clear()


def _of_row(columns: list[str], cells: list[str], edits: list[Edit]) -> list[Edit]:
    at = columns.index("id")
    return [e for e in edits if at < len(cells) and cells[at] == e.id]


def _with(columns: list[str], cells: list[str], edits: list[Edit]) -> list[str]:
    row = cells + [""] * (len(columns) - len(cells))
    for e in edits:
        row[columns.index(str(e.column))] = "" if e.value is None else str(e.value)
    return row


def _line(raw: str, cells: list[str | None] | list[str], comma: str) -> str:
    end = raw[len(raw.rstrip("\r\n")) :] or "\n"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=comma, lineterminator=end).writerow(cells)
    return out.getvalue()


def changed_xlsx(data: bytes, edits: list[Edit]) -> bytes:
    """A workbook with cells of its first sheet changed, and its formulas as their results.

    A formula would be kept without its result, which nobody but Excel could then read.
    """
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    results = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.value = results[cell.coordinate].value
    columns = [str(c.value or "").strip() for c in sheet[1]]
    for column in dict.fromkeys(e.column for e in edits if e.column):
        if column not in columns:
            columns.append(column)
            sheet.cell(1, len(columns), column)
    for number in range(sheet.max_row, 1, -1):
        cells = [str(c.value or "").strip() for c in sheet[number]]
        mine = _of_row(columns, cells, edits)
        if any(e.column is None for e in mine):
            sheet.delete_rows(number)
            continue
        for e in mine:
            cell = sheet.cell(number, columns.index(str(e.column)) + 1)
            cell.value = _typed(str(e.value))
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(value: str) -> Any:
    """A cell's value as a spreadsheet holds it."""
    if value.isdecimal():
        return int(value)
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value or None
