"""Tables: rows of text with their spreadsheet row numbers, from CSV or cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading.cells import Uncomputed
from scheduler.loading.faults import Ledger, fault
from scheduler.loading.reader import decode
from scheduler.loading.syntax_words import syntax_text

MAX_ROWS = 100_000
TITLE_ROWS = 10
"""Rows among which a heading is looked for."""
_DELIMITERS = ",\t;"


@dataclass(frozen=True)
class Row:
    """One row; `number` counts as a spreadsheet does, the header being 1.

    Parameters
    ----------
    kept
        What was made of the row, for as long as it is there.
    """

    number: int
    cells: dict[str, str]
    kept: dict[type, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Table:
    """A header and the rows below it that hold anything."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(
    data: bytes, name: str, ledger: Ledger, needed: Collection[str] = ()
) -> Table:
    """Read a CSV file or the first sheet of a workbook, told apart by their content.

    Notes the table's own faults (headings, stray cells) in `ledger`.

    Parameters
    ----------
    needed
        Columns by which a heading below the first row is recognised.

    Raises
    ------
    InputError
        When there is no table at all.
    """
    if is_workbook(data) or name.lower().endswith(".xlsx"):
        from scheduler.loading.sheet import read_sheet

        return tabulate(_headed(read_sheet(data, name), name, needed), name, ledger)
    text = decode(data, name, ledger, legacy=True)
    return tabulate(_headed(_csv_rows(text, name, ledger), name, needed), name, ledger)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as a workbook does, new or old."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _headed(
    rows: Iterable[Sequence[str]], name: str, needed: Collection[str]
) -> Iterator[Sequence[str]]:
    """The rows, unless the heading stands below a title, which would spoil every cell."""
    wanted = bool(needed)
    for number, cells in enumerate(rows, 1):
        here = wanted and number <= TITLE_ROWS and {c.strip() for c in cells} >= set(needed)
        wanted = wanted and not here
        if here and number > 1:
            message = Text(
                f"列名在第 {number} 行，须在第 1 行；请删去其上各行",
                f"holds the column names; they belong in row 1, so delete the {number - 1} above",
            )
            raise InputError([fault(name, message, row=number)])
        yield cells


def _csv_rows(text: str, name: str, ledger: Ledger) -> Iterator[list[str]]:
    comma = delimiter(text, name, ledger)
    # Strict, since a forgotten quote would otherwise swallow the rest of the file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            told = syntax_text(str(error))
            message = Text(
                f"不是合法的 CSV（{told.zh}），请检查引号",
                f"is not proper CSV ({told.en}); check the quotes",
            )
            raise InputError([fault(name, message, row=number)]) from None


def delimiter(text: str, name: str, ledger: Ledger) -> str:
    """Comma, unless the header has none but tabs or semicolons, as some Excels write."""
    header = text.partition("\n")[0]
    found = next((d for d in _DELIMITERS if d in header), ",")
    if found != ",":
        ledger.warn(
            name,
            Text(
                "不以逗号分列，建议另存为逗号分隔的 CSV",
                "is not separated by commas; better save it as comma-separated",
            ),
            row=1,
        )
    return found


def tabulate(rows: Iterable[Sequence[str]], name: str, ledger: Ledger) -> Table:
    """Give each cell its column's name; blank rows are skipped but counted."""
    numbered = enumerate(rows, 1)
    columns = _columns(next(numbered, (1, ()))[1], name)
    found: list[Row] = []
    for number, cells in numbered:
        stripped = [c if isinstance(c, Uncomputed) else c.strip() for c in cells]
        if not any(stripped):
            continue
        if len(found) == MAX_ROWS:
            message = Text(f"超过 {MAX_ROWS} 行", f"has more than {MAX_ROWS} rows; split it")
            raise InputError([fault(name, message, row=number)])
        ledger.faults.extend(_strays(stripped, columns, name, number))
        padded = stripped + [""] * (len(columns) - len(stripped))
        found.append(Row(number, {c: v for c, v in zip(columns, padded, strict=False) if c}))
    return Table(tuple(c for c in columns if c), tuple(found))


def _columns(header: Sequence[str], name: str) -> list[str]:
    columns = [c.strip() for c in header]
    if not any(columns):
        message = Text("第一行须是列名", "row 1 must hold the column names")
        raise InputError([fault(name, message, row=1)])
    twice = [c for c, count in Counter(columns).items() if c and count > 1]
    if twice:
        message = Text("列名重复，请删去其一", "column stands twice; delete one")
        raise InputError([fault(name, message, row=1, column=c, value=c) for c in twice])
    return columns


def _strays(cells: Sequence[str], columns: Sequence[str], name: str, row: int) -> Iterator[Fault]:
    for i, cell in enumerate(cells):
        if cell and (i >= len(columns) or not columns[i]):
            message = Text(
                f"第 {i + 1} 格没有列名，请检查逗号和引号",
                f"cell {i + 1} stands under no column name; check commas and quotes",
            )
            yield fault(name, message, row=row, value=cell)
