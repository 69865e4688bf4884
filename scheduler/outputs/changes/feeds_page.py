"""A page for the planners: every calendar, and each entry that its readers see change."""

from __future__ import annotations

from scheduler.domain.entry import Entry
from scheduler.outputs.changes.dates import span_text
from scheduler.outputs.changes.html import Html, joined, tag
from scheduler.outputs.changes.words import AUDIENCES, ENTRY_CHANGES, FIELDS, told
from scheduler.outputs.ical import words
from scheduler.outputs.ical.text import title
from scheduler.outputs.labels import LIST, PHASES
from scheduler.releases.consequences import Consequences, FeedChange
from scheduler.releases.entry_changes import KINDS, EntryChange
from scheduler.releases.shown import BUSY

TONES = {
    "appears": "good", "returns": "good", "changes": "fair", "cancelled": "bad",
    "vanishes": "quiet",
}  # fmt: skip


def feeds_body(found: Consequences, lang: str) -> Html:
    """All that changes, calendar by calendar; of a first release the counts, for all is new."""
    if not found.feeds:
        return tag("section", tag("p", told("no-feeds", lang)), class_="card")
    note = tag("p", told("all-new", lang), class_="hint") if found.before is None else None
    return joined(note, *(_feed(f, lang, brief=found.before is None) for f in found.feeds))


def _feed(feed: FeedChange, lang: str, *, brief: bool) -> Html:
    counts = [
        joined(_pill(kind, lang), tag("span", f" {n:,} "))
        for kind in KINDS
        if (n := feed.count(kind))
    ]
    head = tag("h2", f"{feed.path} · {AUDIENCES[feed.public].get(lang)}")
    columns = ("what", "event", "days", "fields")
    heads = tag("tr", *(tag("th", told(k, lang), scope="col") for k in columns))
    rows = tag("tbody", *(_row(change, lang) for change in feed.changes))
    table = None if brief else tag("table", tag("thead", heads), rows, class_="halls")
    return tag("section", head, tag("p", *counts), table, class_="card")


def _row(change: EntryChange, lang: str) -> Html:
    sides = [e for e in (change.before, change.after) if e]
    days = " → ".join(dict.fromkeys(span_text(e.span, lang) for e in sides))
    fields = LIST.get(lang).join(FIELDS[f].get(lang) for f in change.fields)
    head = tag("th", _pill(change.kind, lang), scope="row")
    cells = (entry_name(change.entry, lang), days, fields)
    return tag("tr", head, *(tag("td", cell) for cell in cells))


def entry_name(entry: Entry, lang: str) -> str:
    """Event and phase; what stands in a busy feed has no name."""
    if entry.phase == BUSY:
        return words.BUSY.get(lang)
    return f"{title(entry.subject.name, lang, entry.subject.id)} · {PHASES[entry.phase].get(lang)}"


def _pill(kind: str, lang: str) -> Html:
    return tag("span", ENTRY_CHANGES[kind].get(lang), class_=f"pill {TONES[kind]}")
