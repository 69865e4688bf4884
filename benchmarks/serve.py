"""How many readers `scheduler serve` answers, and how quickly while releases are published.

    python benchmarks/serve.py [--seconds 10] [-o serve.json]

Needs `wrk` and idle cores. Three figures: conditional GETs a second that end in 304, whole feeds of 100 events
a second (both as many as go, by wrk), and the latencies at half of the demanded loads, asked at a steady pace and
counted from the moment at which each request was due, while a release is published every two seconds.
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
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scheduler.domain.entry import CONFIRMED, Entry, Room, Site, State, Subject  # noqa: E402
from scheduler.domain.release import Directory, Release  # noqa: E402
from scheduler.domain.span import Span  # noqa: E402
from scheduler.domain.text import Text  # noqa: E402
from scheduler.store import Record, open_store  # noqa: E402

DEMANDED = {"304": 2000, "200": 800}
"""Answers a second."""

P99_MS = 50
EVENTS, CONNECTIONS, PUBLISH_S = 100, 32, 2.0
PATH = "/feeds/zh/city.ics"


def release(number: int, events: int) -> Release:
    """So many events with three phases each in twenty halls; another number, another name."""
    today = datetime.now(UTC).replace(microsecond=0)
    state = State(number, today - timedelta(days=1), today)
    site = Site("expo", Text("国际会展中心", "Expo Centre"), Text("环岛路1号", "1 Ring Road"), 36.1, 120.4)
    halls = tuple(Room(f"h{i}", Text(f"{i}号馆", f"Hall {i}")) for i in range(1, 21))
    entries = []
    for i in range(events):
        name = Text(f"第{i}届青岛国际海洋科技展览会", f"Ocean Technology Fair {i}.{number}")
        subject = Subject(f"e{i}", name, "exhibition", ("marine",), "", "city", ("会展集团",))
        day = today.date().toordinal() + 10 + i % 300
        for phase, first, length in (("in", day, 2), ("show", day + 2, 4), ("out", day + 6, 1)):
            uid = f"e{i}-{phase}@bench.events.invalid"
            show = f"e{i}-show@bench.events.invalid"
            span = Span(first, first + length)
            entries.append(Entry(uid, show, subject, site, (halls[i % 20],), phase, span, CONFIRMED, state))
    start = today.date().toordinal()
    directory = Directory(
        "bench", Text("青岛", "Qingdao"), "Asia/Shanghai", "bench.events.invalid", "https://events.invalid",
        Span(start, start + 400), {"marine": Text("海洋", "Marine")}, ((site, halls),), ("会展集团",),
    )  # fmt: skip
    return Release(number, today, "", directory, tuple(entries))


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
def publishing(folder: Path, events: int) -> Iterator[list[int]]:
    """Meanwhile add a release every two seconds; the numbers added."""
    ended, added = Event(), [1]

    def publish() -> None:
        store = open_store(folder / "scheduler.db")
        while not ended.wait(PUBLISH_S):
            number = added[-1] + 1
            store.add(release(number, events), Record("", 0), {})
            added.append(number)

    thread = Thread(target=publish)
    thread.start()
    try:
        yield added
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
        open_store(folder / "scheduler.db").add(release(1, asked_for.events), Record("", 0), {})
        with served(folder) as (url, _):
            status, tag, size = asked(url)
            assert status == 200
            found["bytes"] = size
            found["304_per_s"] = round(wrk(url, asked_for.seconds, tag))
            found["200_per_s"] = round(wrk(url, asked_for.seconds, None))
            with publishing(folder, asked_for.events) as added:
                for kind, rate in DEMANDED.items():
                    # A tag of "*" gives 304 whatever is published meanwhile.
                    one = paced(url, rate / 2, asked_for.seconds, "*" if kind == "304" else None)
                    times = asyncio.run(one)
                    found[f"{kind}_at_half"] = {
                        "rate": rate / 2, "p50_ms": quantile(times, 0.5), "p99_ms": quantile(times, 0.99),
                        "max_ms": quantile(times, 1.0),
                    }  # fmt: skip
            found["releases_meanwhile"] = len(added) - 1
    text = json.dumps(found, indent=1)
    print(text)
    if asked_for.out:
        asked_for.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
