"""A workbook of plain tables: real dates and numbers, filters, no formula from any file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scheduler.domain.text import Text

CREATED = datetime(2021, 1, 1)
"""Fixed, so that the same input gives the same bytes."""

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767
LINE = 15
MOST_LINES = 20
NOTHING = Text("无", "none")


@dataclass(frozen=True)
class Column:
    """A column; `kind` is ``text``, ``long``, ``int``, ``share``, ``date`` (day number) or ``bar``.

    Long texts wrap in the column's width; their row is made high enough.
    """

    en: str
    zh: str
    kind: str = "text"
    width: int = 12

    @property
    def header(self) -> str:
        """The header in both languages."""
        return f"{self.zh} {self.en}"


def clean(text: str) -> str:
    """Text that XML can hold: what it forbids becomes U+FFFD, and a cell's length is kept."""
    text = ILLEGAL.sub("\ufffd", text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class Book:
    """The workbook being written; closes on leaving the block."""

    def __init__(self, path: Path, lang: str) -> None:
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False}
        self.lang = lang
        self.file: Any = xlsxwriter.Workbook(str(path), options)
        self.file.set_properties({"created": CREATED})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.file.close()
        else:
            self.file.fileclosed = True  # half a workbook is not worth writing

    def style(self, **properties: Any) -> Any:
        """A format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format({"valign": "top", **properties})
        return self._formats[key]

    def both(self, text: Text) -> str:
        """Both languages, the reader's first, once if they are the same."""
        first, second = text.get(self.lang), text.get("en" if self.lang == "zh" else "zh")
        return first if first == second else f"{first} {second}"

    def sheet(self, name: str, colour: str = "") -> Any:
        """A new sheet that prints landscape on A4, as wide as the page."""
        sheet = self.file.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if colour:
            sheet.set_tab_color(colour)
        return sheet

    def table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Any:
        """A sheet with one Excel table: filters, banded rows, frozen header.

        Cells are ``None`` (blank), numbers, day numbers in a date column, texts or `Text`.
        """
        sheet = self.sheet(name)
        sheet.freeze_panes(1, 1)
        styles = [self._format(column) for column in columns]
        for c, column in enumerate(columns):
            sheet.set_column(c, c, column.width, styles[c])
        long = [c for c, column in enumerate(columns) if column.kind == "long"]
        count = 0
        for count, row in enumerate(rows, 1):
            for c, value in enumerate(row):
                if value is not None and value != "":
                    self._cell(sheet, count, c, columns[c].kind, value, styles[c])
            if long:
                sheet.set_row(count, LINE * max(self._lines(row[c], columns[c]) for c in long))
        header = self.style(bold=True, text_wrap=True, bg_color="#1f3a68", font_color="#ffffff")
        if count:
            heads = [{"header": x.header, "header_format": header} for x in columns]
            options = {"columns": heads, "name": table_name(name), "style": "Table Style Light 1"}
            sheet.add_table(0, 0, count, len(columns) - 1, options)
            self._bars(sheet, columns, count)
        else:
            for c, column in enumerate(columns):
                sheet.write_string(0, c, column.header, header)
            sheet.write_string(1, 0, self.both(NOTHING))
        return sheet

    def text(self, sheet: Any, row: int, column: int, value: str, style: Any = None) -> None:
        """A text that stays text, whatever it looks like."""
        sheet.write_string(row, column, clean(value), style)

    def _cell(self, sheet: Any, row: int, at: int, kind: str, value: Any, style: Any) -> None:
        if isinstance(value, Text):
            self.text(sheet, row, at, self.both(value), style)
        elif isinstance(value, str):
            self.text(sheet, row, at, value, style)
        elif kind == "date":
            sheet.write_datetime(row, at, date.fromordinal(int(value)), style)
        else:
            sheet.write_number(row, at, value, style)

    def _lines(self, value: object, column: Column) -> int:
        """Lines that a text takes; Chinese characters are two wide."""
        text = self.both(value) if isinstance(value, Text) else str(value or "")
        wide = sum(2 if ord(c) > 0x2E80 else 1 for c in text)
        return min(MOST_LINES, 1 + wide // column.width)

    def _format(self, column: Column) -> Any:
        numbers = {"date": "yyyy-mm-dd", "int": "#,##0", "share": "0%", "bar": "0%"}
        if column.kind in ("text", "long"):
            return self.style(text_wrap=column.kind == "long")
        return self.style(num_format=numbers[column.kind])

    def _bars(self, sheet: Any, columns: Sequence[Column], rows: int) -> None:
        bar = {
            "type": "data_bar", "bar_color": "#9db8e8",
            "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
        }  # fmt: skip
        for c, column in enumerate(columns):
            if column.kind == "bar":
                sheet.conditional_format(1, c, rows, c, bar)


def table_name(sheet: str) -> str:
    """Name of a sheet's table: its English part in one word."""
    return "t_" + "".join(re.findall(r"[A-Za-z]+", sheet))
