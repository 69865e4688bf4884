"""`capacity`: the blocks of halls that can serve each need."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from scheduler.cpsat.draft import Block, Draft, Need, Site
from scheduler.cpsat.encode.base import Encoder
from scheduler.domain.event import Event
from scheduler.domain.venue import Hall, Venue

Sized = tuple[tuple[str, ...], int]
"""Hall ids, and the gross m² of the stretch in them."""

Split = tuple[Hall | None, Hall | None, tuple[str, ...]]


class Capacity(Encoder):
    """Makes the needs of a site; closes it when one cannot be served.

    Of the stretches that are large enough only the minimal ones are offered: a longer one takes
    more halls, wastes more and moves more, so it is never better. The one exception is the
    stretch a standing plan uses, for leaving it has a price, or counts as a move.
    """

    rule = "capacity"

    def narrow(self, draft: Draft, site: Site) -> None:
        """Add one `Need` per need of each member."""
        offer = draft.once((self.rule, site.venue.id), lambda: Offer(site.venue))
        for event in site.unit.events:
            for kind, sets in self._needs(draft, event, offer):
                if not sets:
                    site.keep(draft.never, self.rule)
                    return
                blocks = [Block(halls, m2, draft.always) for halls, m2 in sets]
                site.needs.append(Need(event, kind, blocks))

    def _needs(
        self, draft: Draft, event: Event, offer: Offer
    ) -> Iterator[tuple[str, Sequence[Sized]]]:
        """Kind of each need, and the sets of halls for it with their stretch's m²."""
        venue = offer.venue
        if event.booked_halls:
            halls = tuple(h for _, h in event.booked_halls)
            areas = [_area(venue, s) for _, _, s in exact_splits(event, venue, halls)]
            yield "booked", [(halls, min(areas))] if areas else []
            return
        if event.gross_m2:
            stretches = offer.stretches(event)
            for extra in _standing_stretches(draft, event, venue):
                if set(extra) not in [set(s) for s, _ in stretches]:
                    stretches = [*stretches, (extra, _area(venue, extra))]
            yield "gross_m2", stretches
        if event.seats:
            yield "seats", offer.rooms(event)
        if event.outdoor_m2:
            yield "outdoor_m2", offer.grounds(event)


class Offer:
    """What a venue has for needs, found once for all needs that come to the same."""

    def __init__(self, venue: Venue) -> None:
        self.venue = venue
        self._areas = sorted({_area(venue, s) for s in venue.stretches})
        self._seats = sorted({h.seats for h in venue.halls if not h.outdoor})
        self._grounds = sorted({h.gross_m2 for h in venue.halls if h.outdoor})
        self._known: dict[tuple[str, frozenset[str], int], list[Sized]] = {}

    def stretches(self, event: Event) -> list[Sized]:
        """Minimal stretches; the same for all areas between those of two stretches."""
        key = "stretches", event.requires, bisect_left(self._areas, event.gross_m2)
        if key not in self._known:
            found = minimal_stretches(event, self.venue)
            self._known[key] = [(s, _area(self.venue, s)) for s in found]
        return self._known[key]

    def rooms(self, event: Event) -> list[Sized]:
        """Rooms with the seats and features."""
        key = "rooms", event.requires, bisect_left(self._seats, event.seats)
        if key not in self._known:
            halls = [h for h in self.venue.halls if _is_room(event, h)]
            self._known[key] = [((h.id,), 0) for h in halls]
        return self._known[key]

    def grounds(self, event: Event) -> list[Sized]:
        """Open grounds that are large enough."""
        key = "grounds", frozenset[str](), bisect_left(self._grounds, event.outdoor_m2)
        if key not in self._known:
            halls = [h for h in self.venue.halls if _is_ground(event, h)]
            self._known[key] = [((h.id,), 0) for h in halls]
        return self._known[key]


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
    near, moves = draft.problem.near, draft.problem.moves
    plans = (near, moves.standing if moves else None)
    return [
        stretch
        for plan in plans
        for was in (plan.rows_of.get(event.id, ()) if plan else ())
        if was.venue_id == venue.id and set(was.hall_ids) <= set(venue.hall_by_id)
        for _, _, stretch in exact_splits(event, venue, was.hall_ids)
    ]
