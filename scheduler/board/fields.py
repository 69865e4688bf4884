"""Reads one edit of a request: its keys, and every fault of them at once."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scheduler.board.city import City
from scheduler.domain.plan import Placement
from scheduler.domain.problem import Problem
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.loading import cells
from scheduler.loading.faults import BadValue, fault, nearest, with_guess

FILE = "edits"
MOST = 200
"""Letters of an id at most; longer ones are shortened in messages anyway."""

NEEDED = Text("缺少此键，请补上", "is missing; add it")
TEXT = Text("须为文字", "must be a text")


class Fields:
    """Keys of one edit.

    Parameters
    ----------
    where
        Place of the edit, as ``edits[0]``.
    city
        Whose names must be known; ``None`` for an edit that was accepted before.
    """

    def __init__(
        self, raw: Mapping[str, Any], where: str, city: City | None = None
    ) -> None:
        self.raw, self.where, self.city = raw, where, city
        self.faults: list[Fault] = []
        self.read: set[str] = {"op"}  # an edit's kind, which is known by then

    def refuse(self, key: str, message: Text) -> None:
        """Note a fault."""
        column = f"{self.where}.{key}" if key else self.where
        self.faults.append(fault(FILE, message, column=column, value=self.raw.get(key)))

    def value(self, key: str) -> Any:
        """What a key holds; ``None`` if it is not there."""
        self.read.add(key)
        return self.raw.get(key)

    def text(self, key: str, *, needed: bool = True) -> str:
        """A text; blank where it is faulty or missing."""
        value = self.value(key)
        if value is None or value == "":
            if needed:
                self.refuse(key, NEEDED)
            return ""
        if not isinstance(value, str) or len(value) > MOST:
            self.refuse(key, TEXT)
            return ""
        return value

    def day(self, key: str, *, needed: bool = True) -> Day | None:
        """An ISO date."""
        text = self.text(key, needed=needed)
        try:
            return cells.day(text) if text else None
        except BadValue as bad:
            self.refuse(key, bad.message)
            return None

    def choice(self, key: str, options: Iterable[str]) -> str:
        """One of some words."""
        word, known = self.text(key), list(options)
        if word and word not in known:
            words = ", ".join(known)
            expected = Text(f"须为 {words} 之一", f"must be one of {words}")
            self.refuse(key, with_guess(expected, nearest(word, known)))
        return word

    def event(self, key: str = "event_id") -> str:
        """Id of an event of the city."""
        return self.known(
            key, lambda p: p.event_by_id, Text("没有此活动", "is no event of this plan")
        )

    def venue(self, key: str = "venue_id") -> str:
        """Id of a venue."""
        return self.known(key, lambda p: p.venue_by_id, Text("没有此场馆", "is no venue"))

    def known(
        self, key: str, names: Callable[[Problem], Mapping[str, Any]], message: Text
    ) -> str:
        """An id that the city has."""
        word = self.text(key)
        if word and self.city is not None and word not in (there := names(self.city.problem)):
            self.refuse(key, with_guess(message, nearest(word, there)))
        return word

    def halls(self, venue_id: str, key: str = "hall_ids") -> tuple[str, ...]:
        """Halls of a venue, each once."""
        value = self.value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.refuse(key, Text("须为展厅列表", "must be a list of hall ids"))
            return ()
        if len(set(value)) < len(value):
            self.refuse(key, Text("展厅重复", "names a hall twice"))
        self.check_halls(venue_id, value, key)
        return tuple(value)

    def check_halls(self, venue_id: str, hall_ids: Iterable[str], key: str) -> None:
        """Note halls that the venue does not have."""
        venue = self.city.problem.venue_by_id.get(venue_id) if self.city else None
        for hall in hall_ids if venue else ():
            if venue and hall not in venue.hall_by_id:
                message = Text("没有此展厅", "is no hall there")
                self.refuse(key, with_guess(message, nearest(hall, venue.hall_by_id)))

    def ids(self, key: str, *, needed: bool = True) -> list[str] | None:
        """A list of ids; ``None`` where there is none."""
        value = self.value(key)
        if value is None and not needed:
            return None
        plain = isinstance(value, list) and all(isinstance(v, str) for v in value)
        if not plain or not value:
            self.refuse(key, Text("须为编号列表", "must be a list of ids"))
            return None
        return list(value)

    def table(self) -> bytes | None:
        """A file of events: the text of a CSV, or any file's bytes in base64."""
        text, coded = self.value("csv"), self.value("data")
        key = "csv" if coded is None else "data"
        try:
            found = b64decode(coded, validate=True) if isinstance(coded, str) else None
        except ValueError:
            found = None
        if coded is None and isinstance(text, str):
            found = text.encode("utf-8", "replace")
        if not found or not found.strip() or (coded is not None and text is not None):
            zh = "须以 csv 给出文本，或以 data 给出文件的 base64"
            self.refuse(key, Text(zh, "must be a text, or data a file in base64"))
            return None
        return found

    def files(self, key: str) -> dict[str, bytes]:
        """Files by their names, each in base64; none where there is no such key."""
        value = self.value(key)
        try:
            if value is None:
                return {}
            return {str(name): b64decode(data, validate=True) for name, data in value.items()}
        except (AttributeError, TypeError, ValueError):
            expected = Text("须为各文件的 base64", "must be a map of files in base64")
            self.refuse(key, expected)
            return {}

    def placement(self) -> Placement:
        """Keys of a place; to be used only without faults."""
        event, venue = self.event(), self.venue()
        halls, first = self.halls(venue), self.day("show_first")
        return Placement(event, venue, halls, first or 1)

    def whole(self, key: str) -> int:
        """A whole number from 1 on."""
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.refuse(key, Text("须为正整数", "must be a whole number from 1 on"))
            return 0
        return value

    def number(self, key: str, low: float, high: float) -> float | None:
        """A number in a range; ``None`` where there is none."""
        value = self.value(key)
        if value is None:
            return None
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        if not plain or not low <= value <= high:
            ends = f"{low:g}", f"{high:g}"
            zh, en = "须为 {} 至 {} 的数", "must be a number from {} to {}"
            expected = Text(zh.format(*ends), en.format(*ends))
            self.refuse(key, expected)
            return None
        return float(value)

    def end(self) -> None:
        """Note the keys that nobody asked for."""
        for key in self.raw:
            if key not in self.read:
                unknown = Text("未知的键，请删去或改正", "is an unknown key; delete or correct it")
                self.refuse(key, with_guess(unknown, nearest(key, self.read)))
