"""Bounds the work a calendar's recurrence rules can cause, before they are expanded.

A rule is expanded by walking from its first day, so one that never happens (30 February), happens
every second or began long ago would keep the program busy for minutes.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from scheduler.domain.text import Text
from scheduler.loading.faults import BadValue

MAX_STEPS = 400_000
_ALL_DAYS = 3_000_000
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
_FILTERS = {"BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYDAY"}
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")


def steps(event: Any, last: date) -> int:
    """Steps needed to walk an event's rules from its first day to `last`.

    Raises
    ------
    BadValue
        For a rule finer than days, without progress, or that never happens.
    """
    rules = event.get("RRULE") or []
    start = event["DTSTART"].dt
    days = max(1, (last - date(start.year, start.month, start.day)).days)
    return sum(_steps(rule, days) for rule in (rules if isinstance(rules, list) else [rules]))


def _steps(rule: Any, days: int) -> int:
    freq = str((rule.get("FREQ") or [""])[0]).upper()
    interval = int((rule.get("INTERVAL") or [1])[0])
    if freq not in _DAYS or interval < 1:
        raise BadValue(
            Text(
                f"重复规则 {freq} 须为按日、周、月或年",
                f"repeats by {freq}; use DAILY to YEARLY, INTERVAL from 1",
            )
        )
    if _FILTERS & set(rule) and not _ever(rule):
        raise BadValue(
            Text("重复规则从不发生，请改正", "repeats on a date that never comes; correct it")
        )
    if interval > 1 and _FILTERS & set(rule) - ({"BYDAY"} if freq != "DAILY" else set()):
        # Every second day, but Mondays of a month only: may miss for ever, step by step.
        days = _ALL_DAYS
    each = 1
    for part in _TIMES:
        each *= max(1, len(rule.get(part) or ()))
    return each * (days // (_DAYS[freq] * interval) + 1)


def _ever(rule: Any) -> bool:
    """Whether a rule happens at all: try it on the last decades of the calendar, which end."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    kept = {k: v for k, v in rule.items() if k not in ("UNTIL", "COUNT", "INTERVAL")}
    text = type(rule)(kept).to_ical().decode()
    return next(iter(rrulestr(text, dtstart=datetime(9960, 1, 1))), None) is not None
