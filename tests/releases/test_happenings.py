"""What a release means for each event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.entry import CANCELLED
from scheduler.domain.event import Event
from scheduler.domain.release import Left, Release
from scheduler.domain.span import Day, day_of
from scheduler.domain.text import Text
from scheduler.releases.happenings import KINDS, Happening, happenings
from tests.outputs.factory import TEA
from tests.outputs.releases import FIRST, SECOND, TODAY, Row, release

PLACE = ("tea", "expo", "h1 h2", "05-10")


def tea(row: Row | None = PLACE, **fields: object) -> Release:
    """The tea expo alone; with `row` ``None`` it is not placed, and another is."""
    event: Event = replace(TEA, **fields)  # type: ignore[arg-type]
    other = replace(TEA, id="other")
    rows = [("other", "expo", "h3", "11-10")] + ([row] if row else [])
    return release(1, (event, other), rows)


def kinds(before: Release, after: Release, today: Day = TODAY) -> list[tuple[str, ...]]:
    found = happenings(before, after, today)
    assert {h.event_id for h in found} <= {"tea"}
    return [h.kinds for h in found]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (tea(), []),
        (tea(None), [("cancelled",)]),
        (tea(("tea", "expo", "h1 h2", "05-11")), [("moved",)]),
        (tea(("tea", "forum", "plenary", "05-10")), [("venue",)]),
        (tea(("tea", "expo", "h2 h3", "05-10")), [("halls",)]),
        (tea(("tea", "expo", "h1", "05-10")), [("halls",)]),
        (tea(status="tentative"), [("held",)]),
        (tea(move_in_days=4), [("setup",)]),
        (tea(move_out_days=0), [("setup",)]),
        (tea(show_days=5), [("moved",)]),
        (tea(name=Text("茶展", "Tea Expo")), [("renamed",)]),
        (tea(level="national"), [("details",)]),
        (tea(organizers=()), [("details",)]),
        (
            tea(("tea", "expo", "h3", "05-11"), status="", name=Text("x", "y")),
            [("moved", "halls", "held", "renamed")],
        ),
    ],
)
def test_kinds(after: Release, expected: list[tuple[str, ...]]) -> None:
    assert kinds(tea(), after) == expected


def test_confirmed_and_new() -> None:
    assert kinds(tea(status="tentative"), tea()) == [("confirmed",)]
    assert kinds(tea(None), tea()) == [("new",)]


def test_back_after_it_was_cancelled() -> None:
    entries = [replace(e, status=CANCELLED) for e in tea().entries if e.subject.id == "tea"]
    left = tuple(Left(e, frozenset(["venues/expo.ics"]), public=False) for e in entries)
    assert kinds(replace(tea(None), left=left), tea()) == [("back",)]


@pytest.mark.parametrize(("today", "kind"), [("2021-05-14", "cancelled"), ("2021-05-15", "over")])
def test_what_is_past_is_not_cancelled(today: str, kind: str) -> None:
    """Its last move-out day is 14 May."""
    assert kinds(tea(), tea(None), day_of(today)) == [(kind,)]


def test_the_first_release_is_all_new() -> None:
    found = happenings(None, FIRST, TODAY)
    assert {h.kinds for h in found} == {("new",)}
    assert [h.event_id for h in found] == ["tea", "auto", "ocean", "boats", "blue"]


def test_sides_and_order() -> None:
    found: dict[str, Happening] = {h.event_id: h for h in happenings(FIRST, SECOND, TODAY)}
    assert {i: h.kinds for i, h in found.items()} == {
        "tea": ("moved", "halls"),
        "auto": ("details",),
        "ocean": ("confirmed",),
        "boats": ("cancelled",),
        "blue": ("moved", "venue"),
        "evil": ("new",),
    }
    assert list(found) == ["tea", "auto", "ocean", "boats", "blue", "evil"]
    before, after = found["tea"].before, found["tea"].after
    assert before and after
    assert (before.hall_ids, after.hall_ids) == (("h1", "h2"), ("h2", "h3"))
    assert (before.show.start, before.tenancy.start) == (day_of("2021-05-10"), day_of("2021-05-07"))
    assert [phase for phase, _ in after.phases] == ["in", "show", "out"]
    assert (found["boats"].after, found["evil"].before) == (None, None)


def test_every_kind_is_in_the_list() -> None:
    assert len(set(KINDS)) == len(KINDS) == 12
