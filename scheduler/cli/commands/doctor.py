"""``doctor``: what is wrong with a feed, ours or a venue's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from scheduler.cli import options
from scheduler.cli.layout import cut
from scheduler.cli.screen import Screen
from scheduler.doctor import SEVERITIES, Clients, Finding, Hit
from scheduler.domain.span import Day

SHOWN, WIDEST = 3, 60


@options.command("doctor")
@click.argument("feed", metavar="FILE|URL")
@click.option("--again", type=options.FILE, metavar="FILE")
@click.option("--today", type=options.Date(), metavar="DATE")
@click.option("--allow-private", is_flag=True)
@click.option("-v", "--verbose", is_flag=True)
def command(
    screen: Screen, workspace: Path, feed: str, again: Path | None, today: Day | None,
    allow_private: bool, verbose: bool,
) -> int:  # fmt: skip
    """0 without defects, 1 with some; the workspace plays no part."""
    from scheduler.workflow.doctoring import diagnose, diagnosis_answer

    found = diagnose(feed, again, today, allow_private=allow_private)
    screen.answer(diagnosis_answer(found))
    if not found.findings:
        screen.out(screen.say("doctor-clean"))
        return 0
    counts = {s: screen.say(f"doctor-n-{s}", n=found.count(s)) for s in SEVERITIES}
    events = screen.say("doctor-events", n=f"{found.events:,}")
    screen.out(screen.say("doctor-count", events=events, **counts))
    for finding in found.findings:
        screen.out(_lines(screen, finding, verbose))
    return 0 if found.ok else 1


def _lines(screen: Screen, finding: Finding, verbose: bool) -> Iterator[str]:
    page = finding.check
    severity = screen.say(f"doctor-{page.severity}")
    yield ""
    yield f"{severity} [{page.id}] {page.wrong.get(screen.lang)}"
    hits = finding.hits if verbose else finding.hits[:SHOWN]
    for hit in hits:
        yield f"  {_place(screen, hit)}"
    if len(hits) < len(finding.hits):
        yield "  " + screen.say("doctor-more", n=len(finding.hits) - len(hits))
    for told in _clients(screen, page.clients):
        yield "  " + told
    yield "  " + screen.say("doctor-remedy", text=page.remedy.get(screen.lang))


def _place(screen: Screen, hit: Hit) -> str:
    parts = [screen.say("doctor-line", line=hit.line)] if hit.line else []
    value = "".join(c if c.isprintable() else " " for c in hit.value)
    uid = "".join(c if c.isprintable() else " " for c in hit.uid)
    return " · ".join([*parts, *(cut(t, WIDEST) for t in (uid, value) if t)])


def _clients(screen: Screen, clients: Clients) -> Iterator[str]:
    refuse, misread = clients.those("X"), clients.those("d")
    if refuse:
        yield screen.say("doctor-refuse", names=", ".join(refuse))
    if misread:
        yield screen.say("doctor-misread", names=", ".join(misread))
    if clients.measured and not refuse and not misread:
        yield screen.say("doctor-harmless", n=len(clients.measured))
    if clients.reported:
        yield screen.say("doctor-reported", text=clients.reported.get(screen.lang))
