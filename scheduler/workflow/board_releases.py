"""Releases as the planning board shows them: what each changed, and what a plan would change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.board.document import Sheet, named
from scheduler.domain.release import Directory, Release
from scheduler.domain.text import LANGS, Text
from scheduler.outputs.changes import consequences_answer
from scheduler.outputs.changes.answer import NOTHING
from scheduler.outputs.ical.catalogue import archive_feed, busy_feed, catalogue
from scheduler.releases.consequences import Consequences
from scheduler.releases.diff import consequences
from scheduler.releases.lifecycle import today_in
from scheduler.releases.members import years_of
from scheduler.store import Store
from scheduler.workflow.board_outputs import judged_of
from scheduler.workflow.board_refusals import Missing
from scheduler.workflow.publishing import figures_of, publication
from scheduler.workflow.releases import release_answer

Json = dict[str, Any]


def one_release(store: Store, number: int) -> Json:
    """All that a release holds.

    Raises
    ------
    Missing
        When there is none.
    """
    release = _release(store, number)
    assert release is not None
    return release_answer(release, store.record(number))


def difference(store: Store, number: int, against: int) -> Json:
    """What is other in a release than in release `against`; 0 is before the first.

    Raises
    ------
    Missing
        When there is no such release.
    """
    before, after = _release(store, against) if against else None, _release(store, number)
    assert after is not None
    old = figures_of(store.record(against)) if against else NOTHING
    found = consequences(before, after, today_in(after.directory, after.published))
    told = consequences_answer(found, old, figures_of(store.record(number)))
    return named_feeds(told, found, after.directory)


def foreseen(store: Store, sheet: Sheet, against: int | None) -> Json:
    """What would be other if the plan were published, than in a release; the last one if not told.

    Raises
    ------
    Missing
        When there is no such release.
    """
    made = publication(store, judged_of(sheet), "", ())
    if against is None or (made.previous and against == made.previous.number):
        found, old = made.diff, made.figures[0]
    else:
        before = _release(store, against) if against else None
        old = figures_of(store.record(against)) if against else NOTHING
        found = consequences(before, made.release, made.today)
    told = consequences_answer(found, old, made.figures[1])
    return named_feeds(told, found, made.release.directory)


def feed_names(directory: Directory) -> dict[str, Text]:
    """Names of all feeds of a city by their path."""
    zh, en = ({f.path: f.name for f in _feeds(directory, lang)} for lang in LANGS)
    return {path: Text(zh[path], en[path]) for path in zh}


def _feeds(directory: Directory, lang: str) -> Iterator[Any]:
    yield from catalogue(directory, lang)
    yield from (busy_feed(venue, lang) for venue, _ in directory.venues)
    yield from (archive_feed(directory, year, lang) for year in years_of(directory))


def named_feeds(told: Json, found: Consequences, directory: Directory) -> Json:
    """An answer with the names of its feeds; one that the city has no more is told by its path."""
    names = feed_names(directory) if found.feeds else {}
    for feed in told["feeds"]:
        feed |= named(names.get(feed["path"], Text(feed["path"])))
    return told


def _release(store: Store, number: int) -> Release | None:
    if number not in store.numbers():
        raise Missing(Text(f"没有第 {number} 版。", f"There is no release {number}."))
    return store.release(number)
