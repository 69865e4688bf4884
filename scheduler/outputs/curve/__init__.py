"""The change-versus-quality curve as a picture and a page, made of what is said of it."""

from __future__ import annotations

from scheduler.outputs.curve.page import write_page
from scheduler.outputs.curve.picture import picture, write_picture

__all__ = ["picture", "write_page", "write_picture"]
