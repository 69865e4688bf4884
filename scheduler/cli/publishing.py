"""What ``publish``, ``rollback``, ``releases`` and ``release`` show, and their options."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.cli import options
from scheduler.cli.consequences import show_consequences
from scheduler.cli.layout import table
from scheduler.cli.pushing import Target, show_pushing
from scheduler.cli.screen import Screen
from scheduler.cli.show import rule_name, show_faults, show_files, show_findings
from scheduler.domain.problem import Problem
from scheduler.domain.release import Release
from scheduler.domain.span import iso
from scheduler.outputs.changes.words import STATUSES
from scheduler.outputs.ical.text import title
from scheduler.releases.stays import Stay

if TYPE_CHECKING:
    from scheduler.store import Accepted, Record, Store
    from scheduler.workflow.accepting import Refusal
    from scheduler.workflow.publishing import Publication

db = click.option("--db", metavar="URL", envvar="SCHEDULER_DB")
message = click.option("-m", "--message", metavar="TEXT", default="")
today = click.option("--today", type=options.Date(), metavar="DATE")
accept = click.option("--accept", multiple=True, metavar="RULE[/EVENT…]:REASON")
dry_run = click.option("--dry-run", is_flag=True)
pages = click.option("--pages", type=options.FILE, metavar="FOLDER")
verbose = click.option("-v", "--verbose", is_flag=True)
number = click.argument("number", type=options.Number(1, 10**9, whole=True), metavar="N")


def refuse(screen: Screen, problem: Problem, refused: list[Refusal]) -> int:
    """Tell which broken rules nobody has accepted, and how each can be."""
    from scheduler.workflow.accepting import refusals_answer

    screen.out(screen.say("refused", n=len(refused)))
    show_findings(screen, problem, [r.finding for r in refused])
    screen.out(screen.say("refused-how"))
    screen.out("  " + screen.say("refused-one", name=r.name) for r in refused)
    findings = refusals_answer(problem, refused)
    screen.answer({"ok": False, "published": False, "refused": findings})
    return 1


def settle(
    screen: Screen, found: Publication, *, dry: bool, folder: Path | None, verbose: bool,
    target: Target | None = None,
) -> int:  # fmt: skip
    """Show what the release changes, then commit it with its pages, then push it.

    0 also if nothing is new: an earlier push that broke off then goes on; 1 if a push does not
    bring everything to the server.
    """
    from scheduler.workflow.pushing import pushing_answer
    from scheduler.workflow.releases import publication_answer

    show_accepted(screen, found.record.accepted)
    if found.changed:
        before, after = found.figures
        names = found.release.directory.industries
        show_consequences(
            screen, found.diff, before, after, industries=names, verbose=verbose
        )
        _warn_of_domain(screen, found)
        show_faults(screen, (), found.oversized)
    published = found.changed and not dry
    files = _made(found, folder, published)
    screen.out(_outcome(screen, found, published))
    if files:
        show_files(screen, files)
    said = publication_answer(found, published)
    pushed = target.push(screen, found.store, today=found.today) if target and not dry else None
    if pushed:
        show_pushing(screen, pushed)
        said["caldav"] = pushing_answer(pushed)
    screen.answer(said)
    return 0 if pushed is None or pushed.ok else 1


def _warn_of_domain(screen: Screen, found: Publication) -> None:
    """Tell that entries are about to lose their identity, though no event changes."""
    old = found.previous.directory.domain if found.previous else None
    new = found.release.directory.domain
    if old not in (None, new):
        screen.note(screen.say("new-domain", old=old, new=new))


def _outcome(screen: Screen, found: Publication, published: bool) -> str:
    n = found.release.number
    if published:
        return screen.say("published", release=n)
    if found.changed:
        return screen.say("dry-run", release=n)
    return screen.say("no-news", release=n - 1)


def _made(found: Publication, folder: Path | None, published: bool) -> list[Path]:
    """Commit the release and write each venue's page: both, or neither.

    Where nothing is new, the last release's pages are written: a publication that was killed
    between the two is completed by the same command.
    """
    from scheduler.outputs.changes.folder import write_pages

    commit = found.commit if published else None
    if folder and found.changed:
        return write_pages(folder, found.diff, found.release, commit)
    if folder and found.previous is not None:
        return write_pages(folder, found.last_diff, found.previous)
    if commit:
        commit()
    return []


def show_accepted(screen: Screen, accepted: tuple[Accepted, ...]) -> None:
    """Broken hard rules of a release, each with the reason for which it was published."""
    if accepted:
        screen.out(screen.say("accepted"))
        for one in accepted:
            rule = rule_name(screen, one.rule)
            screen.out("  " + screen.say("accepted-rule", rule=rule, reason=one.reason))
            screen.out(f"    {finding['text_' + screen.lang]}" for finding in one.findings)


def show_list(screen: Screen, store: Store) -> None:
    """All releases, the last one first."""
    rows = [
        (
            str(s.number),
            f"{s.published:%Y-%m-%d %H:%M} UTC",
            screen.say("n-events", n=s.events),
            screen.say("list-cost", points=f"{s.cost:,}"),
            _printed(s.who),
            " ".join(filter(None, (_marks(screen, s.restores, s.accepted), _first(s.message)))),
        )
        for s in reversed(store.list())
    ]
    screen.out(table(rows) if rows else screen.say("no-releases"))


def _marks(screen: Screen, restores: int | None, accepted: int) -> str:
    back = screen.say("list-restores", release=restores) if restores else ""
    return back + (screen.say("list-accepted", count=accepted) if accepted else "")


def _first(message: str) -> str:
    lines = message.split("\n")
    return _printed(lines[0]) + ("…" if len(lines) > 1 else "")


def _printed(words: str) -> str:
    return "".join(c for c in words if c.isprintable())


def show_release(screen: Screen, release: Release, record: Record, found: list[Stay]) -> None:
    """Everything that a release holds, event by event."""
    screen.out(
        screen.say("release-head", release=release.number, when=f"{release.published:%F %H:%M}")
    )
    if record.who:
        screen.out("  " + screen.say("release-who", who=_printed(record.who)))
    for line in release.message.splitlines():
        screen.out("  " + _printed(line))
    if record.restores:
        screen.out("  " + screen.say("release-restores", release=record.restores))
    bound = "–" if record.bound is None else f"{record.bound:,}"
    screen.out("  " + screen.say("release-cost", cost=f"{record.cost:,}", bound=bound))
    show_accepted(screen, record.accepted)
    cancelled = {left.entry.subject.id for left in release.left if not left.public}
    gone = cancelled - {stay.subject.id for stay in found}
    screen.out(screen.say("release-events", n=len(found), gone=len(gone)))
    screen.out(table(_rows(screen, found)))


def _rows(screen: Screen, found: list[Stay]) -> Iterator[tuple[str, ...]]:
    for stay in found:
        name = title(stay.subject.name, screen.lang, stay.subject.id)
        where = " ".join((stay.site.id, *stay.hall_ids))
        days = f"{iso(stay.show.start)}–{iso(stay.show.last)}"
        yield days, f"{name} ({stay.subject.id})", where, screen.name(STATUSES[stay.status])
