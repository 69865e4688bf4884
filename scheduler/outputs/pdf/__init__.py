"""The plan on paper: one PDF, the year on A3 and the lists behind it."""

from __future__ import annotations

from scheduler.outputs.pdf.sheet import write_pdf

__all__ = ["write_pdf"]
