"""The shape of a release's consequences in JSON, for the command line and the web."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.domain.entry import Entry
from scheduler.domain.span import Span, iso
from scheduler.releases.consequences import Consequences, FeedChange
from scheduler.releases.entry_changes import KINDS, EntryChange
from scheduler.releases.happenings import Happening
from scheduler.releases.stays import Stay

Json = dict[str, Any]


@dataclass(frozen=True)
class Figures:
    """What a release's plan costs and covers.

    Parameters
    ----------
    cost
        Points; ``None`` when not known.
    coverage
        Placed events of each industry: ``{"brand_events": n, "events": n}``.
    """

    cost: int | None
    coverage: Mapping[str, Mapping[str, int]]


NOTHING = Figures(None, {})
"""Figures before the first release."""


def consequences_answer(
    found: Consequences, before: Figures = NOTHING, after: Figures = NOTHING
) -> Json:
    """Everything that a release changes.

    An entry of `entries` is told once, by its number, however many feeds show it alike; `feeds`
    list those numbers.
    """
    numbers: dict[int, int] = {}
    told: list[Json] = []
    for change in (c for feed in found.feeds for c in feed.changes):
        if numbers.setdefault(id(change), len(told)) == len(told):
            told.append(entry_answer(change))
    return {
        "before": found.before,
        "after": found.after,
        "cost": [before.cost, after.cost],
        "coverage": _coverage(before, after),
        "events": [happening_answer(h) for h in found.events],
        "entries": told,
        "feeds": [_feed(feed, numbers) for feed in found.feeds],
    }


def happening_answer(found: Happening) -> Json:
    """An event that changes: what happens to it, and its place before and after."""
    name = found.stay.subject.name
    return {
        "event_id": found.event_id,
        "name_zh": name.get("zh"),
        "name_en": name.get("en"),
        "kinds": list(found.kinds),
        "from": stay_answer(found.before),
        "to": stay_answer(found.after),
    }


def stay_answer(stay: Stay | None) -> Json | None:
    """A *place* (contract, section 7) with its status and the days of each phase."""
    if stay is None:
        return None
    return {
        "venue_id": stay.site.id,
        "hall_ids": list(stay.hall_ids),
        "show_first": iso(stay.show.start),
        "show_last": iso(stay.show.last),
        "status": stay.status,
        "phases": {phase: _days(span) for phase, span in stay.phases},
    }


def entry_answer(change: EntryChange) -> Json:
    """An entry that some feeds show differently."""
    entry = change.entry
    return {
        "uid": entry.uid,
        "event_id": entry.subject.id,
        "phase": entry.phase,
        "change": change.kind,
        "fields": list(change.fields),
        "from": _shown(change.before),
        "to": _shown(change.after),
    }


def _shown(entry: Entry | None) -> Json | None:
    if entry is None:
        return None
    return {
        "days": _days(entry.span),
        "venue_id": entry.site.id,
        "hall_ids": [hall.id for hall in entry.halls],
        "status": entry.status,
        "sequence": entry.state.sequence,
    }


def _feed(feed: FeedChange, numbers: Mapping[int, int]) -> Json:
    kinds = {
        kind: [numbers[id(c)] for c in feed.changes if c.kind == kind] for kind in KINDS
    }
    audience = "public" if feed.public else "private"
    return {"path": feed.path, "audience": audience, **{k: n for k, n in kinds.items() if n}}


def _days(span: Span) -> list[str]:
    """First and last day."""
    return [iso(span.start), iso(span.last)]


def _coverage(before: Figures, after: Figures) -> Json:
    industries = {**after.coverage, **before.coverage}
    return {i: [_counts(before, i), _counts(after, i)] for i in industries}


def _counts(figures: Figures, industry: str) -> Json | None:
    counts = figures.coverage.get(industry)
    return dict(counts) if counts is not None else None
