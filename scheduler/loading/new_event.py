"""A workspace with one event more, from a small YAML file with the columns of events.csv."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading.columns import cell, column_faults, missing
from scheduler.loading.faults import Ledger, WorkspaceError
from scheduler.loading.load import Loaded, judge
from scheduler.loading.reader import decode, read_bytes
from scheduler.loading.sources import Sources, read_sources
from scheduler.loading.tables import Row, Table
from scheduler.loading.yaml_reader import MAX_YAML_BYTES, Document, read_yaml

SAMPLE = "id, name_zh, kind, industries, show_days"


def load_with_event(workspace: Path, path: Path) -> tuple[Loaded, str]:
    """Load a workspace with the event that a YAML file describes; its id comes second.

    Faults of the event name the YAML file, its key and line.

    Raises
    ------
    WorkspaceError
        With all faults of all files.
    """
    document = _read(path)
    cells = _cells(document)
    ledger = Ledger()
    try:
        sources = read_sources(workspace, ledger)
    except InputError as error:
        raise WorkspaceError(error.faults, ledger.warnings) from None
    sources, number = _with_row(sources, cells)
    try:
        loaded = judge(sources, ledger)
    except WorkspaceError as error:
        home = sources.events_file, number
        raise WorkspaceError(
            [_moved(f, document, *home) for f in error.faults],
            [_moved(f, document, *home) for f in error.warnings],
        ) from None
    told = tuple(_moved(f, document, sources.events_file, number) for f in loaded.warnings)
    return Loaded(loaded.problem, told), cells["id"]


def _read(path: Path) -> Document:
    name = path.as_posix()
    return read_yaml(decode(read_bytes(path, name, MAX_YAML_BYTES), name, Ledger()), name)


def _cells(document: Document) -> dict[str, str]:
    """The file's keys as cells of a row.

    Raises
    ------
    InputError
        With every key that is unknown, missing or no plain value.
    """
    if not isinstance(document.root, dict):
        message = Text(
            f"须为一个活动的各列，例如 {SAMPLE}", f"must hold the columns of one event: {SAMPLE}, …"
        )
        raise InputError([document.fault((), message)])
    faults = [*column_faults(document, (), document.root), *missing(document, (), document.root)]
    if faults:
        raise InputError(faults)
    return {key: cell(node) for key, node in document.root.items()}


def _with_row(sources: Sources, cells: dict[str, str]) -> tuple[Sources, int]:
    """The sources with one row more, and its number."""
    table = sources.events or Table((), ())
    number = max((row.number for row in table.rows), default=1) + 1
    columns = (*table.columns, *(c for c in cells if c not in table.columns))
    full = dict.fromkeys(columns, "") | cells
    rows = (*table.rows, Row(number, full))
    if sources.events is None:
        return sources, number
    return replace(sources, events=Table(columns, rows)), number


def _moved(fault: Fault, document: Document, events_file: str, number: int) -> Fault:
    """A fault of the added row, told of the YAML file."""
    if (fault.file, fault.row) != (events_file, number):
        return fault
    path = (fault.column,) if fault.column else ()
    return document.fault(path, fault.message, fault.value)
