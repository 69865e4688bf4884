"""Pages that give a busy machine time: toasts stay, and jobs may take longer than usual."""

from __future__ import annotations

import re
from typing import Any

from scheduler.web.board.assets import board_asset

JOB_S = 600
"""Seconds that a job may have: it ends once its answer is proven, or somebody stops it."""

STAYS = re.compile(rb"^const STAYS_MS = (\d+);", re.M)
TOASTS = """{{
    const after = window.setTimeout;
    window.setTimeout = (act, ms, ...given) => after(act, ms === {ms} ? 2 ** 31 - 1 : ms, ...given);
}}"""
JOBS = """{{
    const ask = window.fetch;
    const longer = (job) => JSON.stringify({{ ...JSON.parse(job), time_limit: {seconds} }});
    window.fetch = (path, given) => ask(path, given?.body && String(path).endsWith('/jobs')
        ? {{ ...given, body: longer(given.body) }} : given);
}}"""


def stay_ms() -> int:
    """How long a toast stays unless somebody is at it."""
    said = board_asset("said.js")
    found = said and STAYS.search(said[0])
    assert found, "said.js tells how long a toast stays"
    return int(found[1])


def patient(page: Any) -> None:
    """Have toasts stay until a test has looked, and jobs end with their answer; before it opens."""
    page.add_init_script(TOASTS.format(ms=stay_ms()))
    page.add_init_script(JOBS.format(seconds=JOB_S))
