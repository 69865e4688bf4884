"""Tables of events that come into a plan: read, taken over in part, and told as changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import InputError
from scheduler.loading.event_rows import READERS, REQUIRED
from scheduler.loading.faults import Ledger, fault, nearest, with_guess
from scheduler.loading.sources import EVENTS_CSV, EVENTS_XLSX
from scheduler.loading.tables import Row, Table, is_workbook, read_table

EDIT = "edits"
"""What stands for the file of edits in messages."""

UNKNOWN = Text("文件与方案中都没有此活动", "is an event neither of the file nor of the plan")


def read_events(data: bytes) -> tuple[str, Table]:
    """A table and the name that its file has in a workspace: CSV, or the first sheet of a workbook.

    Raises
    ------
    InputError
        When it is no table.
    """
    name, ledger = EVENTS_XLSX if is_workbook(data) else EVENTS_CSV, Ledger()
    table = read_table(data, name, ledger, REQUIRED)
    ledger.raise_faults()
    return name, table


def merged(now: Table, new: Table, chosen: Collection[str]) -> Table:
    """A table with the chosen events as `new` has them, the others as they are now.

    Rows keep the numbers that they have in their files.

    Raises
    ------
    InputError
        When an event was chosen that is in neither.
    """
    wanted = set(chosen)
    coming: dict[str, list[Row]] = {}
    for row in new.rows:
        coming.setdefault(row.cells.get("id", ""), []).append(row)
    known = coming.keys() | _ids(now)
    if unknown := sorted(wanted - known):
        raise InputError(
            [
                fault(EDIT, with_guess(UNKNOWN, nearest(e, known)), column="events", value=e)
                for e in unknown
            ]
        )
    rows: list[Row] = []
    for row in now.rows:
        event = row.cells["id"]
        rows += coming.pop(event, []) if event in wanted else [row]
    # What is left of them was not there before.
    rows += (row for event, found in coming.items() if event in wanted for row in found)
    return Table(tuple(dict.fromkeys((*now.columns, *new.columns))), tuple(rows))


def as_csv(table: Table) -> bytes:
    """The table as a file; its rows follow each other."""
    text = io.StringIO()
    writer = csv.DictWriter(text, table.columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.cells for row in table.rows)
    return text.getvalue().encode("utf-8", "replace")


def differences(old: Table, new: Table) -> Iterator[Mapping[str, Any]]:
    """Changes of a scenario file that make one sound table of another."""
    before, after = {row.cells["id"]: row.cells for row in old.rows}, _ids(new)
    yield from ({"drop_event": event} for event in before if event not in after)
    for row in new.rows:
        event, cells = row.cells["id"], row.cells
        if event not in before:
            yield {"add_event": {c: cells[c] for c in READERS if cells.get(c)}}
            continue
        was = before[event]
        changed = {c: cells.get(c, "") for c in READERS if cells.get(c, "") != was.get(c, "")}
        if changed:
            yield {"change_event": {"id": event, "set": changed}}


def _ids(table: Table) -> set[str]:
    return {row.cells["id"] for row in table.rows}
