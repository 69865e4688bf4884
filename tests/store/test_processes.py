"""Publishers that run at the same time, and publishers that are killed: real processes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scheduler.releases.lifecycle import new_states
from scheduler.store import Store, open_store
from scheduler.store.transactions import writing
from tests.cli.tiny import PLAN, ROOT, city

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")

LOOP = """
import sys
from scheduler.releases.lifecycle import new_states, next_release
from scheduler.store import Record, open_store
from tests.releases.histories import DIRECTORY, START, entry
store = open_store(sys.argv[1])
n = store.last_number() or 0
while True:
    n += 1
    drafts = [entry(f"e{n}-{i}") for i in range(300)]
    known = store.states()
    release = next_release(store.last(), DIRECTORY, drafts, START, str(n), known)
    print(n, flush=True)
    store.add(release, Record("abc", n), new_states(known, release))
"""


def start(*args: object, code: str | None = None) -> subprocess.Popen[str]:
    """Start Python in a process of its own."""
    command = ["-c", code] if code else ["-m", "scheduler"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "SCHEDULER_LANG": "en", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, *command, *map(str, args)], env=env, cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def check_whole(store: Store) -> int:
    """Every release is whole and every UID remembered; the number of releases."""
    numbers = store.numbers()
    assert numbers == list(range(1, len(numbers) + 1))
    known = store.states()
    for number in numbers[-2:]:
        release = store.release(number)
        assert store.record(number).cost == number
        assert len(release.entries) == 300
        assert new_states(known, release) == {}
    assert len(known) == 300 * len(numbers)
    return len(numbers)


def test_killed_at_any_moment(where: str) -> None:
    """Kill -9 leaves the old release or the new one, and never hinders the next publisher."""
    dice, done, kills = random.Random(5), 0, 0
    # On busy cores most are killed before they have published anything.
    while kills < 8 or done <= 3:
        kills += 1
        assert kills <= 80, "hardly anything is published"
        process = start(where, code=LOOP)
        assert process.stdout
        process.stdout.readline()
        time.sleep(dice.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        begun = [int(n) for n in process.stdout.read().split()]
        process.stdout.close()
        assert process.stderr
        process.stderr.close()
        with open_store(where) as store:
            count = check_whole(store)
        assert count >= done
        assert not begun or begun[-1] - 1 <= count <= begun[-1]
        done = count


def test_killed_while_the_store_is_made(where: str) -> None:
    dice = random.Random(7)
    for _ in range(5):
        process = start(where, code=LOOP)
        time.sleep(dice.uniform(0.2, 0.7))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_store(where) as store:
            check_whole(store)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    plans = {f"{n}.csv": PLAN.replace("2021-05-20", f"2021-05-2{n}") for n in (1, 2, 3)}
    return city(tmp_path / "town", **plans)


def test_two_publishers_at_once(town: Path, where: str) -> None:
    """Both have seen the same last release and wait to write: one wins, the other is told."""
    with open_store(where) as store:
        with writing(store.engine):
            both = [
                start("-w", town, "publish", town / f"{n}.csv", "--db", where) for n in (1, 2)
            ]
            for process in both:
                assert process.stdout
                assert process.stdout.readline() == "Release 1, the first one\n"
            # Shown is what would change; what is left to do is to write.
        ends = sorted((p.wait(60), *(t for t in p.communicate())) for p in both)
        assert [code for code, *_ in ends] == [0, 1]
        assert ends[0][1].endswith("Published as release 1.\n")
        assert "has just published release 1" in ends[1][2]
        assert "publish again" in ends[1][2]
        assert store.numbers() == [1]
    again = start("-w", town, "publish", town / "3.csv", "--db", where)
    out, _ = again.communicate(timeout=60)
    assert (again.returncode, out.endswith("Published as release 2.\n")) == (0, True)


def test_a_reader_never_waits_for_a_publisher(where: str) -> None:
    with open_store(where) as store, open_store(where) as reader, writing(store.engine):
        assert reader.last_number() is None
        assert reader.list() == []
