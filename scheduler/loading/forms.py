"""Documents into forms; every pydantic error becomes a fault in both languages."""

from __future__ import annotations

import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading.faults import nearest, with_guess
from scheduler.loading.schema import Form, known_keys
from scheduler.loading.yaml_reader import Document, Path

F = TypeVar("F", bound=Form)

_MESSAGES = {
    "missing": Text("缺少此键，请补上", "is missing; add it"),
    "model_type": Text("须为“键: 值”的映射", "must be a map of keys and values"),
    "dict_type": Text("须为“键: 值”的映射", "must be a map of keys and values"),
    "tuple_type": Text("须为列表，例如 [a, b]", "must be a list like [a, b]"),
}
_OTHER = Text("不合要求", "is not as expected")


def fill(document: Document, form: type[F]) -> F:
    """Check a document against a form.

    Raises
    ------
    InputError
        With every key that is unknown, missing or unreadable.
    """
    if document.root is None:
        raise InputError([document.fault((), Text("没有内容，请填写", "is empty; fill it in"))])
    try:
        return form.model_validate(document.root)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise InputError([_fault(document, form, e) for e in found]) from None


def _fault(document: Document, form: type[Form], error: Any) -> Fault:
    path: Path = tuple(error["loc"])
    # A key of a free map that is no slug is told of at the key itself.
    if error["type"] == "unreadable" and path[-1:] == ("[key]",):
        path = path[:-1]
    value = error["input"] if isinstance(error["input"], str) else None
    return document.fault(path, _message(form, path, error), value)


def _message(form: type[Form], path: Path, error: Any) -> Text:
    kind = error["type"]
    if kind == "extra_forbidden":
        unknown = Text("未知的键，请删去或改正", "is an unknown key; delete or correct it")
        known = known_keys(_form_at(form, path[:-1]))
        guess = nearest(str(path[-1]), known)
        return with_guess(unknown, f"'{guess}'" if guess else None)
    if kind == "unreadable":
        return Text(error["ctx"]["zh"], error["ctx"]["en"])
    return _MESSAGES.get(kind, _OTHER)


def _form_at(form: type[BaseModel], path: Path) -> type[BaseModel]:
    """The form that holds the keys at `path`."""
    for part in path:
        # Positions and the free keys of a map belong to a form already entered.
        annotation = known_keys(form).get(str(part))
        form = _inner(annotation) or form
    return form


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = typing.get_args(annotation)
    return next((found for found in map(_inner, parts) if found), None)
