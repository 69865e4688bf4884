"""Plans from CSV, workbooks, JSON and calendars, also ones that others wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading import cells
from scheduler.loading.faults import BadValue, Ledger, fault, nearest, with_guess
from scheduler.loading.naming import Names
from scheduler.loading.reader import decode, read_bytes
from scheduler.loading.tables import MAX_ROWS, is_workbook, read_table

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


@dataclass(frozen=True)
class ReadPlan:
    """A plan as it was read, and what is doubtful about the reading."""

    plan: Plan
    warnings: tuple[Fault, ...] = ()


def read_plan(path: Path, problem: Problem, allow_unknown: bool = True) -> Plan:
    """Read a plan; the file's content tells its format.

    Parameters
    ----------
    path
        A csv, xlsx, json or ics file.
    problem
        Whose events, venues and halls the plan should name.
    allow_unknown
        Whether names that are unknown stay in the plan, for the audit to tell of.

    Raises
    ------
    InputError
        When the file holds no plan, lacks columns, or has blank ids or unreadable dates.
    """
    return read_any(path, problem, allow_unknown).plan


def read_any(path: Path, problem: Problem, allow_unknown: bool = True) -> ReadPlan:
    """Read a plan as `read_plan` does, and keep what is doubtful."""
    name = path.as_posix()
    ledger = Ledger()
    data = read_bytes(path, name)
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:15].upper() == b"BEGIN:VCALENDAR" or name.lower().endswith(".ics"):
        # Not at the top, since calendars take a while to load.
        from scheduler.loading.plan_calendar import calendar_placements

        rows = calendar_placements(data, name, problem, ledger)
        return ReadPlan(Plan(tuple(rows)), ledger.told_warnings())
    is_json = name.lower().endswith(".json") or head[:1] in (b"{", b"[")
    records = _from_json(data, name, ledger) if is_json else _from_table(data, name, ledger)
    placements = [_placement(r, name, ledger) for r in records]
    if not allow_unknown:
        for record, placed in zip(records, placements, strict=True):
            ledger.faults.extend(_unknown(record, placed, problem, name) if placed else ())
    if ledger.faults:
        raise InputError(ledger.faults)
    named = _with_ids(tuple(p for p in placements if p is not None), problem, name, ledger)
    return ReadPlan(Plan(named), ledger.told_warnings())


def _with_ids(
    rows: tuple[Placement, ...], problem: Problem, name: str, ledger: Ledger
) -> tuple[Placement, ...]:
    """The rows with ids where people wrote names, as they do in spreadsheets."""
    names, found = Names(problem), []
    for row in rows:
        event = None if row.event_id in problem.event_by_id else names.event(row.event_id)
        if event is not None and event.sure:
            row = replace(row, event_id=event.id)
        venue_id = row.venue_id
        if venue_id not in problem.venue_by_id:
            row = replace(row, venue_id=names.venue_named(venue_id) or venue_id)
        venue = problem.venue_by_id.get(row.venue_id)
        if venue is not None and not set(row.hall_ids) <= set(venue.hall_by_id):
            halls = names.halls_named(venue, row.hall_ids)
            if not halls.sure:
                _tell_stretch(row, halls.ids, name, ledger)
            row = replace(row, hall_ids=halls.ids)
        found.append(row)
    return tuple(found)


def _tell_stretch(row: Placement, halls: tuple[str, ...], name: str, ledger: Ledger) -> None:
    listed = ", ".join(halls)
    message = Text(f"认作 {listed}，请核对", f"was taken for {listed}; please check")
    said = ";".join(row.hall_ids)
    ledger.warn(name, message, row=row.row, column="hall_ids", value=said)


def _from_table(data: bytes, name: str, ledger: Ledger) -> list[_Record]:
    table = read_table(data, name, ledger, _REQUIRED)
    missing = [c for c in _REQUIRED if c not in table.columns]
    if missing:
        text = Text("缺少此列，请补上", "column is missing; add it")
        if is_workbook(data):
            text = Text(
                "第一个工作表中缺少此列，请补上（其他工作表不读）",
                "column is missing in the first sheet; add it (no other sheet is read)",
            )
        faults = [
            fault(name, with_guess(text, nearest(c, table.columns)), row=1, column=c)
            for c in missing
        ]
        raise InputError([*ledger.faults, *faults])
    return [_Record(row.number, "", row.cells) for row in table.rows]


def _no_json(error: ValueError | RecursionError) -> Text:
    if isinstance(error, json.JSONDecodeError):
        line = error.lineno
        return Text(f"第 {line} 行不是合法的 JSON", f"is not proper JSON (line {line})")
    if isinstance(error, RecursionError):
        return Text("嵌套过深，不是方案", "is nested too deeply to be a plan")
    return Text("含位数过多的数，不是方案", "holds a number of too many digits to be a plan")


def _from_json(data: bytes, name: str, ledger: Ledger) -> list[_Record]:
    try:
        content = json.loads(decode(data, name, ledger))
    # RecursionError: thousands of brackets; ValueError: also numbers of endless digits.
    except (ValueError, RecursionError) as error:
        raise InputError([fault(name, _no_json(error))]) from None
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
    parts = re.split("[;；、,，+＋\r\n]", value) if isinstance(value, str) else value
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
