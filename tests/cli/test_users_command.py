"""``users`` as it is typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.tiny import ROOT, answer, run

GOOD = "青岛会展 is open all year"


def typed(folder: Path, *args: str, said: str = GOOD, lang: str = "en") -> tuple[int, str, str]:
    """Exit status, answer and notes of ``users`` with a password on standard input."""
    command = [sys.executable, "-m", "scheduler", "-w", str(folder), "--lang", lang, "users", *args]
    done = subprocess.run(
        command, cwd=ROOT, input=said, capture_output=True, encoding="utf-8", timeout=60
    )
    return done.returncode, done.stdout, done.stderr


def test_accounts_from_first_to_last(tmp_path: Path) -> None:
    assert answer("-w", tmp_path, "users", "list") == {"users": []}
    assert typed(tmp_path, "add", "Amy", "--role", "planner", "--password-stdin") == (
        0, "Account amy (planner) is made.\n", "",
    )  # fmt: skip
    assert typed(tmp_path, "add", "王芳", "--password-stdin", lang="zh")[:2] == (
        0, "已新增用户 王芳（只看）。\n",
    )  # fmt: skip
    assert typed(tmp_path, "add", "AMY", "--password-stdin")[0] == 2
    listed = answer("-w", tmp_path, "users", "list")["users"]
    assert [(u["name"], u["role"], u["used"]) for u in listed] == [
        ("amy", "planner", None), ("王芳", "viewer", None),
    ]  # fmt: skip
    assert typed(tmp_path, "change", "王芳", "--role", "planner")[0] == 0
    assert typed(tmp_path, "change", "amy", "--password-stdin", said=GOOD + "!")[0] == 0
    assert typed(tmp_path, "remove", "amy")[0] == 0
    assert [u["role"] for u in answer("-w", tmp_path, "users", "list")["users"]] == ["planner"]
    kept = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert GOOD.encode() not in kept


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one account, which nothing that is refused changes."""
    folder = tmp_path_factory.mktemp("store")
    assert typed(folder, "add", "other", "--password-stdin")[0] == 0
    return folder


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("add", "amy", "--password-stdin"), "short"),
        (("add", "amy", "--password-stdin"), ""),
        (("add", "amy", "--password-stdin"), "two lines of\na password here"),
        (("add", "amy", "--password-stdin"), "x" * 9000),
        (("add", "a b", "--password-stdin"), GOOD),
        (("add", "amy"), GOOD),
        (("add", "amy", "--role", "owner", "--password-stdin"), GOOD),
        (("change", "nobody", "--role", "viewer"), ""),
        (("remove", "nobody"), ""),
    ],
)
def test_what_is_refused(store: Path, args: tuple[str, ...], said: str) -> None:
    for lang in ("zh", "en"):
        status, out, told = typed(store, *args, said=said, lang=lang)
        assert (status, out) == (2, "")
        assert told
        assert "Traceback" not in told
    assert [u["name"] for u in answer("-w", store, "users", "list")["users"]] == ["other"]


def test_without_a_store_there_is_nobody(tmp_path: Path) -> None:
    assert run("-w", tmp_path, "users", "remove", "amy").exit_code == 2
    assert not (tmp_path / "scheduler.db").exists()
