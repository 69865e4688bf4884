"""What a release changes, in words, as JSON and as a page for each venue."""

from __future__ import annotations

from scheduler.outputs.changes.answer import Figures, consequences_answer

__all__ = ["Figures", "consequences_answer"]
