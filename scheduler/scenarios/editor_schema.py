"""A JSON Schema of scenario files, by which editors complete and check what is typed.

It is derived from the forms that read the files, so that it accepts every file that they do, but
for what only the workspace can tell: whether ids exist, and whether the changed city is sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from scheduler.domain.event import DIRECTIONS, EVIDENCES, KINDS, LEVELS, STATUSES, WEEKENDS
from scheduler.domain.text import Text
from scheduler.loading.event_rows import READERS, REQUIRED
from scheduler.loading.schema import Form, HallForm, PolicyForm, VenueForm
from scheduler.scenarios.forms import ScenarioForm

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MEANING = {
    "title_zh": Text("情景的中文名", "the scenario's name in Chinese"),
    "title_en": Text("情景的英文名", "the scenario's name in English"),
    "base": Text("先按此情景文件改动，再按本文件", "a scenario file whose changes come first"),
    "changes": Text("依次进行的改动，每项一个键", "changes in order, each a map of one key"),
    "close": Text("场馆或展厅停用若干日", "a venue or hall cannot be let on some days"),
    "open": Text("新增或提前启用展厅、场馆", "a hall or venue more, or one that opens early"),
    "resize": Text("展厅改面积或座位数", "another size of a hall"),
    "add_event": Text("新增一个活动，键为各列", "one event more: columns of events.csv"),
    "drop_event": Text("取消一个活动（id）", "one event less, by its id"),
    "change_event": Text("改一个活动的若干列", "other columns of an event"),
    "book": Text("定下日期、展厅或两者", "fix date, halls or both"),
    "unbook": Text("解除预订（id）", "free a booked event, by its id"),
    "forbid": Text("若干日内不得办某些活动", "days closed to some events"),
    "policy": Text("改 policy.yaml，写作 路径: 值", "path: value of policy.yaml"),
    "neighbour": Text("另加一份邻市日历（.ics）", "a neighbour's calendar more (.ics)"),
    "reopen": Text("停用的场馆或展厅若干日照常出租", "closed days that can be let after all"),
    "change_venue": Text("改场馆的周转、布撤展上限或开放期", "other terms of letting of a venue"),
}
"""What each key is for, as editors show it."""

_BOOKED = ("booked_start", "booked_halls")
_CHOICES = {
    "kind": KINDS, "direction": DIRECTIONS, "level": LEVELS, "status": STATUSES,
    "weekend": WEEKENDS, "evidence": EVIDENCES,
}  # fmt: skip
_SHAPES: dict[str, Json] = {
    "is_new is_brand leaders_open": {"type": ["boolean", "null"]},
    "priority show_days": {"type": ["integer", "null"], "minimum": 1},
    "move_in_days move_out_days gross_m2 seats outdoor_m2 daily_visitors hotel_rooms": {
        "type": ["integer", "null"], "minimum": 0
    },
    "industries requires venues booked_halls organizer": {
        "type": ["string", "integer", "array", "null"], "items": {"type": ["string", "integer"]}
    },
}  # fmt: skip


def editor_schema() -> Json:
    """The schema."""
    made = _plain(ScenarioForm)
    change: Json = made["properties"]["changes"]["items"]
    kinds: Json = {kind: _filled(shape) for kind, shape in change["properties"].items()}
    change |= {"properties": kinds, "minProperties": 1, "maxProperties": 1}
    columns = _columns()
    names = ["name_zh", "name_en"]
    kinds["add_event"] |= columns | {"required": list(REQUIRED), "anyOf": _one_of(names)}
    kinds["change_event"]["properties"]["set"] = columns
    kinds["book"]["properties"] |= {k: columns["properties"][k] for k in _BOOKED}
    kinds["book"]["anyOf"] = _one_of(_BOOKED)
    kinds["resize"]["anyOf"] = _one_of(["gross_m2", "seats"])
    kinds["open"] = _openings(kinds["drop_event"])
    kinds["policy"] |= _policy()
    for kind in ("close", "forbid", "reopen"):
        kinds[kind]["required"] = [*kinds[kind].get("required", ()), "from", "to"]
    for key, shape in (*made["properties"].items(), *kinds.items()):
        shape["description"] = f"{MEANING[key].zh} / {MEANING[key].en}"
    titles = _one_of(["title_zh", "title_en"])
    return {"$schema": DIALECT, **made, "title": "Scenario 情景", "anyOf": titles}


def _one_of(keys: Iterable[str]) -> list[Json]:
    """One of the keys has to be there, or more."""
    return [{"required": [key]} for key in keys]


def _openings(slug: Json) -> Json:
    """A venue, or a hall for one; of a listed one that is shut, nothing but its id is needed."""
    hall, venue = _plain(HallForm), _plain(VenueForm)
    hall["required"] = venue["required"] = ["id"]
    venue["properties"]["address"] = {"type": ["string", "object", "null"]}
    return {
        "type": "object",
        "properties": {"venue": {"anyOf": [venue, dict(slug)]}, "hall": hall},
        "additionalProperties": False,
        "required": ["venue"],
        "if": {"properties": {"venue": {"type": "object"}}},
        "then": {"not": {"required": ["hall"]}},
        "else": {"required": ["hall"]},
    }


def _columns() -> Json:
    """The columns of events.csv."""
    shapes = {name: shape for names, shape in _SHAPES.items() for name in names.split()}
    shapes |= {name: {"enum": [*words, None]} for name, words in _CHOICES.items()}
    text = {"type": ["string", "number", "boolean", "null"]}
    found = {column: dict(shapes.get(column, text)) for column in READERS}
    return {"type": "object", "properties": found, "additionalProperties": False}


def _policy() -> Json:
    """The keys of policy.yaml by their paths, and paths into its lists and free maps."""
    known: Json = {}
    free: Json = {}
    for path, shape in _paths(_plain(PolicyForm), ()):
        name = ".".join(path)
        known[name] = shape
        inside = "\\[[0-9]+\\]" if "items" in shape else "\\.[a-z0-9-]+"
        if "items" in shape or "patternProperties" in shape:
            free[f"^{re.escape(name)}{inside}(\\..+)?$"] = {}
    return {"properties": known, "patternProperties": free, "additionalProperties": False}


def _paths(shape: Json, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Json]]:
    for key, inner in shape.get("properties", {}).items():
        yield (*path, key), inner
        yield from _paths(inner, (*path, key))


def _plain(form: type[Form]) -> Json:
    """A form's schema with everything in its place; what may be absent may be ``null``."""
    made = form.model_json_schema(by_alias=True)
    shape: Json = _inlined(made, made.get("$defs", {}))
    return shape


def _inlined(node: Json, defs: Json) -> Json:
    if "$ref" in node:
        return _inlined(defs[node["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in node:
        return _blank(_inlined(node["anyOf"][0], defs))
    shape = {k: v for k, v in node.items() if k in _KEPT}
    if isinstance(node.get("items"), dict):
        shape["items"] = _inlined(node["items"], defs)
    if "patternProperties" in node:
        free = node["patternProperties"]
        shape["patternProperties"] = {key: _inlined(inner, defs) for key, inner in free.items()}
        shape["additionalProperties"] = False
    if "properties" in node:
        needed = node.get("required", ())
        inner = {k: _inlined(v, defs) for k, v in node["properties"].items()}
        shape["properties"] = {k: v if k in needed else _blank(v) for k, v in inner.items()}
    return shape


_KEPT = ("type", "enum", "pattern", "minimum", "maximum", "required", "additionalProperties")


def _blank(shape: Json) -> Json:
    """The shape, or ``null``."""
    if "enum" in shape:
        return shape | {"enum": [*shape["enum"], None]}
    types = shape.get("type", [])
    listed = [types] if isinstance(types, str) else list(types)
    return shape | {"type": [*listed, "null"]} if listed and "null" not in listed else shape


def _filled(shape: Json) -> Json:
    """The shape without ``null``: a change without content is none."""
    return shape | {"type": [t for t in shape["type"] if t != "null"]}
