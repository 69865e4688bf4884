"""A password is typed twice, unseen, or read from standard input; never from the command line."""

from __future__ import annotations

import sys

import click

from scheduler.cli.screen import Screen
from scheduler.domain.text import Text
from scheduler.errors import UsageError

MOST_BYTES = 4_096

password_stdin = click.option("--password-stdin", is_flag=True)


def asked_password(screen: Screen, *, from_input: bool) -> str:
    """A new password.

    Raises
    ------
    UsageError
        When there is no terminal to ask at, both differ, or the input holds no single line.
    """
    if from_input:
        return _read()
    if not sys.stdin.isatty():
        raise UsageError(
            Text(
                "没有终端可输入密码；请用 --password-stdin 从标准输入给出。",
                "There is no terminal to type a password at; give it on standard input with "
                "--password-stdin.",
            )
        )
    first = click.prompt(screen.say("password"), hide_input=True, err=True)
    if click.prompt(screen.say("password-again"), hide_input=True, err=True) != first:
        raise UsageError(Text("两次输入不同，请再试。", "The two differ; try again."))
    return str(first)


def _read() -> str:
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = []
    if len(raw) > MOST_BYTES or len(lines) != 1:
        raise UsageError(
            Text(
                "标准输入须恰有一行 UTF-8 文字，即密码。",
                "Standard input must hold one line of UTF-8: the password.",
            )
        )
    return lines[0]
