"""What a page does with the answer to an edit: the plan before it becomes the plan after it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
NAMED = {"placements": "event_id", "events": "id", "venues": "id"}


def applied(document: Json, answer: Json) -> Json:
    """The document that an answer makes of another one."""
    made = {**document, **{k: v for k, v in answer.items() if k in document}}
    removed = set(answer["findings_removed"])
    made["findings"] = [f for i, f in enumerate(document["findings"]) if i not in removed]
    for at, finding in answer["findings_added"]:
        made["findings"].insert(at, finding)
    for name, new in answer["changed"].items():
        gone, old = set(answer["gone"].get(name, ())), document[name]
        if name in answer["whole"]:
            made[name] = new
        elif name in NAMED:
            items = {x[NAMED[name]]: x for x in (*old, *new) if x[NAMED[name]] not in gone}
            made[name] = list(items.values())
        elif name == "cost_by_event":
            made[name] = {k: v for k, v in {**old, **new}.items() if k not in gone}
        else:
            made[name] = new
    made["placements"] = sorted(made["placements"], key=lambda p: (p["show_first"], p["event_id"]))
    return made
