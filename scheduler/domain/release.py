"""Releases: plans made public under a number, as calendars remember them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.domain.entry import Entry, Room, Site, domain_of, site_of
from scheduler.domain.occupied import Occupied
from scheduler.domain.problem import Problem
from scheduler.domain.span import Span
from scheduler.domain.text import Text

Key = tuple[str, bool]
"""Path of a feed, and whether it is the public form."""


@dataclass(frozen=True)
class Directory:
    """Everything that has a feed, whether or not it has entries.

    Parameters
    ----------
    timezone
        IANA name of the city's time zone.
    domain
        Right-hand side of every UID.
    url
        Address of the city's site, the start of every entry's URL.
    horizon
        Whole days, half-open.
    industries
        Names by slug, in the order of policy.yaml.
    venues
        Each with its halls, in the order of venues.yaml.
    organizers
        As written, each once, those of unplaced events too.
    """

    city_id: str
    city_name: Text
    timezone: str
    domain: str
    url: str
    horizon: Span
    industries: Mapping[str, Text]
    venues: tuple[tuple[Site, tuple[Room, ...]], ...]
    organizers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left:
    """An entry that has left some feeds though readers may still hold it.

    Parameters
    ----------
    entry
        As those feeds last showed it, but ``CANCELLED`` and with a raised SEQUENCE.
    paths
        Feeds that it left, as ``halls/hongdao--h1.ics``.
    public
        Whether it left the public form of those feeds (which holds definite events only);
        else it left the private form.
    """

    entry: Entry
    paths: frozenset[str]
    public: bool


@dataclass(frozen=True)
class Release:
    """One release; immutable.

    Parameters
    ----------
    number
        From 1, without gaps.
    published
        UTC, whole seconds.
    entries
        What stands, each in its state.
    left
        What readers must still be told is cancelled.
    busy
        Occupied days, which have a life of their own: no event may be known by their revisions.
    told
        When each feed was last made known otherwise, in UTC; see `scheduler.releases.told`.
    """

    number: int
    published: datetime
    message: str
    directory: Directory
    entries: tuple[Entry, ...]
    left: tuple[Left, ...] = ()
    busy: tuple[Occupied, ...] = ()
    told: Mapping[Key, datetime] = field(default_factory=dict)


def directory_of(problem: Problem) -> Directory:
    """Feeds that a city has."""
    organizers = (name for event in problem.events for name in event.organizers)
    return Directory(
        city_id=problem.city.id,
        city_name=problem.city.name,
        timezone=problem.city.timezone,
        domain=domain_of(problem),
        url=problem.policy.feeds.url,
        horizon=problem.horizon,
        industries=problem.policy.industries,
        venues=tuple(
            (site_of(v), tuple(Room(h.id, h.name) for h in v.halls)) for v in problem.venues
        ),
        organizers=tuple(dict.fromkeys(organizers)),
    )
