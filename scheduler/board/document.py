"""The document of a working plan, as pages and programs get it; days are ISO dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.audit import Audit
from scheduler.board.judge import Judge
from scheduler.board.parts import closure_answer, event_answer, policy_answer, venue_answer
from scheduler.board.state import Timeline
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Tenancy
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.outputs.answers import coverage_answer, fault_answer, finding_answer
from scheduler.rules import RULES

Json = dict[str, Any]
Memo = dict[Any, tuple[Finding, Json]]


class Sheet:
    """A working plan as it is shown: its timeline, and the judgement of its board.

    Parameters
    ----------
    said
        Sentences of findings that the same city has been told before; they are kept up to date.
    """

    def __init__(self, timeline: Timeline, before: Sheet | None = None) -> None:
        self.timeline, self.problem = timeline, timeline.board.problem
        same = before is not None and before.problem is self.problem
        self.judge: Judge = before.judge if before is not None and same else Judge(self.problem)
        self.judged: Audit = self.judge.audit(timeline.board.plan)
        self._said: Memo = before._said if before is not None and same else {}
        self._parts: dict[str, Any] = {}
        if before is not None and same:
            self._parts = {k: before._parts[k] for k in STANDING if k in before._parts}

    def part(self, name: str) -> Any:
        """A key of the document."""
        if name not in self._parts:
            self._parts[name] = PARTS[name](self)
        return self._parts[name]

    def document(self) -> Json:
        """All of it but the plan's own id and title."""
        return {name: self.part(name) for name in PARTS}

    def since(self, before: Sheet) -> Json:
        """What an edit answers: the keys that changed, and of placements only those that did."""
        names = [n for n in PARTS if n not in ALWAYS and self.part(n) != before.part(n)]
        changed = {n: self.part(n) for n in names}
        if "placements" in changed:
            old = {p["event_id"]: p for p in before.part("placements")}
            changed["placements"] = [
                p for p in self.part("placements") if old.get(p["event_id"]) != p
            ]
        return {**{n: self.part(n) for n in ALWAYS}, "changed": changed}

    def findings(self) -> list[Json]:
        """As `check` tells them; soft ones without points are left out."""
        told, said = [], self._said
        for finding in self.judged.findings:
            if finding.hard or finding.amount:
                found = said.get(id(finding))
                if found is None or found[0] is not finding:
                    found = said.get(finding) or (finding, finding_answer(self.problem, finding))
                    # By id, too: what the judge kept is the same object, and hashing takes longer.
                    said[id(finding)] = said[finding] = found
                told.append(found[1])
        if len(said) > 8 * len(told) + 2000:
            said.clear()
        return told


def named(text: Text) -> Json:
    """A name in both languages."""
    return {"name_zh": text.get("zh"), "name_en": text.get("en")}


def _placement(sheet: Sheet, t: Tenancy) -> Json:
    days = {
        "tenancy_first": iso(t.span.start), "show_first": iso(t.show.start),
        "show_last": iso(t.show.last), "tenancy_last": iso(t.span.last),
    }  # fmt: skip
    cost = sheet.judged.cost_by_event.get(t.event.id, 0)
    where = {"venue_id": t.venue.id, "hall_ids": list(t.hall_ids)}
    return {"event_id": t.event.id, **where, **days, "cost": cost}


def _placements(sheet: Sheet) -> list[Json]:
    placed = sorted(sheet.judged.roster.tenancies, key=lambda t: (t.show.start, t.event.id))
    return [_placement(sheet, t) for t in placed]


def _unplaced(sheet: Sheet) -> list[str]:
    placed = sheet.judged.roster.by_event
    return [e.id for e in sheet.problem.events if e.id not in placed]


def _closures(sheet: Sheet) -> list[Json]:
    changes = sheet.timeline.board.city.changes
    return [closure_answer(n, c["close"]) for n, c in changes.items() if "close" in c]


def _coverage(sheet: Sheet) -> Json:
    goal = sheet.problem.policy.coverage
    targets = {"brand_events": goal.brand_events, "events": goal.events}
    found = coverage_answer(sheet.problem, sheet.judged.roster)
    return {slug: {**have, "targets": targets} for slug, have in found.items()}


def _today(problem: Problem) -> str:
    return datetime.now(ZoneInfo(problem.city.timezone)).date().isoformat()


def _rules(problem: Problem) -> Json:
    return {r.id: {**named(r.title), "hard": r.is_hard(problem)} for r in RULES}


PARTS: dict[str, Callable[[Sheet], Any]] = {
    "version": lambda s: s.timeline.version,
    "city": lambda s: {"id": s.problem.city.id, **named(s.problem.city.name)},
    "horizon": lambda s: {
        "first": iso(s.problem.horizon.start), "last": iso(s.problem.horizon.last)
    },
    "today": lambda s: _today(s.problem),
    "holidays": lambda s: [iso(d) for d in sorted(s.problem.holidays) if d in s.problem.horizon],
    "policy": lambda s: policy_answer(s.problem.policy),
    "industries": lambda s: {k: named(v) for k, v in s.problem.policy.industries.items()},
    "venues": lambda s: [venue_answer(v) for v in s.problem.venues],
    "events": lambda s: [event_answer(s.problem, e) for e in s.problem.events],
    "rules": lambda s: _rules(s.problem),
    "warnings": lambda s: [fault_answer(f) for f in s.timeline.board.city.warnings],
    "placements": _placements,
    "unplaced": _unplaced,
    "locks": lambda s: {
        e: what for e, what in s.timeline.board.locks.items() if e in s.problem.event_by_id
    },
    "closures": _closures,
    "findings": Sheet.findings,
    "ok": lambda s: s.judged.ok,
    "cost": lambda s: s.judged.cost,
    "cost_by_rule": lambda s: dict(s.judged.cost_by_rule),
    "cost_by_event": lambda s: dict(s.judged.cost_by_event),
    "coverage": _coverage,
    "undo": lambda s: bool(s.timeline.past),
    "redo": lambda s: bool(s.timeline.future),
}
"""Keys of the document in its order."""

STANDING = ("city", "horizon", "holidays", "policy", "industries", "venues", "events", "rules",
            "warnings")  # fmt: skip
"""Keys that only a changed city changes."""

ALWAYS = ("version", "ok", "cost", "cost_by_rule", "findings")
"""Keys that every answer to an edit has."""
