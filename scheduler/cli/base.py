"""Commands whose help and complaints come in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from scheduler.cli import layout
from scheduler.cli.early import loading
from scheduler.cli.helps import HELPS, help_of
from scheduler.cli.language import language
from scheduler.cli.words import say

LANG = "scheduler.lang"


def lang_of(ctx: click.Context | None) -> str:
    """Language of a running command."""
    return str(ctx.meta.get(LANG) or language()) if ctx else language()


class Command(click.Command):
    """A command with its help in the reader's language."""

    allow_extra_args = True  # complained of below, in both languages

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse arguments that nobody asked for."""
        ctx.meta.setdefault(LANG, language(args))
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(say(lang_of(ctx), "extra", names=" ".join(rest)), ctx)
        return rest

    def get_usage(self, ctx: click.Context) -> str:
        """The usage line."""
        lang = lang_of(ctx)
        pieces = [HELPS["[options]"].get(lang)]
        pieces += [p.make_metavar(ctx) for p in self.params if isinstance(p, click.Argument)]
        return f"{HELPS['usage'].get(lang)}{ctx.command_path} {' '.join(pieces)}"

    def get_help(self, ctx: click.Context) -> str:
        """The whole page."""
        lang, size = lang_of(ctx), layout.columns()
        key = "" if ctx.parent is None else str(self.name)
        lines = [self.get_usage(ctx), ""]
        lines += ["  " + line for line in layout.wrap(HELPS[key].get(lang), size - 2)]
        for title, rows in self.sections(ctx):
            if rows:
                lines += ["", HELPS[title].get(lang), *layout.definitions(rows, size)]
        lines += ["", *layout.wrap(HELPS["exits"].get(lang), size)]
        return "\n".join(lines)

    def sections(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """Titles and rows of the page's lists."""
        lang = lang_of(ctx)
        rows = [
            # click gives its own option for help a name of its own making.
            (p, help_of(str(self.name), "help" if "--help" in p.opts else str(p.name), lang))
            for p in self.get_params(ctx)
        ]
        return [
            ("title.arguments", [(p.make_metavar(ctx), h) for p, h in rows if not _option(p)]),
            ("title.options", [(_spelled(p, ctx), h) for p, h in rows if _option(p)]),
        ]


def _option(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option)


def _spelled(option: click.Parameter, ctx: click.Context) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    flag = isinstance(option, click.Option) and option.is_flag
    return names if flag else f"{names} {option.make_metavar(ctx)}"


class Group(Command, click.Group):
    """A group that imports a command's module only when the command is called.

    Parameters
    ----------
    modules
        Module of each command (its attribute ``command``), in the order of the help page.
    """

    def __init__(self, *args: Any, modules: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.modules:
            return None
        with loading():
            command = import_module(self.modules[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command asked for, or tell which one may be meant."""
        if args and args[0] not in self.modules and not args[0].startswith("-"):
            lang = lang_of(ctx)
            maybe = _maybe(lang, args[0], self.modules)
            raise click.UsageError(say(lang, "no-command", name=args[0], maybe=maybe), ctx)
        return super().resolve_command(ctx, args)

    def get_usage(self, ctx: click.Context) -> str:
        """The usage line."""
        return f"{super().get_usage(ctx)} {HELPS['[command]'].get(lang_of(ctx))}"

    def sections(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """Commands besides the options; none is imported for it."""
        # Commands of a group within have their help under both names.
        above = "" if ctx.parent is None else f"{self.name}."
        rows = [(name, HELPS[above + name].get(lang_of(ctx))) for name in self.modules]
        return [("title.commands", rows), *super().sections(ctx)]


def complaint(error: click.ClickException, lang: str) -> str:
    """What a person did wrong, with the usage line and where to read on."""
    ctx = getattr(error, "ctx", None)
    lines = [ctx.get_usage(), say(lang, "hint", command=ctx.command_path), ""] if ctx else []
    return "\n".join([*lines, say(lang, "error", message=_message(error, lang))])


def _message(error: click.ClickException, lang: str) -> str:
    if isinstance(error, click.NoSuchOption):
        names = [o for p in error.ctx.command.params for o in p.opts] if error.ctx else []
        maybe = _maybe(lang, error.option_name, names)
        return say(lang, "no-option", name=error.option_name, maybe=maybe)
    if isinstance(error, click.BadOptionUsage):
        return say(lang, "needs-value", name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param:
        return say(lang, "missing", name=_name(error.param, error.ctx))
    if isinstance(error, click.BadParameter) and error.param:
        return say(lang, "bad-value", name=_name(error.param, error.ctx), message=error.message)
    return error.message


def _name(parameter: click.Parameter, ctx: click.Context | None) -> str:
    if _option(parameter) or ctx is None:
        return max(parameter.opts, key=len)
    return parameter.make_metavar(ctx)


def _maybe(lang: str, word: str, known: Sequence[str] | dict[str, str]) -> str:
    found = get_close_matches(word, list(known), 1)
    return say(lang, "maybe", guess=found[0]) if found else ""
