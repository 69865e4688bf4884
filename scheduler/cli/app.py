"""The program: its commands, and the one place where failures become exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from scheduler import __version__
from scheduler.cli.base import Group, complaint
from scheduler.cli.began import process_began
from scheduler.cli.early import INTERRUPTED
from scheduler.cli.language import language
from scheduler.cli.options import shared
from scheduler.cli.screen import use_utf8
from scheduler.cli.words import say

BUG, PIPE_CLOSED = 70, 141
COMMANDS = (
    "validate", "solve", "check", "conflicts", "repair", "explain", "options", "prices",
    "whatif", "sweep", "report", "feeds", "compare", "publish", "releases", "release", "rollback",
    "serve", "tokens", "users", "caldav", "busy", "doctor", "init",
)  # fmt: skip


class App(Group):
    """The group of all commands; its exit codes are those of the contract."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run, and leave with the command's exit status."""
        given = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        try:
            status = super().main(given, prog_name or "scheduler", **extra)
            sys.stdout.flush()
        except BrokenPipeError:
            status = _pipe_closed()
        except click.Abort:
            click.echo(say(language(given), "interrupted"), err=True)
            status = INTERRUPTED
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.message, err=True)
            status = error.exit_code
        except click.ClickException as error:
            click.echo(complaint(error, language(given)), err=True)
            status = error.exit_code
        except Exception as error:
            click.echo(say(language(given), "bug", what=repr(error)), err=True)
            click.echo(traceback.format_exc(), err=True)
            status = BUG
        sys.exit(status or 0)


def _pipe_closed() -> int:
    """Whoever read our output has enough; keep Python from complaining at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"scheduler {__version__}")
        ctx.exit()


@click.group(
    "scheduler",
    cls=App,
    modules={name: f"scheduler.cli.commands.{name}" for name in COMMANDS},
    invoke_without_command=True,
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
@shared
@click.pass_context
def app(ctx: click.Context, /, **_: Any) -> None:
    """All commands; the options given here hold for each, unless it has its own."""
    if ctx.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(ctx)


def main() -> NoReturn:
    """Entry of ``scheduler`` and ``python -m scheduler``."""
    began = process_began()
    use_utf8()
    app.main(obj=began)
