"""The document of a working plan, as pages and programs get it; days are ISO dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import repeat
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from scheduler.audit import Audit
from scheduler.board.delta import changes, spliced
from scheduler.board.judge import Judge
from scheduler.board.parts import closure_answer, event_answer, policy_answer, venue_answer
from scheduler.board.state import Timeline, whose
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Tenancy
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.outputs.answers import coverage_answer, fault_answer, finding_answer
from scheduler.rules import RULES

Json = dict[str, Any]
T = TypeVar("T")
M = TypeVar("M")
Memo = dict[int, tuple[object, object, Json]]


class Sheet:
    """A working plan as it is shown: its timeline, and the judgement of its board.

    Parameters
    ----------
    before
        Sheet of the plan before an edit; what the edit leaves alone is not told anew.
    """

    def __init__(self, timeline: Timeline, before: Sheet | None = None) -> None:
        self.timeline, self.problem = timeline, timeline.board.problem
        self._memo: Memo = {}
        self._answer: tuple[int, Json] | None = None
        self._parts: dict[str, Any] = {}
        self._lines: dict[int, tuple[Json, str]] = {} if before is None else before._lines
        if before is None:
            self.judge = Judge(self.problem)
        elif before.problem is self.problem:
            self.judge, self._memo = before.judge, before._memo
            self._parts = {k: before._parts[k] for k in STANDING if k in before._parts}
        else:
            self.judge = Judge(self.problem, before.judge)
            self._memo = _still_true(before._memo, before.problem, self.problem)
        self.judged: Audit = self.judge.audit(timeline.board.plan)

    def part(self, name: str) -> Any:
        """A key of the document."""
        if name == TODAY:
            return today_in(self.problem.city.timezone)
        if name not in self._parts:
            self._parts[name] = PARTS[name](self)
        return self._parts[name]

    def document(self) -> Json:
        """All of it but the plan's own id and title."""
        return {name: self.part(name) for name in PARTS}

    def text(self, **first: Any) -> str:
        """The document in JSON, behind some keys of its own; what stays is not written anew."""
        told = {name: dumped(value) for name, value in first.items()}
        for name in PARTS:
            part = self.part(name)
            told[name] = self._listed(part) if name in LONG else dumped(part)
        return "{" + ",".join(f'"{name}":{text}' for name, text in told.items()) + "}"

    def _listed(self, items: list[Json]) -> str:
        """A list in JSON; items that are the same objects as before are not written anew."""
        lines, found = self._lines, []
        if len(lines) > 8 * len(items) + 20_000:
            lines.clear()
        for item in items:
            known = lines.get(id(item))
            if known is None or known[0] is not item:
                known = lines[id(item)] = item, dumped(item)
            found.append(known[1])
        return f"[{','.join(found)}]"

    def since(self, before: Sheet) -> Json:
        """What an edit answers: how the plan is valued now, and what changed in the document.

        Kept for those who ask again, as pages of other people do.
        """
        version = before.timeline.version
        if self._answer is None or self._answer[0] != version:
            self._answer = version, self._since(before)
        return self._answer[1]

    def _since(self, before: Sheet) -> Json:
        old, new = ({n: s.part(n) for n in PARTS if n not in APART} for s in (before, self))
        findings = spliced("findings", before.part("findings"), self.part("findings"))
        told = changes(old, new)
        always = {n: self.part(n) for n in ALWAYS}
        cost_change = self.judged.cost - before.judged.cost
        return {**always, "cost_change": cost_change, **findings, **told}

    def findings(self) -> list[Json]:
        """As `check` tells them; soft ones without points are left out."""
        told = [f for f in self.judged.findings if f.hard or f.amount]
        found = self.each(told, repeat(None), lambda f, _: finding_answer(self.problem, f))
        if len(self._memo) > 8 * (len(told) + len(self.problem.events)) + 2000:
            self._memo.clear()
        return found

    def each(
        self, things: Iterable[T], more: Iterable[M], tell: Callable[[T, M], Json]
    ) -> list[Json]:
        """What is told of things, each once for as long as the very thing is there.

        Parameters
        ----------
        more
            What else is told of each; another one has it told anew.
        """
        memo, found = self._memo, []
        for thing, besides in zip(things, more, strict=False):
            # By its id, since hashing a thing takes longer than telling it again.
            told = memo.get(id(thing))
            if told is None or told[0] is not thing or told[1] != besides:
                told = memo[id(thing)] = thing, besides, tell(thing, besides)
            found.append(told[2])
        return found


def _still_true(memo: Memo, old: Problem, new: Problem) -> Memo:
    """What was told of things that a change of the city leaves alone.

    A finding's sentence names events and halls; whatever else it says is in the finding.
    """
    events = {k for k, e in old.event_by_id.items() if new.event_by_id.get(k) is not e}
    events |= new.event_by_id.keys() - old.event_by_id.keys()
    venues = {k for k, v in old.venue_by_id.items() if new.venue_by_id.get(k) is not v}
    venues |= new.venue_by_id.keys() - old.venue_by_id.keys()

    def kept(thing: object) -> bool:
        if not isinstance(thing, Finding):
            return True
        where = {ref.partition("/")[0] for ref in thing.reason.halls}
        return events.isdisjoint(thing.reason.events) and venues.isdisjoint(where)

    # A list first: another thread may be telling of the old plan.
    return {key: found for key, found in list(memo.items()) if kept(found[0])}


def dumped(data: object) -> str:
    """JSON for programs: no blanks, real letters."""
    return _JSON.encode(data)


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
"""Made once, since thousands of short texts are written with it."""


def named(text: Text) -> Json:
    """A name in both languages."""
    return {"name_zh": text.get("zh"), "name_en": text.get("en")}


def _placement(t: Tenancy, cost: int) -> Json:
    days = {
        "tenancy_first": iso(t.span.start), "show_first": iso(t.show.start),
        "show_last": iso(t.show.last), "tenancy_last": iso(t.span.last),
    }  # fmt: skip
    where = {"venue_id": t.venue.id, "hall_ids": list(t.hall_ids)}
    return {"event_id": t.event.id, **where, **days, "cost": cost}


def _placements(sheet: Sheet) -> list[Json]:
    placed = sorted(sheet.judged.roster.tenancies, key=lambda t: (t.show.start, t.event.id))
    points = sheet.judged.cost_by_event
    return sheet.each(placed, (points.get(t.event.id, 0) for t in placed), _placement)


def _events(sheet: Sheet) -> list[Json]:
    problem, events = sheet.problem, sheet.problem.events
    rows = (problem.row_of.get(e.id) for e in events)
    return sheet.each(events, rows, lambda e, _: event_answer(problem, e))


def _venues(sheet: Sheet) -> list[Json]:
    return sheet.each(sheet.problem.venues, repeat(None), lambda v, _: venue_answer(v))


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


def today_in(timezone: str) -> str:
    """The day that it is by now in a time zone."""
    return datetime.now(ZoneInfo(timezone)).date().isoformat()


def _rules(problem: Problem) -> Json:
    return {r.id: {**named(r.title), "hard": r.is_hard(problem)} for r in RULES}


TODAY = "today"
"""Key of the document that no edit changes but the clock: it is never kept."""

PARTS: dict[str, Callable[[Sheet], Any]] = {
    "version": lambda s: s.timeline.version,
    "city": lambda s: {"id": s.problem.city.id, **named(s.problem.city.name)},
    "horizon": lambda s: {
        "first": iso(s.problem.horizon.start), "last": iso(s.problem.horizon.last)
    },
    TODAY: lambda s: today_in(s.problem.city.timezone),
    "holidays": lambda s: [iso(d) for d in sorted(s.problem.holidays) if d in s.problem.horizon],
    "policy": lambda s: policy_answer(s.problem.policy),
    "industries": lambda s: {k: named(v) for k, v in s.problem.policy.industries.items()},
    "venues": _venues,
    "events": _events,
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
    "undo_by": lambda s: whose(s.timeline.past),
    "redo_by": lambda s: whose(s.timeline.future),
}
"""Keys of the document in its order."""

STANDING = ("city", "horizon", "holidays", "policy", "industries", "venues", "events", "rules",
            "warnings")  # fmt: skip
"""Keys that only a changed city changes."""

LONG = ("events", "findings", "placements", "venues")
"""Lists of many items, few of which an edit touches."""

ALWAYS = ("version", "ok", "cost", "cost_by_rule")
"""Keys that every answer to an edit has as the document has them."""

APART = (*ALWAYS, "findings", TODAY)
"""Keys that an answer to an edit does not have among what changed."""
