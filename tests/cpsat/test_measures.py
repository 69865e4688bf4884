"""Measures of halls behind the counting rows: disjoint sets together never hold more than all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.cpsat.encode.occupancy import measures
from scheduler.domain.venue import Hall, Venue
from tests.factory import ground, hall, room, venue

NAMES = ["h1", "h2", "h3", "h4", "h5"]


@st.composite
def venues(draw: st.DrawFn) -> Venue:
    """Five halls in runs that may share halls, a room in the middle of a run and a ground."""
    halls: list[Hall] = [hall(h, 1000 * draw(st.integers(1, 5))) for h in NAMES]
    runs = draw(
        st.sampled_from(
            [
                [NAMES],
                [["h1", "h2", "h3"], ["h4", "h5"]],
                [["h1", "h2", "h3"], ["h3", "h4", "h5"]],
                [["h1", "h2", "r1", "h3", "h4"]],
                [],
            ]
        )
    )
    return venue("expo", *halls, room("r1"), ground("g1"), runs=runs)


@given(venues(), st.lists(st.integers(1, 9000), min_size=1, max_size=3), st.data())
def test_superadditive_and_monotone(expo: Venue, sizes: list[int], data: st.DataObject) -> None:
    area = {h.id: h.gross_m2 for h in expo.halls}
    options = [[s for s in expo.stretches if sum(area[h] for h in s) >= size] for size in sizes]
    blocks = [o or [("r1",)] for o in options] + [[("r1",)], [("g1",)]]
    every = [h.id for h in expo.halls]
    where = data.draw(st.lists(st.integers(0, 3), min_size=len(every), max_size=len(every)))
    parts = [tuple(h for h, k in zip(every, where, strict=True) if k == n) for n in range(3)]
    together = tuple(h for part in parts for h in part)
    for measure in measures(expo, blocks, [*sizes, 0, 0]):
        assert sum(map(measure, parts)) <= measure(together) <= measure(tuple(every))


def counts(runs: list[int]) -> set[int]:
    """What each measure finds in runs of so many halls of 1,000 m², for shows of 4,000 m²."""
    halls = [[hall(f"{run}-{n}", 1000) for n in range(size)] for run, size in enumerate(runs)]
    names = [[h.id for h in run] for run in halls]
    expo = venue("expo", *(h for run in halls for h in run), runs=names)
    fours: list[tuple[str, ...]] = [s for s in expo.stretches if len(s) == 4]
    return {m(tuple(h for run in names for h in run)) for m in measures(expo, [fours], [4000])}


def test_runs_hold_whole_stretches() -> None:
    assert counts([5, 5]) == {10, 10000, 2}
    assert counts([8]) == {8, 8000, 2}
    # No show fits into the run of three, so it is in no family.
    assert counts([4, 7, 3]) == {11, 11000, 2}
