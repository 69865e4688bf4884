"""Measures of halls behind the counting rows: disjoint sets together never hold more than all."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cpsat.measures import Measures, strongest
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
    held = Measures(expo, blocks, [*sizes, 0, 0]).of([*parts, together, tuple(every)])
    assert (held[:, :3].sum(axis=1) <= held[:, 3]).all()
    assert (held[:, 3] <= held[:, 4]).all()


def counts(runs: list[int]) -> set[int]:
    """What each measure finds in runs of so many halls of 1,000 m², for shows of 4,000 m²."""
    halls = [[hall(f"{run}-{n}", 1000) for n in range(size)] for run, size in enumerate(runs)]
    names = [[h.id for h in run] for run in halls]
    expo = venue("expo", *(h for run in halls for h in run), runs=names)
    fours: list[tuple[str, ...]] = [s for s in expo.stretches if len(s) == 4]
    every = tuple(h for run in names for h in run)
    return set(Measures(expo, [fours], [4000]).of([every])[:, 0].tolist())


def test_runs_hold_whole_stretches() -> None:
    assert counts([5, 5]) == {10, 10000, 2}
    assert counts([8]) == {8, 8000, 2}
    # No show fits into the run of three, so it is in no family.
    assert counts([4, 7, 3]) == {11, 11000, 2}


def test_a_size_counts_as_the_smallest_stretch_that_holds_it() -> None:
    expo = venue("expo", *(hall(h, 1000) for h in NAMES), runs=[NAMES])
    options = [[s for s in expo.stretches if len(s) == 2]]
    every = [tuple(NAMES), ("h1", "h3", "h4"), ("h2",)]
    held = [Measures(expo, options, [size]).of(every).tolist() for size in (1001, 1500, 2000)]
    assert held[0] == held[1] == held[2] == [[5, 3, 1], [5000, 3000, 1000], [2, 1, 0]]
    assert len(Measures(expo, options, [9000]).of(every)) == 2


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=8),
    st.integers(0, 3),
)
def test_measures_left_out_are_implied(table: list[list[int]], most: int) -> None:
    weights = np.array(table)[:, :3]
    limits = np.maximum(np.array(table)[:, 3:], weights.max(axis=1, keepdims=True)) + most
    kept = strongest(weights, limits).tolist()
    for w, n in zip(weights, limits, strict=True):
        assert not w.any() or any((weights[k] * n >= w * limits[k]).all() for k in kept)
    assert kept == sorted(set(kept))
    for k in kept:
        others = [m for m in kept if m != k]
        assert not any((weights[m] * limits[k] >= weights[k] * limits[m]).all() for m in others)
