"""Ctrl-C keeps the best plan, whatever the program is at; real signals throughout."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

import pytest

from benchmarks.cities import write_city
from scheduler import workflow
from scheduler.loading import load
from tests.cli.test_robust_command import REPAIRS
from tests.cli.test_whatif import scenario
from tests.cli.tiny import CLASH, ROOT, city

OURS = {"feeds", "plan.csv", "plan.json", "report.html", "report.xlsx"}


def press() -> None:
    """Press Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals to be had")
def test_the_program_ends_with_its_best_plan(tmp_path: Path) -> None:
    """In a terminal of its own, as soon as its progress line tells of a plan."""
    import pty

    write_city(tmp_path / "city", events=80, seed=1, tightness=0.8)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "scheduler", "-w", tmp_path / "city", "solve"]
    program = subprocess.Popen(
        [*map(str, command), "--workers", "1", "--lang", "en", "--format", "json"],
        cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while b"best " not in seen.replace("best –".encode(), b""):
        assert select.select([ours], [], [], 120)[0], seen
        seen += os.read(ours, 4096)
    program.send_signal(signal.SIGINT)
    answer = json.loads(program.communicate(timeout=120)[0])
    os.close(ours)
    assert program.returncode == 0
    assert (answer["stopped"], answer["status"]) == (True, "feasible")
    assert {p.name for p in (tmp_path / "city" / "out").iterdir()} == OURS


@pytest.mark.parametrize("phase", ["build", "search"])
def test_during_the_search(tmp_path: Path, phase: str) -> None:
    write_city(tmp_path, events=40, seed=1)
    params = workflow.SolveParams(60, workers=1)
    pressed: list[str] = []

    def tell(progress: workflow.Progress) -> None:
        if progress.phase == phase and not pressed:
            pressed.append(phase)
            press()

    with workflow.interruptible(params.stop):
        found = workflow.solve(tmp_path, workflow.Request(params), tell)
    assert pressed
    assert found.solution.stopped
    assert found.audit is not None and found.audit.ok


def test_while_the_proof_is_confirmed_a_second_press_keeps_the_plan(tmp_path: Path) -> None:
    """Pressed as the second opinion begins; the plan is proven, only that is not confirmed."""
    import scheduler.search.solve  # noqa: F401  # being watched, it would take long to load

    params = workflow.SolveParams(60, workers=1, certify=True)
    pressed: list[str] = []

    def watch(frame: FrameType, what: str, given: object) -> None:
        code = frame.f_code
        at = (Path(code.co_filename).name, code.co_name)
        if at == ("confirm.py", "_relaxed") and not pressed:
            pressed.append(what)
            press()
            while not params.stop.said:
                pass
            press()

    with workflow.interruptible(params.stop):
        sys.setprofile(watch)
        try:
            found = workflow.solve(city(tmp_path), workflow.Request(params))
        finally:
            sys.setprofile(None)
        workflow.write_all(tmp_path / "out", found, "en")
    assert pressed == ["call"]
    told = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    confirmed = told["certificate"]["confirmed"]
    assert (told["status"], confirmed["answer"]) == ("optimal", "not finished")
    assert confirmed["how"]["asked"] == f"cost <= {told['cost'] - 1}"
    assert told["certificate"]["stopped"] is True
    assert {p.name for p in (tmp_path / "out").iterdir()} == OURS


def test_while_writing_everything_is_written(tmp_path: Path) -> None:
    found = workflow.solve(city(tmp_path), workflow.Request(workflow.SolveParams(60, workers=1)))
    stop = workflow.Stop()
    with workflow.interruptible(stop):
        press()
        workflow.write_all(tmp_path / "out", found, "en")
        with pytest.raises(KeyboardInterrupt):
            press()
    assert {p.name for p in (tmp_path / "out").iterdir()} == OURS


def test_while_explaining_the_rest_is_said_to_be_missing(tmp_path: Path) -> None:
    """A stop that comes late leaves reasons out and says so."""
    from scheduler.audit import audit
    from scheduler.domain.plan import Plan
    from scheduler.explain.unplaced import explain_unplaced

    problem = load(city(tmp_path)).problem
    stop = workflow.Stop()
    with workflow.interruptible(stop):
        press()
        told = explain_unplaced(problem, Plan(), audit(problem, Plan()), lambda: not stop.said)
    assert {u.why.en.split(";")[0] for u in told} == {
        "time ran out before the reason was looked into"
    }


def test_the_second_breaks_off_even_if_a_library_makes_an_error_of_it() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), workflow.interruptible(workflow.Stop()):
        press()
        try:
            press()
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None
    assert signal.getsignal(signal.SIGINT) == before


@pytest.mark.parametrize("module", ["click", "scheduler.cli.words", "scheduler.cli.progress"])
def test_while_the_program_is_loaded_it_says_so_and_ends(tmp_path: Path, module: str) -> None:
    """Pressed as a module is imported, ours or another's; no traceback is shown."""
    program = f"""
import os, signal, sys

def press(what, given):
    if what == "import" and given[0] == "{module}":
        os.kill(os.getpid(), signal.SIGINT)

# Whoever began these tests may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.addaudithook(press)
from scheduler.cli import main
main()
"""
    run = subprocess.run(
        [sys.executable, "-c", program, "-w", str(city(tmp_path)), "--lang", "en", "solve"],
        cwd=ROOT, capture_output=True,
    )  # fmt: skip
    assert run.returncode == 130
    assert (run.stdout, run.stderr) == (b"", b"\nInterrupted; no file is left half-written.\n")


def test_before_there_is_anything_to_keep_it_breaks_off(tmp_path: Path) -> None:
    """Pressed as it opens the events: it says so and leaves no file."""
    program = """
import os, signal, sys

def press(what, given):
    if what == "open" and str(given[0]).endswith("events.csv"):
        os.kill(os.getpid(), signal.SIGINT)

# Whoever began these tests may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.addaudithook(press)
from scheduler.cli import main
main()
"""
    folder = str(city(tmp_path))
    run = subprocess.run(
        [sys.executable, "-c", program, "-w", folder, "--lang", "en", "solve"],
        cwd=ROOT, capture_output=True,
    )  # fmt: skip
    assert run.returncode == 130
    assert (run.stdout, run.stderr) == (b"", b"\nInterrupted; no file is left half-written.\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("times", [1, 2])
def test_while_conflicts_are_named_what_is_known_is_kept(tmp_path: Path, times: int) -> None:
    """Pressed as the first way out is tried: the proof stands, however often it is pressed."""
    run = _pressed(city(tmp_path, *CLASH), times, "solve")
    assert run.returncode == 1, run.stderr
    assert b"(stopped early)" in run.stdout
    told = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert (told["status"], told["certificate"]["confirmed"]["answer"]) == ("infeasible", "agrees")
    assert told["certificate"]["stopped"] is True
    assert (b"could not be named" in run.stdout) == (times == 2)


def test_repair_names_what_it_knows_and_says_that_it_was_stopped(tmp_path: Path) -> None:
    """Pressed before the first question: nothing is proven, and nobody waits for the limit."""
    row = "event_id,venue_id,hall_ids,show_first\none,expo,h2;h1,2021-05-10\n"
    plan = city(tmp_path, *CLASH, **{"plan.csv": row}) / "plan.csv"
    run = _pressed(tmp_path, 1, "repair", str(plan), "--format", "json", at="import", of=ORACLE)
    assert run.returncode == 3, run.stderr
    assert (json.loads(run.stdout)["status"], json.loads(run.stdout)["stopped"]) == (
        "unknown", True,
    )  # fmt: skip


@pytest.mark.parametrize("times", [1, 2])
def test_while_a_robust_plan_is_sought_the_first_one_is_kept(tmp_path: Path, times: int) -> None:
    path = scenario(city(tmp_path), "one", REPAIRS)
    run = _pressed(tmp_path, times, "solve", "--robust", str(path), at="import", of=ROBUST)
    assert run.returncode == 0, run.stderr
    told = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert (told["status"], told["certificate"]["stopped"]) == ("optimal", True)
    assert ("robust" in told, b"robust choice was broken off" in run.stdout) == (
        times == 1, times == 2,
    )  # fmt: skip
    assert told["certificate"]["command"][8:] == [
        "0", "--robust", "scenarios/one.yaml", "--epsilon", "2%", "--measure", "worst",
    ]  # fmt: skip


ROBUST = "scheduler.scenarios.robust"
ORACLE = "scheduler.explain.conflicts.resolve"


def _pressed(
    folder: Path, times: int, *args: str, at: str = "tempfile.mkdtemp", of: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, Ctrl-C pressed when it first does something."""
    program = f"""
import os, signal, sys

left = [{times}]

def press(what, given):
    while left[0] and what == {at!r} and {of!r} in str(given[0]):
        left[0] -= 1
        os.kill(os.getpid(), signal.SIGINT)

# Whoever began these tests may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.addaudithook(press)
from scheduler.cli import main
main()
"""
    return subprocess.run(
        [sys.executable, "-c", program, "-w", str(folder), "--lang", "en", *args, "--workers", "1"],
        cwd=ROOT, capture_output=True, timeout=120,
    )  # fmt: skip
