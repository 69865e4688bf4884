"""Keeps feeds that a city has no more, as long as they must still tell of cancellations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scheduler.domain.entry import Room, Site
from scheduler.domain.feedpaths import hall_path, organizer_path, organizers_of, venue_path
from scheduler.domain.release import Directory, Left, Release


def kept(directory: Directory, left: Sequence[Left], previous: Release | None) -> Directory:
    """A directory with every venue, hall, industry and organizer that `left` needs.

    Someone who follows the calendar of a hall that was taken out of venues.yaml learns in it that
    the shows there are off; a feed that were gone would tell nothing.
    """
    names = dict(previous.directory.industries) if previous else {}
    slugs = [slug for a in left for slug in a.entry.subject.industries]
    gone = {slug: names[slug] for slug in slugs if slug not in directory.industries}
    return replace(
        directory,
        industries={**directory.industries, **gone} if gone else directory.industries,
        venues=_venues(directory, left),
        organizers=_organizers(directory.organizers, left),
    )


def _venues(
    directory: Directory, left: Iterable[Left]
) -> tuple[tuple[Site, tuple[Room, ...]], ...]:
    found = {site.id: (site, {r.id: r for r in rooms}) for site, rooms in directory.venues}
    for a in left:
        site = a.entry.site
        lost = [r for r in a.entry.halls if hall_path(site.id, r.id) in a.paths]
        if lost or venue_path(site.id) in a.paths:
            rooms = found.setdefault(site.id, (site, {}))[1]
            for room in lost:
                rooms.setdefault(room.id, room)
    return tuple((site, tuple(rooms.values())) for site, rooms in found.values())


def _organizers(listed: tuple[str, ...], left: Iterable[Left]) -> tuple[str, ...]:
    known = set(organizers_of(listed))
    added: dict[str, str] = {}
    for a in left:
        for slug, name in organizers_of(a.entry.subject.organizers).items():
            if slug not in known and organizer_path(slug) in a.paths:
                added.setdefault(slug, name)
    return (*listed, *added.values())
