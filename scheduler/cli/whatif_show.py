"""Shows what scenarios would do: one table, best first, then each one's details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scheduler.cli.layout import table
from scheduler.cli.screen import Screen
from scheduler.cli.show import place, rule_name
from scheduler.domain.solution import INFEASIBLE
from scheduler.outputs.effects import covered, shares, used, used_in_all
from scheduler.outputs.labels import OUTCOMES
from scheduler.rules.wording import text_of
from scheduler.workflow import Answered, Change, Effect, Scenario, effect_answer

KINDS = ("lost", "won", "moved", "cancelled")


def show_answers(screen: Screen, answers: list[Answered]) -> None:
    """Everything; a single scenario needs no table."""
    if len(answers) > 1:
        screen.out(screen.say("whatif-table"))
        screen.out(table(_table(screen, answers)))
        screen.out()
    for number, answer in enumerate(answers, 1):
        _details(screen, number, answer)


def tell_left(screen: Screen, answers: Sequence[Answered], asked: Sequence[Scenario]) -> int:
    """Say which scenarios were not looked at before somebody said stop; how many those are."""
    left = asked[len(answers) :]
    for one in left:
        screen.note(screen.say("whatif-stopped", title=screen.name(one.title, one.file)))
    return len(left)


def _table(screen: Screen, answers: list[Answered]) -> Iterator[tuple[str, ...]]:
    heads = ("whatif-scenario", "whatif-result", "total-cost", "difference", "whatif-bound",
             "whatif-n-moved", "whatif-n-lost", "whatif-n-won")  # fmt: skip
    yield "", *(screen.say(head) for head in heads)
    for number, answer in enumerate(answers, 1):
        effect = answer.effect
        counts = [str(len(effect.of_kind(kind))) for kind in ("moved", "lost", "won")]
        if effect.after is None:
            counts = ["–"] * 3
        yield (
            str(number), _title(screen, effect), screen.name(OUTCOMES[effect.solution.status]),
            *_points(effect), *counts,
        )  # fmt: skip


def _points(effect: Effect) -> tuple[str, str, str]:
    """Cost, difference and bound."""
    bound = effect.solution.bound
    low = "–" if bound is None else f"{bound:,}"
    if effect.after is None:
        return "–", "–", low
    return f"{effect.after.cost:,}", f"{effect.after.cost - effect.before.judged.cost:+,}", low


def _title(screen: Screen, effect: Effect) -> str:
    return screen.name(effect.scenario.title, effect.scenario.file)


def _details(screen: Screen, number: int, answer: Answered) -> None:
    effect = answer.effect
    scenario = effect.scenario
    title = _title(screen, effect)
    screen.out(screen.say("whatif-head", number=number, title=title, file=scenario.file))
    status = screen.say(effect.solution.status)
    stopped = screen.say("stopped") if effect.solution.stopped else ""
    screen.out(screen.say("status", status=status) + stopped)
    data = effect_answer(effect)
    if effect.after is not None:
        _cost(screen, effect)
    elif effect.solution.status == INFEASIBLE:
        _conflict(screen, effect)
    _known(screen, data)
    if effect.after is not None:
        _changes(screen, effect, data)
        screen.out(_unplaced(screen, data["unplaced"]))
        _tables(screen, effect, data)
    if answer.free is not None:
        _free(screen, answer.free)
    screen.out()


def _cost(screen: Screen, effect: Effect) -> None:
    cost, difference, low = _points(effect)
    gap = effect.solution.gap
    share = "–" if gap is None else f"{gap:.2%}"
    before = f"{effect.before.judged.cost:,}"
    facts = {"cost": cost, "before": before, "difference": difference, "bound": low, "gap": share}
    screen.out(screen.say("whatif-cost", **facts))
    if effect.change_cost:
        screen.out("  " + screen.say("whatif-change", points=f"{effect.change_cost:,}"))


def _conflict(screen: Screen, effect: Effect) -> None:
    members = effect.solution.conflict
    screen.out(screen.say("conflict" if members else "no-conflict"))
    problem = effect.scenario.problem
    screen.out("  " + text_of(problem, m.reason).get(screen.lang) for m in members)


def _known(screen: Screen, data: dict[str, Any]) -> None:
    """The day on which the scenario becomes known, and what that leaves as it is."""
    if day := data["today"]:
        begun, soon = len(data["begun"]), len(data["soon"])
        screen.out(screen.say("whatif-held", day=day, begun=begun, soon=soon))
    if data["must_end_early"]:
        screen.out(screen.say("whatif-early"))
    for early in data["must_end_early"]:
        name, why = early[f"name_{screen.lang}"], early[f"why_{screen.lang}"]
        row = {"event": name, "id": early["event_id"], "last": early["last_day"], "why": why}
        screen.out("  " + screen.say("whatif-early-row", **row))


def _changes(screen: Screen, effect: Effect, data: dict[str, Any]) -> None:
    names = {c["event_id"]: c[f"name_{screen.lang}"] for c in data["changes"]}
    if not effect.changes:
        screen.out(screen.say("whatif-unmoved"))
    for kind in KINDS:
        those = effect.of_kind(kind)
        if those:
            screen.out(screen.say(f"whatif-{kind}", count=len(those)))
        for change in those:
            screen.out(_change(screen, names[change.event_id], change))


def _change(screen: Screen, name: str, change: Change) -> Iterator[str]:
    yield f"  {name} ({change.event_id})"
    yield f"    {place(screen, change.before)} → {place(screen, change.after)}"
    yield f"    {change.why.get(screen.lang)}"


def _unplaced(screen: Screen, unplaced: list[dict[str, Any]]) -> Iterator[str]:
    """Events without a place, those included that had none before or that the scenario adds."""
    if unplaced:
        yield screen.say("whatif-unplaced", count=len(unplaced))
    for u in unplaced:
        yield f"  {u[f'name_{screen.lang}']} ({u['event_id']})"
        yield f"    {u[f'why_{screen.lang}']}"


def _tables(screen: Screen, effect: Effect, data: dict[str, Any]) -> None:
    head = ("", screen.say("before"), screen.say("after"), screen.say("difference"))
    screen.out(screen.say("whatif-rules"))
    points = [_row(rule_name(screen, r), a, b) for r, (a, b) in data["cost_by_rule"].items()]
    screen.out(table([head, *points]))
    covered = list(_coverage(screen, data))
    screen.out(screen.say("whatif-coverage" if covered else "whatif-same-coverage"))
    screen.out(table([head, *covered] if covered else []))
    screen.out(screen.say("whatif-venues"))
    screen.out(table([head, *_venues(screen, data)]))


def _coverage(screen: Screen, data: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    words = {"brand_events": "coverage-brands", "events": "coverage-events"}
    for name, key, (was, now) in covered(data):
        if was != now:
            yield _row(screen.say(words[key], industry=name[f"name_{screen.lang}"]), was, now)


def _venues(screen: Screen, data: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Venues whose use differs, and all together."""
    for venue in used(data):
        yield _use(venue[f"name_{screen.lang}"], venue)
    yield _use(screen.say("whatif-all-venues"), used_in_all(data))


def _use(name: str, use: dict[str, Any]) -> tuple[str, ...]:
    return name, *shares(use), _row("", *use["let"])[-1]


def _row(name: str, a: int | None, b: int | None) -> tuple[str, ...]:
    cells = ["–" if n is None else f"{n:,}" for n in (a, b)]
    difference = "–" if a is None or b is None else f"{b - a:+,}" if a != b else "0"
    return name, *cells, difference


def _free(screen: Screen, effect: Effect) -> None:
    cost, _, low = _points(effect)
    status = screen.name(OUTCOMES[effect.solution.status])
    count = len(effect.changes)
    screen.out(screen.say("whatif-free", status=status, cost=cost, bound=low, count=count))
