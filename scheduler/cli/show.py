"""What several commands show alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.cli.layout import table
from scheduler.cli.screen import Screen
from scheduler.domain.conflict import Member
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Tenancy
from scheduler.domain.solution import Solution
from scheduler.domain.span import iso
from scheduler.errors import Fault
from scheduler.outputs.labels import UNITS
from scheduler.rules import BY_ID, RULES
from scheduler.rules.wording import event_name, text_of

if TYPE_CHECKING:
    from scheduler.workflow import Change, Judged


def show_faults(
    screen: Screen, faults: Sequence[Fault], warnings: Sequence[Fault] = ()
) -> None:
    """All faults, then all warnings, one a line."""
    for key, found in (("faults", faults), ("warnings", warnings)):
        if found:
            screen.note(screen.say(key, n=f"{len(found):,}"))
            screen.note("  " + f.line(screen.lang) for f in found)


def show_files(screen: Screen, files: Iterable[Path]) -> None:
    """Where results are; of a folder, the folder."""
    screen.out(screen.say("files"))
    screen.out("  " + (f"{f}/" if f.is_dir() else str(f)) for f in files)


def show_points(screen: Screen, points: Mapping[str, int]) -> None:
    """Points by rule, dearest first."""
    if points:
        screen.out(screen.say("by-rule"))
        dearest = sorted(points.items(), key=lambda p: -p[1])
        screen.out(table((rule_name(screen, r), f"{n:,}") for r, n in dearest))


def rule_name(screen: Screen, rule: str) -> str:
    """Title and id of a rule."""
    return screen.say("rule", title=screen.name(BY_ID[rule].title), id=rule)


def show_findings(
    screen: Screen, problem: Problem, findings: Iterable[Finding]
) -> None:
    """Findings under their rules' names, each with its sentence and amount."""
    listed = list(findings)
    for rule in RULES:
        those = sorted(
            (f for f in listed if f.reason.rule == rule.id), key=lambda f: -f.amount
        )
        if those:
            name = rule_name(screen, rule.id)
            screen.out("  " + screen.say("subtotal", rule=name, amount=_total(screen, those)))
            screen.out(
                f"    {text_of(problem, f.reason).get(screen.lang)}  [{amount(screen, f)}]"
                for f in those
            )


def _total(screen: Screen, findings: Sequence[Finding]) -> str:
    """The sum of amounts that count the same thing, else the number of findings."""
    if len({_unit(f) for f in findings}) > 1:
        return screen.say("n-findings", n=len(findings))
    return amount(screen, findings[0], sum(f.amount for f in findings))


def _unit(finding: Finding) -> str:
    return BY_ID[finding.reason.rule].unit_of(finding.reason.case)


def amount(screen: Screen, finding: Finding, value: int | None = None) -> str:
    """An amount with its unit: points of soft rules, else days, halls, m², seats or a count."""
    n = finding.amount if value is None else value
    if not finding.hard:
        return screen.say("points", n=f"{n:,}")
    unit = UNITS[_unit(finding)]
    word = unit.zh if screen.lang == "zh" else unit.en
    return f"{n:,} {word.removesuffix('s') if n == 1 else word}".rstrip()


def show_judgement(screen: Screen, found: Judged) -> None:
    """Verdict, broken hard rules and every point of cost."""
    judged, problem = found.audit, found.problem
    assert judged is not None
    n = len(judged.hard)
    key = "illegal" if n else "legal"
    screen.out(screen.say(key, n=n, cost=f"{judged.cost:,}"))
    if n:
        screen.out(screen.say("hard"))
        show_findings(screen, problem, judged.hard)
    soft = [f for f in judged.findings if not f.hard and f.amount]
    if soft:
        screen.out(screen.say("by-rule"))
        show_findings(screen, problem, soft)


def warn_illegal(screen: Screen, found: Judged) -> None:
    """A warning beside outputs of a plan that breaks hard rules."""
    if found.audit and found.audit.hard:
        screen.note(screen.say("illegal-output", n=len(found.audit.hard)))


def show_changes(screen: Screen, problem: Problem, changes: Iterable[Change]) -> None:
    """Changes in three lines each: the event, from where to where, and why."""
    for change in changes:
        screen.out(_told(screen, problem, change))


def _told(screen: Screen, problem: Problem, change: Change) -> Iterator[str]:
    yield f"  {event_name(problem, change.event_id, screen.lang)} ({change.event_id})"
    yield f"    {place(screen, change.before)} → {place(screen, change.after)}"
    yield f"    {change.why.get(screen.lang)}"


def show_members(screen: Screen, problem: Problem, members: Iterable[Member]) -> None:
    """Facts of a conflict, each with where it is written."""
    for member in members:
        text = text_of(problem, member.reason).get(screen.lang)
        screen.out(f"  {text}{f'  [{member.where}]' if member.where else ''}")


def show_conflict(
    screen: Screen, problem: Problem, solution: Solution, *, pinned: bool = False
) -> None:
    """Why there is no plan, as far as it is known, and where to find ways out.

    Nothing in the files frees events that were held in place (`pinned`).
    """
    screen.out(screen.say("conflict" if solution.conflict else "no-conflict"))
    show_members(screen, problem, solution.conflict)
    if not pinned:
        screen.out(screen.say("conflict-how"))


def place(screen: Screen, t: Tenancy | None) -> str:
    """Show days, venue and halls of an event, or that it stands nowhere."""
    if t is None:
        return screen.say("nowhere")
    halls = " ".join(t.hall_ids)
    return f"{iso(t.show.start)}–{iso(t.show.last)} {t.venue.id} {halls}".rstrip()
