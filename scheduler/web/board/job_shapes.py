"""Shapes of jobs and what they find."""

from __future__ import annotations

from scheduler.jobs.job import OVER, UNFINISHED
from scheduler.web.board.shapes import (
    COUNTS,
    DAY,
    NUMBER,
    REASON,
    TEXT,
    TEXTS,
    TWICE,
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

MAYBE: Json = {"type": ["integer", "null"]}
STATE: Json = {
    "id": TEXT, "plan": WHOLE, "kind": TEXT, "version": WHOLE, "who": TEXT, "created": TEXT,
    "state": {"enum": [*UNFINISHED, *OVER]}, "stopping": YES, "phase": TEXT, "best": MAYBE,
    "bound": MAYBE, "gap": {"type": ["number", "null"]}, "seconds": NUMBER,
    "curve": {
        "type": "array", "description": "seconds, best, bound · 秒、最好、下界",
        "items": {"type": "array", "prefixItems": [NUMBER, MAYBE, MAYBE], "minItems": 3,
                  "maxItems": 3},
    },
    "message_zh": TEXT, "message_en": TEXT,
}  # fmt: skip
"""Where a job stands; ``GET /api/jobs/{job}`` has its ``result`` besides."""

CHANGES = many(ref("Change"))
COMPARE = closed({
    "changes": CHANGES, "cost": pair(WHOLE), "cost_by_rule": by_id(pair(WHOLE)),
    "coverage": by_id(pair(COUNTS)), "visitors": pair(WHOLE), "hall_days": pair(WHOLE),
    "findings": pair(WHOLE),
})  # fmt: skip
ROW = closed({"event_id": TEXT, "venue_id": maybe(TEXT), "hall_ids": TEXTS, "show_first": DAY},
             ["hall_ids", "show_first"])  # fmt: skip
MEMBER = closed({**REASON, "file": maybe(TEXT), "row": MAYBE, "column": maybe(TEXT), "locked": YES})
WAY = closed({
    "number": WHOLE, "price": WHOLE, "apply": many(ref("Edit")), **TWICE,
    "edits": many(closed({"file": TEXT, "id": maybe(TEXT), "column": maybe(TEXT), "value": True})),
})  # fmt: skip
CONFLICT = closed({"members": many(MEMBER), "counts": many(closed(REASON)), "remedies": many(WAY)})
CONFLICTS = {"feasible": maybe(YES), "complete": YES, "conflicts": many(CONFLICT)}
PROPOSED = {"placements": many(ROW), "cost": WHOLE, "compare": COMPARE, "status": TEXT}
UNPLACED = {"event_id": TEXT, "why_zh": TEXT, "why_en": TEXT}
OPTION = closed({
    "place": ref("Place"), "extra_cost": WHOLE, "extra_cost_low": WHOLE, "by_rule": by_id(WHOLE),
    "changes": CHANGES, "displaces": YES, "other_halls": many(TEXTS),
})  # fmt: skip
WISH = closed({"rule": TEXT, "kept": YES, "points": WHOLE, **TWICE})
EXPLAINED = {
    "event_id": TEXT, "answer": maybe(TEXT), "place": maybe(ref("Place")), "by_rule": by_id(WHOLE),
    "extra_cost": closed({"low": MAYBE, "high": MAYBE}), "changes": CHANGES,
    "members": many(MEMBER), "no_plan_at_all": YES, "wishes": many(WISH),
    "first_fit": maybe(ref("Place")), "first_fit_outside_window": YES, "plan": maybe(TEXT),
    "asked": closed({"venue_id": maybe(TEXT), "on": maybe(DAY)}),
}  # fmt: skip
SEARCH = closed({"cost": MAYBE, "bound": MAYBE, "gap": {"type": ["number", "null"]}})

RESULTS: Json = {
    "Solved": closed({**PROPOSED, "search": SEARCH, "why_unplaced": many(closed(UNPLACED))}),
    "Repaired": closed({**PROPOSED, "change_cost": MAYBE, "change_bound": MAYBE, "proven": YES}),
    # Without a plan: what contradicts what, if that was found.
    "NoPlan": closed({"status": TEXT, "change_cost": MAYBE, "change_bound": MAYBE, "proven": YES,
                      **CONFLICTS},
                     ["change_cost", "change_bound", "proven", *CONFLICTS]),
    "Options": closed({"event_id": TEXT, "options": many(OPTION)}),
    "Explained": closed(EXPLAINED),
    "Conflicts": closed(CONFLICTS),
}  # fmt: skip
"""What jobs find, by the name of the shape."""

SHAPES: Json = {
    **RESULTS,
    "Job": closed(STATE),
    "Jobs": closed({"jobs": many(ref("Job"))}),
    "Done": closed({**STATE, "result": {"anyOf": [*map(ref, RESULTS), {"type": "null"}]}}),
}
"""Shapes by their names."""

