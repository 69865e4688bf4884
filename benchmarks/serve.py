"""How many readers `scheduler serve` answers, and how quickly while plans are published.

    python benchmarks/serve.py [--seconds 10] [-o serve.json]

Needs `wrk` and idle cores. Three figures: conditional GETs a second that end in 304, whole feeds of 100 events
a second (both as many as go, by wrk), and the latencies at half of the demanded loads, asked at a steady pace and
counted from the moment at which each request was due, while `scheduler publish` runs again and again: a process of
its own that loads the workspace, audits the plan, tells the consequences and writes the release, each time with
another plan. The server then renders every feed anew.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]

DEMANDED = {"304": 2000, "200": 800}
"""Answers a second."""

P99_MS = 50
EVENTS, CONNECTIONS, PUBLISH_S = 100, 32, 2.0
PATH = "/feeds/zh/city.ics"


VENUES = """\
city: {id: bench, name_zh: 青岛, name_en: Qingdao, timezone: Asia/Shanghai, country: CN}
venues:
  - id: expo
    name_zh: 国际会展中心
    name_en: Expo Centre
    district: bay
    address: 环岛路1号
    halls:
"""
POLICY = """\
horizon: {first: %s, last: %s}
industries: {marine: {name_zh: 海洋, name_en: Marine}}
feeds: {domain: bench.events.invalid}
"""
EVERY_DAYS, SPREAD_DAYS = 8, 320


def write_workspace(folder: Path, events: int) -> list[Path]:
    """So many definite events of seven days each, and two plans that differ in the days of one."""
    halls = max(20, -(-events * EVERY_DAYS // SPREAD_DAYS))
    today = datetime.now(UTC).date()
    rows = "".join(
        f"      - {{id: h{n}, name_zh: {n}号馆, name_en: Hall {n}, gross_m2: 5000}}\n" for n in range(halls)
    )
    (folder / "venues.yaml").write_text(VENUES + rows, encoding="utf-8")
    last = today + timedelta(days=400)
    (folder / "policy.yaml").write_text(POLICY % (today, last), encoding="utf-8")
    columns = "id,name_zh,name_en,kind,industries,organizer,level,status,show_days,move_in_days,move_out_days,gross_m2"
    lines = [
        f"e{i},第{i}届青岛国际海洋科技展览会,Ocean Technology Fair {i},exhibition,marine,会展集团,city,definite,4,2,1,4000"
        for i in range(events)
    ]
    (folder / "events.csv").write_text("\n".join([columns, *lines]) + "\n", encoding="utf-8")
    return [_plan(folder / f"plan{moved}.csv", events, halls, today, moved) for moved in (0, 1)]


def _plan(path: Path, events: int, halls: int, today: date, moved: int) -> Path:
    lines = ["event_id,venue_id,hall_ids,show_first"]
    for i in range(events):
        day = today + timedelta(days=12 + i // halls * EVERY_DAYS + (moved if i == 0 else 0))
        lines.append(f"e{i},expo,h{i % halls},{day}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def publish(folder: Path, plan: Path) -> None:
    """The command as it is typed."""
    command = [sys.executable, "-m", "scheduler", "-w", str(folder), "--lang", "en", "publish", str(plan)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode or "Published as release" not in done.stdout:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """The command as it is typed; its address and process id."""
    command = [sys.executable, "-m", "scheduler", "-w", str(folder), "--lang", "en", "serve",
               "--port", "0", "--access-log", str(folder / "access.log")]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=os.environ)
    assert process.stderr
    try:
        found = re.search(r"(http://\S+)/ ", process.stderr.readline())
        assert found
        yield found[1], process.pid
    finally:
        process.terminate()
        process.wait(10)


def asked(url: str) -> tuple[int, str, int]:
    """Status, tag and size of the feed."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=20)
    connection.request("GET", PATH)
    answer = connection.getresponse()
    found = answer.status, answer.headers["etag"], len(answer.read())
    connection.close()
    return found


def wrk(url: str, seconds: int, tag: str | None) -> float:
    """Answers a second, as many as go."""
    script = f"wrk.headers['If-None-Match'] = '{tag}'\n" if tag else ""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(script)
        lua.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", lua.name, url + PATH]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told and not tag:
        raise SystemExit(told)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found, told
    return float(found[1])


async def paced(url: str, rate: float, seconds: float, tag: str | None) -> list[float]:
    """Latencies in ms of requests asked at a steady rate, each from when it was due."""
    host = urlsplit(url)
    head = f"GET {PATH} HTTP/1.1\r\nHost: {host.netloc}\r\n"
    request = (head + (f"If-None-Match: {tag}\r\n" if tag else "") + "\r\n").encode()
    began = time.perf_counter() + 0.2
    found: list[float] = []

    async def reader(turn: int) -> None:
        incoming, outgoing = await asyncio.open_connection(host.hostname, host.port, limit=2**20)
        for n in range(turn, int(rate * seconds), CONNECTIONS):
            due = began + n / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            outgoing.write(request)
            told = await incoming.readuntil(b"\r\n\r\n")
            size = re.search(rb"content-length: (\d+)", told)
            if size:
                await incoming.readexactly(int(size[1]))
            found.append((time.perf_counter() - due) * 1000)
        outgoing.close()

    await asyncio.gather(*(reader(turn) for turn in range(CONNECTIONS)))
    return found


@contextmanager
def publishing(folder: Path, plans: list[Path]) -> Iterator[list[float]]:
    """Meanwhile publish the plans in turn, a command every two seconds or as soon as the last has ended."""
    ended, took = Event(), list[float]()

    def run() -> None:
        while not ended.is_set():
            began = time.perf_counter()
            publish(folder, plans[(len(took) + 1) % 2])
            took.append(time.perf_counter() - began)
            ended.wait(max(0.0, PUBLISH_S - took[-1]))

    thread = Thread(target=run)
    thread.start()
    try:
        yield took
    finally:
        ended.set()
        thread.join()


def quantile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--events", type=int, default=EVENTS, help="events of the city, all in one feed")
    parser.add_argument("-o", "--out", type=Path)
    asked_for = parser.parse_args()
    found: dict[str, object] = {"events": asked_for.events, "seconds": asked_for.seconds}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plans = write_workspace(folder, asked_for.events)
        publish(folder, plans[0])
        with served(folder) as (url, _):
            status, tag, size = asked(url)
            assert status == 200
            found["bytes"] = size
            found["304_per_s"] = round(wrk(url, asked_for.seconds, tag))
            found["200_per_s"] = round(wrk(url, asked_for.seconds, None))
            with publishing(folder, plans) as took:
                for kind, rate in DEMANDED.items():
                    # A tag of "*" gives 304 whatever is published meanwhile.
                    one = paced(url, rate / 2, asked_for.seconds, "*" if kind == "304" else None)
                    times = asyncio.run(one)
                    found[f"{kind}_at_half"] = {
                        "rate": rate / 2, "p50_ms": quantile(times, 0.5), "p99_ms": quantile(times, 0.99),
                        "max_ms": quantile(times, 1.0),
                    }  # fmt: skip
            found["published_meanwhile"] = len(took)
            found["publish_s"] = {"median": quantile(took, 0.5), "most": quantile(took, 1.0)}
    text = json.dumps(found, indent=1)
    print(text)
    if asked_for.out:
        asked_for.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
