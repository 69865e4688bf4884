"""The feed doctor: what is wrong with any iCalendar feed, who misreads it, what to do."""

from __future__ import annotations

from scheduler.doctor.base import DEFECT, NOTE, SEVERITIES, WARNING, Check, Clients, Hit
from scheduler.doctor.examine import (
    AGAIN,
    CHECKS,
    SERVING,
    Finding,
    compare,
    examine,
    examine_visit,
    ordered,
)
from scheduler.doctor.visit import Visit, visit

__all__ = [
    "AGAIN", "CHECKS", "DEFECT", "NOTE", "SERVING", "SEVERITIES", "WARNING", "Check", "Clients",
    "Finding", "Hit", "Visit", "compare", "examine", "examine_visit", "ordered", "visit",
]  # fmt: skip
