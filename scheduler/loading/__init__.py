"""The door: a workspace's files into a Problem, a plan's file into a Plan."""

from __future__ import annotations

from scheduler.loading.faults import WorkspaceError
from scheduler.loading.load import Loaded, load
from scheduler.loading.new_event import load_with_event
from scheduler.loading.plan_reader import ReadPlan, read_any, read_plan

__all__ = [
    "Loaded", "ReadPlan", "WorkspaceError", "load", "load_with_event", "read_any", "read_plan",
]  # fmt: skip
