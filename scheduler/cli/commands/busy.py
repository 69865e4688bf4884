"""``busy``: the venues' own calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.screen import Screen

if TYPE_CHECKING:
    from scheduler.workflow.occupying import Taken

_GIVEN = {"add": (2, 2), "list": (0, 0), "refresh": (0, 1), "remove": (1, 1)}
"""Least and most arguments of each action."""


@options.command("busy")
@click.argument("action", type=options.OneOf(*_GIVEN), metavar="ACTION")
@click.argument("target", required=False, metavar="[VENUE[/HALL]|NAME]")
@click.argument("source", required=False, metavar="[FILE|URL]")
@click.option("--name", metavar="NAME")
@click.option("--allow-private", is_flag=True)
@click.option("--skip-bad", is_flag=True)
def command(
    screen: Screen,
    workspace: Path,
    action: str,
    target: str | None,
    source: str | None,
    name: str | None,
    allow_private: bool,
    skip_bad: bool,
) -> int:
    """0 when done, 1 when a calendar could not be read (anew)."""
    from scheduler.workflow import occupying

    _check(screen, action, [g for g in (target, source) if g], name, allow_private or skip_bad)
    how = {"allow_private": allow_private, "skip_bad": skip_bad}
    if action == "remove":
        kept = occupying.remove(workspace, target or "")
        screen.out(screen.say("busy-removed", name=kept.name, file=kept.file))
        screen.answer({"removed": kept.name})
        return 0
    if action == "add":
        try:
            made = occupying.add(workspace, target or "", source or "", name=name or "", **how)
        except occupying.BadEntries:
            screen.note(screen.say("busy-bad"))
            raise
        return _show(screen, [made])
    if action == "refresh":
        return _show(screen, occupying.refresh(workspace, target, **how))
    return _show(screen, occupying.calendars(workspace))


def _check(
    screen: Screen, action: str, given: list[str], name: str | None, reads: bool
) -> None:
    least, most = _GIVEN[action]
    if not least <= len(given) <= most:
        raise click.UsageError(screen.say("busy-usage"))
    if (name is not None and action != "add") or (
        reads and action not in ("add", "refresh")
    ):
        raise click.UsageError(screen.say("busy-options"))


def _show(screen: Screen, found: Iterable[Taken]) -> int:
    """Each calendar as soon as it is done."""
    done = []
    for taken in found:
        done.append(taken)
        screen.out(_lines(screen, taken))
        screen.note(f"  {text.get(screen.lang)}" for text in taken.problems)
        screen.note(f"  {doubt.line(screen.lang)}" for doubt in taken.doubts)
    if not done:
        screen.out(screen.say("busy-none"))
    screen.answer({"calendars": [_answer(t) for t in done]})
    return 1 if any(t.problems for t in done) else 0


def _lines(screen: Screen, t: Taken) -> Iterator[str]:
    kept = t.kept
    yield screen.say(
        "busy-row", name=kept.name, place=kept.place, days=t.days, entries=t.entries,
        fetched=kept.fetched, age=t.age_days,
    )  # fmt: skip
    yield "  " + screen.say("busy-source", source=kept.source)
    if t.skipped:
        yield "  " + screen.say("busy-skipped", **_skipped(t))
    if t.changed:
        yield "  " + screen.say("busy-changed")


def _answer(t: Taken) -> dict[str, object]:
    kept = t.kept
    return {
        "name": kept.name,
        "venue_id": kept.venue,
        "hall_id": kept.hall or None,
        "file": kept.file,
        "source": kept.source,
        "fetched": kept.fetched,
        "age_days": t.age_days,
        "hash": kept.hash,
        "entries": t.entries,
        "days": t.days,
        "skipped": _skipped(t),
        "changed": t.changed,
        "problems": [{"text_zh": p.zh, "text_en": p.en} for p in t.problems],
        "warnings": [
            {"message_zh": d.line("zh"), "message_en": d.line("en")} for d in t.doubts
        ],
    }


def _skipped(t: Taken) -> dict[str, int]:
    from scheduler.workflow.occupying import SKIPPED

    return {k: t.skipped.get(k, 0) for k in SKIPPED}
