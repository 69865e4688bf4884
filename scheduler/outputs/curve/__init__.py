"""The change-versus-quality curve as a picture and a page, made of what is said of it."""

from __future__ import annotations

from scheduler.outputs.curve.page import figure, write_page
from scheduler.outputs.curve.picture import picture, write_picture
from scheduler.outputs.curve.words import say, titled

__all__ = ["figure", "picture", "say", "titled", "write_page", "write_picture"]
