"""Calendar entries: one for each phase of a placed event, still in no language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Span
from scheduler.domain.venue import Hall, Venue


@dataclass(frozen=True)
class State:
    """What is remembered of a UID from release to release.

    Parameters
    ----------
    sequence
        Revision number, 0 at first.
    created, modified
        UTC; `modified` is DTSTAMP and LAST-MODIFIED alike, so that unchanged entries keep
        their bytes.
    """

    sequence: int
    created: datetime
    modified: datetime


_STAMP = datetime(2000, 1, 1, tzinfo=UTC)

DRAFT = State(0, _STAMP, _STAMP)
"""State of every draft entry: older than any release, so that any release replaces it."""


@dataclass(frozen=True)
class Entry:
    """One phase of one event.

    Parameters
    ----------
    phase
        ``in``, ``show`` or ``out``.
    status
        ``CONFIRMED``, ``TENTATIVE`` or ``CANCELLED``.
    """

    uid: str
    show_uid: str
    event: Event
    venue: Venue
    halls: tuple[Hall, ...]
    phase: str
    span: Span
    status: str
    state: State

    @property
    def order(self) -> tuple[int, str, tuple[str, ...], str]:
        """Place within a feed: by start, venue and halls, UID."""
        return self.span.start, self.venue.id, tuple(h.id for h in self.halls), self.uid


def domain_of(problem: Problem) -> str:
    """Right-hand side of every UID of a city."""
    return f"{problem.city.id}.{problem.policy.feeds.domain}"


def status_of(event: Event) -> str:
    """``CONFIRMED`` for definite events; all others, blank ones too, are ``TENTATIVE``."""
    return "CONFIRMED" if event.status == "definite" else "TENTATIVE"


def draft_entries(problem: Problem, roster: Roster) -> list[Entry]:
    """Entries of a plan that is not released; a phase without days has none."""
    domain = domain_of(problem)
    return [entry for tenancy in roster.tenancies for entry in _phases(tenancy, domain)]


def _phases(tenancy: Tenancy, domain: str) -> Iterator[Entry]:
    event, show, whole = tenancy.event, tenancy.show, tenancy.span
    spans = {"in": Span(whole.start, show.start), "show": show, "out": Span(show.end, whole.end)}
    uids = {phase: f"{event.id}-{phase}@{domain}" for phase in spans}
    for phase, span in spans.items():
        if span:
            yield Entry(
                uid=uids[phase],
                show_uid=uids["show"],
                event=event,
                venue=tenancy.venue,
                halls=tenancy.halls,
                phase=phase,
                span=span,
                status=status_of(event),
                state=DRAFT,
            )
