"""Plans from CSV, workbooks and JSON, also ones that others wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading import cells
from scheduler.loading.faults import BadValue, Ledger, fault, nearest, with_guess
from scheduler.loading.reader import decode, read_bytes
from scheduler.loading.tables import MAX_ROWS, read_table

_REQUIRED = ("event_id", "venue_id", "hall_ids", "show_first")
_STATED = ("show_last", "tenancy_first", "tenancy_last")


@dataclass(frozen=True)
class _Record:
    """One placement as written: its row, or its path in JSON, and its cells."""

    row: int | None
    path: str
    cells: Mapping[str, Any]

    def fault(self, file: str, column: str, message: Text) -> Fault:
        """A fault in one of the cells."""
        value = self.cells.get(column)
        return fault(file, message, row=self.row, column=self.path + column, value=value)


def read_plan(path: Path, problem: Problem, allow_unknown: bool = True) -> Plan:
    """Read a plan; the file's content tells its format.

    Parameters
    ----------
    path
        A csv, xlsx or json file.
    problem
        Whose events, venues and halls the plan should name.
    allow_unknown
        Whether names that are unknown stay in the plan, for the audit to tell of.

    Raises
    ------
    InputError
        When the file holds no plan, lacks columns, or has blank ids or unreadable dates.
    """
    name = path.as_posix()
    ledger = Ledger()
    data = read_bytes(path, name)
    is_json = name.lower().endswith(".json") or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (
        b"{",
        b"[",
    )
    records = _from_json(data, name, ledger) if is_json else _from_table(data, name, ledger)
    placements = [_placement(r, name, ledger) for r in records]
    if not allow_unknown:
        for record, placed in zip(records, placements, strict=True):
            ledger.faults.extend(_unknown(record, placed, problem, name) if placed else ())
    if ledger.faults:
        raise InputError(ledger.faults)
    return Plan(tuple(p for p in placements if p is not None))


def _from_table(data: bytes, name: str, ledger: Ledger) -> list[_Record]:
    table = read_table(data, name, ledger)
    missing = [c for c in _REQUIRED if c not in table.columns]
    if missing:
        text = Text("缺少此列，请补上", "column is missing; add it")
        faults = [
            fault(name, with_guess(text, nearest(c, table.columns)), row=1, column=c)
            for c in missing
        ]
        raise InputError([*ledger.faults, *faults])
    return [_Record(row.number, "", row.cells) for row in table.rows]


def _from_json(data: bytes, name: str, ledger: Ledger) -> list[_Record]:
    try:
        content = json.loads(decode(data, name, ledger))
    # RecursionError: thousands of brackets; ValueError: also numbers of endless digits.
    except (ValueError, RecursionError) as error:
        where = f"{error.lineno}" if isinstance(error, json.JSONDecodeError) else "?"
        message = Text(f"第 {where} 行不是合法的 JSON", f"is not proper JSON (line {where})")
        raise InputError([fault(name, message)]) from None
    path = "placements" if isinstance(content, dict) else ""
    found = content.get(path) if isinstance(content, dict) else content
    if isinstance(content, dict) and not found:
        _refuse_planless(content, name)
    if not isinstance(found, list) or len(found) > MAX_ROWS:
        message = Text("须为排期列表", f"must be a list of at most {MAX_ROWS} placements")
        raise InputError([fault(name, message, column=path or None)])
    return list(_records(found, path, name, ledger))


def _refuse_planless(content: dict[str, Any], name: str) -> None:
    """An infeasible solve writes its file, too, but there is nothing to judge in it."""
    status = content.get("status")
    if status in ("infeasible", "unknown") or content.get("placements") is None:
        message = Text(
            "不含排期方案，请先求得可行方案", "holds no plan; solve again until there is one"
        )
        raise InputError([fault(name, message, column="status", value=status)])


def _records(found: list[Any], path: str, name: str, ledger: Ledger) -> Iterator[_Record]:
    for i, item in enumerate(found):
        if isinstance(item, dict):
            yield _Record(None, f"{path}[{i}].", item)
        else:
            message = Text("须为一条排期", "must be a placement with event_id, venue_id, …")
            ledger.add(name, message, column=f"{path}[{i}]", value=item)


def _placement(record: _Record, name: str, ledger: Ledger) -> Placement | None:
    before = len(ledger.faults)
    values: dict[str, Any] = {}
    for column, read in (("event_id", _id), ("venue_id", _id), ("hall_ids", _halls)):
        try:
            values[column] = read(record.cells.get(column))
        except BadValue as bad:
            ledger.faults.append(record.fault(name, column, bad.message))
    days = {c: _day(record, c, name, ledger) for c in ("show_first", *_STATED)}
    if len(ledger.faults) > before or (first := days.pop("show_first")) is None:
        return None
    halls = tuple(_plain(values["venue_id"], h) for h in values["hall_ids"])
    stated = tuple((c, d) for c, d in days.items() if d is not None)
    return Placement(values["event_id"], values["venue_id"], halls, first, stated, record.row)


def _id(value: Any) -> str:
    cells.computed(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise BadValue(Text("须填写 id", "must be an id; fill it in"))
    return cells.text(value.strip())


def _halls(value: Any) -> tuple[str, ...]:
    """Hall ids of a cell or a list; doubles are for the audit to tell of."""
    cells.computed(value)
    if value is None:
        return ()
    parts = value.replace("；", ";").split(";") if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise BadValue(Text("须为展厅列表", "must be a list of hall ids"))
    return tuple(_id(p) for p in parts if not isinstance(p, str) or p.strip())


def _plain(venue_id: str, hall: str) -> str:
    return hall.removeprefix(f"{venue_id}/")


def _day(record: _Record, column: str, name: str, ledger: Ledger) -> Day | None:
    value = record.cells.get(column)
    blank = value is None or value == ""
    if blank and column != "show_first":
        return None
    try:
        cells.computed(value)
        if blank:
            raise BadValue(Text("须填写", "must be filled in"))
        return cells.day(value.strip() if isinstance(value, str) else "")
    except BadValue as bad:
        ledger.faults.append(record.fault(name, column, bad.message))
        return None


def _unknown(record: _Record, placed: Placement, problem: Problem, name: str) -> Iterator[Fault]:
    venue = problem.venue_by_id.get(placed.venue_id)
    halls = list(venue.hall_by_id) if venue else []
    for column, used, known, zh, en in (
        ("event_id", [placed.event_id], list(problem.event_by_id), "没有此活动", "is no event"),
        ("venue_id", [placed.venue_id], list(problem.venue_by_id), "没有此场馆", "is no venue"),
        ("hall_ids", placed.hall_ids if venue else (), halls, "没有此展厅", "is no hall there"),
    ):
        for one in used:
            if one not in known:
                message = with_guess(Text(zh, en), nearest(one, known))
                yield fault(name, message, row=record.row, column=record.path + column, value=one)
