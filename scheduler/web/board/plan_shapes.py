"""Shapes of working plans: lists, documents, and what edits answer."""

from __future__ import annotations

from scheduler.board.document import ALWAYS, PARTS
from scheduler.board.parts import DAYS, PLAIN
from scheduler.board.state import LOCKS
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

HEAD = {"id": WHOLE, "title": TEXT, "origin": TEXT, "who": TEXT, "version": WHOLE, "created": TEXT,
        "changed": TEXT}  # fmt: skip
SPAN = {"from": maybe(DAY), "to": maybe(DAY)}
REASONS = {"reason_zh": TEXT, "reason_en": TEXT}
CLOSURES = many(closed({**SPAN, **REASONS}))
HALL = closed({"id": TEXT, **NAMES, "gross_m2": WHOLE, "seats": WHOLE, "outdoor": YES,
               "features": TEXTS, "closures": CLOSURES})  # fmt: skip
VENUE = closed({
    "id": TEXT, **NAMES, "district": TEXT, "turnaround_days": WHOLE,
    "moving_halls_per_day": maybe(WHOLE), "open": closed(SPAN), "closures": CLOSURES,
    "halls": many(HALL), "runs": many(TEXTS),
})  # fmt: skip
WHOLES = ("priority", "show_days", "move_in_days", "move_out_days", "gross_m2", "seats",
          "outdoor_m2", "daily_visitors", "hotel_rooms")  # fmt: skip
FLAGS = ("is_new", "is_brand", "leaders_open")
LISTS = ("industries", "organizer", "requires", "venues", "booked_halls")
PLAINLY = {name: WHOLE if name in WHOLES else YES if name in FLAGS else TEXT for name in PLAIN}
EVENT = closed({"id": TEXT, **NAMES, **PLAINLY, **dict.fromkeys(DAYS, maybe(DAY)),
                **dict.fromkeys(LISTS, TEXTS), "row": maybe(WHOLE)})  # fmt: skip
CLOSED_DAYS = {**SPAN, "public_holidays": YES, "kinds": maybe(TEXTS),
               "min_daily_visitors": WHOLE, **REASONS}  # fmt: skip
POLICY = closed({
    "coverage": closed({"brand_events": WHOLE, "events": WHOLE, "required": YES}),
    "date_protection": closed({"days": maybe(WHOLE), "themes": by_id(WHOLE)}),
    "closed_days": many(closed(CLOSED_DAYS)),
    "limits": closed(dict.fromkeys(("openings_per_day", "large_event_visitors",
                                    "large_events_per_district_day"), maybe(WHOLE))),
    "comfort": closed({"daily_visitors": maybe(WHOLE), "hotel_rooms": maybe(WHOLE)}),
    "weights": by_id(WHOLE), "change": by_id(WHOLE),
})  # fmt: skip
PLACEMENT = closed({
    "event_id": TEXT, "venue_id": TEXT, "hall_ids": TEXTS, "tenancy_first": DAY, "show_first": DAY,
    "show_last": DAY, "tenancy_last": DAY, "cost": WHOLE,
})  # fmt: skip
MADE = closed({"number": WHOLE, "venue_id": TEXT, "hall_id": maybe(TEXT), "from": DAY, "to": DAY,
               **REASONS})  # fmt: skip
POINTS = by_id(WHOLE)
NAMED = by_id(closed(NAMES))
WHOSE = many(TEXT, description="who has such a step; a blank name is anybody · 谁有这样的步骤")

DOCUMENT: Json = {
    "version": WHOLE, "city": closed({"id": TEXT, **NAMES}),
    "horizon": closed({"first": DAY, "last": DAY}), "today": DAY, "holidays": many(DAY),
    "policy": ref("Policy"), "industries": NAMED, "venues": many(ref("Venue")),
    "events": many(ref("Event")), "rules": by_id(closed({**NAMES, "hard": YES})),
    "warnings": many(ref("Fault")), "placements": many(ref("Placement")), "unplaced": TEXTS,
    "locks": by_id({"enum": list(LOCKS)}), "closures": many(MADE), "findings": many(ref("Finding")),
    "ok": YES, "cost": WHOLE, "cost_by_rule": POINTS, "cost_by_event": POINTS,
    "coverage": by_id(closed({"brand_events": WHOLE, "events": WHOLE, "targets": COUNTS})),
    "undo": YES, "redo": YES, "undo_by": WHOSE, "redo_by": WHOSE,
}  # fmt: skip
"""The keys of `PARTS`."""

PLAN = closed({"id": WHOLE, "title": TEXT, "origin": TEXT, **{k: DOCUMENT[k] for k in PARTS}})
AT = {"type": "integer", "minimum": 0}
EDITED: Json = {
    **{key: DOCUMENT[key] for key in ALWAYS},
    "cost_change": WHOLE,
    "findings_removed": many(AT, description="places in the findings before, rising · 原序号"),
    "findings_added": {
        "type": "array", "description": "[place in the findings now, finding] · 新序号与内容",
        "items": {"type": "array", "prefixItems": [AT, ref("Finding")], "minItems": 2,
                  "maxItems": 2},
    },
    "changed": ref("Delta"),
    "gone": by_id(TEXTS),
    "whole": TEXTS,
}  # fmt: skip
DELTA = closed({k: v for k, v in DOCUMENT.items() if k not in (*ALWAYS, "findings")}, DOCUMENT)
STEP = closed({"version": WHOLE, "who": TEXT, "edits": many(ANY)})
COLUMNS = {"id": TEXT, "columns": by_id(pair({}))}
IMPORT = closed({"added": TEXTS, "dropped": TEXTS, "changed": many(closed(COLUMNS)),
                 "events": many(ref("Event")), "warnings": many(ref("Fault"))})  # fmt: skip
EFFECT = closed({
    "cost": pair(WHOLE), "clashes": pair(WHOLE), "points": POINTS,
    "come": many(ref("Finding")), "gone": many(ref("Finding")),
})  # fmt: skip
LOOKED = {"effect": ref("Effect"), "applied": YES, "import": ref("Import")}
SCENARIO = {"file": TEXT, "title_zh": TEXT, "title_en": TEXT, "changes": many(ANY), **LOOKED}
BLOCK = {**SPAN, "rule": TEXT, "events": TEXTS}
BLOCKS = many(closed(BLOCK))
STRETCH = closed({"venue_id": TEXT, "hall_ids": TEXTS, "extra": WHOLE, "legal": many(closed(SPAN)),
                  "blocked": ref("Blocks")})  # fmt: skip

SHAPES: Json = {
    "Policy": POLICY, "Delta": DELTA, "Effect": EFFECT, "Import": IMPORT, "Blocks": BLOCKS,
    "Head": closed(HEAD), "Venue": VENUE, "Event": EVENT, "Placement": PLACEMENT, "Plan": PLAN,
    "Plans": closed({"plans": many(ref("Head")), "me": closed({"name": TEXT, "planner": YES})}),
    "History": closed({"entries": many(ref("Entry"))}),
    "Places": closed({"version": WHOLE, "event_id": TEXT, "first": DAY, "days": WHOLE,
                      "cost": many(WHOLE), "blocked": ref("Blocks"), "venues": by_id(ref("Blocks")),
                      "halls": by_id(ref("Blocks")), "stretches": many(STRETCH)}),
    "Edited": closed(EDITED), "Titled": closed({**EDITED, "title": TEXT}),
    "Stepped": closed({**EDITED, "step": STEP}),
    "Imported": closed({**EDITED, **LOOKED}), "Changed": closed({**EDITED, **SCENARIO}),
    "Scenarios": closed({"scenarios": TEXTS}),
    "Opened": closed({**SCENARIO, "plan": ref("Head")}, ["plan"]),
}  # fmt: skip
"""Shapes by their names."""
