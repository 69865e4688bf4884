"""What a process beside the server was asked; in a module that the process finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scheduler.workflow.following import Following, Question


class Watched(Following):
    """Answers as always, and writes down each question that was answered."""

    @property
    def diary(self) -> Path:
        """Where."""
        return self.workspace / "asked"

    def __call__(self) -> Callable[[Question], bytes]:
        """What answers."""
        answer = super().__call__()

        def noted(question: Question) -> bytes:
            said = answer(question)
            with self.diary.open("a", encoding="utf-8") as lines:
                lines.write(f"{question}\n")
            return said

        return noted

    def answered(self) -> list[str]:
        """The questions so far."""
        return self.diary.read_text("utf-8").splitlines() if self.diary.exists() else []
