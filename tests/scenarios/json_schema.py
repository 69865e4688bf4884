"""The part of JSON Schema that the scenario files' schema uses."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "null": (type(None),),
    "boolean": (bool,), "integer": (int,), "number": (int, float),
}  # fmt: skip
KNOWN = {
    "$schema", "title", "description", "type", "enum", "pattern", "minimum", "maximum", "items",
    "required", "properties", "patternProperties", "additionalProperties", "minProperties",
    "maxProperties", "anyOf", "not", "if", "then", "else",
}  # fmt: skip


def fits(value: Any, shape: Json) -> bool:
    """Whether a value is as a schema wants it."""
    assert set(shape) <= KNOWN, set(shape) - KNOWN
    if "type" in shape and not any(_is(value, t) for t in _listed(shape["type"])):
        return False
    if "enum" in shape and value not in shape["enum"]:
        return False
    if isinstance(value, str) and "pattern" in shape and not re.search(shape["pattern"], value):
        return False
    if _is(value, "number") and not _within(value, shape):
        return False
    if isinstance(value, list) and not all(fits(v, shape.get("items", {})) for v in value):
        return False
    return _object(value, shape) and _combined(value, shape)


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool) and name != "boolean":
        return False
    return isinstance(value, TYPES[name])


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def _within(value: float, shape: Json) -> bool:
    return shape.get("minimum", value) <= value <= shape.get("maximum", value)


def _object(value: Any, shape: Json) -> bool:
    if not isinstance(value, dict):
        return True
    size = shape.get("minProperties", 0) <= len(value) <= shape.get("maxProperties", len(value))
    there = all(key in value for key in shape.get("required", ()))
    return size and there and all(_member(k, v, shape) for k, v in value.items())


def _member(key: str, value: Any, shape: Json) -> bool:
    shapes = [s for k, s in shape.get("properties", {}).items() if k == key]
    shapes += [s for k, s in shape.get("patternProperties", {}).items() if re.search(k, key)]
    if not shapes:
        rest = shape.get("additionalProperties", True)
        return rest if isinstance(rest, bool) else fits(value, rest)
    return all(fits(value, s) for s in shapes)


def _combined(value: Any, shape: Json) -> bool:
    if "anyOf" in shape and not any(fits(value, s) for s in shape["anyOf"]):
        return False
    if "not" in shape and fits(value, shape["not"]):
        return False
    if "if" in shape:
        return fits(value, shape.get("then" if fits(value, shape["if"]) else "else", {}))
    return True
