"""What a reader of a calendar wishes: which one, in which form, what of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qsl

from scheduler.domain.span import Day, day_of
from scheduler.domain.text import Text
from scheduler.outputs.ical.released import FeedOptions

PHASES = ("in", "show", "out")
FORMS = ("ics", "json", "xml")
OPTIONS = ("phases", "cancelled", "from", "to")
LONGEST = 2048
"""Bytes of a query beyond which it is refused."""

_PUBLIC = re.compile(rb"/feeds/(zh|en)/([a-z0-9/-]{1,300})\.(ics|json|xml)")
_PRIVATE = re.compile(rb"/f/([A-Za-z0-9_-]{16,64})/[A-Za-z0-9._-]{0,100}\.(ics|json|xml)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True)
class Wish:
    """One calendar in a language and form, public or not."""

    plain: ClassVar[FeedOptions] = FeedOptions()

    lang: str
    path: str
    public: bool
    options: FeedOptions


class Refused(Exception):
    """An option has a value that it cannot have."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def public_path(raw: bytes) -> tuple[str, str, str] | None:
    """Language, feed and form of a public address; encoded letters are no part of any."""
    found = _PUBLIC.fullmatch(raw)
    if found is None:
        return None
    lang, stem, form = (part.decode("ascii") for part in found.groups())
    return lang, f"{stem}.ics", form


def private_path(raw: bytes) -> tuple[bytes, str] | None:
    """Token and form of a private address, whose file name is for people only."""
    found = _PRIVATE.fullmatch(raw)
    return None if found is None else (found[1], found[2].decode("ascii"))


def options_of(query: bytes, form: str = "ics") -> FeedOptions:
    """Options of a query; names that are none of ours are passed over.

    Raises
    ------
    Refused
        When a value cannot be used, or an option stands twice.
    """
    if not query:
        return FeedOptions(form=form)
    try:
        pairs = parse_qsl(
            query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=50
        )
    except ValueError:
        raise Refused(Text("选项无法读取。", "The options cannot be read.")) from None
    given = {name: value for name, value in pairs if name in OPTIONS}
    if len(given) < sum(name in OPTIONS for name, _ in pairs):
        raise Refused(Text("同一选项只能出现一次。", "An option may stand only once."))
    first, last = _day(given, "from"), _day(given, "to")
    if first is not None and last is not None and first > last:
        raise Refused(Text("from 不能晚于 to。", "from must not be later than to."))
    return FeedOptions(_phases(given), _flag(given), first, last, form)


def _phases(given: dict[str, str]) -> frozenset[str] | None:
    if "phases" not in given:
        return None
    if given["phases"] == "all":
        return frozenset(PHASES)
    chosen = frozenset(given["phases"].split(","))
    if not chosen <= set(PHASES):
        known = ", ".join(PHASES)
        raise Refused(
            Text(
                f"phases 只能取 {known}，以逗号分隔，或取 all。",
                f"phases must be some of {known}, separated by commas, or all.",
            )
        )
    return chosen


def _flag(given: dict[str, str]) -> bool:
    value = _FLAGS.get(given.get("cancelled", "1").lower())
    if value is None:
        raise Refused(Text("cancelled 须为 0 或 1。", "cancelled must be 0 or 1."))
    return value


def _day(given: dict[str, str], name: str) -> Day | None:
    if name not in given:
        return None
    try:
        if _DATE.fullmatch(given[name]):
            return day_of(given[name])
    except ValueError:
        pass
    raise Refused(
        Text(f"{name} 须写作 2021-05-01 这样的日期。", f"{name} must be a date like 2021-05-01.")
    )
