"""What ``whatif`` says, as data (contract, section 7); pages and workbooks are made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from scheduler.domain.conflict import ways_out
from scheduler.domain.roster import Roster
from scheduler.domain.solution import Unplaced
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.outputs.answers import conflict_answers, coverage_answer, fault_answer
from scheduler.outputs.labels import pair
from scheduler.rules import BY_ID
from scheduler.rules.wording import text_of
from scheduler.scenarios.compare import Change, change_answer, hall_days, visitors
from scheduler.scenarios.effect import KINDS, Before, Effect
from scheduler.scenarios.scenario import EndsEarly, Scenario, Written
from scheduler.scenarios.use import venue_use

Json = dict[str, Any]


def whatif_answer(before: Before, answers: Iterable[tuple[Effect, Effect | None]]) -> Json:
    """What ``whatif`` says of scenarios in the order given.

    Parameters
    ----------
    answers
        Each with what would be best if nothing had to stay, where that was asked for.
    """
    scenarios = [_with_free(effect, free) for effect, free in answers]
    return {"before": _standing(before), "scenarios": scenarios}


def _standing(before: Before) -> Json:
    """The plan that stands."""
    roster = before.judged.roster
    return {
        "city_zh": before.problem.city.name.get("zh"),
        "city_en": before.problem.city.name.get("en"),
        "cost": before.judged.cost,
        "placed": len(roster.tenancies),
        "events": len(before.problem.events),
        "findings": len(before.judged.hard),
    }


def _with_free(effect: Effect, free: Effect | None) -> Json:
    return effect_answer(effect) | ({} if free is None else {"free": _effect(free)})


def effect_answer(effect: Effect) -> Json:
    """One scenario, and what becomes of it."""
    scenario = effect.scenario
    zh, en = pair(scenario.title, scenario.file)
    return {
        "file": scenario.file,
        "title_zh": zh,
        "title_en": en,
        **_effect(effect),
        "must_end_early": [_early(effect, e) for e in scenario.early],
        "today": None if scenario.today is None else iso(scenario.today),
        "begun": sorted(scenario.begun),
        "soon": sorted(scenario.soon),
        "warnings": [fault_answer(w) for w in scenario.warnings],
    }


def _effect(effect: Effect) -> Json:
    """One solve; ``null`` where there is no plan."""
    solution, before = effect.solution, effect.before
    cost = None if effect.after is None else effect.after.cost
    points = effect.cost_by_rule()
    return {
        "near": effect.near,
        "status": solution.status,
        "cost": cost,
        "bound": solution.bound,
        "gap": solution.gap,
        "cost_before": before.judged.cost,
        "change_cost": effect.change_cost if effect.near and effect.after else None,
        "changes": [_change(effect, c) for c in effect.changes],
        "counts": {kind: len(effect.of_kind(kind)) for kind in KINDS},
        "coverage": _coverage(effect),
        "cost_by_rule": {rule: list(pair) for rule, pair in points.items()},
        "placed": _both(effect, lambda roster: len(roster.tenancies)),
        "hall_days": _both(effect, hall_days),
        "visitors": _both(effect, visitors),
        "venues": venue_use(effect),
        "industries": {i: named(name, i) for i, name in _industries(effect).items()},
        "rules": {rule: named(BY_ID[rule].title) for rule in points},
        "unplaced": [_unplaced(effect, u) for u in solution.unplaced],
        "conflicts": _conflicts(effect),
        "wall_s": solution.wall_s,
    }


def _conflicts(effect: Effect) -> list[Json]:
    """What contradicts what; what the scenario wrote is told of its file."""
    known = effect.solution.conflicts
    told = conflict_answers(effect.scenario.problem, known, ways_out(known))
    for member in (m for conflict in told for m in conflict["members"]):
        source = _source(effect.scenario, member)
        if source is not None:
            member |= {"file": source.file, "row": None, "column": source.path}
    return told


def _source(scenario: Scenario, member: Json) -> Written | None:
    file, column = member["file"], member["column"]
    if file is None or column is None:
        return None
    of_event = file == scenario.problem.events_file and member["events"]
    return scenario.source(file, member["events"][0] if of_event else "", column)


def named(text: Text, fallback: str = "") -> Json:
    """A name in both languages."""
    zh, en = pair(text, fallback)
    return {"name_zh": zh, "name_en": en}


def event_name(effect: Effect, event_id: str) -> Json:
    """Name of an event of the city as it is or as it would be."""
    for problem in (effect.scenario.problem, effect.before.problem):
        if event_id in problem.event_by_id:
            return named(problem.event_by_id[event_id].name, event_id)
    return named(Text(), event_id)


def _both(effect: Effect, count: Callable[[Roster], int]) -> list[int | None]:
    return [
        count(effect.before.judged.roster),
        None if effect.after is None else count(effect.after.roster),
    ]


def _change(effect: Effect, change: Change) -> Json:
    names = event_name(effect, change.event_id)
    return {**change_answer(change), "kind": effect.kind_of(change), **names}


def _industries(effect: Effect) -> dict[str, Text]:
    a, b = effect.before.problem, effect.scenario.problem
    return {**a.policy.industries, **b.policy.industries}


def _coverage(effect: Effect) -> Json:
    """Of each industry before and after; ``null`` where there is no plan or no such industry."""
    a = coverage_answer(effect.before.problem, effect.before.judged.roster)
    b = {}
    if effect.after is not None:
        b = coverage_answer(effect.scenario.problem, effect.after.roster)
    return {i: [a.get(i), b.get(i)] for i in _industries(effect)}


def _unplaced(effect: Effect, unplaced: Unplaced) -> Json:
    why, names = unplaced.why, event_name(effect, unplaced.event_id)
    head = {"event_id": unplaced.event_id, "priority": unplaced.priority, **names}
    return {**head, "why_zh": why.get("zh"), "why_en": why.get("en")}


def _early(effect: Effect, early: EndsEarly) -> Json:
    said = [text_of(effect.scenario.problem, r) for r in early.reasons]
    return {
        "event_id": early.event_id,
        **event_name(effect, early.event_id),
        "last_day": iso(early.last),
        "lost_days": [iso(d) for d in early.days],
        "why_zh": "；".join(t.get("zh") for t in said),
        "why_en": "; ".join(t.get("en") for t in said),
    }
