"""Writes a city that was changed in memory as files that any program can read."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

from scheduler.loading.busy_files import LIST
from scheduler.loading.sources import EVENTS_CSV, POLICY, VENUES, Sources
from scheduler.loading.tables import Table
from scheduler.loading.yaml_reader import Node

TEXTS = frozenset(
    (
        "id", "name_zh", "name_en", "reason_zh", "reason_en", "address", "contact", "url", "notes",
        "source", "district", "country", "timezone", "domain", "features", "runs", "kinds", "files",
    )
)  # fmt: skip
"""Keys whose values are words, even where they look like a number or a date."""

_WHOLE, _BROKEN = re.compile(r"-?(0|[1-9]\d*)"), re.compile(r"-?\d+\.\d+")


def write_city(workspace: Path, sources: Sources, folder: Path) -> None:
    """Write every file of a workspace into `folder` as `sources` have it.

    Keys, columns and rows keep their order, comments are gone; a spreadsheet becomes events.csv.
    Calendars are written byte for byte.

    Parameters
    ----------
    workspace
        Where the sources were read; the list of calendars of venues is copied from there.
    """
    assert sources.venues and sources.policy and sources.events
    for name, document in ((VENUES, sources.venues), (POLICY, sources.policy)):
        (folder / name).write_bytes(_yaml(document.root))
    (folder / EVENTS_CSV).write_bytes(_table(sources.events))
    files = {n.name: n.data for n in sources.neighbours}
    if sources.busy:
        files[LIST] = (workspace / LIST).read_bytes()
        files |= {b.kept.file: b.data for b in sources.busy}
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _table(table: Table) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.DictWriter(out, table.columns, restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows(row.cells for row in table.rows)
    return out.getvalue().encode("utf-8")


def _yaml(root: Node) -> bytes:
    from ruamel.yaml import YAML

    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False
    yaml.width = 1_000_000
    out = io.StringIO()
    yaml.dump(_typed(root), out)
    return out.getvalue().encode("utf-8")


def _typed(node: Node, words: bool = False) -> Any:
    """What was read as text, as YAML has it: numbers, dates and truth values without quotes."""
    if isinstance(node, dict):
        return {key: _typed(value, key in TEXTS) for key, value in node.items()}
    if isinstance(node, list):
        return [_typed(value, words) for value in node]
    if node is None or words:
        return node
    if _WHOLE.fullmatch(node):
        return int(node)
    if _BROKEN.fullmatch(node):
        return float(node)
    if node.lower() in ("true", "false"):
        return node.lower() == "true"
    try:
        return date.fromisoformat(node)
    except ValueError:
        return node
