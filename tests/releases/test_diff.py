"""Which entries of which feeds a release changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.domain.entry import CANCELLED, Entry, State
from scheduler.domain.release import Left, Release
from scheduler.domain.span import day_of
from scheduler.domain.text import Text
from scheduler.releases.consequences import Consequences
from scheduler.releases.diff import consequences
from tests.outputs.factory import AUTO, OCEAN, TEA
from tests.outputs.releases import FIRST, TODAY, release

LATER = datetime(2021, 3, 9, tzinfo=UTC)
ROWS = (("tea", "expo", "h1", "05-10"), ("auto", "expo", "h3", "05-17"))
BASE = release(1, (TEA, AUTO, OCEAN), ROWS)
"""The tea expo is definite, the auto show is a hold."""


def change(edit: Callable[[Entry], Entry | None], left: tuple[Left, ...] = ()) -> Release:
    """The second release: entries of the first, edited; what differs has a new state."""
    edited = [(e, edit(e)) for e in BASE.entries]
    state = State(1, BASE.entries[0].state.created, LATER)
    entries = (new if new == old else replace(new, state=state) for old, new in edited if new)
    return replace(BASE, number=2, entries=tuple(entries), left=left)


def only_tea(edit: Callable[[Entry], Entry | None]) -> Callable[[Entry], Entry | None]:
    return lambda e: edit(e) if e.subject.id == "tea" else e


def seen(found: Consequences, public: bool) -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    """Phase, kind and fields of each change, by the feed's path."""
    return {
        f.path: [(c.entry.uid.split("@")[0], c.kind, c.fields) for c in f.changes]
        for f in found.feeds
        if f.public == public
    }


def test_the_same_release_changes_nothing() -> None:
    assert consequences(BASE, change(lambda e: e), TODAY) == Consequences(1, 2, (), ())


def test_first_release() -> None:
    found = consequences(None, BASE, TODAY)
    assert found.before is None
    public, private = seen(found, True), seen(found, False)
    assert public["city.ics"] == [("tea-show", "appears", ())]
    assert [name for name, *_ in private["city.ics"]] == ["tea-show", "auto-show"]
    assert [name for name, *_ in private["venues/expo.ics"]] == [
        "tea-in", "tea-show", "tea-out", "auto-in", "auto-show", "auto-out",
    ]  # fmt: skip
    assert "halls/expo--h3.ics" in private
    assert "halls/expo--h3.ics" not in public


@pytest.mark.parametrize(
    ("edit", "fields"),
    [
        (lambda e: replace(e, span=replace(e.span, end=e.span.end + 1)), ("dates",)),
        (lambda e: replace(e, subject=replace(e.subject, name=Text("x", "y"))), ("name",)),
        (lambda e: replace(e, subject=replace(e.subject, level="")), ("level",)),
        (lambda e: replace(e, site=replace(e.site, name=Text("x", "y"))), ("venue",)),
        (lambda e: replace(e, site=replace(e.site, latitude=1.0)), ("address",)),
        (
            lambda e: replace(e, halls=(replace(e.halls[0], name=Text("x", "y")),)),
            ("halls",),
        ),
        (lambda e: replace(e, state=State(7, e.state.created, LATER)), ("revision",)),
    ],
)
def test_fields(edit: Callable[[Entry], Entry], fields: tuple[str, ...]) -> None:
    found = seen(consequences(BASE, change(only_tea(edit)), TODAY), True)
    assert found["city.ics"] == [("tea-show", "changes", fields)]
    assert {c[1:] for c in found["halls/expo--h1.ics"]} == {("changes", fields)}
    assert set(found) == {
        "city.ics", "kinds/exhibition.ics", "industries/food.ics", "industries/trade.ics",
        "organizers/org-1f03f53a.ics", "organizers/org-38bf5891.ics", "venues/expo.ics",
        "halls/expo--h1.ics", "archive/2021/city.ics",
    } | {p for p in found if p.startswith("busy/")}  # fmt: skip


def test_a_hall_change_leaves_the_old_hall_as_cancelled() -> None:
    other = BASE.directory.venues[0][1][1]
    gone = tuple(
        Left(replace(e, status=CANCELLED), frozenset(["halls/expo--h1.ics"]), public)
        for e in BASE.entries
        if e.subject.id == "tea"
        for public in (True, False)
    )
    new = change(only_tea(lambda e: replace(e, halls=(other,))), gone)
    for public in (True, False):
        found = seen(consequences(BASE, new, TODAY), public)
        assert {c[1:] for c in found["halls/expo--h1.ics"]} == {("cancelled", ("status",))}
        assert {c[1:] for c in found["halls/expo--h2.ics"]} == {("appears", ())}
        assert {c[1:] for c in found["venues/expo.ics"]} == {("changes", ("halls",))}
        assert "halls/expo--h3.ics" not in found
    back = seen(consequences(new, replace(BASE, number=3), TODAY), True)
    assert {c[1:] for c in back["halls/expo--h1.ics"]} == {("returns", ("status",))}


def test_a_hold_is_in_private_feeds_only() -> None:
    held = change(lambda e: replace(e, status="TENTATIVE"))
    gone = tuple(
        Left(replace(e, status=CANCELLED), frozenset(["city.ics"]), True)
        for e in BASE.entries
        if e.uid.startswith("tea-show")
    )
    found = consequences(BASE, replace(held, left=gone), TODAY)
    assert seen(found, True)["city.ics"] == [("tea-show", "cancelled", ("status",))]
    assert seen(found, False)["city.ics"] == [("tea-show", "changes", ("status",))]


def test_renamed_industries_and_a_new_address_change_entries_that_are_equal() -> None:
    food = replace(
        BASE.directory, industries={**BASE.directory.industries, "food": Text("餐饮", "Meals")}
    )
    found = seen(consequences(BASE, replace(BASE, number=2, directory=food), TODAY), True)
    assert found["city.ics"] == [("tea-show", "changes", ("industries",))]
    site = replace(BASE.directory, url="https://elsewhere.invalid")
    found = seen(consequences(BASE, replace(BASE, number=2, directory=site), TODAY), False)
    assert found["city.ics"] == [
        ("tea-show", "changes", ("page",)), ("auto-show", "changes", ("page",)),
    ]  # fmt: skip


def test_what_the_window_hides_is_not_told() -> None:
    """Years later the shows are outside, and calendars have dropped them but for archives."""
    far = replace(
        BASE.directory, horizon=replace(BASE.directory.horizon, end=day_of("2030-01-01"))
    )
    old, new = (replace(r, directory=far) for r in (BASE, change(lambda e: None)))
    late = consequences(old, new, day_of("2024-01-01")).feeds
    assert {feed.path for feed in late} == {"archive/2021/city.ics"}
    assert {feed.path for feed in consequences(old, new, TODAY).feeds} > {"city.ics"}


def test_shared_changes_are_one_object() -> None:
    """Thousands of entries stand in many feeds each."""
    found = consequences(None, FIRST, TODAY)
    assert len({id(c) for f in found.feeds if not f.public for c in f.changes}) <= len(
        FIRST.entries
    )
