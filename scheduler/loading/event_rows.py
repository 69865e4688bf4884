"""Rows of the event table into events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from scheduler.domain.event import (
    DIRECTIONS,
    EVIDENCES,
    KINDS,
    LEVELS,
    STATUSES,
    WEEKENDS,
    Event,
)
from scheduler.domain.text import Text
from scheduler.loading import cells
from scheduler.loading.faults import BadValue, Ledger, nearest, with_guess
from scheduler.loading.tables import Row, Table


@dataclass(frozen=True)
class Draft:
    """A row with the cells that could be read; `sound` when all could."""

    row: Row
    values: Mapping[str, Any]
    sound: bool

    @property
    def id(self) -> str:
        """The id as written."""
        return self.row.cells.get("id", "")

    @cached_property
    def event(self) -> Event:
        """The event, once the row is sound; the same object for the same row."""
        values = dict(self.values)
        name = Text(values.pop("name_zh", ""), values.pop("name_en", ""))
        for key in ("requires", "venues"):
            values[key] = frozenset(values.get(key, ()))
        values["organizers"] = values.pop("organizer", ())
        return Event(name=name, **values)


def _choice(options: tuple[str, ...]) -> cells.Reader:
    return lambda value: cells.choice(value, options)


def _organizers(value: str) -> tuple[str, ...]:
    return cells.listed(cells.text(value), ";；、")


_days: cells.Reader = partial(cells.whole, high=cells.MAX_DAYS)

READERS: dict[str, Callable[[str], object]] = {
    "id": cells.slug,
    "name_zh": cells.text,
    "name_en": cells.text,
    "kind": _choice(KINDS),
    "industries": cells.slugs,
    "theme": cells.slug,
    "direction": _choice(DIRECTIONS),
    "level": _choice(LEVELS),
    "is_new": cells.flag,
    "is_brand": cells.flag,
    "leaders_open": cells.flag,
    "organizer": _organizers,
    "status": _choice(STATUSES),
    "priority": partial(cells.whole, low=1, high=5),
    "show_days": partial(cells.whole, low=1, high=cells.MAX_DAYS),
    "move_in_days": _days,
    "move_out_days": _days,
    "gross_m2": cells.whole,
    "seats": cells.whole,
    "outdoor_m2": cells.whole,
    "requires": cells.slugs,
    "daily_visitors": cells.whole,
    "hotel_rooms": cells.whole,
    "earliest": cells.day,
    "latest": cells.day,
    "preferred_start": cells.day,
    "weekend": _choice(WEEKENDS),
    "venues": cells.slugs,
    "preferred_venue": cells.slug,
    "booked_start": cells.day,
    "booked_halls": cells.hall_refs,
    "co_located_with": cells.slug,
    "evidence": _choice(EVIDENCES),
    "source": cells.text,
    "notes": cells.text,
}
"""How each column is read, in the contract's order."""

REQUIRED = ("id", "kind", "industries", "show_days")
_NAMES = ("name_zh", "name_en")


def check_columns(table: Table, name: str, ledger: Ledger) -> None:
    """Note missing columns as faults and unknown ones as doubts."""
    unknown = [c for c in table.columns if c not in READERS]
    needed = [*REQUIRED, *(() if set(_NAMES) & set(table.columns) else ("name_zh",))]
    for column in needed:
        if column not in table.columns:
            missing = Text("缺少此列，请补上", "column is missing; add it")
            guess = nearest(column, [c for c in unknown if nearest(c, READERS) == column])
            ledger.add(name, with_guess(missing, guess), row=1, column=column)
    for column in unknown:
        guess = nearest(column, READERS)
        message = Text("未知的列，不予采用", "is an unknown column and is ignored")
        ledger.warn(name, with_guess(message, guess), row=1, column=column)


def drafts(table: Table, name: str, ledger: Ledger) -> list[Draft]:
    """Read every row; what cannot be read is noted."""
    found = [_kept(row, name, ledger) for row in table.rows]
    rows: dict[str, int] = {}
    for draft in found:
        number = draft.row.number
        if draft.id and rows.setdefault(draft.id, number) != number:
            first = rows[draft.id]
            message = Text(
                f"第 {first} 行已用此 id，请改名", f"is the id of row {first} already; rename it"
            )
            ledger.add(name, message, row=number, column="id", value=draft.id)
    return found


def _kept(row: Row, name: str, ledger: Ledger) -> Draft:
    """The draft of a row, which is read once if it is sound: scenarios change few rows."""
    found = row.kept.get(Draft)
    if found is None:
        found = _draft(row, name, ledger)
        if found.sound:
            row.kept[Draft] = found
    return found


def _draft(row: Row, name: str, ledger: Ledger) -> Draft:
    before = len(ledger.faults)
    values: dict[str, Any] = {}
    for column, raw in row.cells.items():
        if raw and column in READERS:
            try:
                cells.computed(raw)
                values[column] = READERS[column](raw)
            except BadValue as bad:
                ledger.add(name, bad.message, row=row.number, column=column, value=raw)
    for column in _unfilled(row):
        message = Text("须填写", "must be filled in")
        ledger.add(name, message, row=row.number, column=column, value="")
    return Draft(row, values, len(ledger.faults) == before)


def _unfilled(row: Row) -> Iterator[str]:
    for column in REQUIRED:
        # A missing column is told of once, not in every row.
        if column in row.cells and not row.cells[column].strip(";；"):
            yield column
    if set(_NAMES) & set(row.cells) and not any(row.cells.get(n) for n in _NAMES):
        yield "name_zh"
