"""Calendar entries: one for each phase of a placed event, still in no language.

They carry their own copy of every fact that a calendar shows, so that a release can be read
after the inputs have changed, and know nothing of any calendar format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.domain.venue import Venue

PHASE_KEYS = ("in", "show", "out")
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True)
class State:
    """What is remembered of a UID from release to release.

    Parameters
    ----------
    sequence
        Revision number, 0 at first.
    created, modified
        UTC, whole seconds; `modified` is DTSTAMP and LAST-MODIFIED alike, so that unchanged
        entries keep their bytes.
    """

    sequence: int
    created: datetime
    modified: datetime


_STAMP = datetime(2000, 1, 1, tzinfo=UTC)

DRAFT = State(0, _STAMP, _STAMP)
"""State of every draft entry: older than any release, so that any release replaces it."""


@dataclass(frozen=True)
class Subject:
    """What calendars tell of an event besides its place and days."""

    id: str
    name: Text
    kind: str
    industries: tuple[str, ...] = ()
    theme: str = ""
    level: str = ""
    organizers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Room:
    """A hall, room or ground by id and name."""

    id: str
    name: Text


@dataclass(frozen=True)
class Site:
    """A venue as calendars tell of it; degrees as in venues.yaml."""

    id: str
    name: Text
    address: Text = Text()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Entry:
    """One phase of one event.

    Parameters
    ----------
    uid, show_uid
        Of this entry, and of its event's show phase.
    halls
        In the order of venues.yaml.
    phase
        ``in``, ``show`` or ``out``.
    span
        Whole days, half-open.
    status
        ``CONFIRMED``, ``TENTATIVE`` or ``CANCELLED``.
    """

    uid: str
    show_uid: str
    subject: Subject
    site: Site
    halls: tuple[Room, ...]
    phase: str
    span: Span
    status: str
    state: State = DRAFT

    @property
    def order(self) -> tuple[int, str, tuple[str, ...], str]:
        """Place within a feed: by start, venue and halls, UID."""
        return self.span.start, self.site.id, tuple(h.id for h in self.halls), self.uid


def domain_of(problem: Problem) -> str:
    """Right-hand side of every UID of a city."""
    return f"{problem.city.id}.{problem.policy.feeds.domain}"


def status_of(event: Event) -> str:
    """``CONFIRMED`` for definite events; all others, blank ones too, are ``TENTATIVE``."""
    return CONFIRMED if event.status == "definite" else TENTATIVE


def site_of(venue: Venue) -> Site:
    """Copy what calendars tell of a venue."""
    return Site(venue.id, venue.name, venue.address, venue.latitude, venue.longitude)


def draft_entries(problem: Problem, roster: Roster) -> list[Entry]:
    """Entries of a plan, all in the state `DRAFT`; a phase without days has none."""
    domain = domain_of(problem)
    return [entry for tenancy in roster.tenancies for entry in _phases(tenancy, domain)]


def _phases(tenancy: Tenancy, domain: str) -> Iterator[Entry]:
    event, show, whole = tenancy.event, tenancy.show, tenancy.span
    spans = (Span(whole.start, show.start), show, Span(show.end, whole.end))
    uids = [f"{event.id}-{phase}@{domain}" for phase in PHASE_KEYS]
    subject = Subject(
        event.id, event.name, event.kind, event.industries, event.theme, event.level,
        event.organizers,
    )  # fmt: skip
    site, halls = site_of(tenancy.venue), tuple(Room(h.id, h.name) for h in tenancy.halls)
    for phase, uid, span in zip(PHASE_KEYS, uids, spans, strict=True):
        if span:
            status = status_of(event)
            yield Entry(uid, uids[1], subject, site, halls, phase, span, status)
