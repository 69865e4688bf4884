"""Many at one plan: readers, editors and a solve at once, then a kill in the middle of a write. Not timed in CI.

    python -m benchmarks.board_load [--events 2000] [--seconds 120] [--readers 50] [--editors 5] [--mix asking] [-o board_load.json]

Each reader follows the stream of the plan and every second reads the plan, its history or the list of plans; each
editor every other second asks where an event may go and moves it, after a 409 once more. Meanwhile the plan is improved by a job, and by the next
one as soon as that is proven. At the end the editors stop pausing, and the server is killed (SIGKILL) with edits on their way, started again, and asked for its ledger and its plan: every edit that
was answered must be there, in its place and as it was sent, and every event must stand where the ledger put it last. Demanded: no error, every edit heard
by every reader, no version told to two editors, the 99 % quickest reads within 300 ms on two idle cores, a job under way nine times of ten that one
looks, an edit on its way at the kill, no lost edit; the exit status is 1 when any of this is missed. Times count from sending a request
to its last byte, before that end; this program shares the cores, which 55 browsers would not, and tells how much of them it took. A load in which
nothing was read, edited or heard is an error, too.

Pages ask for less: they read the plan once and hear of edits by the stream. `--mix pages` has readers do as they do,
who look at the history or the list of plans every half a minute; most reads are then the editors' places.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

sys.path.append(str(Path(__file__).parents[1]))  # run as a script, only this folder is there

from benchmarks.bare_http import LOST, Answer, Asker, looped

ROOT = Path(__file__).parents[1]
DEMANDED_MS = 300
EDIT_PAUSES = 2
"""Pauses of a reader that an editor takes between two edits."""

OPENING, LOOKING = 10, 30
"""Pauses within which all pages are opened, and those between two looks at other lists."""

HURRY_S = 0.5
"""Of edits without a pause, before the kill."""

JOB_LOOK_S = 0.25
"""Between two looks at the job."""

DEMANDED_SOLVING = 0.9
"""Share of these looks at which a job must be under way."""

PATIENCE_S = 20.0
"""Within which every reader must have heard what was answered."""

PROGRAM = {"x-scheduler": "load"}
_NUMBER = re.compile(rb"^id: (\d+)$", re.MULTILINE)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`scheduler serve` for a workspace: its address, and its process."""
    command = [sys.executable, "-m", "scheduler", "serve", "-w", str(folder), "--port", "0", "--lang", "en"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    log = folder / "serve.log"
    with log.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=told, text=True)
    try:
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8"))):
            if process.poll() is not None:
                raise RuntimeError(log.read_text(encoding="utf-8"))
            time.sleep(0.05)
        yield found[0], process
    finally:
        process.kill()
        process.wait()


@dataclass
class Load:
    """What came of it."""

    url: str
    plan: int
    rng: random.Random
    reads: dict[str, list[float]] = field(default_factory=dict)
    edits: list[float] = field(default_factory=list)
    done: dict[int, list[Any]] = field(default_factory=dict)
    behind: int = 0
    heard: dict[int, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    hurried: bool = False
    over: bool = False
    asked: int = 0
    on_their_way: int = 0
    looks: int = 0
    solving: int = 0
    solves: int = 0
    server_s: float = 0
    own_s: float = 0
    mix: str = "asking"
    places: list[dict[str, Any]] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Address of the plan."""
        return f"/api/plans/{self.plan}"


async def read(load: Load, asker: Asker, pause_s: float) -> None:
    """One reader who asks again and again, for as long as the load lasts."""
    kinds = {"plan": load.path, "history": f"{load.path}/history", "plans": "/api/plans"}
    tag = ""
    while not load.over:
        await asyncio.sleep(load.rng.uniform(0.5, 1.5) * pause_s)
        kind = load.rng.choice(["plan", "plan", "history", "plans"])
        headers = {"if_none_match": tag} if kind == "plan" and tag else {}
        tag = await _read(load, asker, kind, kinds[kind], headers) or tag


async def look(load: Load, asker: Asker, pause_s: float) -> None:
    """One page: opened within some seconds, and looked at now and then."""
    await asyncio.sleep(load.rng.uniform(0, OPENING) * pause_s)
    for kind, path in (("plans", "/api/plans"), ("plan", load.path)):
        await _read(load, asker, kind, path, {})
    kinds = {"history": f"{load.path}/history", "plans": "/api/plans"}
    while not load.over:
        await asyncio.sleep(load.rng.uniform(0.5, 1.5) * LOOKING * pause_s)
        kind = load.rng.choice(["history", "plans"])
        await _read(load, asker, kind, kinds[kind], {})


MIXES = {"asking": read, "pages": look}
"""What readers do."""


async def _read(load: Load, asker: Asker, kind: str, path: str, headers: dict[str, str]) -> str:
    """One read; the tag of what was read."""
    if load.over:
        return ""
    began = time.perf_counter()
    try:
        answer = await asker.ask("GET", path, **headers)
    except LOST as error:
        asker.close()
        if not load.over:
            load.errors.append(f"{kind}: {error!r}")
        return ""
    if not load.hurried:
        load.reads.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
    if answer.status not in (200, 304):
        load.errors.append(f"{kind}: {answer.status}")
    return answer.headers.get(b"etag", b"").decode()


async def follow(load: Load, asker: Asker, reader: int) -> None:
    """One reader's stream: every edit once and in its order."""
    load.heard[reader] = 0
    with suppress(*LOST):  # the kill
        async for part in asker.stream(f"{load.path}/stream?after=0"):
            for number in map(int, _NUMBER.findall(part)):
                if number != (last := load.heard[reader]) + 1:
                    load.errors.append(f"stream: {number} after {last}")
                load.heard[reader] = number
    if not load.over:
        load.errors.append("stream: ended")


async def edit(load: Load, asker: Asker, pause_s: float) -> None:
    """One editor, for as long as the load lasts: sees where an event may go, and puts it somewhere."""
    version = 0
    while not load.over:
        if not load.hurried:
            await asyncio.sleep(load.rng.uniform(0.5, 1.5) * pause_s)
        at, other = load.rng.choice(load.places), load.rng.choice(load.places)
        await _read(load, asker, "places", f"{load.path}/places/{at['event_id']}", {})
        where = {key: at[key] for key in ("event_id", "venue_id", "hall_ids")}
        edits = [{"op": "place", **where, "show_first": other["show_first"]}]
        version = await _until_done(load, asker, version, edits)


async def _until_done(load: Load, asker: Asker, version: int, edits: list[Any]) -> int:
    while not load.over:
        began = time.perf_counter()
        load.asked += 1
        try:
            sent = json.dumps({"version": version, "edits": edits}).encode()
            answer = await asker.ask("POST", f"{load.path}/edits", sent)
        except LOST as error:
            asker.close()
            if not load.over:
                load.errors.append(f"edit: {error!r}")
            return version
        finally:
            load.asked -= 1
        said = json.loads(answer.body)
        if answer.status == 409:
            load.behind += 1
            version = said["version"]
            continue
        if answer.status != 200:
            load.errors.append(f"edit: {answer.status} {said}")
            return version
        if not load.hurried:
            load.edits.append((time.perf_counter() - began) * 1000)
        answered(load, said["version"], edits)
        return int(said["version"])
    return version


async def solve(load: Load, asker: Asker, seconds: float) -> None:
    """A solve for as long as the load lasts: one that is proven early is followed by the next."""
    end, id_ = time.perf_counter() + seconds, ""
    with suppress(*LOST):  # the kill
        while not load.hurried:
            if not id_:
                left = max(1.0, end - time.perf_counter())
                job = {"kind": "near", "weight": 1, "time_limit": left, "seed": load.solves}
                answer = await asker.ask("POST", f"{load.path}/jobs", json.dumps(job).encode())
                if answer.status != 202:
                    load.errors.append(f"job: {answer.status} {answer.body!r}")
                    return
                id_, load.solves = json.loads(answer.body)["id"], load.solves + 1
            await asyncio.sleep(JOB_LOOK_S)
            answer = await asker.ask("GET", f"/api/jobs/{id_}")
            if not (state := seen(load, answer)):
                return
            id_ = "" if state == "done" else id_
        return
    if not load.over:
        load.errors.append("job: lost")


def seen(load: Load, answer: Answer) -> str:
    """Count a look at the job; its state, or nothing when it failed."""
    state = str(json.loads(answer.body)["state"]) if answer.status == 200 else str(answer.status)
    if state not in ("waiting", "running", "done"):
        load.errors.append(f"job: {state}")
        return ""
    load.looks += 1
    load.solving += state == "running"
    return state


def answered(load: Load, version: int, edits: list[Any]) -> None:
    """Keep what the server says it has; the same version told twice is one edit lost."""
    if version in load.done:
        load.errors.append(f"edit: version {version} was told twice")
    load.done[version] = edits


async def press(load: Load, seconds: float, readers: int, editors: int, process: subprocess.Popen[str],
                pause_s: float) -> None:
    """Have everybody at it, then kill the server while they are."""
    host, port = urlsplit(load.url).hostname or "", urlsplit(load.url).port or 0
    askers = [Asker(host, port, PROGRAM) for _ in range(2 * readers + editors + 1)]
    one = iter(askers)
    tasks = [*(MIXES[load.mix](load, next(one), pause_s) for _ in range(readers)),
             *(follow(load, next(one), reader) for reader in range(readers)),
             *(edit(load, next(one), EDIT_PAUSES * pause_s) for _ in range(editors))]
    tasks.append(solve(load, next(one), seconds))
    used = time.process_time()
    everybody = asyncio.gather(*map(asyncio.ensure_future, tasks))
    await asyncio.sleep(seconds)
    load.own_s = time.process_time() - used
    await all_heard(load)
    load.hurried = True
    await asyncio.sleep(HURRY_S)
    await one_on_its_way(load)
    load.over, load.on_their_way = True, load.asked
    process.kill()
    # Those who pause for long are not waited for; nothing is on its way for them.
    await asyncio.wait([everybody], timeout=2)
    everybody.cancel()
    with suppress(asyncio.CancelledError):
        await everybody
    for asker in askers:
        asker.close()
    needed = ("reads", "done", "heard", "on_their_way", "solving")
    load.errors += [f"nothing: {what}" for what in needed if not getattr(load, what)]


async def one_on_its_way(load: Load) -> None:
    """Wait until an edit is asked for and not answered, for a kill in its midst."""
    began = time.perf_counter()
    while not load.asked and time.perf_counter() - began < PATIENCE_S:
        await asyncio.sleep(0)


async def all_heard(load: Load) -> None:
    """Wait until every reader has heard of every edit that is answered by now."""
    wanted, began = max(load.done, default=0), time.perf_counter()
    while late := sum(last < wanted for last in load.heard.values()):
        if time.perf_counter() - began > PATIENCE_S:
            load.errors.append(f"stream: {late} readers have not heard of version {wanted}")
            return
        await asyncio.sleep(0.05)


def lost(load: Load, entries: list[dict[str, Any]]) -> list[int]:
    """Versions of edits that were answered and that the ledger has otherwise or not at all."""
    kept = {entry["version"]: entry["edits"] for entry in entries}
    gaps = [n for n in range(1, len(entries) + 1) if n not in kept]
    return gaps + [version for version, edits in load.done.items() if kept.get(version) != edits]


def misplaced(entries: list[dict[str, Any]], placements: list[dict[str, Any]]) -> list[str]:
    """Events that do not stand where the ledger put them last."""
    last = {edit["event_id"]: edit for entry in entries for edit in entry["edits"]}
    stands = {place["event_id"]: place for place in placements}
    keys = ("venue_id", "hall_ids", "show_first")
    return [event for event, edit in last.items() if any(edit[key] != stands.get(event, {}).get(key) for key in keys)]


def run(folder: Path, seconds: float, readers: int, editors: int, *, seed: int = 1, pause_s: float = 1.0,
        mix: str = "asking") -> tuple[Load, list[int]]:
    """Load a workspace's server; what came of it, and the edits that were lost."""
    with serving(folder) as (url, process):
        begun = httpx.post(f"{url}/api/plans", json={"from": "file"}, headers=PROGRAM, trust_env=False, timeout=60)
        load = Load(url, int(begun.json()["id"]), random.Random(seed), mix=mix)
        load.places = httpx.get(url + load.path, trust_env=False, timeout=60).raise_for_status().json()["placements"]
        before = os.times()
        with ThreadPoolExecutor(1) as thread:  # whoever calls may have a loop of his own
            thread.submit(lambda: looped(press(load, seconds, readers, editors, process, pause_s))).result()
    after = os.times()
    # Of the server itself, begun and waited for in between; its jobs are processes of their own.
    load.server_s = after.children_user + after.children_system - before.children_user - before.children_system
    with serving(folder) as (url, _):
        path = f"{url}/api/plans/{load.plan}"
        entries = httpx.get(f"{path}/history", trust_env=False, timeout=60).raise_for_status().json()["entries"]
        plan = httpx.get(path, trust_env=False, timeout=60).raise_for_status().json()
        if plan["version"] != len(entries):
            load.errors.append(f"plan: version {plan['version']} of {len(entries)}")
        load.errors += [f"plan: {event} is elsewhere" for event in misplaced(entries, plan["placements"])]
        return load, lost(load, entries)


def share(found: list[float], part: float) -> float:
    """The time within which so large a part lies."""
    return round(sorted(found)[max(0, round(len(found) * part) - 1)], 1) if found else 0.0


def kept(load: Load, missing: list[int]) -> bool:
    """Whether all was as demanded."""
    every = [ms for found in load.reads.values() for ms in found]
    solving = load.solving >= DEMANDED_SOLVING * load.looks
    return solving and share(every, 0.99) <= DEMANDED_MS and not missing and not load.errors


def main() -> int:
    """Measure and tell; 1 when something was lost, failed or too slow."""
    from benchmarks.board import prepared
    from benchmarks.cities import write_city

    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--events", type=int, default=2000)
    options.add_argument("--seconds", type=float, default=120)
    options.add_argument("--readers", type=int, default=50)
    options.add_argument("--editors", type=int, default=5)
    options.add_argument("--mix", choices=MIXES, default="asking")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("-o", "--output", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        city, folder = Path(name, "city"), Path(name, "workspace")
        write_city(city, events=chosen.events, seed=chosen.seed)
        folder.mkdir()
        prepared(city, city / "hidden" / "plan.csv", folder)
        load, missing = run(folder, chosen.seconds, chosen.readers, chosen.editors, seed=chosen.seed, mix=chosen.mix)
    every = [ms for found in load.reads.values() for ms in found]
    told = {
        "mix": chosen.mix, "events": chosen.events, "seconds": chosen.seconds, "readers": chosen.readers, "editors": chosen.editors,
        "reads": len(every), "read_ms_p50": share(every, 0.5), "read_ms_p99": share(every, 0.99),
        "p99_by_kind": {kind: share(found, 0.99) for kind, found in sorted(load.reads.items())},
        "edits": len(load.done), "edit_ms_p50": share(load.edits, 0.5), "edit_ms_p95": share(load.edits, 0.95),
        "behind": load.behind, "heard": sum(load.heard.values()), "on_their_way": load.on_their_way,
        "server_cpu_s": round(load.server_s, 1), "own_cpu_s": round(load.own_s, 1),
        "solves": load.solves, "solving": round(load.solving / max(1, load.looks), 2),
        "lost": missing, "errors": load.errors[:20], "kept": kept(load, missing),
    }
    print(json.dumps(told, indent=1))
    if chosen.output:
        chosen.output.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0 if told["kept"] else 1


if __name__ == "__main__":
    sys.exit(main())
