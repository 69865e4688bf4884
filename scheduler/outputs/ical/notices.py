"""What the public may know of an event by itself: where the URL of its entries leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.entry import CANCELLED, Entry
from scheduler.domain.feedpaths import paths_of
from scheduler.domain.release import Release
from scheduler.domain.span import iso
from scheduler.domain.text import LANGS
from scheduler.outputs.ical import wording, words
from scheduler.outputs.ical.text import title
from scheduler.outputs.labels import PHASES
from scheduler.releases.members import ordered, standing


@dataclass(frozen=True)
class Notice:
    """An event in one language, holds left out as in public calendars.

    Parameters
    ----------
    title
        Name, marked when cancelled.
    phases
        Key (``in``, ``show``, ``out``), name, first and last day (inclusive) of each.
    paths
        Public feeds that carry it.
    """

    event_id: str
    lang: str
    title: str
    place: str
    description: str
    phases: tuple[tuple[str, str, str, str], ...]
    paths: tuple[str, ...]


def notices(release: Release) -> Iterator[Notice]:
    """Notices of all public events, in each language."""
    left = (x.entry for x in release.left if x.public)
    parts: dict[str, list[Entry]] = {}
    for entry in ordered([*standing(release, public=True), *left]):
        parts.setdefault(entry.subject.id, []).append(entry)
    for entries in parts.values():
        for lang in LANGS:
            yield _notice(entries, lang)


def _notice(entries: list[Entry], lang: str) -> Notice:
    # What stands tells the place; of a phase given up, only that it is cancelled.
    stands = [e for e in entries if e.status != CANCELLED] or entries
    head = next((e for e in stands if e.phase == "show"), stands[0])
    name = title(head.subject.name, lang, head.subject.id)
    days = (
        (e.phase, PHASES[e.phase].get(lang), iso(e.span.start), iso(e.span.last)) for e in stands
    )
    return Notice(
        head.subject.id, lang, words.MARKS[head.status].get(lang) + name,
        wording.location(head, lang), wording.description(head, lang), tuple(days),
        tuple(dict.fromkeys(path for e in stands for path in paths_of(e))),
    )  # fmt: skip
