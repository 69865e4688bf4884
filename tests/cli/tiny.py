"""A tiny city for the tests of the commands, and how they are run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from scheduler.cli import app
from tests.loading.workspaces import row, workspace

ROOT = Path(__file__).parents[2]
VENUES = """\
city: {id: bayport, name_zh: 湾港, name_en: Bayport, timezone: Asia/Shanghai, country: CN}
venues:
  - id: expo
    name_zh: 会展中心
    name_en: Expo Centre
    district: bay
    halls:
      - {id: h2, name_en: Hall 2, gross_m2: 5000}
      - {id: h1, name_en: Hall 1, gross_m2: 5000}
    runs: [[h1, h2]]
  - id: square
    name_zh: 广场
    name_en: Square
    district: bay
    halls: [{id: ground, gross_m2: 9000, outdoor: true}]
"""
POLICY = """\
horizon: {first: 2021-05-01, last: 2021-05-31}
industries: {marine: {name_zh: 海洋, name_en: Marine}, health: {name_zh: 康养, name_en: Health}}
"""
ROWS = (
    row(id="boats", name_zh="船展", name_en="Boats", gross_m2=9000, move_in_days=1,
        preferred_start="2021-05-10", daily_visitors=1000, status="definite", is_brand="true"),
    row(id="care", name_zh="康养展", name_en="Care", industries="health", gross_m2=4000,
        preferred_start="2021-05-11", priority=2),
    row(id="parade", name_zh="巡游", name_en="Parade", kind="festival", show_days=1,
        preferred_start="2021-05-20"),
)  # fmt: skip
"""Boats take both halls, so Care must wait; the parade needs a venue and no hall."""

LONG = row(id="long", name_zh="太长", name_en="Too long", show_days=40)
CLASH = tuple(
    row(id=i, name_zh=i, gross_m2=9000, booked_start="2021-05-10") for i in ("one", "two")
)
"""Two bookings for the same halls and days: no plan can keep both."""

PLAN = """\
event_id,venue_id,hall_ids,show_first
boats,expo,h2;h1,2021-05-10
care,expo,h1,2021-05-14
parade,square,,2021-05-20
"""
BROKEN = PLAN.replace("2021-05-14", "2021-05-12")


def city(folder: Path, *rows: dict[str, str], policy: str = POLICY, **files: str) -> Path:
    """Write the tiny city."""
    folder.mkdir(parents=True, exist_ok=True)
    return workspace(folder, *(rows or ROWS), venues=VENUES, policy=policy, **files)


def run(*args: object, lang: str = "en") -> Result:
    """Run a command in this process."""
    env = {"SCHEDULER_LANG": lang}
    return CliRunner().invoke(app, [str(a) for a in args], env=env)


def answer(*args: object, code: int = 0) -> Any:
    """The JSON answer of a command, which stands alone on standard output."""
    result = run(*args, "--format", "json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def solve(folder: Path, *args: object, code: int = 0) -> Any:
    """Solve with one worker and give the JSON answer."""
    return answer("-w", folder, "solve", "--workers", 1, "--time-limit", 60, *args, code=code)


def shell(
    *args: object, cwd: Path = ROOT, **env: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a person does, in its own process."""
    command = [sys.executable, "-m", "scheduler", *map(str, args)]
    here = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        command, cwd=cwd, env=os.environ | {"PYTHONPATH": here} | env, capture_output=True
    )


def listing(folder: Path) -> list[str]:
    """Everything in a folder, hidden files included."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))
