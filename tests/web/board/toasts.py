"""Toasts that stay until a test has looked, however much else the machine has to do meanwhile."""

from __future__ import annotations

import re
from typing import Any

from scheduler.web.board.assets import board_asset

STAYS = re.compile(rb"^const STAYS_MS = (\d+);", re.M)
LONG = """{{
    const after = window.setTimeout;
    window.setTimeout = (act, ms, ...given) => after(act, ms === {ms} ? 2 ** 31 - 1 : ms, ...given);
}}"""


def stay_ms() -> int:
    """How long a toast stays unless somebody is at it."""
    said = board_asset("said.js")
    found = said and STAYS.search(said[0])
    assert found, "said.js tells how long a toast stays"
    return int(found[1])


def patient(page: Any) -> None:
    """Have a page's toasts stay; its other timers are as they were. Before it is opened."""
    page.add_init_script(LONG.format(ms=stay_ms()))
