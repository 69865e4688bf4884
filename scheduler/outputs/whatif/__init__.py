"""Scenarios side by side, as a page and as a workbook, made of what ``whatif`` answers."""

from scheduler.outputs.whatif.book import write_book
from scheduler.outputs.whatif.page import render, write_page

__all__ = ["render", "write_book", "write_page"]
