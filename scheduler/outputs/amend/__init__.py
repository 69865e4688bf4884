"""The inputs changed: a new workspace with a few cells and keys other than in the old one."""

from __future__ import annotations

from scheduler.outputs.amend.city import write_city
from scheduler.outputs.amend.workspace import write_changed

__all__ = ["write_changed", "write_city"]
