"""The command line: each command parses, calls one use case of the workflow, and shows."""

from __future__ import annotations

from scheduler.cli.early import loading

with loading():
    from scheduler.cli.app import app, main

__all__ = ["app", "main"]
