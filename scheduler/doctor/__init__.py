"""The feed doctor: what is wrong with any iCalendar feed, who misreads it, what to do."""

from __future__ import annotations

from scheduler.doctor.base import DEFECT, NOTE, SEVERITIES, WARNING, Check, Clients, Hit
from scheduler.doctor.examine import AGAIN, CHECKS, Finding, compare, examine, ordered

__all__ = [
    "AGAIN", "CHECKS", "DEFECT", "NOTE", "SEVERITIES", "WARNING", "Check", "Clients", "Finding",
    "Hit", "compare", "examine", "ordered",
]  # fmt: skip
