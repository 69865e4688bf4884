"""A plan read against its problem: tenancies, and the rows that name nothing real."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from scheduler.domain.event import Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.span import Day, Span
from scheduler.domain.venue import Hall, Venue


@dataclass(frozen=True)
class Tenancy:
    """A placed event with its venue, halls and dates; halls in the order of venues.yaml."""

    event: Event
    venue: Venue
    halls: tuple[Hall, ...]
    show: Span
    span: Span
    placement: Placement

    def same(self, placement: Placement, event: Event, venue: Venue | None) -> bool:
        """Whether reading these very objects would give this tenancy."""
        return self.placement is placement and self.event is event and self.venue is venue

    @property
    def moving_days(self) -> tuple[Day, ...]:
        """Move-in and move-out days."""
        return (*range(self.span.start, self.show.start), *range(self.show.end, self.span.end))

    @property
    def hall_ids(self) -> tuple[str, ...]:
        """Plain hall ids."""
        return tuple(h.id for h in self.halls)

    @property
    def hall_refs(self) -> tuple[str, ...]:
        """Halls as ``venue/hall``."""
        return tuple(f"{self.venue.id}/{h.id}" for h in self.halls)


NONE: Mapping[str, Tenancy] = MappingProxyType({})


@dataclass(frozen=True)
class Stray:
    """A row that cannot be read as a tenancy, with the name of what is wrong with it."""

    placement: Placement
    case: str
    value: str


@dataclass(frozen=True)
class Roster:
    """All tenancies of a plan.

    A row that names an unknown event, venue or hall counts as absent, as does a second row for
    an event; both are kept in `strays`.
    """

    problem: Problem
    tenancies: tuple[Tenancy, ...]
    strays: tuple[Stray, ...] = ()
    by_event: dict[str, Tenancy] = field(default_factory=dict)

    @classmethod
    def read(
        cls, problem: Problem, plan: Plan, known: Mapping[str, Tenancy] = NONE
    ) -> Roster:
        """Resolve a plan's rows.

        Parameters
        ----------
        known
            Tenancies by event that were resolved before; what still says the same is kept.
        """
        tenancies: dict[str, Tenancy] = {}
        strays: list[Stray] = []
        for p in plan.placements:
            event = problem.event_by_id.get(p.event_id)
            venue = problem.venue_by_id.get(p.venue_id)
            if event is None:
                strays.append(Stray(p, "unknown-event", p.event_id))
            elif p.event_id in tenancies:
                strays.append(Stray(p, "twice", p.event_id))
            elif (t := known.get(p.event_id)) and t.same(p, event, venue):
                tenancies[event.id] = t
            elif venue is None:
                strays.append(Stray(p, "unknown-venue", p.venue_id))
            elif unknown := [h for h in p.hall_ids if h not in venue.hall_by_id]:
                strays.append(Stray(p, "unknown-hall", ";".join(unknown)))
            elif len(set(p.hall_ids)) < len(p.hall_ids):
                strays.append(Stray(p, "hall-twice", ";".join(p.hall_ids)))
            else:
                ids = sorted(p.hall_ids, key=venue.hall_order.__getitem__)
                halls = tuple(venue.hall_by_id[h] for h in ids)
                tenancies[event.id] = Tenancy(
                    event, venue, halls, event.show(p.show_first), event.tenancy(p.show_first), p
                )
        return cls(problem, tuple(tenancies.values()), tuple(strays), tenancies)

    @cached_property
    def at_venue(self) -> dict[str, list[Tenancy]]:
        """Tenancies by venue."""
        venues: dict[str, list[Tenancy]] = defaultdict(list)
        for t in self.tenancies:
            venues[t.venue.id].append(t)
        return dict(venues)

    def on_show(self) -> dict[Day, list[Tenancy]]:
        """Tenancies on show by day, days in order."""
        days: dict[Day, list[Tenancy]] = defaultdict(list)
        for t in self.tenancies:
            for day in t.show:
                days[day].append(t)
        return dict(sorted(days.items()))
