"""A small city as a workspace with a plan, and a server for it in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[3]
HOSTILE = "<img src=x onerror=alert(1)>"

VENUES = """\
city: {id: bay, name_zh: 海湾, name_en: Bayport, timezone: Asia/Shanghai, country: CN}
venues:
  - id: expo
    name_zh: 海湾会展中心
    name_en: Bay Expo
    district: bay
    halls:
      - {id: h1, name_zh: 一号馆, name_en: Hall 1, gross_m2: 10000}
      - {id: h2, name_zh: 二号馆, name_en: Hall 2, gross_m2: 10000}
      - {id: h3, name_zh: 三号馆, name_en: Hall 3, gross_m2: 10000}
      - {id: h4, name_zh: 四号馆, name_en: Hall 4, gross_m2: 10000,
         closures: [{from: 2021-08-01, to: 2021-08-10, reason_zh: 检修, reason_en: Repairs}]}
      - {id: r1, name_zh: 会议厅, name_en: Room 1, seats: 500}
    runs: [[h1, h2, h3, h4]]
  - id: forum
    name_zh: 国际论坛
    name_en: Forum
    district: old
    halls: [{id: plenary, name_zh: 全体大厅, name_en: Plenary, seats: 3000}]
  - id: park
    name_zh: 海滨公园
    name_en: Seaside Park
    district: old
    halls: [{id: lawn, name_zh: 草坪, name_en: Lawn, gross_m2: 50000, outdoor: true}]
"""
POLICY = """\
horizon: {first: 2021-04-01, last: 2021-12-31}
industries:
  sea: {name_zh: 海洋, name_en: Ocean}
  food: {name_zh: 食品, name_en: Food}
  trade: {name_zh: 商贸, name_en: Trade}
coverage: {brand_events: 1, events: 2, required: false}
"""
EVENTS = f"""\
id,name_zh,name_en,kind,industries,show_days,move_in_days,move_out_days,gross_m2,seats,outdoor_m2,preferred_start,is_brand,booked_start,booked_halls,status
tea,茶业博览会,Tea Fair,exhibition,food,3,2,1,15000,,,2021-05-10,true,,,definite
auto,汽车展,Motor Show,exhibition,trade,4,2,1,10000,,,2021-05-20,false,,,tentative
summit,海洋大会,Ocean Summit,conference,sea,2,1,0,,400,,,true,2021-06-16,expo/r1,definite
evil,{HOSTILE},{HOSTILE},exhibition,trade,1,1,1,5000,,,2021-05-11,false,,,proposed
picnic,草坪节,Lawn Picnic,festival,food;trade,5,1,1,,,20000,2021-07-01,false,,,definite
gala,晚会,Gala Night,conference,trade,1,0,0,,1000,,2021-09-09,false,,,tentative
"""
PLAN = """\
event_id,venue_id,hall_ids,show_first
tea,expo,h1;h2,2021-05-10
auto,expo,h3,2021-05-20
summit,expo,r1,2021-06-16
evil,expo,h4,2021-05-11
picnic,park,lawn,2021-07-01
"""


def _crowd() -> str:
    """Shows that want the same weeks: to prove the best plan takes long, a bound does not."""
    rows = [EVENTS.splitlines()[0]]
    for i in range(22):
        days, size = 2 + i * 7 % 4, (9000, 15000, 25000, 38000)[i * 5 % 4]
        wish = f"2021-{5 + i % 8 // 4:02}-{3 + i * 11 % 25:02}"
        brand = "true" if i % 5 == 0 else "false"
        rows.append(f"e{i},展{i},Show {i},exhibition,{('sea', 'food', 'trade')[i % 3]},{days},"
                    f"{1 + i % 3},1,{size},,,{wish},{brand},,,tentative")  # fmt: skip
    return "\n".join(rows) + "\n"


CROWD = {
    "events": _crowd(),
    "plan": "event_id,venue_id,hall_ids,show_first\ne0,expo,h1,2021-07-05\n",
}  # fmt: skip
"""Files of a city whose solve goes on until it is stopped."""


def write(folder: Path, **files: str) -> Path:
    """The city's files; `files` stand in place of its own, by stem."""
    (folder / "out").mkdir(parents=True)
    texts = {
        "venues.yaml": VENUES, "policy.yaml": POLICY, "events.csv": EVENTS, "out/plan.csv": PLAN
    }  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(files.get(Path(name).stem, text), encoding="utf-8")
    return folder


@contextmanager
def serving(folder: Path, *more: str, first: Path | None = None) -> Iterator[str]:
    """`scheduler serve` for a workspace; its address without the last slash.

    Parameters
    ----------
    more
        Further options of the command.
    first
        Folder whose modules stand before all others.
    """
    command = [sys.executable, "-m", "scheduler", "serve", "-w", str(folder), "--port", "0",
               "--lang", "en", "--access-log", str(folder / "access.log"), *more]  # fmt: skip
    found = os.pathsep.join(map(str, filter(None, (first, ROOT))))
    env = os.environ | {"PYTHONPATH": found, "PYTHONUTF8": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    told = ""
    while line := process.stderr.readline():
        told += line
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return found[0]
    raise AssertionError(told)


def begin(url: str, title: str = "Draft", origin: str = "file") -> int:
    """Begin a plan; its number."""
    answer = httpx.post(f"{url}/api/plans", json={"title": title, "from": origin},
                        headers={"origin": url}, trust_env=False, timeout=30)  # fmt: skip
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def document(url: str, plan: int) -> dict[str, object]:
    """A plan as the API has it."""
    answer = httpx.get(f"{url}/api/plans/{plan}", trust_env=False, timeout=30)
    found: dict[str, object] = answer.json()
    return found


def edit(url: str, plan: int, *edits: dict[str, object]) -> int:
    """Edit a plan over the API; the version that it has then."""
    said = {"version": document(url, plan)["version"], "edits": edits}
    answer = httpx.post(f"{url}/api/plans/{plan}/edits", json=said, headers={"origin": url},
                        trust_env=False, timeout=30)  # fmt: skip
    assert answer.status_code == 200, answer.text
    return int(answer.json()["version"])
