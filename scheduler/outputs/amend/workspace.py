"""Copies a workspace, with its changed files written anew and all others byte for byte."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from scheduler.domain.conflict import Edit
from scheduler.loading.busy_files import LIST
from scheduler.loading.faults import Ledger
from scheduler.loading.sources import POLICY, VENUES, read_sources
from scheduler.outputs.amend.table_file import changed_csv, changed_xlsx
from scheduler.outputs.amend.yaml_file import changed_yaml


def write_changed(workspace: Path, edits: Iterable[Edit], folder: Path) -> None:
    """Write every file of a workspace into `folder`, with `edits` made.

    Comments and the order of keys, columns and rows stay; scenarios are copied as they are.
    """
    sources = read_sources(workspace, Ledger())
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_file[edit.file].append(edit)
    names = [VENUES, POLICY, sources.events_file, *(n.name for n in sources.neighbours)]
    names += [LIST, *(b.kept.file for b in sources.busy)] if sources.busy else []
    names += sorted(p.relative_to(workspace).as_posix() for p in workspace.glob("scenarios/*.yaml"))
    for name in names:
        data = (workspace / name).read_bytes()
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_changed(data, name, by_file[name]) if by_file[name] else data)


def _changed(data: bytes, name: str, edits: list[Edit]) -> bytes:
    if name in (VENUES, POLICY):
        return changed_yaml(data, name, edits)
    workbook = data.startswith(b"PK\x03\x04")
    return changed_xlsx(data, edits) if workbook else changed_csv(data, name, edits)
