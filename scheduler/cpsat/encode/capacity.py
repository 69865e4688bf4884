"""`capacity`: the blocks of halls that can serve each need."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scheduler.cpsat.draft import Block, Draft, Need, Site
from scheduler.cpsat.encode.base import Encoder
from scheduler.domain.event import Event
from scheduler.domain.venue import Hall, Venue

Split = tuple[Hall | None, Hall | None, tuple[str, ...]]


class Capacity(Encoder):
    """Makes the needs of a site; closes it when one cannot be served.

    Of the stretches that are large enough only the minimal ones are offered: a longer one takes
    more halls, wastes more and moves more, so it is never better. The one exception is the
    stretch a standing plan uses, for leaving it has a price.
    """

    rule = "capacity"

    def narrow(self, draft: Draft, site: Site) -> None:
        """Add one `Need` per need of each member."""
        for event in site.unit.events:
            for kind, blocks in self._needs(draft, event, site.venue):
                if not blocks:
                    site.keep(np.zeros(draft.size, bool), self.rule)
                    return
                site.needs.append(Need(event, kind, blocks))

    def _needs(
        self, draft: Draft, event: Event, venue: Venue
    ) -> Iterator[tuple[str, list[Block]]]:
        def block(halls: tuple[str, ...], m2: int = 0) -> Block:
            return Block(halls, m2, np.ones(draft.size, bool))

        if event.booked_halls:
            halls = tuple(h for _, h in event.booked_halls)
            areas = [_area(venue, s) for _, _, s in exact_splits(event, venue, halls)]
            yield "booked", [block(halls, min(areas))] if areas else []
            return
        if event.gross_m2:
            stretches = minimal_stretches(event, venue)
            for extra in _standing_stretches(draft, event, venue):
                if set(extra) not in [set(s) for s in stretches]:
                    stretches.append(extra)
            yield "gross_m2", [block(s, _area(venue, s)) for s in stretches]
        if event.seats:
            yield "seats", [block((h.id,)) for h in venue.halls if _is_room(event, h)]
        if event.outdoor_m2:
            yield "outdoor_m2", [block((h.id,)) for h in venue.halls if _is_ground(event, h)]


def _area(venue: Venue, halls: tuple[str, ...]) -> int:
    return sum(venue.hall_by_id[h].gross_m2 for h in halls)


def _is_room(event: Event, hall: Hall) -> bool:
    return not hall.outdoor and hall.seats >= event.seats and event.requires <= hall.features


def _is_ground(event: Event, hall: Hall) -> bool:
    return hall.outdoor and hall.gross_m2 >= event.outdoor_m2


def large_enough(event: Event, venue: Venue) -> list[tuple[str, ...]]:
    """Stretches of a venue with the event's gross_m2 and features in every hall."""
    fit = {h.id for h in venue.halls if event.requires <= h.features}
    return [
        s for s in venue.stretches if fit.issuperset(s) and _area(venue, s) >= event.gross_m2
    ]


def minimal_stretches(event: Event, venue: Venue) -> list[tuple[str, ...]]:
    """Large enough stretches that contain no other large enough stretch."""
    sets = [(frozenset(s), s) for s in large_enough(event, venue)]
    sets.sort(key=lambda pair: len(pair[0]))
    minimal: list[tuple[frozenset[str], tuple[str, ...]]] = []
    for halls, stretch in sets:
        if not any(smaller < halls for smaller, _ in minimal):
            minimal.append((halls, stretch))
    return [stretch for _, stretch in minimal]


def exact_splits(event: Event, venue: Venue, halls: tuple[str, ...]) -> list[Split]:
    """Every way to serve all needs with exactly `halls`: (room, ground, stretch)."""
    mine = [venue.hall_by_id[h] for h in halls]
    rooms: list[Hall | None] = [None]
    grounds: list[Hall | None] = [None]
    if event.seats:
        rooms = [h for h in mine if _is_room(event, h)]
    if event.outdoor_m2:
        grounds = [h for h in mine if _is_ground(event, h)]
    wide = {frozenset(s): s for s in large_enough(event, venue)} if event.gross_m2 else {}
    found: list[Split] = []
    for room in rooms:
        for ground in grounds:
            rest = frozenset(h.id for h in mine if h is not room and h is not ground)
            if event.gross_m2 and rest in wide:
                found.append((room, ground, wide[rest]))
            elif not event.gross_m2 and not rest and mine:
                found.append((room, ground, ()))
    return found


def _standing_stretches(draft: Draft, event: Event, venue: Venue) -> list[tuple[str, ...]]:
    near = draft.problem.near
    return [
        stretch
        for was in (near.rows_of.get(event.id, ()) if near else ())
        if was.venue_id == venue.id and set(was.hall_ids) <= set(venue.hall_by_id)
        for _, _, stretch in exact_splits(event, venue, was.hall_ids)
    ]
