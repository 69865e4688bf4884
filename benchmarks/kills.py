"""Kill -9 at seeded moments: ``publish --pages``, with ``--caldav`` too, each time on top of what is there.

::

    python benchmarks/kills.py [--kills 100] [--seed 1] [--caldav]

After each kill the store holds the old release or the new one, whole; every page and every item on the
server is whole; and the same command once more brings about what the killed one was to do. Radicale is
a real one, of the packages for tests. Every fault is a line. Exit status: 0 none, 1 some.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from scheduler.cli import app

ROOT = Path(__file__).resolve().parents[1]
VENUES = """\
city: {id: port, name_zh: 海港, name_en: Port, timezone: Asia/Shanghai, country: CN}
venues:
  - {id: expo, name_en: Expo, district: d, runs: [[h1, h2]], halls: [{id: h1, gross_m2: 5000}, {id: h2, gross_m2: 5000}]}
  - {id: park, name_en: Park, district: d, halls: [{id: lawn, gross_m2: 9000, outdoor: true}]}
"""
POLICY = "horizon: {first: 2021-04-01, last: 2021-12-31}\nindustries: {sea: {name_en: Sea}}\n"
EVENTS = 12
TODAY = ("--today", "2021-04-01")
UID = re.compile(rb"\r\nUID:(\S+)")


def plan(shift: int) -> str:
    """Half of the events move with ``shift``; two take turns in being cancelled."""
    rows = ["event_id,venue_id,hall_ids,show_first"]
    for n in range(EVENTS):
        if n == shift % 2:
            continue
        day = 20 * n + 8 + (shift % 5 if n % 2 else 0)
        rows.append(f"e{n},expo,h{1 + n % 2},2021-{4 + day // 30:02}-{1 + day % 30:02}" if n else f"e0,park,lawn,2021-04-{9 + shift % 5:02}")
    return "\n".join(rows) + "\n"


@dataclass
class Town:
    """A workspace, its store, its pages and, it may be, its calendars on a server."""

    folder: Path
    url: str = ""
    plans: list[str] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        head = "id,name_en,kind,industries,show_days,move_in_days,status,gross_m2,outdoor_m2\n"
        rows = [f"e{n},Event {n},exhibition,sea,3,1,{'tentative' if n % 3 else 'definite'},{'' if not n else 4000},{'' if n else 4000}\n"
                for n in range(EVENTS)]
        for name, text in (("venues.yaml", VENUES), ("policy.yaml", POLICY), ("events.csv", head + "".join(rows))):
            (self.folder / name).write_text(text, encoding="utf-8")

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    def start(self, *args: object) -> subprocess.Popen[str]:
        """Start the program in a process of its own."""
        env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "scheduler", "-w", self.folder, "--lang", "en", *args]
        return subprocess.Popen(list(map(str, command)), cwd=ROOT, env=env, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def answer(self, *args: object) -> Any:
        """JSON of a command that must succeed; in this process, which saves a second each."""
        command = ["-w", self.folder, "--lang", "en", *args, "--format", "json"]
        done = CliRunner().invoke(app, list(map(str, command)))
        if done.exit_code:
            raise AssertionError(f"{args}: exit status {done.exit_code}: {done.stderr[-500:]} {done.exception!r}")
        return json.loads(done.stdout)

    def publish(self, *more: object) -> tuple[object, ...]:
        """The command that is killed; its plan is the next one."""
        path = self.folder / "plan.csv"
        path.write_text(self.plans[-1], encoding="utf-8")
        server = ("--caldav", self.url, "--caldav-user", "city") if self.url else ()
        return ("publish", path, "--pages", self.pages, *server, *TODAY, *more)

    def numbers(self) -> list[int]:
        return [r["number"] for r in self.answer("releases")["releases"]]


def paced(town: Town) -> tuple[float, float]:
    """Seconds that an undisturbed run takes until its first word, and from there."""
    began = time.monotonic()
    process = town.start(*town.publish())
    assert process.stdout
    process.stdout.readline()
    spoke = time.monotonic()
    process.communicate()
    return spoke - began, time.monotonic() - spoke


def killed(town: Town, dice: random.Random, pace: tuple[float, float]) -> None:
    """Start publishing and kill it: mostly after its first word, for from there it writes."""
    process = town.start(*town.publish())
    assert process.stdout
    if dice.random() < 0.8:
        process.stdout.readline()
        time.sleep(dice.uniform(0, pace[1]))
    else:
        time.sleep(dice.uniform(0, pace[0]))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    town.left["ended before it was killed" if process.returncode == 0 else "killed"] += 1


def whole(town: Town, before: int) -> Iterator[str]:
    """What must hold right after the kill; ``before`` releases were there."""
    with sqlite3.connect(town.folder / "scheduler.db") as db:
        if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield "the file of the store is damaged"
    numbers = town.numbers()
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) - before not in (0, 1):
        yield f"{before} releases became {numbers}"
    town.left["old release" if len(numbers) == before else "new release"] += 1
    for number in numbers[-2:]:
        placed = town.answer("release", number)["plan"]["placements"]
        want = sorted(line.split(",")[0::3] for line in town.plans[number - 1].splitlines()[1:])
        if sorted([p["event_id"], p["show_first"]] for p in placed) != want:
            yield f"release {number} is not its plan"
    for page in town.pages.glob("*/**/*.html"):
        if not page.read_bytes().rstrip().endswith(b"</html>"):
            yield f"{page.relative_to(town.pages)} is cut off"
    yield from items(town)


def items(town: Town) -> Iterator[str]:
    """Items on the server are whole, and each is there once."""
    if not town.url:
        return
    for folder in (town.folder.parent / "radicale/collection-root/city").glob("*-en"):
        found = [(p.name, p.read_bytes()) for p in folder.glob("*.ics")]
        for name, data in found:
            if not data.rstrip().endswith(b"END:VCALENDAR") or data.count(b"BEGIN:VEVENT") != 1:
                yield f"{folder.name}/{name} is no whole item"
        uids = Counter(uid for _, data in found for uid in UID.findall(data))
        yield from (f"{folder.name}: {uid.decode()} stands {n} times" for uid, n in uids.items() if n > 1)


def completed(town: Town, number: int) -> Iterator[str]:
    """What must hold once the same command has run to its end."""
    said = town.answer(*town.publish())
    if (said["ok"], said["release"]) != (True, number) or town.numbers()[-1] != number:
        yield f"run again: {said['release']} in place of {number}"
    if not said["published"]:
        # Killed after it had become a release: its pages are to be had from the release.
        town.answer("release", number, "--pages", town.pages, *TODAY)
    reference = town.folder / "reference"
    town.answer("release", number, "--pages", reference, *TODAY)
    mine, due = ({p.relative_to(root).as_posix(): p.read_bytes() for p in root.glob("*/**/*.html")
                  if not p.relative_to(root).parts[0].startswith(".")} for root in (town.pages, reference))
    if mine != due:
        yield f"pages differ: {sorted(n for n in mine.keys() | due.keys() if mine.get(n) != due.get(n))[:3]}"
    if not town.url:
        return
    again = town.answer("caldav", "push", town.url, "--caldav-user", "city", *TODAY)
    for calendar in again["calendars"]:
        if calendar["written"] or calendar["deleted"] or calendar["edited"]:
            yield f"the server still lacked something: {calendar}"
    town.answer("feeds", "--private", "-o", town.folder / "out", *TODAY)
    for venue in ("expo", "park"):
        feed = (town.folder / f"out/feeds-private/en/venues/{venue}.ics").read_bytes()
        folder = town.folder.parent / f"radicale/collection-root/city/{venue}-en"
        there = {uid for p in folder.glob("*.ics") for uid in UID.findall(p.read_bytes())}
        if there != set(UID.findall(feed)):
            yield f"{venue}: on the server {len(there)} entries, in the release {len(set(UID.findall(feed)))}"
    yield from items(town)


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
    """A server that takes any password; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "radicale.conf"
    config.write_text(f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[storage]\nfilesystem_folder = {folder}/radicale\n")
    with (folder / "radicale.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "radicale", "--config", config], stdout=log, stderr=log)
    try:
        while process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/city/"
    finally:
        process.kill()
        process.wait()


def run(folder: Path, kills: int, seed: int, *, caldav: bool = False) -> tuple[list[str], Counter[str]]:
    """Publish, kill, look, publish again, as often as asked; faults, and how it went."""
    dice, faults = random.Random(seed), []
    os.environ["SCHEDULER_CALDAV_PASSWORD"] = "any"
    with radicale(folder) if caldav else _nothing() as url:
        town = Town(folder / "town", url)
        for n in (0, 1):
            town.plans.append(plan(n))
            pace = paced(town)
        for n in range(1, kills + 1):
            town.plans.append(plan(n + 1))
            killed(town, dice, pace)
            for text in (*whole(town, n + 1), *completed(town, n + 2)):
                faults.append(f"kill {n}: {text}")
        town.left["folders of a killed run beside the pages"] = len(list(town.pages.glob(".new-*")))
    return faults, town.left


@contextmanager
def _nothing() -> Iterator[str]:
    yield ""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Kill publishing at many moments.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--caldav", action="store_true", help="push to a real Radicale, too")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        faults, left = run(Path(folder), asked.kills, asked.seed, caldav=asked.caldav)
    for text in faults:
        print(text)
    print(f"{asked.kills} kills, {len(faults)} faults; " + ", ".join(f"{what}: {n}" for what, n in sorted(left.items())))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
