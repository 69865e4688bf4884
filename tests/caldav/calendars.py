"""Calendars to push: the standing plan of the small city, and variants of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from scheduler.caldav import Collection, Item, items_of
from scheduler.domain.entry import CANCELLED, Entry, State, draft_entries
from scheduler.domain.release import directory_of
from scheduler.domain.span import Span
from scheduler.outputs.ical.feeds import render
from tests.outputs.factory import DOMAIN, TEA, city, roster

Edit = Callable[[Entry], Entry | None]
LATER = datetime(2021, 3, 1, tzinfo=UTC)
HOSTILE = "茶,展;\\n“a\"b” \U0001f375 " + "长" * 200


def collection(edit: Edit = lambda entry: entry, slug: str = "expo-en") -> Collection:
    """The calendar of the expo; `edit` changes or drops its entries."""
    return Collection(slug, "Bay & <Expo>", "All of it.", DOMAIN, _items(edit))


def _items(edit: Edit) -> dict[str, Item]:
    problem = city(replace(TEA, name=replace(TEA.name, en=HOSTILE)), *city().events[1:])
    entries: Iterator[Entry | None] = map(edit, draft_entries(problem, roster(problem)))
    kept = [e for e in entries if e]
    files = dict(render(directory_of(problem), kept, "en", "Test."))
    return items_of(files["venues/expo.ics"])


def moved(entry: Entry) -> Entry:
    """The tea expo a week later, the rest as it was."""
    if entry.subject.id != "tea":
        return entry
    span = Span(entry.span.start + 7, entry.span.end + 7)
    return replace(entry, span=span, state=State(1, entry.state.created, LATER))


def cancelled(entry: Entry) -> Entry:
    """The tea expo cancelled."""
    if entry.subject.id != "tea":
        return entry
    return replace(entry, status=CANCELLED, state=State(2, entry.state.created, LATER))


def without_tea(entry: Entry) -> Entry | None:
    """The tea expo is past and shown no more."""
    return None if entry.subject.id == "tea" else entry
