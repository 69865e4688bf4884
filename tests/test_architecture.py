"""Proves the arrows between the rooms, what each may load, and the size of files."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCHEDULER = ROOT / "scheduler"
MOST_LINES = 400

EVERYWHERE = {"domain", "errors"}
"""What any room but these two may import besides its own list."""

ROOMS: dict[str, set[str]] = {
    "accounts": set(),
    "errors": {"domain"},
    "domain": set(),
    "rules": set(),
    "audit": {"rules"},
    "loading": {"rules"},
    "cpsat": {"rules"},
    "search": {"cpsat", "audit", "cores"},
    "explain": {"cpsat", "rules", "audit", "search", "replan"},
    "replan": {"search"},
    "board": {"audit", "rules", "loading", "scenarios", "replan", "outputs"},
    "cores": set(),
    "jobs": {"cores"},
    "scenarios": {"loading", "search", "audit", "rules", "outputs", "replan"},
    "sweep": {"scenarios", "loading", "search", "audit", "rules", "outputs", "replan"},
    "store": {"audit", "caldav"},
    "releases": set(),
    "outputs": {"audit", "loading", "rules", "releases"},
    "caldav": set(),
    "doctor": {"fetching"},
    "fetching": set(),
    "claims": {"audit"},
    "starter": set(),
}
ROOMS["workflow"] = set(ROOMS)
ROOMS |= {
    "cli": {"workflow", "outputs", "rules", "accounts", "releases", "store", "web", "doctor"},
    "web": {"outputs", "store", "accounts", "board", "jobs", "workflow"},
    "__main__": {"cli"},
    "__init__": set(),
}

ONLY_IN = {
    "ortools": {"cpsat"},
    "pandas": {"loading", "outputs"},
    "sqlalchemy": {"store"},
    "pyarrow": {"outputs"},
    "distributed": {"sweep"},
    "fastapi": {"web"},
    "uvicorn": {"web"},
    "argon2": {"accounts"},
    "itsdangerous": {"accounts"},
}
"""Packages that only these rooms may import."""

HEAVY = (
    "ortools", "pandas", "numpy", "scipy", "pydantic", "openpyxl", "ruamel", "httpx", "sqlalchemy",
    "fastapi", "uvicorn", "segno", "typst", "fontTools", "argon2", "itsdangerous", "pyarrow",
    "distributed",
)  # fmt: skip


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, inside functions and for type checking too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(path: Path) -> str:
    """Room of a file of the package."""
    return path.relative_to(SCHEDULER).parts[0].removesuffix(".py")


FILES = sorted(SCHEDULER.rglob("*.py"))
ARROWS = {
    (room_of(path), module.split(".")[1], path.relative_to(ROOT).as_posix())
    for path in FILES
    for module in imports(path)
    if module.startswith("scheduler.") and module.split(".")[1] != "__version__"
}
"""(room, imported room, file) of every import inside the package."""


def allowed(room: str) -> set[str]:
    """Rooms that a room may import."""
    return ROOMS[room] | {room} | (set() if room in EVERYWHERE else EVERYWHERE)


def test_every_room_is_known() -> None:
    assert {room_of(path) for path in FILES} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    wrong = [a for a in sorted(ARROWS) if a[0] == room and a[1] not in allowed(room)]
    assert wrong == []


def test_errors_know_only_texts() -> None:
    inside = {m for m in imports(SCHEDULER / "errors.py") if m.startswith("scheduler.")}
    assert inside == {"scheduler.domain.text", "scheduler.domain.text.Text"}


def test_no_two_rooms_import_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for room, other, _ in ARROWS:
        if room != other:
            graph.setdefault(room, set()).add(other)
    assert list(TopologicalSorter(graph).static_order())


def test_encodings_never_call_a_page() -> None:
    twins = sorted((SCHEDULER / "cpsat" / "encode").glob("*.py"))
    shared = [p.name for p in twins if any(m.startswith("scheduler.rules") for m in imports(p))]
    assert twins
    assert shared == []


@pytest.mark.parametrize("package", ONLY_IN)
def test_heavy_packages_stay_in_their_rooms(package: str) -> None:
    users = {room_of(p) for p in FILES for m in imports(p) if m.split(".")[0] == package}
    assert users <= ONLY_IN[package]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def loaded_by(code: str, packages: tuple[str, ...]) -> list[str]:
    """Which of the packages a fresh interpreter has loaded after running `code`."""
    asked = f"{code}\nimport sys\nprint('loaded:', [p for p in {packages!r} if p in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    found: list[str] = ast.literal_eval(run.stdout.rpartition("loaded: ")[2])
    return found


@pytest.mark.parametrize(
    "module", ["scheduler.audit", "scheduler.rules", "scheduler.domain.roster"]
)
def test_the_audit_loads_no_solver(module: str) -> None:
    assert loaded_by(f"import {module}", HEAVY) == []


@pytest.mark.skipif(
    not (SCHEDULER / "cli" / "__init__.py").exists(), reason="there are no commands yet"
)
def test_help_loads_nothing_heavy() -> None:
    assert importlib.util.find_spec("scheduler.cli")
    code = """
import runpy, sys
sys.argv = ["scheduler", "--help"]
try:
    runpy.run_module("scheduler", run_name="__main__")
except SystemExit as stop:
    assert not stop.code, stop.code
"""
    assert loaded_by(code, HEAVY) == []


def test_no_two_test_files_share_a_name() -> None:
    """They are no packages, so that pytest would take one for the other."""
    names = [path.name for path in sorted((ROOT / "tests").rglob("test_*.py"))]
    assert sorted(set(names)) == sorted(names)
