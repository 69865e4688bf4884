"""The file of finished scenarios: durable, tolerant, and of one sweep alone."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest

from scheduler.errors import UsageError
from scheduler.sweep.kept import FILE, OLD, Kept, held
from scheduler.sweep.outcome import Outcome

TraceFunction = Callable[[FrameType, str, object], object]

IDENTITY = {"inputs": "a", "plan": "b", "settings": "c", "versions": "d"}
ONE = Outcome("k1", "one", "optimal", 5, 2, 7, ("e1",), (), ("e2",), wall_s=1.5, peak_mb=3)
TWO = Outcome("k2", "two", "infeasible")


def written(folder: Path, *outcomes: Outcome) -> Path:
    with Kept(folder, IDENTITY) as kept:
        for outcome in outcomes:
            kept.add(outcome)
    return folder / FILE


def found(folder: Path) -> dict[str, Outcome]:
    with Kept(folder, IDENTITY) as kept:
        return dict(kept.found)


def test_what_is_added_is_found_again(tmp_path: Path) -> None:
    written(tmp_path / "a" / "b", ONE, TWO)
    assert found(tmp_path / "a" / "b") == {"k1": ONE, "k2": TWO}


def test_a_result_is_on_the_disk_at_once(tmp_path: Path) -> None:
    with Kept(tmp_path, IDENTITY) as kept:
        kept.add(ONE)
        assert json.loads((tmp_path / FILE).read_text().splitlines()[-1])["name"] == "one"


def test_half_characters_are_found_again(tmp_path: Path) -> None:
    half = Outcome("k3", "caf\udce9", "failed", cause="input")
    written(tmp_path, half)
    assert found(tmp_path) == {"k3": half}


def test_a_newer_result_of_a_scenario_counts(tmp_path: Path) -> None:
    newer = Outcome("k1", "one", "feasible", 4, 2, 6)
    written(tmp_path, ONE, newer)
    assert found(tmp_path) == {"k1": newer}


def test_a_failure_takes_no_answers_place(tmp_path: Path) -> None:
    """One that was cut short is solved again, and what it had still counts if that fails."""
    lost = Outcome("k1", "one", "failed", cause="lost")
    path = written(tmp_path, lost, replace(ONE, late=True), lost)
    assert found(tmp_path) == {"k1": replace(ONE, late=True)}
    assert len(path.read_bytes().splitlines()) == 4
    written(tmp_path, ONE)
    assert found(tmp_path) == {"k1": ONE}


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be limited there")
def test_a_full_disk_leaves_what_was_whole(tmp_path: Path) -> None:
    """What does not fit is told once, and nothing of it stays."""
    path = written(tmp_path, ONE)
    whole = path.read_bytes()
    with small_files(len(whole) + 20), Kept(tmp_path, IDENTITY) as kept, pytest.raises(OSError):
        kept.add(TWO)
    assert path.read_bytes() == whole


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """No file can grow beyond so many bytes."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_torn_line_is_taken_off(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path, ONE, TWO)
    path.write_bytes(path.read_bytes()[:-cut])
    assert found(tmp_path) == {"k1": ONE}
    written(tmp_path, TWO)
    assert found(tmp_path) == {"k1": ONE, "k2": TWO}
    assert all(json.loads(line) for line in path.read_text().splitlines())


def test_a_torn_first_line_begins_the_file_anew(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:20])
    assert found(tmp_path) == {}
    assert json.loads(path.read_text()) == IDENTITY


@pytest.mark.parametrize("line", ["nonsense", "{}", "[1]", "[" * 9000, '{"key": "k"}'])
def test_other_lines_count_as_not_there(tmp_path: Path, line: str) -> None:
    path = written(tmp_path, ONE)
    path.write_text(path.read_text() + line + "\n")
    assert found(tmp_path) == {"k1": ONE}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cost", "5"), ("cost", 5.5), ("bound", True), ("change", []), ("moved", "e1"),
        ("dropped", [1]), ("placed", None), ("late", 0), ("late", "no"), ("wall_s", "1"),
        ("peak_mb", None), ("tries", 1.5), ("name", None), ("key", 7), ("why_zh", 1),
    ],
)  # fmt: skip
def test_lines_with_other_kinds_of_values_count_as_not_there(
    tmp_path: Path, field: str, value: object
) -> None:
    path = written(tmp_path, ONE)
    line = json.dumps(replace(TWO, cost=1, change=1).answer() | {field: value})
    path.write_text(path.read_text() + line + "\n")
    assert found(tmp_path) == {"k1": ONE}


@pytest.mark.parametrize(
    ("key", "said"),
    [("inputs", "inputs"), ("plan", "plan"), ("settings", "seed"), ("versions", "versions")],
)
def test_results_of_other_inputs_are_refused_with_what_differs(
    tmp_path: Path, key: str, said: str
) -> None:
    before = written(tmp_path, ONE).read_bytes()
    with pytest.raises(UsageError) as told:
        Kept(tmp_path, IDENTITY | {key: "other"})
    assert said in told.value.message.en and "--again" in told.value.message.zh
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("key", list(IDENTITY))
def test_a_file_without_results_is_begun_anew_for_any_sweep(tmp_path: Path, key: str) -> None:
    path = written(tmp_path)
    other = IDENTITY | {key: "other"}
    with Kept(tmp_path, other) as kept:
        kept.add(ONE)
    assert [json.loads(line).get("plan") for line in path.read_text().splitlines()] == [
        other["plan"], None
    ]  # fmt: skip
    with pytest.raises(UsageError):
        Kept(tmp_path, IDENTITY)


def test_looking_changes_nothing_and_waits_for_nobody(tmp_path: Path) -> None:
    assert held(tmp_path / "none").bare
    assert not (tmp_path / "none").exists()
    assert held(written(tmp_path).parent).bare
    with Kept(tmp_path, IDENTITY) as kept:
        kept.add(ONE)
        there = held(tmp_path)
    assert (there.head, there.found, there.bare) == (IDENTITY, {"k1": ONE}, False)


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
def test_a_file_system_without_locks_keeps_results_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import fcntl

    def flock(stream: object, what: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)
    written(tmp_path, ONE)
    assert found(tmp_path) == {"k1": ONE}


def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("mine\n")
    with pytest.raises(UsageError):
        Kept(tmp_path, IDENTITY)
    assert (tmp_path / FILE).read_text() == "mine\n"


def test_again_puts_the_older_file_aside(tmp_path: Path) -> None:
    before = written(tmp_path, ONE).read_bytes()
    with Kept(tmp_path, IDENTITY | {"plan": "other"}, again=True) as kept:
        assert kept.found == {}
    assert (tmp_path / OLD).read_bytes() == before


def again(folder: Path) -> None:
    """Begin anew, and finish one scenario."""
    with Kept(folder, IDENTITY, again=True) as kept:
        kept.add(TWO)


def all_kept(folder: Path) -> set[str]:
    """Names of scenarios in any file of results."""
    texts = [p.read_text() for p in folder.glob("results*.jsonl")]
    return {json.loads(line).get("name") for text in texts for line in text.splitlines()} - {None}


def killed_at(folder: Path, count: int) -> bool:
    """Whether a process that begins anew was there to be ended before so many lines of code."""
    pid = os.fork()
    if pid == 0:
        left = count

        def heed(frame: FrameType, event: str, arg: object) -> TraceFunction | None:
            nonlocal left
            if Path(frame.f_code.co_filename).name not in ("kept.py", "files.py"):
                return None
            left -= event == "line"
            if left < 0:
                os._exit(9)
            return heed

        sys.settrace(heed)
        Kept(folder, IDENTITY, again=True)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to end")
def test_again_loses_nothing_wherever_it_is_killed_and_begun_once_more(tmp_path: Path) -> None:
    for count in range(1000):
        folder = tmp_path / str(count)
        written(folder, ONE)
        ended = killed_at(folder, count)
        assert "one" in all_kept(folder), count
        again(folder)
        again(folder)
        assert all_kept(folder) == {"one", "two"}, count
        if not ended:
            break
    assert 20 < count < 200


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be limited there")
def test_again_on_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, ONE)
    (tmp_path / OLD).write_text("older\n")
    before = path.read_bytes()
    with small_files(len(before) - 10), pytest.raises(OSError):
        Kept(tmp_path, IDENTITY, again=True)
    assert (path.read_bytes(), (tmp_path / OLD).read_text()) == (before, "older\n")
    assert len(list(tmp_path.iterdir())) == 2


def test_two_sweeps_never_write_the_same_file(tmp_path: Path) -> None:
    with Kept(tmp_path, IDENTITY):
        with pytest.raises(UsageError) as told:
            Kept(tmp_path, IDENTITY)
        assert "Another sweep" in told.value.message.en
    assert found(tmp_path) == {}
