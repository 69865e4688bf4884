"""Day arithmetic of the draft, against the plain definition."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cpsat.builder import draft_of
from scheduler.cpsat.draft import Draft
from tests.factory import day, event, problem, span, venue

DRAFT = Draft(problem(first="2021-04-01", last="2021-04-20"))


@given(
    bad=st.lists(st.booleans(), min_size=20, max_size=20),
    before=st.integers(-5, 25),
    length=st.integers(0, 30),
)
def test_starts_meeting(bad: list[bool], before: int, length: int) -> None:
    found = DRAFT.starts_meeting(np.array(bad), before, length)
    inside = range(20)
    expected = [
        any(bad[d] for d in range(s - before, s - before + length) if d in inside) for s in inside
    ]
    assert found.tolist() == expected


def test_mask_leaves_out_days_outside() -> None:
    days = [day("2021-03-31"), day("2021-04-01"), day("2021-04-20"), day("2021-04-21")]
    assert np.flatnonzero(DRAFT.mask(days)).tolist() == [0, 19]


def test_span_mask_is_cut_to_the_horizon() -> None:
    assert DRAFT.span_mask(span(None, None)).all()
    assert np.flatnonzero(DRAFT.span_mask(span("2021-04-19", None))).tolist() == [18, 19]
    assert not DRAFT.span_mask(span("2021-05-01", None)).any()


def test_a_group_is_one_unit_and_its_booking_binds_all() -> None:
    city = problem(event("a"), event("b", booked_start="2021-04-10", co_located_with="a"))
    (unit,) = draft_of(city).units
    assert [e.id for e in unit.events] == ["a", "b"]
    assert unit.booked
    (site,) = unit.sites
    assert np.flatnonzero(site.ok).tolist() == [9]


def test_the_rule_that_empties_a_site_is_remembered() -> None:
    city = problem(
        event("a", venues=["other"]), event("b", gross_m2=90000), venues=[venue(), venue("other")]
    )
    told = {u.events[0].id: [s.emptied_by for s in u.sites] for u in draft_of(city).units}
    assert told == {"a": ["venue", ""], "b": ["capacity", "capacity"]}
