"""Releases and records as compressed JSON; what many entries share is written once."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, astuple
from datetime import UTC, datetime
from typing import Any

from scheduler.domain.entry import Entry, Room, Site, State, Subject
from scheduler.domain.occupied import Occupied
from scheduler.domain.release import Directory, Left, Release
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.store.record import Accepted, Record

Row = list[Any]


def packed(document: object) -> bytes:
    """Compressed JSON; ASCII, so that lone surrogates of names survive."""
    return zlib.compress(json.dumps(document, separators=(",", ":")).encode("ascii"), 6)


def unpacked(data: bytes) -> Any:
    """What was packed; any error means that the data is damaged."""
    return json.loads(zlib.decompress(data))


def release_document(release: Release) -> dict[str, Any]:
    """Everything but number, time and message, which have columns of their own."""
    pool = _Pool()
    entries = [pool.row(e) for e in release.entries]
    left = [[pool.row(a.entry), sorted(a.paths), a.public] for a in release.left]
    return {
        "directory": _directory_document(release.directory),
        "subjects": [list(astuple(s)) for s in pool.subjects],
        "sites": [list(astuple(s)) for s in pool.sites],
        "rooms": [list(astuple(r)) for r in pool.rooms],
        "entries": entries,
        "left": left,
        "busy": [_busy_row(days) for days in release.busy],
        "told": [[*key, int(at.timestamp())] for key, at in sorted(release.told.items())],
    }


def _busy_row(days: Occupied) -> Row:
    stamps = [int(days.state.created.timestamp()), int(days.state.modified.timestamp())]
    own = [days.venue_id, days.span.start, days.span.end, days.status, days.public]
    return [*own, days.state.sequence, *stamps]


class _Pool:
    """Numbers of what entries share."""

    def __init__(self) -> None:
        self.subjects: dict[Subject, int] = {}
        self.sites: dict[Site, int] = {}
        self.rooms: dict[Room, int] = {}

    def row(self, e: Entry) -> Row:
        subject = self.subjects.setdefault(e.subject, len(self.subjects))
        site = self.sites.setdefault(e.site, len(self.sites))
        rooms = [self.rooms.setdefault(room, len(self.rooms)) for room in e.halls]
        stamps = [int(e.state.created.timestamp()), int(e.state.modified.timestamp())]
        days = [e.span.start, e.span.end]
        own = [e.uid, e.show_uid, subject, site, rooms, e.phase, *days, e.status]
        return [*own, e.state.sequence, *stamps]


def release_from(number: int, published: datetime, message: str, said: Any) -> Release:
    """A release that was written by `release_document`."""
    subjects = [_subject(row) for row in said["subjects"]]
    sites = [_site(row) for row in said["sites"]]
    rooms = [_room(row) for row in said["rooms"]]

    def entry(row: Row) -> Entry:
        uid, show_uid, subject, site, halls, phase, start, end, status, *state = row
        return Entry(
            uid, show_uid, subjects[subject], sites[site], tuple(rooms[h] for h in halls),
            phase, Span(start, end), status, State(state[0], moment(state[1]), moment(state[2])),
        )  # fmt: skip

    entries = tuple(entry(row) for row in said["entries"])
    left = tuple(Left(entry(row), frozenset(paths), public) for row, paths, public in said["left"])
    busy = tuple(map(_busy, said["busy"]))
    directory = _directory(said["directory"])
    # Stores of older versions of this program know nothing of these.
    told = {(path, public): moment(at) for path, public, at in said.get("told", ())}
    return Release(number, published, message, directory, entries, left, busy, told)


def _busy(row: Row) -> Occupied:
    venue_id, start, end, status, public, sequence, created, modified = row
    state = State(sequence, moment(created), moment(modified))
    return Occupied(venue_id, Span(start, end), status, state, public)


def moment(seconds: int) -> datetime:
    """UTC moment of whole seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def _subject(row: Row) -> Subject:
    id_, name, kind, industries, theme, level, organizers = row
    return Subject(id_, Text(*name), kind, tuple(industries), theme, level, tuple(organizers))


def _site(row: Row) -> Site:
    id_, name, address, latitude, longitude = row
    return Site(id_, Text(*name), Text(*address), latitude, longitude)


def _room(row: Row) -> Room:
    return Room(row[0], Text(*row[1]))


def _directory_document(d: Directory) -> dict[str, Any]:
    return {
        "city_id": d.city_id,
        "city_name": astuple(d.city_name),
        "timezone": d.timezone,
        "domain": d.domain,
        "url": d.url,
        "horizon": astuple(d.horizon),
        # A list, since the order of industries is that of policy.yaml.
        "industries": [[slug, *astuple(name)] for slug, name in d.industries.items()],
        "venues": [[astuple(site), [astuple(r) for r in halls]] for site, halls in d.venues],
        "organizers": d.organizers,
    }


def _directory(said: dict[str, Any]) -> Directory:
    return Directory(
        city_id=said["city_id"],
        city_name=Text(*said["city_name"]),
        timezone=said["timezone"],
        domain=said["domain"],
        url=said["url"],
        horizon=Span(*said["horizon"]),
        industries={slug: Text(zh, en) for slug, zh, en in said["industries"]},
        venues=tuple((_site(s), tuple(map(_room, halls))) for s, halls in said["venues"]),
        organizers=tuple(said["organizers"]),
    )


def record_document(record: Record) -> dict[str, Any]:
    """All of a record."""
    return asdict(record)


def record_from(said: Any) -> Record:
    """A record that was written by `record_document`."""
    listed = [Accepted(a["rule"], a["reason"], tuple(a["findings"])) for a in said["accepted"]]
    return Record(**{**said, "accepted": tuple(listed)})
