"""The feed doctor: what is wrong with any iCalendar feed, who misreads it, what to do."""

from __future__ import annotations

from scheduler.doctor.base import DEFECT, NOTE, SEVERITIES, WARNING, Check, Clients, Hit
from scheduler.doctor.examine import CHECKS, Finding, examine

__all__ = [
    "CHECKS", "DEFECT", "NOTE", "SEVERITIES", "WARNING", "Check", "Clients", "Finding", "Hit",
    "examine",
]  # fmt: skip
