"""A small city and plan for the tests of the feeds."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.policy import Feeds, Policy
from scheduler.domain.problem import City, Problem
from scheduler.domain.roster import Roster
from scheduler.domain.span import Span, day_of
from scheduler.domain.text import Text
from scheduler.domain.venue import Hall, Venue

DOMAIN = "bayport.events.invalid"

EXPO = Venue(
    id="expo",
    name=Text("海湾会展中心", "Bay Expo Centre"),
    district="bay",
    halls=tuple(Hall(f"h{i}", Text(f"{i}号馆", f"Hall {i}"), gross_m2=5000) for i in (1, 2, 3)),
    runs=(("h1", "h2", "h3"),),
    address=Text("海湾区环岛路1号", "1 Ring Road, Bay"),
    latitude=36.1,
    longitude=120.466,
)
FORUM = Venue(
    id="forum",
    name=Text("国际会议中心", "Forum"),
    district="old-town",
    halls=(Hall("plenary", Text("", "Plenary"), seats=3000),),
)
TEA = Event(
    id="tea",
    name=Text("茶业博览会", "Tea Expo"),
    kind="exhibition",
    industries=("food", "trade"),
    show_days=4,
    move_in_days=3,
    move_out_days=1,
    theme="tea",
    level="city",
    organizers=("海湾会展集团", "Tea, Coffee & Co."),
    status="definite",
    gross_m2=9000,
)
OCEAN = Event(
    id="ocean",
    name=Text("海洋大会", "Ocean Summit"),
    kind="conference",
    industries=("ocean",),
    show_days=2,
    move_out_days=1,
    organizers=("海湾会展集团",),
    seats=2000,
)
"""No status given, and no move-in days."""

AUTO = Event(
    id="auto",
    name=Text("汽车展", "Auto Show"),
    kind="exhibition",
    industries=("trade",),
    show_days=3,
    move_in_days=2,
    move_out_days=2,
    status="tentative",
    gross_m2=5000,
)
UNPLACED = replace(AUTO, id="late", organizers=("无地可去公司",))

POLICY = Policy(
    horizon=Span.inclusive(day_of("2021-04-01"), day_of("2021-12-31")),
    industries={
        "ocean": Text("现代海洋", "Modern marine"),
        "food": Text("食品,饮料", "Food, drinks"),
        "trade": Text("商贸", "Commerce"),
        "finance": Text("金融", "Finance"),
    },
    feeds=Feeds(url="https://events.invalid/"),
)
PLACEMENTS = (
    Placement("tea", "expo", ("h1", "h2"), day_of("2021-05-10")),
    Placement("ocean", "forum", ("plenary",), day_of("2021-06-01")),
    Placement("auto", "expo", ("h3",), day_of("2021-05-17")),
)


def city(
    *events: Event, timezone: str = "Asia/Shanghai", venues: tuple[Venue, ...] = (EXPO, FORUM)
) -> Problem:
    """A port with two venues; three events placed and one that is not, unless told."""
    name = Text("海港", "Bayport")
    return Problem(
        City("bayport", name, timezone, "CN"),
        venues,
        events or (TEA, OCEAN, AUTO, UNPLACED),
        POLICY,
    )


def roster(problem: Problem, *placements: Placement) -> Roster:
    """The standing plan, or the one told."""
    return Roster.read(problem, Plan(placements or PLACEMENTS))


def crowd(count: int) -> tuple[Problem, Roster]:
    """As many placed events, with three phases each."""
    organizers = [(f"第{i}届组委会",) for i in range(count)]
    events = tuple(
        replace(
            TEA, id=f"e{i}", organizers=organizers[i // 2], name=Text(f"第{i}届茶博会", f"Tea {i}")
        )
        for i in range(count)
    )
    problem = city(*events)
    first = day_of("2021-04-10")
    rows = (Placement(e.id, "expo", ("h1", "h2"), first + i % 200) for i, e in enumerate(events))
    return problem, roster(problem, *rows)
