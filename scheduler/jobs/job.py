"""A job: what was asked, where it stands, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from scheduler.domain.text import Text

Json = dict[str, Any]

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OVER, UNFINISHED = (DONE, FAILED, CANCELLED), (WAITING, RUNNING)

ENDED = Text(
    "服务器停止或重启，此任务随之结束；方案未受影响，可以重新开始。",
    "The server ended or was restarted, and this job with it; the plan is as it was. Start it "
    "again if you like.",
)

MOST_STEPS = 300
"""Points of a curve that are kept; of more, every second one is left out."""


@dataclass(frozen=True)
class Task:
    """What a worker is asked to do; plain data, so that any process can read it.

    Parameters
    ----------
    subject
        Number of the working plan that it is about.
    version
        The plan's version that it starts from.
    content
        What the work needs besides its kind.
    """

    kind: str
    subject: int
    version: int
    who: str
    content: Json = field(default_factory=dict)


@dataclass
class Job:
    """A task and its fate; changed by the queue only, which holds the lock.

    Parameters
    ----------
    curve
        ``[seconds, best, bound]`` whenever one of the two changed.
    stopping
        Whether somebody asked it to end with the best that it has.
    """

    id: str
    task: Task
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    state: str = WAITING
    phase: str = ""
    best: int | None = None
    bound: int | None = None
    gap: float | None = None
    seconds: float = 0.0
    curve: list[list[Any]] = field(default_factory=list)
    stopping: bool = False
    result: Json | None = None
    message: Text = Text()

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in OVER

    def heard(self, progress: Json) -> None:
        """Note where the work stands."""
        same = (progress["best"], progress["bound"]) == (self.best, self.bound)
        self.phase, self.seconds = progress["phase"], progress["seconds"]
        self.best, self.bound, self.gap = progress["best"], progress["bound"], progress["gap"]
        if not same:
            self.curve.append([self.seconds, self.best, self.bound])
            if len(self.curve) > MOST_STEPS:
                self.curve = [*self.curve[:-1:2], self.curve[-1]]

    def answer(self) -> Json:
        """The job but for its result."""
        return {
            "id": self.id,
            "plan": self.task.subject,
            "kind": self.task.kind,
            "version": self.task.version,
            "who": self.task.who,
            "created": f"{self.created:%Y-%m-%dT%H:%M:%SZ}",
            "state": self.state,
            "stopping": self.stopping,
            "phase": self.phase,
            "best": self.best,
            "bound": self.bound,
            "gap": self.gap,
            "seconds": round(self.seconds, 2),
            "curve": list(self.curve),
            "message_zh": self.message.get("zh"),
            "message_en": self.message.get("en"),
        }
