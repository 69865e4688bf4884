"""Two releases of the small city in which everything happens that can happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scheduler.domain.entry import draft_entries
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement
from scheduler.domain.release import Release, directory_of
from scheduler.domain.span import day_of
from scheduler.domain.text import Text
from scheduler.releases.consequences import Consequences
from scheduler.releases.happenings import happenings
from tests.outputs.factory import AUTO, OCEAN, TEA, city, roster

TODAY = day_of("2021-03-10")
PUBLISHED = datetime(2021, 3, 9, 20, tzinfo=UTC)
"""Already the 10th in the city."""

HOSTILE = "</style><script>alert(1)</script>\"&'\u202e展\r\n\x1b[31mX"
EVIL = replace(AUTO, id="evil", name=Text(HOSTILE, HOSTILE), organizers=(HOSTILE,))
BOATS = replace(AUTO, id="boats", name=Text("游艇展", "Boat Show"))
FORUM = replace(
    OCEAN, id="blue", name=Text("蓝色论坛", "Blue Forum"), seats=0, status="definite"
)

Row = tuple[str, str, str, str]
"""Event, venue, halls joined by blanks, first show day in 2021."""

OLD: tuple[Row, ...] = (
    ("tea", "expo", "h1 h2", "05-10"),
    ("ocean", "forum", "plenary", "06-01"),
    ("auto", "expo", "h3", "05-17"),
    ("boats", "expo", "h1", "07-17"),
    ("blue", "expo", "h2", "08-17"),
)
NEW: tuple[Row, ...] = (
    ("tea", "expo", "h2 h3", "05-24"),
    ("ocean", "forum", "plenary", "06-01"),
    ("auto", "expo", "h3", "05-17"),
    ("evil", "expo", "h3", "12-28"),
    ("blue", "forum", "plenary", "08-20"),
)


def release(number: int, events: Sequence[Event], rows: Sequence[Row], **fields: str) -> Release:
    """A release whose entries have no history."""
    problem = city(*events)
    placed = [
        Placement(event, venue, tuple(halls.split()), day_of(f"2021-{first}"))
        for event, venue, halls, first in rows
    ]
    entries = tuple(draft_entries(problem, roster(problem, *placed)))
    message = fields.get("message", "")
    when = PUBLISHED + timedelta(days=number - 2)
    return Release(number, when, message, directory_of(problem), entries)


FIRST = release(1, (TEA, OCEAN, AUTO, BOATS, FORUM), OLD)
SECOND = release(
    2,
    (TEA, replace(OCEAN, status="definite"), replace(AUTO, level="city"), EVIL, FORUM),
    NEW,
    message="茶博会让出一周。\n<b>Thanks</b>",
)


def told(before: Release | None, after: Release) -> Consequences:
    """What happens to events; feeds are left out."""
    number = before.number if before else None
    return Consequences(number, after.number, happenings(before, after, TODAY), ())
