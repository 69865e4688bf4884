"""Which halls are offered: minimal stretches, and splits of halls that are given."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scheduler.cpsat.builder import draft_of
from scheduler.cpsat.encode.capacity import exact_splits, minimal_stretches
from scheduler.domain.venue import Venue
from scheduler.rules.splits import splits
from tests.factory import event, ground, hall, placement, plan, problem, room, venue

EXPO = venue(
    "expo",
    hall("h1", 2000, seats=300),
    hall("h2", 5000, features=["heavy-load"]),
    hall("h3", 3000, seats=300, features=["heavy-load"]),
    hall("h4", 9000),
    room("r1", 300),
    ground("g1"),
    runs=[["h1", "h2", "h3"]],
)


def minimal(gross_m2: int, **fields: Any) -> list[str]:
    """Minimal stretches of the venue for a need, sorted."""
    found = minimal_stretches(event(gross_m2=gross_m2, **fields), EXPO)
    return sorted("+".join(s) for s in found)


def test_minimal_stretches() -> None:
    assert minimal(2000) == ["h1", "h2", "h3", "h4"]
    assert minimal(3000) == ["h2", "h3", "h4"]
    assert minimal(6000) == ["h1+h2", "h2+h3", "h4"]
    assert minimal(9500) == ["h1+h2+h3"]
    assert minimal(20000) == []


def test_minimal_stretches_with_features() -> None:
    assert minimal(2000, requires=["heavy-load"]) == ["h2", "h3"]
    assert minimal(6000, requires=["heavy-load"]) == ["h2+h3"]


@given(st.integers(1, 22000))
def test_minimal_stretches_against_the_definition(need: int) -> None:
    size = {h.id: h.gross_m2 for h in EXPO.halls}
    enough = [set(s) for s in EXPO.stretches if sum(size[h] for h in s) >= need]
    found = [set(s) for s in minimal_stretches(event(gross_m2=need), EXPO)]
    assert all(s in enough for s in found)
    assert all(not other < s for s in found for other in enough)
    assert all(any(s <= other for s in found) for other in enough)


@given(
    st.sets(st.sampled_from([h.id for h in EXPO.halls])),
    st.sampled_from((0, 1500, 6000)),
    st.sampled_from((0, 200)),
    st.sampled_from((0, 500)),
    st.booleans(),
)
def test_exact_splits_are_those_of_the_rulebook(
    halls: set[str], gross_m2: int, seats: int, outdoor_m2: int, heavy: bool
) -> None:
    made = event(
        gross_m2=gross_m2,
        seats=seats,
        outdoor_m2=outdoor_m2,
        requires=["heavy-load"] if heavy else [],
    )
    mine = [EXPO.hall_by_id[h] for h in sorted(halls)]
    fit = all(made.requires <= h.features for h in mine if not h.outdoor)
    expected = [
        (s.room, s.ground, frozenset(h.id for h in s.stretch))
        for s in splits(made, EXPO, mine)
        if mine and fit
    ]
    found = exact_splits(made, EXPO, tuple(sorted(halls)))
    assert [(r, g, frozenset(s)) for r, g, s in found] == expected


def blocks(city_venue: Venue, near_halls: str = "", **fields: Any) -> list[set[str]]:
    """Blocks of the only need of an event, a standing plan given or not."""
    stood = plan(placement("e1", "2021-04-10", *near_halls.split())) if near_halls else None
    city = problem(event(**fields), venues=[city_venue], near=stood)
    (unit,) = draft_of(city).units
    (need,) = unit.sites[0].needs
    return [set(b.halls) for b in need.blocks]


def test_a_standing_stretch_is_offered_though_longer() -> None:
    short = blocks(EXPO, gross_m2=6000)
    assert {"h1", "h2", "h3"} not in short
    assert blocks(EXPO, "h1 h2 h3", gross_m2=6000) == [*short, {"h1", "h2", "h3"}]
    assert blocks(EXPO, "h2 h1", gross_m2=6000) == short


def test_booked_halls_are_the_only_block() -> None:
    booked = ["expo/h1", "expo/h2", "expo/h3"]
    assert blocks(EXPO, gross_m2=1000, booked_halls=booked) == [{"h1", "h2", "h3"}]
