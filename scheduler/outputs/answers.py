"""The shapes of answers in JSON (contract, section 7), for the command line and the web."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from scheduler.audit import Audit
from scheduler.domain.conflict import Conflict, Member, Remedy
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding, Reason
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import iso
from scheduler.errors import Fault
from scheduler.loading.faults import shown_text
from scheduler.rules.coverage import covered
from scheduler.rules.wording import text_of

Json = dict[str, Any]


def dumped(data: object) -> str:
    """JSON for files and scripts: readable, real letters, one line end at the end."""
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # Half characters, as in paths that are not UTF-8, become the escapes that JSON has for them.
    return shown_text(text)


def fault_answer(fault: Fault) -> Json:
    """A fault or a warning."""
    return {
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "message_zh": fault.message.get("zh"),
        "message_en": fault.message.get("en"),
    }


def validation_answer(errors: Iterable[Fault], warnings: Iterable[Fault]) -> Json:
    """What ``validate`` says."""
    wrong = [fault_answer(f) for f in errors]
    return {"ok": not wrong, "errors": wrong, "warnings": [fault_answer(f) for f in warnings]}


def reason_answer(problem: Problem, reason: Reason) -> Json:
    """A reason: its rule, its subjects and its sentence."""
    text = text_of(problem, reason)
    return {
        "rule": reason.rule,
        "events": list(reason.events),
        "halls": list(reason.halls),
        "days": [iso(d) for d in reason.days],
        "text_zh": text.get("zh"),
        "text_en": text.get("en"),
    }


def finding_answer(problem: Problem, finding: Finding) -> Json:
    """A broken hard rule, or points."""
    said = reason_answer(problem, finding.reason)
    subjects = {k: said[k] for k in ("events", "halls", "days")}
    texts = {k: said[k] for k in ("text_zh", "text_en")}
    head = {"rule": finding.reason.rule, "hard": finding.hard}
    return {**head, **subjects, "amount": finding.amount, **texts}


def check_answer(problem: Problem, judged: Audit) -> Json:
    """What ``check`` says; soft findings without points are left out."""
    told = [f for f in judged.findings if f.hard or f.amount]
    return {
        "ok": judged.ok,
        "cost": judged.cost,
        "cost_by_rule": dict(judged.cost_by_rule),
        "cost_by_event": dict(judged.cost_by_event),
        "findings": [finding_answer(problem, f) for f in told],
    }


def member_answer(problem: Problem, member: Member) -> Json:
    """A fact of a conflict, and where it is written."""
    said = reason_answer(problem, member.reason)
    texts = {k: said.pop(k) for k in ("text_zh", "text_en")}
    return {**said, "file": member.file, "row": member.row, "column": member.column, **texts}


def remedy_answer(remedy: Remedy, number: int) -> Json:
    """A remedy, with the number by which it can be applied."""
    edits = [
        {"file": e.file, "id": e.id, "column": e.column, "value": e.value} for e in remedy.edits
    ]
    texts = {"text_zh": remedy.text.zh, "text_en": remedy.text.en}
    return {"number": number, "price": remedy.price, "edits": edits, **texts}


def conflicts_answer(
    problem: Problem,
    feasible: bool | None,
    conflicts: Iterable[Conflict],
    remedies: Sequence[Remedy],
    complete: bool,
) -> Json:
    """What ``conflicts`` says; `feasible` is null when it was not decided."""
    told = conflict_answers(problem, conflicts, remedies)
    return {"feasible": feasible, "complete": complete, "conflicts": told}


def conflict_answers(
    problem: Problem, conflicts: Iterable[Conflict], remedies: Sequence[Remedy]
) -> list[Json]:
    """Each conflict with its facts, arithmetic and remedies, numbered as `remedies` has them."""
    return [
        {
            "members": [member_answer(problem, m) for m in c.members],
            "counts": [reason_answer(problem, r) for r in c.counts],
            "remedies": [remedy_answer(r, remedies.index(r) + 1) for r in c.remedies],
        }
        for c in conflicts
    ]


def place_answer(tenancy: Tenancy | None) -> Json | None:
    """A *place*; ``None`` for an event that has none."""
    if tenancy is None:
        return None
    return {
        "venue_id": tenancy.venue.id,
        "hall_ids": list(tenancy.hall_ids),
        "show_first": iso(tenancy.show.start),
        "show_last": iso(tenancy.show.last),
    }


def coverage_answer(problem: Problem, roster: Roster) -> dict[str, dict[str, int]]:
    """Placed brand events and events of each industry."""
    return {
        industry: {"brand_events": len(have.brand_events), "events": len(have.events)}
        for industry, have in covered(problem, roster).items()
    }
