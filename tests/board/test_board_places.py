"""The places of a drag are what the audit says of each of them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.audit import audit
from scheduler.board.document import dumped
from scheduler.board.places import Places
from scheduler.board.places_text import places_text
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.policy import Comfort, Coverage, DateProtection, Limits
from scheduler.domain.problem import Problem
from scheduler.domain.span import day_of
from tests.factory import (
    closed_days,
    closure,
    day,
    event,
    ground,
    hall,
    neighbour,
    problem,
    room,
    venue,
)

FIRST, LAST = "2021-04-01", "2021-04-24"
DAYS = range(day(FIRST), day(LAST) + 1)
VENUES = (
    venue(
        "expo", hall("h1", closures=(closure("2021-04-10", "2021-04-11"),)), hall("h2"),
        hall("h3", features=("power",)), room("r1"), ground("g1"),
        turnaround_days=1, moving_halls_per_day=2,
    ),
    venue("fair", hall("h1", features=("power",)), hall("h2", 9000), open=("2021-04-03", None)),
)  # fmt: skip
HALLS = {
    "expo": ((), ("h1",), ("h2",), ("h1", "h2"), ("h3",), ("r1",), ("g1",), ("h2", "r1")),
    "fair": ((), ("h1",), ("h2",), ("h1", "h2")),
}

days = st.sampled_from(DAYS)
maybe = st.one_of(st.none(), days)
events = st.fixed_dictionaries(
    {
        "gross_m2": st.sampled_from([0, 4000, 9000, 14000]),
        "seats": st.sampled_from([0, 0, 0, 400]),
        "outdoor_m2": st.sampled_from([0, 0, 0, 5000]),
        "requires": st.sampled_from([(), (), ("power",)]),
        "show_days": st.integers(1, 4),
        "move_in_days": st.integers(0, 2),
        "move_out_days": st.integers(0, 2),
        "theme": st.sampled_from(["", "tea", "auto"]),
        "kind": st.sampled_from(["exhibition", "conference"]),
        "industries": st.sampled_from([("marine",), ("food", "marine")]),
        "is_brand": st.booleans(),
        "leaders_open": st.booleans(),
        "daily_visitors": st.sampled_from([0, 4000, 6000]),
        "hotel_rooms": st.sampled_from([0, 700]),
        "priority": st.integers(1, 5),
        "weekend": st.sampled_from(["", "include", "avoid"]),
        "preferred_start": maybe,
        "preferred_venue": st.sampled_from(["", "expo"]),
        "earliest": maybe,
        "latest": maybe,
        "booked_start": st.one_of(st.none(), st.none(), st.none(), days),
        "booked_halls": st.sampled_from([(), (), ("expo/h1",)]),
        "venues": st.sampled_from([(), (), ("expo",), ("fair",)]),
    }
)
places = st.sampled_from([(v, h) for v, sets in HALLS.items() for h in sets])
policies = st.fixed_dictionaries(
    {
        "limits": st.sampled_from([Limits(), Limits(1, 5000, 1), Limits(2, 5000, 0)]),
        "comfort": st.sampled_from([Comfort(), Comfort(5000, 800)]),
        "coverage": st.sampled_from([Coverage(), Coverage(1, 2), Coverage(1, 2, True)]),
        "date_protection": st.sampled_from([DateProtection(), DateProtection(3, {"tea": 0})]),
        "closed_days": st.sampled_from(
            [(), (closed_days("2021-04-12", "2021-04-13", kinds=["exhibition"]),)]
        ),
    }
)


@st.composite
def cities(draw: st.DrawFn) -> tuple[Problem, Plan]:
    """A problem of three events and some plan of it."""
    drawn = [draw(events) for _ in range(3)]
    if draw(st.integers(0, 3)) == 0:
        drawn[1]["co_located_with"] = "e0"
    made = [event(f"e{i}", **fields) for i, fields in enumerate(drawn)]
    found = problem(
        *made, venues=VENUES, first=FIRST, last=LAST,
        neighbours=[neighbour("2021-04-15", "2021-04-16", "tea")], **draw(policies),
    )  # fmt: skip
    rows = [
        Placement(e.id, *draw(places), draw(days)) for e in made if draw(st.integers(0, 3))
    ]
    return found, Plan(tuple(rows))


def broken_by(found: Problem, plan: Plan, event_id: str) -> bool:
    """Whether the plan breaks a hard rule that is the event's or its group's.

    A venue that another member does not accept is that member's alone.
    """
    group = set(found.group_of[event_id])
    return any(
        event_id in f.reason.events
        or (f.reason.rule == "venue" and f.reason.case != "allowed" and group & {*f.reason.events})
        for f in audit(found, plan).hard
        if f.reason.rule != "coverage"
    )


@settings(max_examples=60, deadline=None)
@given(cities(), st.data())
def test_every_place_is_as_the_audit_has_it(
    city: tuple[Problem, Plan], data: st.DataObject
) -> None:
    found, plan = city
    now = audit(found, plan).cost
    said = Places(found, plan, "e0", now).answer()
    assert places_text(said) == dumped(said)
    if not said["stretches"]:
        return
    for _ in range(6):
        stretch = data.draw(st.sampled_from(said["stretches"]))
        when = data.draw(days)
        row = Placement("e0", stretch["venue_id"], tuple(stretch["hall_ids"]), when)
        tried = plan.with_placement(row)
        assert legal(stretch, when) == (not broken_by(found, tried, "e0"))
        cost = said["cost"][when - DAYS.start] + stretch["extra"]
        assert cost == audit(found, tried).cost - now


@settings(max_examples=60, deadline=None)
@given(cities(), places)
def test_every_set_of_halls_that_fits_is_offered(city: tuple[Problem, Plan], at: Any) -> None:
    found, plan = city
    said = Places(found, plan, "e0", 0).answer()
    offered = {(s["venue_id"], frozenset(s["hall_ids"])) for s in said["stretches"]}
    row = Placement("e0", at[0], at[1], DAYS.start)
    fits = not any(f.reason.rule == "capacity" for f in audit(found, Plan((row,))).hard)
    assert ((at[0], frozenset(at[1])) in offered) == fits


def legal(stretch: dict[str, Any], when: int) -> bool:
    return any(day_of(s["from"]) <= when <= day_of(s["to"]) for s in stretch["legal"])


def test_what_blocks_a_day_is_named() -> None:
    taken = event("e1", gross_m2=4000)
    mine = event("e0", gross_m2=4000, theme="tea", earliest="2021-04-03")
    tea = event("e2", theme="tea")
    found = problem(mine, taken, tea, date_protection=DateProtection(2))
    plan = Plan((Placement("e1", "expo", ("h1",), day("2021-04-10")),
                 Placement("e2", "expo", (), day("2021-05-20"))))  # fmt: skip
    said = Places(found, plan, "e0", audit(found, plan).cost).answer()
    assert said["blocked"] == [
        {"from": "2021-05-30", "to": "2021-05-31", "rule": "horizon", "events": []},
        {"from": "2021-04-01", "to": "2021-04-02", "rule": "window", "events": []},
        {"from": "2021-05-16", "to": "2021-05-24", "rule": "date-protection", "events": ["e2"]},
    ]
    assert said["halls"]["expo/h1"] == [
        {"from": "2021-04-08", "to": "2021-04-12", "rule": "occupancy", "events": ["e1"]}
    ]
    assert said["halls"]["expo/h2"] == []
    first = next(s for s in said["stretches"] if s["hall_ids"] == ["h1"])
    assert [(s["from"], s["to"]) for s in first["legal"]] == [
        ("2021-04-03", "2021-04-07"), ("2021-04-13", "2021-05-15"), ("2021-05-25", "2021-05-29"),
    ]  # fmt: skip
