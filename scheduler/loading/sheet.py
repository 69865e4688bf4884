"""Workbooks: the first sheet as rows of text."""

from __future__ import annotations

import io
import itertools
import re
import warnings
import zipfile
from datetime import date, datetime, time
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import InputError
from scheduler.loading.cells import Uncomputed
from scheduler.loading.faults import fault
from scheduler.loading.syntax_words import NO_SHEET, workbook_text

_MAX_UNPACKED = 256 * 2**20
_MAX_COLUMNS = 1000
_MAX_ROWS = 2**20
"""Those of Excel; further down, blank ones included, no program can have written any."""

_MAX_CELLS = 20_000_000
_ENDLESS = Text(
    "行数或单元格过多（含空白），请删去数据以外的行与列",
    "has too many rows or cells, blank ones included; delete those beside and below the data",
)
_FORMULA = re.compile(rb"<f[ >/]")


def read_sheet(data: bytes, name: str) -> list[list[str]]:
    """Rows of the first sheet, each cell as the text a CSV would hold.

    A formula that nobody computed stays in its cell, as `Uncomputed`.

    Raises
    ------
    InputError
        When the bytes are no workbook.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = Text(
            "是旧版 .xls 或加密的文件，请另存为不加密的 .xlsx",
            "is an old .xls or protected by a password; save it as plain .xlsx",
        )
        raise InputError([fault(name, message)])
    try:
        return _rows(data, name)
    except InputError:
        raise
    # Damaged workbooks make the parsers below raise almost anything.
    except Exception as error:
        why = workbook_text(error)
        message = Text(
            f"不是可读的工作簿（{why.zh}），请用 Excel 重新保存",
            f"is no readable workbook ({why.en}); save it again in Excel",
        )
        raise InputError([fault(name, message)]) from None


def _rows(data: bytes, name: str) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
            mib = _MAX_UNPACKED // 2**20
            message = Text(
                f"解压后大于 {mib} MiB", f"unpacks to more than {mib} MiB; make it smaller"
            )
            raise InputError([fault(name, message)])
        has_formulas = _has_formulas(archive)
    rows = [[_text(v) for v in row] for row in _values(data, name, data_only=True)]
    return _marked(rows, data, name) if has_formulas else rows


def _values(data: bytes, name: str, *, data_only: bool) -> list[tuple[Any, ...]]:
    import openpyxl  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        # Unknown extensions of a workbook are none of the user's concern.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only)
        if not book.worksheets:
            raise IndexError(NO_SHEET)
        sheet = book.worksheets[0]
        # The stated size of a sheet may be anything; the cells themselves count.
        sheet.reset_dimensions()
        rows: list[tuple[Any, ...]] = []
        cells = 0
        # A single row may call itself the thousand millionth, and those before it are blank ones.
        for row in sheet.iter_rows(values_only=True):
            cells += len(row)
            if len(rows) == _MAX_ROWS or cells > _MAX_CELLS:
                raise InputError([fault(name, _ENDLESS)])
            rows.append(row[:_MAX_COLUMNS])
        return rows


def _has_formulas(archive: zipfile.ZipFile) -> bool:
    sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
    return any(_FORMULA.search(archive.read(n)) for n in sheets)


def _marked(rows: list[list[str]], data: bytes, name: str) -> list[list[str]]:
    """The rows with every formula that has no result in its cell."""
    formulas = _values(data, name, data_only=False)
    return [
        [_kept(*pair) for pair in itertools.zip_longest(row or (), other or (), fillvalue="")]
        for row, other in itertools.zip_longest(rows, formulas)
    ]


def _kept(cell: str, formula: object) -> str:
    uncomputed = not cell and isinstance(formula, str) and formula.startswith("=")
    return Uncomputed(formula) if uncomputed else cell


def _text(value: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
