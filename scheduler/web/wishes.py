"""What a reader of a calendar wishes: which one, in which form, what of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qsl

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.ical.asked import OPTIONS, FeedOptions, feed_options

FORMS = ("ics", "json", "xml")
LONGEST = 2048
"""Bytes of a query beyond which it is refused."""

_PUBLIC = re.compile(rb"/feeds/(zh|en)/([a-z0-9/-]{1,300})\.(ics|json|xml)")
_PRIVATE = re.compile(rb"/f/([A-Za-z0-9_-]{16,64})/[A-Za-z0-9._-]{0,100}\.(ics|json|xml)")


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
    try:
        return feed_options(given, form)
    except UsageError as error:
        raise Refused(error.message) from None
