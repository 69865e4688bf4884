"""What a change of the city does to a working plan: event by event, hall by hall, and in all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from scheduler.board.document import Sheet

Json = dict[str, Any]


def import_answer(before: Sheet, after: Sheet) -> Json:
    """What another table of events changes, column by column; added ones in full."""
    old, new = ({e["id"]: e for e in sheet.part("events")} for sheet in (before, after))
    changed = []
    for event_id in new.keys() & old.keys():
        columns = _columns(old[event_id], new[event_id])
        if columns:
            changed.append({"id": event_id, "columns": columns})
    added = [e for e in new if e not in old]
    return {
        "added": added,
        "dropped": [e for e in old if e not in new],
        "changed": sorted(changed, key=lambda c: str(c["id"])),
        "events": [new[e] for e in added],
        "warnings": after.part("warnings"),
    }


def effect_answer(before: Sheet, after: Sheet) -> Json:
    """What a change does to the plan: points of each event, and findings that come and go."""
    old, new = before.judged.cost_by_event, after.judged.cost_by_event
    points = {e: new.get(e, 0) - old.get(e, 0) for e in {**old, **new}}
    findings = before.part("findings"), after.part("findings")
    return {
        "cost": [before.judged.cost, after.judged.cost],
        "clashes": [sum(f["hard"] for f in found) for found in findings],
        "points": {e: n for e, n in points.items() if n},
        "come": _only(findings[1], findings[0]),
        "gone": _only(findings[0], findings[1]),
    }


def _only(some: Iterable[Json], others: Iterable[Json]) -> list[Json]:
    """Broken rules that the others do not have; what only costs is in the points."""
    known = {_key(f) for f in others}
    return [f for f in some if f["hard"] and _key(f) not in known]


def _key(finding: Mapping[str, Any]) -> str:
    return json.dumps([finding[k] for k in ("rule", "events", "halls", "days", "amount")])


def _columns(old: Json, new: Json) -> Json:
    return {k: [old[k], value] for k, value in new.items() if k != "row" and value != old[k]}
