"""Shapes of releases and of what they change for whom."""

from __future__ import annotations

from scheduler.outputs.changes.words import ENTRY_CHANGES
from scheduler.web.board.shapes import (
    ANY,
    COUNTS,
    DAY,
    NAMES,
    TEXT,
    TEXTS,
    WHOLE,
    YES,
    Json,
    by_id,
    closed,
    many,
    maybe,
    pair,
    ref,
)

DAYS = pair(DAY)
STAY = {"venue_id": TEXT, "hall_ids": TEXTS, "show_first": DAY, "show_last": DAY, "status": TEXT,
        "phases": by_id(DAYS)}  # fmt: skip
SHOWN = closed({"days": DAYS, "venue_id": TEXT, "hall_ids": TEXTS, "status": TEXT,
                "sequence": WHOLE})  # fmt: skip
HAPPENS = closed({"event_id": TEXT, **NAMES, "kinds": TEXTS, "from": maybe(closed(STAY)),
                  "to": maybe(closed(STAY))})  # fmt: skip
ENTRY = closed({"uid": TEXT, "event_id": TEXT, "phase": TEXT, "change": TEXT, "fields": TEXTS,
                "from": maybe(SHOWN), "to": maybe(SHOWN)})  # fmt: skip
FEED = closed({"path": TEXT, "audience": {"enum": ["public", "private"]}, **NAMES,
               **dict.fromkeys(ENTRY_CHANGES, many(WHOLE))}, ENTRY_CHANGES)  # fmt: skip
DIFF = {
    "before": maybe(WHOLE), "after": WHOLE, "cost": pair(maybe(WHOLE)),
    "coverage": by_id(pair(maybe(COUNTS))), "events": many(HAPPENS), "entries": many(ENTRY),
    "feeds": many(FEED),
}  # fmt: skip
HEAD = {"number": WHOLE, "published": TEXT, "message": TEXT, "restores": maybe(WHOLE), "who": TEXT,
        "input_hash": TEXT, "cost": WHOLE, "bound": maybe(WHOLE)}  # fmt: skip
ACCEPTED = many(closed({"rule": TEXT, "reason": TEXT, "findings": many(ref("Finding"))}))

SHAPES: Json = {
    "Releases": closed({"releases": many(closed({**HEAD, "events": WHOLE, "accepted": WHOLE}))}),
    "Release": closed({
        **HEAD, "cost_by_rule": by_id(WHOLE), "coverage": by_id(COUNTS), "accepted": ACCEPTED,
        "entries": WHOLE, "cancelled": WHOLE, "events": many(closed({"event_id": TEXT, **STAY})),
        "plan": {**ANY, "description": "as plan.json · 同 plan.json"},
    }),
    "Diff": closed(DIFF),
    "Consequences": closed({"version": WHOLE, **DIFF}),
    "Published": closed({
        "ok": YES, "changed": YES, "published": YES, "release": maybe(WHOLE),
        "accepted": ACCEPTED, "oversized": TEXTS, "diff": maybe(ref("Diff")),
        "refused": many(ref("Refused")),
    }),
}  # fmt: skip
"""Shapes by their names."""
