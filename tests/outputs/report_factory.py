"""A small city with every oddity a report must bear."""

from __future__ import annotations

from dataclasses import replace

from scheduler.audit import audit
from scheduler.domain.conflict import Conflict, Edit, Member, Remedy
from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.policy import Coverage, Policy
from scheduler.domain.problem import City, Problem
from scheduler.domain.reason import Reason
from scheduler.domain.robustness import Epsilon, Repaired, Robustness, Tested
from scheduler.domain.solution import Solution, Unplaced
from scheduler.domain.span import Day, Span, day_of
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure, Hall, Venue
from scheduler.outputs.outcome import Outcome

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
FORMULA = "=cmd|' /C calc'!A1"
CONTROL = "bell\x07 and \ud800 lone"


def day(text: str) -> Day:
    """Day of 2021 from ``MM-DD``."""
    return day_of(f"2021-{text}")


EXPO = Venue(
    "expo",
    Text("海湾会展中心", "Bay Expo Centre"),
    "bay",
    (
        *(Hall(f"h{i}", Text(f"{i}号馆", f"Hall {i}"), gross_m2=5000) for i in (1, 2, 3)),
        Hall(
            "h4",
            Text(),
            gross_m2=4000,
            closures=(Closure(Span(day("05-01"), day("05-11")), Text("检修", "Repairs")),),
        ),
        Hall("r1", Text("一号会议室", "Room 1"), seats=500),
    ),
    runs=(("h1", "h2", "h3"),),
)
FORUM = Venue("forum", Text("国际会议中心", "Forum"), "old", (Hall("plenary", Text(), seats=3000),))
SQUARE = Venue("square", Text("广场", "Square"), "old", ())
IDLE = Venue("idle", Text(HOSTILE, HOSTILE), "old", (Hall("h1", Text(), gross_m2=100),))

TEA = Event(
    "tea", Text("茶业博览会", "Tea Expo"), "exhibition", ("food", "trade"), 4, 3, 1,
    theme="tea", direction="flagship", level="city", is_brand=True, status="definite",
    gross_m2=9000, daily_visitors=8000, preferred_start=day("05-12"), preferred_venue="expo",
    weekend="include", evidence="press", source="Daily, see https://example.org/tea; page 3",
)  # fmt: skip
SUMMIT = Event(
    "summit", Text("海洋大会", "Ocean Summit"), "conference", ("ocean",), 2, 1,
    direction="brand", level="national", is_new=True, is_brand=True, leaders_open=True,
    status="tentative", seats=2000, preferred_start=day("05-20"), preferred_venue="expo",
    evidence="documented", source="page 7",
)  # fmt: skip
FAIR = Event(
    "fair", Text("", FORMULA), "festival", ("food",), 3, evidence="recalled", status="proposed"
)
EVIL = Event(
    "evil", Text(HOSTILE, "🎪 " + HOSTILE), "exhibition", ("trade",), 1, gross_m2=100,
    notes=CONTROL, organizers=(HOSTILE,), source="+1",
)  # fmt: skip
LOST = Event("lost", Text("落选展", "Lost Fair"), "exhibition", ("trade",), 2, gross_m2=90_000)

PLAN = Plan(
    (
        Placement("tea", "expo", ("h1", "h2"), day("05-15")),
        Placement("summit", "forum", ("plenary",), day("05-20")),
        Placement("fair", "square", (), day("06-05")),
        Placement("evil", "expo", ("h4",), day("05-12")),
    )
)
WHY = Text("没有足够大的展厅", "no hall is large enough")


def city(**changes: object) -> Problem:
    """The city; April to June 2021."""
    policy = Policy(
        horizon=Span(day("04-01"), day("07-01")),
        industries={
            "food": Text("食品", "Food"), "ocean": Text("海洋", "Ocean"), "trade": Text("商贸", ""),
        },
        coverage=Coverage(brand_events=1, events=2),
    )  # fmt: skip
    problem = Problem(
        City("bayport", Text("海湾市", "Bayport"), "Asia/Shanghai", "CN"),
        (EXPO, FORUM, SQUARE, IDLE),
        (TEA, SUMMIT, FAIR, EVIL, LOST),
        policy,
        holidays=frozenset(range(day("05-01"), day("05-06"))),
        input_hash="c0ffee",
    )
    return replace(problem, **changes)  # type: ignore[arg-type]


def outcome(problem: Problem | None = None, plan: Plan = PLAN, status: str = "feasible") -> Outcome:
    """A plan as a solve would hand it over."""
    problem = problem or city()
    judged = audit(problem, plan)
    bound = judged.cost if status == "optimal" else None
    out = (Unplaced("lost", 3, WHY),)
    return Outcome(problem, Solution(status, plan, judged.cost, bound, 1, unplaced=out), judged)


def clash() -> Outcome:
    """An illegal plan: two events in one hall."""
    second = Placement("evil", "expo", ("h1",), day("05-15"))
    return outcome(plan=PLAN.with_placement(second))


def hopeless(status: str = "infeasible") -> Outcome:
    """No plan; two conflicts and two ways out if infeasible."""
    reason = Reason("unplaced", events=("tea",))
    longer = Edit("events.csv", "tea", "latest", "2021-05-20")
    gone = Edit("events.csv", "evil", None, None)
    out = (
        Remedy(1, (longer,), Text("放宽窗口 2 天", "Extend the window by 2 days")),
        Remedy(70, (longer, gone), Text(HOSTILE, HOSTILE)),
    )
    first = Conflict((Member(reason, "events.csv", 2, "latest"),), (reason,), out)
    second = Conflict((Member(reason),), (), out[:1])
    known = (first, second) if status == "infeasible" else ()
    return Outcome(city(), Solution(status, None, None, None, 1, conflicts=known), None)


def crowd(count: int) -> Outcome:
    """Many events side by side in many halls."""
    halls = tuple(Hall(f"h{i}", Text(), gross_m2=1000) for i in range(count // 20 + 1))
    venues = tuple(replace(EXPO, id=f"v{i}", halls=halls[i::10], runs=()) for i in range(10))
    where = [(v.id, h.id) for v in venues for h in v.halls]
    events = tuple(
        replace(TEA, id=f"e{i}", name=Text(f"展{i}", f"Fair {i}"), theme="",
                preferred_venue="", gross_m2=900,
                move_in_days=1, show_days=2)
        for i in range(count)
    )  # fmt: skip
    rows = tuple(
        Placement(e.id, *_one(where[i // 20]), day("04-02") + 4 * (i % 20))
        for i, e in enumerate(events)
    )
    return outcome(city(venues=venues, events=events), Plan(rows))


def _one(place: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    return place[0], (place[1],)


def busy() -> Outcome:
    """A hall and a room that are let together forty times, four days of moving in each time."""
    halls = (*EXPO.halls[:2], replace(EXPO.halls[4], name=Text("大宴会厅", "Grand ballroom")))
    venue = replace(EXPO, halls=halls, runs=(("h1", "h2"),))
    name = Text("青岛国际工业自动化及机器人展览会", "Automation and Robotics Technology Fair {}")
    events = tuple(
        replace(TEA, id=f"e{i}", name=Text(f"{name.zh}{i}", name.en.format(i)), theme="",
                seats=300, move_in_days=4, show_days=2, move_out_days=0)
        for i in range(40)
    )  # fmt: skip
    horizon = Span(day("04-01"), day("04-01") + 270)
    problem = city(venues=(venue,), events=events)
    problem = replace(problem, policy=replace(problem.policy, horizon=horizon))
    halls_of = ("h1", "h2", "r1")
    rows = (Placement(e.id, "expo", halls_of, day("04-05") + 6 * i) for i, e in enumerate(events))
    return outcome(problem, Plan(tuple(rows)))


def tough() -> Outcome:
    """A plan that was chosen for being cheap to mend; nothing can be mended in one scenario."""
    o = outcome()
    assert o.audit is not None
    cost = o.audit.cost
    best = Repaired("optimal", cost + 70, cost + 70, 2)
    chosen = Repaired("feasible", cost + 9, cost)
    none = Repaired("infeasible", None, None)
    tests = (
        Tested("scenarios/a.yaml", Text("检修", HOSTILE), best, chosen),
        Tested("scenarios/b.yaml", Text("疫情", "Outbreak"), none, none),
    )
    found = Robustness("worst", Epsilon(points=50), cost + 50, cost, cost, tests, 3, False)
    return Outcome(o.problem, replace(o.solution, robust=found), o.audit)
