"""The report: one HTML file that opens offline, in Chinese and English."""

from __future__ import annotations

from scheduler.outputs.report.page import write_html

__all__ = ["write_html"]
