"""Shapes of answers, in the words of JSON Schema: nothing is in an answer that is not told here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scheduler.domain.ledger import EDIT, REDO, TITLE, UNDO

Json = dict[str, Any]

TEXT, WHOLE, YES = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
NUMBER: Json = {"type": "number"}
DAY = {"type": "string", "format": "date", "examples": ["2021-05-01"]}
ANY: Json = {"type": "object", "additionalProperties": True}
TEXTS = {"type": "array", "items": TEXT}
NAMES = {"name_zh": TEXT, "name_en": TEXT}
TWICE = {"text_zh": TEXT, "text_en": TEXT}


def loose(properties: Json, *required: str, **more: Any) -> Json:
    """An object of which some keys must be there."""
    return {"type": "object", "properties": properties, "required": list(required), **more}


def closed(properties: Json, perhaps: Iterable[str] = ()) -> Json:
    """An object with all of these keys but for those that are there only perhaps, and no other."""
    needed = [key for key in properties if key not in set(perhaps)]
    return loose(properties, *needed, additionalProperties=False)


def many(items: Json, **more: Any) -> Json:
    """A list."""
    return {"type": "array", "items": items, **more}


def by_id(values: Json) -> Json:
    """A map from ids."""
    return {"type": "object", "additionalProperties": values}


def maybe(shape: Json) -> Json:
    """The same, or null."""
    return {"oneOf": [shape, {"type": "null"}]}


def pair(items: Json) -> Json:
    """Before and after."""
    return many(items, minItems=2, maxItems=2)


def ref(name: str) -> Json:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


PLACE = closed({"venue_id": TEXT, "hall_ids": TEXTS, "show_first": DAY, "show_last": DAY})
CHANGE = closed({"event_id": TEXT, "from": maybe(ref("Place")), "to": maybe(ref("Place")),
                 "why_zh": TEXT, "why_en": TEXT})  # fmt: skip
COUNTS = closed({"brand_events": WHOLE, "events": WHOLE})
REASON = {"rule": TEXT, "events": TEXTS, "halls": TEXTS, "days": many(DAY), **TWICE}
FINDING = {"hard": YES, "amount": WHOLE, **REASON}
FAULT = closed({"file": TEXT, "row": maybe(WHOLE), "column": maybe(TEXT), "value": True,
                "message_zh": TEXT, "message_en": TEXT})  # fmt: skip
ENTRY = closed({
    "version": WHOLE, "when": TEXT, "who": TEXT, "kind": {"enum": [EDIT, UNDO, REDO, TITLE]},
    "edits": many(ANY, description="as they were sent, without whole files · 不含整份文件"),
})  # fmt: skip
REFUSED = closed(
    {"message_zh": TEXT, "message_en": TEXT, "version": WHOLE, "since": many(ref("Entry")),
     "errors": many(ref("Fault")), "refused": many(ref("Refused"))},
    ["version", "since", "errors", "refused"],
)  # fmt: skip

COMMON: Json = {
    "Place": PLACE, "Change": CHANGE, "Finding": closed(FINDING), "Fault": FAULT, "Entry": ENTRY,
    "Refused": closed({**FINDING, "accept": TEXT}), "Refusal": REFUSED,
}  # fmt: skip
"""Shapes that others are made of."""
