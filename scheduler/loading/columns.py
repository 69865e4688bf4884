"""An event's columns written as the keys of a YAML map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.loading.event_rows import READERS, REQUIRED
from scheduler.loading.faults import nearest, with_guess
from scheduler.loading.yaml_reader import Document, Node, Path

_MISSING = Text("缺少此键，请补上", "is missing; add it")


def column_faults(document: Document, path: Path, columns: Mapping[str, Node]) -> Iterator[Fault]:
    """Keys that are no column, and values that fit in no cell."""
    for key, node in columns.items():
        if key not in READERS:
            unknown = Text("未知的键，请删去或改正", "is an unknown key; delete or correct it")
            yield document.fault((*path, key), with_guess(unknown, nearest(key, READERS)))
        elif isinstance(node, dict) or (
            isinstance(node, list) and not all(isinstance(n, str) for n in node)
        ):
            message = Text("须为一个值或列表", "must be a value, or a list of values")
            yield document.fault((*path, key), message)


def missing(document: Document, path: Path, columns: Mapping[str, Node]) -> Iterator[Fault]:
    """Columns that an event cannot do without."""
    for key in REQUIRED:
        if not columns.get(key):
            yield document.fault((*path, key), _MISSING)
    if not columns.get("name_zh") and not columns.get("name_en"):
        yield document.fault((*path, "name_zh"), _MISSING)


def cell(node: Node) -> str:
    """The text of a cell; a list is joined as events.csv joins it."""
    if isinstance(node, list):
        return ";".join(n for n in node if isinstance(n, str))
    return node if isinstance(node, str) else ""
