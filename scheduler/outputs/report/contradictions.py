"""What the page tells of inputs without a plan: conflicts, and the ways out of them all."""

from __future__ import annotations

from typing import Any

from scheduler.domain.conflict import Conflict, Edit, Member, Remedy, ways_out
from scheduler.domain.reason import Reason
from scheduler.outputs.labels import pair
from scheduler.outputs.outcome import Outcome

Json = Any


def contradictions(o: Outcome) -> dict[str, Json]:
    """Conflicts with their facts, most useful first, and remedies, cheapest first."""
    known = o.solution.conflicts
    return {
        "conflicts": [_conflict(o, c) for c in known],
        "remedies": [_remedy(r) for r in ways_out(known)],
    }


def _conflict(o: Outcome, conflict: Conflict) -> Json:
    return {
        "members": [_member(o, m) for m in conflict.members],
        "counts": [pair(o.sentence(r)) for r in conflict.counts],
    }


def _member(o: Outcome, member: Member) -> Json:
    reason: Reason = member.reason
    return {
        "rule": reason.rule, "text": pair(o.sentence(reason)), "events": reason.events,
        "where": member.where,
    }  # fmt: skip


def _remedy(remedy: Remedy) -> Json:
    return {
        "price": remedy.price, "text": pair(remedy.text),
        "edits": [_edit(e) for e in remedy.edits],
    }  # fmt: skip


def _edit(edit: Edit) -> Json:
    """Where to write what; a row that goes has no value."""
    return {"where": edit.where, "value": None if edit.column is None else edit.shown}
