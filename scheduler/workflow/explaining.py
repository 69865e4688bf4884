"""Explains why an event stands where it stands, or why not elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scheduler.domain.problem import Problem
from scheduler.domain.span import Day, iso
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.loading.faults import nearest, with_guess
from scheduler.outputs.answers import member_answer, place_answer
from scheduler.scenarios.compare import Change, change_answer, compare
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.workflow.standing import Stands

if TYPE_CHECKING:
    from scheduler.explain.explanation import Explanation


@dataclass(frozen=True)
class Explained:
    """An answer about one event of a standing plan.

    Parameters
    ----------
    changes
        Who else would move, and why.
    wishes
        For an event that stands: each wish it has, and whether the plan fulfils it.
    """

    stands: Stands
    said: Explanation
    changes: tuple[Change, ...]
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True)
class Wish:
    """A wish of an event: its rule, what was wished, and the points it costs not to have it."""

    rule: str
    text: Text
    points: int


def check_question(problem: Problem, event_id: str, venue: str, day: Day | None) -> None:
    """Refuse a question about what does not exist.

    Raises
    ------
    UsageError
        For an unknown event or venue, or a day outside the horizon.
    """
    check_event(problem, event_id)
    if venue and venue not in problem.venue_by_id:
        unknown = Text(f"没有场馆“{venue}”", f'there is no venue "{venue}"')
        raise UsageError(with_guess(unknown, nearest(venue, problem.venue_by_id)))
    if day is not None and day not in problem.horizon:
        first, last = iso(problem.horizon.start), iso(problem.horizon.last)
        raise UsageError(
            Text(
                f"{iso(day)} 不在排期范围 {first}..{last} 之内",
                f"{iso(day)} lies outside the horizon, {first}..{last}",
            )
        )


def check_event(problem: Problem, event_id: str) -> None:
    """Refuse an unknown event.

    Raises
    ------
    UsageError
        With what may have been meant.
    """
    if event_id not in problem.event_by_id:
        unknown = Text(f"没有活动“{event_id}”", f'there is no event "{event_id}"')
        raise UsageError(with_guess(unknown, nearest(event_id, problem.event_by_id)))


def explain(
    stands: Stands,
    event_id: str,
    venue: str = "",
    day: Day | None = None,
    params: SolveParams | None = None,
    tell: OnProgress = silent,
) -> Explained:
    """Why an event stands where it does, or why not at `venue` or on `day` (first show day).

    Raises
    ------
    UsageError
        For an unknown event or venue, or a day outside the horizon.
    """
    problem = stands.problem
    check_question(problem, event_id, venue, day)
    # Not at the top, since the solver takes a second to load.
    from scheduler.explain.explanation import STANDS, Standing, explanation
    from scheduler.explain.forced import Question

    base = Standing(stands.plan, stands.judged, stands.bound)
    asked = Question(event_id, venue, day)
    said = explanation(problem, base, asked, params or SolveParams(), tell)
    if said.answer == STANDS:
        return Explained(stands, said, (), tuple(_wishes(stands, event_id)))
    changes: tuple[Change, ...] = ()
    if said.plan is not None:
        both = compare(problem, stands.plan, said.plan)
        changes = tuple(c for c in both.changes if c.event_id != event_id)
    return Explained(stands, said, changes)


def _wishes(stands: Stands, event_id: str) -> Iterator[Wish]:
    from scheduler.explain.explanation import points_of

    event, problem = stands.problem.event_by_id[event_id], stands.problem
    points = points_of(stands.judged, event_id)
    if event.preferred_start is not None:
        day = iso(event.preferred_start)
        told = Text(f"意愿日期 {day}", f"preferred date {day}")
        yield Wish("preferred-date", told, points.get("preferred-date", 0))
    if event.preferred_venue:
        name = problem.venue_by_id[event.preferred_venue].name
        told = Text(f"意愿场馆{name.get('zh')}", f"preferred venue {name.get('en')}")
        yield Wish("preferred-venue", told, points.get("preferred-venue", 0))
    if event.weekend:
        told = (
            Text("展期含周末", "a weekend among the show days")
            if event.weekend == "include"
            else Text("展期避开周末", "no weekend among the show days")
        )
        yield Wish("weekend", told, points.get("weekend", 0))


def explain_answer(found: Explained) -> dict[str, Any]:
    """What ``explain`` says; `extra_cost` is what was proven at least, and what was found."""
    said, problem = found.said, found.stands.problem
    undecided = said.answer == "undecided"
    return {
        "event_id": said.asked.event_id,
        "answer": None if undecided else said.answer,
        "place": place_answer(said.place),
        "extra_cost": {"low": said.low, "high": said.high},
        "by_rule": said.by_rule or {},
        "changes": [change_answer(c) for c in found.changes],
        "members": [member_answer(problem, m) for m in said.members],
        "no_plan_at_all": said.hopeless,
        "wishes": [
            {"rule": w.rule, "kept": not w.points, "points": w.points,
             "text_zh": w.text.get("zh"), "text_en": w.text.get("en")}
            for w in found.wishes
        ],
        "first_fit": place_answer(said.first),
        "first_fit_outside_window": said.outside,
        "plan": None if found.stands.source is None else str(found.stands.source),
    }  # fmt: skip
