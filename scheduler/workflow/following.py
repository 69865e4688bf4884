"""Working plans as a process beside the server knows them: by the same ledger."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scheduler.board.places_text import places_text
from scheduler.workflow.boarding import WorkingPlans

Question = tuple[int, str | None]
"""A plan and an event whose places are asked for; without one the plan is only caught up with."""

LEVEL = 1
"""Of zipping: an answer shrinks to a twentieth in some milliseconds; more would take longer."""


@dataclass(frozen=True)
class Following:
    """Makes what answers questions about a workspace's plans, in any process."""

    workspace: Path
    where: str

    def __call__(self) -> Callable[[Question], bytes]:
        """What answers."""
        plans = WorkingPlans(self.workspace, self.where)
        return lambda question: answer(plans, *question)


def answer(plans: WorkingPlans, plan: int, event_id: str | None) -> bytes:
    """The places of an event as JSON in gzip; nothing when no event is asked for."""
    if event_id is None:
        plans.sheet(plan)
        return b""
    return zipped(places_text(plans.places(plan, event_id)))


def zipped(text: str) -> bytes:
    """A text in gzip; the same text, the same bytes."""
    return gzip.compress(text.encode("utf-8", "replace"), LEVEL, mtime=0)
