"""The program around the commands: help, languages, failures, consoles."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scheduler.cli import app
from scheduler.cli.app import COMMANDS, App
from scheduler.cli.helps import HELPS
from scheduler.cli.language import language
from scheduler.cli.layout import width, wrap
from scheduler.cli.progress import filled, line
from scheduler.cli.screen import Screen
from scheduler.cli.words import _NOUNS, WORDS
from scheduler.errors import AuditMismatch
from scheduler.search.params import Progress
from tests.cli.tiny import PLAN, ROOT, city, run, shell

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", [*COMMANDS, None])
def test_help_in_both_languages(name: str | None) -> None:
    args = [name] if name else []
    english, chinese = (run(*args, "--lang", lang, "--help") for lang in ("en", "zh"))
    assert (english.exit_code, chinese.exit_code) == (0, 0)
    assert english.stdout.startswith("Usage: scheduler ")
    assert chinese.stdout.startswith("用法：scheduler ")
    assert not HAN.search(english.stdout)
    ctx = click.Context(app)
    command = app.get_command(ctx, name) if name else app
    assert command is not None
    for parameter in command.params:
        assert max(parameter.opts, key=len) in english.stdout or parameter.metavar
    assert all(width(line) <= 100 for line in chinese.stdout.splitlines())


def test_every_sentence_has_both_languages() -> None:
    for key, text in (WORDS | HELPS).items():
        assert text.zh and text.en, key
        names = [set(re.findall(r"{(\w+)}", side)) for side in (text.zh, text.en)]
        nouns = set(_NOUNS)
        assert names[0] - nouns == names[1] - nouns, key


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from scheduler.cli import app\n"
        "try: app.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('pandas', 'numpy', 'ortools', 'pydantic', 'icalendar', 'holidays',"
        " 'openpyxl', 'xlsxwriter', 'scheduler.workflow') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


def test_without_a_command_the_help_page_comes() -> None:
    for args in ((), ("--lang", "en"), ("--format", "json")):
        told = run(*args)
        assert (told.exit_code, told.stdout) == (2, "")
        assert told.stderr.startswith("Usage: scheduler ")


def test_version() -> None:
    done = shell("--version")
    assert re.fullmatch(rb"scheduler \d+\.\d+\.\d+\r?\n", done.stdout)


@pytest.mark.parametrize(
    ("env", "args", "expected"),
    [
        ({}, ["--lang", "zh"], "zh"),
        ({"LANG": "zh_CN.UTF-8"}, ["--lang=en"], "en"),
        ({"SCHEDULER_LANG": "en", "LANG": "zh_CN.UTF-8"}, [], "en"),
        ({"LANG": "zh_CN.UTF-8"}, [], "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, [], "en"),
        ({"LANG": "de_DE.UTF-8"}, [], "en"),
        ({"LANG": "Chinese (Simplified)_China.936"}, ["--lang"], "zh"),
    ],
)
def test_language(env: dict[str, str], args: list[str], expected: str) -> None:
    assert language(args, env) == expected


def test_unknown_command() -> None:
    told = run("sovle")
    assert told.exit_code == 2
    assert told.stderr.endswith('Error: There is no command "sovle". Maybe solve?\n')
    assert "是不是 solve？" in run("sovle", lang="zh").stderr


def _boom(error: BaseException) -> App:
    """A program whose only command fails."""
    made = App("scheduler", modules={"boom": __name__})

    @click.command("boom")
    def fails() -> None:
        raise error

    globals()["command"] = fails
    return made


@pytest.mark.parametrize(
    ("error", "code", "traced"),
    [
        (KeyboardInterrupt(), 130, False),
        (RuntimeError("odd"), 70, True),
        (click.ClickException("no"), 1, False),
    ],
)
def test_failures(error: BaseException, code: int, traced: bool) -> None:
    told = CliRunner().invoke(_boom(error), ["boom"], env={"SCHEDULER_LANG": "en"})
    assert told.exit_code == code
    assert ("Traceback" in told.stderr) is traced


def test_a_mismatch_is_loud() -> None:
    from scheduler.cli.options import fail

    @click.command()
    def command() -> None:
        raise SystemExit(fail(Screen("en"), AuditMismatch("counts differ")))

    told = CliRunner().invoke(command)
    assert told.exit_code == 70
    assert "This is our mistake" in told.stderr
    assert "counts differ" in told.stderr


def test_utf8_whatever_the_code_page(tmp_path: Path) -> None:
    city(tmp_path, **{"plan.csv": PLAN})
    done = shell("-w", tmp_path, "--lang", "zh", "check", tmp_path / "plan.csv",
                 PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")  # fmt: skip
    assert done.returncode == 0
    assert "合规" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_closed_pipe_is_no_failure(tmp_path: Path) -> None:
    city(tmp_path, **{"plan.csv": PLAN})
    script = f"{sys.executable} -m scheduler -w {tmp_path} check {tmp_path}/plan.csv | true"
    done = subprocess.run(["sh", "-c", script], cwd=ROOT, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_progress_without_a_terminal(tmp_path: Path) -> None:
    done = shell("-w", city(tmp_path), "--lang", "en", "solve", "--workers", 1)
    assert (done.returncode, done.stderr) == (0, b"")


def test_progress_line() -> None:
    news = Progress("search", 1200, 1150, 3.0)
    assert line(Screen("en"), news, 12.4) == "searching  best 1,200  bound 1,150  gap 4.17%  12 s"
    early = line(Screen("zh"), Progress("build", None, None, 0.0), 0.2)
    assert early == "建立模型  最好 –  下界 –  差距 –  0 秒"


def test_progress_bar() -> None:
    assert filled(Screen("zh"), 5, 18, 31.6) == f"[{'#' * 8}{'-' * 22}] 5/18  32 秒"
    assert filled(Screen("en"), 0, 0, 0.0) == f"[{'-' * 30}] 0 of 0  0 s"


def test_wrapping_knows_wide_letters() -> None:
    assert wrap("海洋大会，第二天", 8) == ["海洋大", "会，第二", "天"]
    assert wrap("a plain line of words", 10) == ["a plain", "line of", "words"]


def test_readme_names_only_commands_that_are_there() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    called = {m[1] for line in lines if (m := re.match(r"scheduler (?:-w \S+ )?([a-z]+)", line))}
    assert called and called <= set(COMMANDS)
