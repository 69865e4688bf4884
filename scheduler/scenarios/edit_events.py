"""Changes of the event table: add_event, drop_event, change_event, book, unbook."""

from __future__ import annotations

from typing import Any

from scheduler.domain.text import Text
from scheduler.loading.columns import cell, column_faults, missing
from scheduler.loading.event_rows import READERS
from scheduler.loading.tables import Row
from scheduler.scenarios.bench import NO_EVENT, Bench
from scheduler.scenarios.script import Origin, Step

BOOKED = ("booked_start", "booked_halls")


def add_event(bench: Bench, step: Step) -> None:
    """One row more."""
    origin, columns = step.origin, step.node
    wrong = list(column_faults(origin.document, origin.path, columns))
    told = {f.column for f in wrong}
    lacking = missing(origin.document, origin.path, columns)
    bench.faults += [*wrong, *(f for f in lacking if f.column not in told)]
    event_id = columns.get("id")
    if isinstance(event_id, str) and event_id in bench.rows:
        message = Text("已有此 id 的活动，请改名", "is an event's id already; rename it")
        bench.refuse(origin.at("id"), message, event_id)
        event_id = None
    if not isinstance(event_id, str):
        # Its other columns are judged none the less.
        event_id = f"#{bench.next_row}"
    row = Row(bench.next_row, dict.fromkeys(bench.columns, ""))
    bench.next_row += 1
    bench.rows[event_id] = _set(bench, row, columns, origin)
    bench.added[event_id] = origin
    bench.dropped.pop(event_id, None)


def drop_event(bench: Bench, step: Step) -> None:
    """One row less."""
    event_id = step.form.body
    if _row(bench, step.origin, event_id) is not None:
        del bench.rows[event_id]
        bench.added.pop(event_id, None)
        bench.dropped[event_id] = step.origin


def change_event(bench: Bench, step: Step) -> None:
    """Other cells in a row."""
    origin, columns = step.origin.at("set"), step.node["set"]
    bench.faults += column_faults(origin.document, origin.path, columns)
    if columns.get("id") not in (None, step.form.body.id):
        message = Text(
            "id 不得改动；请用 drop_event 与 add_event", "must stay; use drop_event and add_event"
        )
        bench.refuse(origin.at("id"), message, columns["id"])
        return
    row = _row(bench, step.origin.at("id"), step.form.body.id)
    if row is not None:
        bench.rows[step.form.body.id] = _set(bench, row, columns, origin)


def book(bench: Bench, step: Step) -> None:
    """Fix date, halls or both."""
    columns = {k: v for k, v in step.node.items() if k in BOOKED and v}
    if not columns:
        zh, en = "须有 booked_start 或 booked_halls", "must have booked_start or booked_halls"
        bench.refuse(step.origin, Text(zh, en))
    bench.faults += column_faults(step.origin.document, step.origin.path, columns)
    row = _row(bench, step.origin.at("id"), step.form.body.id)
    if row is not None:
        bench.rows[step.form.body.id] = _set(bench, row, columns, step.origin)


def unbook(bench: Bench, step: Step) -> None:
    """Free date and halls."""
    row = _row(bench, step.origin, step.form.body)
    if row is not None:
        cells = {column: ("", step.origin) for column in BOOKED if column in bench.columns}
        bench.rows[step.form.body] = bench.set_cells(row, cells)


def _row(bench: Bench, origin: Origin, event_id: str) -> Row | None:
    row = bench.rows.get(event_id)
    if row is None and event_id in bench.dropped:
        message = Text("此活动已被前面的改动取消", "is dropped by a change before")
        bench.refuse(origin, message, event_id)
    elif row is None:
        bench.unknown(origin, NO_EVENT, event_id, bench.rows)
    return row


def _set(bench: Bench, row: Row, columns: dict[str, Any], origin: Origin) -> Row:
    cells = {k: (cell(node), origin.at(k)) for k, node in columns.items() if k in READERS}
    return bench.set_cells(row, cells)
