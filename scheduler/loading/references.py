"""Whatever an event names must exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.loading.event_rows import Draft
from scheduler.loading.faults import fault, nearest, with_guess

_INDUSTRY = Text("policy.yaml 中没有此产业", "is no industry of policy.yaml")
_VENUE = Text("venues.yaml 中没有此场馆", "is no venue of venues.yaml")
_HALL = Text("venues.yaml 中没有此展厅", "is no hall of venues.yaml")
_EVENT = Text("没有此 id 的活动", "is no event's id")
_ITSELF = Text("不得为自身，请留空", "must be another event; leave it blank")


@dataclass(frozen=True)
class References:
    """What the rows of `file` can name; ``None`` when that could not be read."""

    file: str
    industries: Collection[str] | None
    halls: Mapping[str, Collection[str]] | None
    events: Collection[str] | None
    # Guessing is slow; a file with hundreds of unknown names has one cause.
    guesses: Iterator[int] = field(default_factory=lambda: iter(range(50)))

    def check(self, draft: Draft) -> Iterator[Fault]:
        """Faults of one row; cells that could not be read are told of already."""
        get = draft.values.get
        preferred, partner = get("preferred_venue"), get("co_located_with")
        for column, named, among, message in (
            ("industries", get("industries", ()), self.industries, _INDUSTRY),
            ("venues", get("venues", ()), self.halls, _VENUE),
            ("preferred_venue", (preferred,) if preferred else (), self.halls, _VENUE),
            ("co_located_with", (partner,) if partner else (), self.events, _EVENT),
        ):
            for one in named if among is not None else ():
                if one not in (among or ()):
                    yield self._unknown(draft, column, one, among or (), message)
        if partner and partner == draft.id:
            row = draft.row.number
            yield fault(self.file, _ITSELF, row=row, column="co_located_with", value=partner)
        yield from self._check_booked(draft)

    def _check_booked(self, draft: Draft) -> Iterator[Fault]:
        if self.halls is None:
            return
        for venue, hall in draft.values.get("booked_halls", ()):
            if hall not in self.halls.get(venue, ()):
                refs = [f"{v}/{h}" for v, halls in self.halls.items() for h in halls]
                yield self._unknown(draft, "booked_halls", f"{venue}/{hall}", refs, _HALL)

    def _unknown(
        self, draft: Draft, column: str, value: str, among: Collection[str], message: Text
    ) -> Fault:
        if next(self.guesses, None) is not None:
            message = with_guess(message, nearest(value, sorted(among)))
        return fault(self.file, message, row=draft.row.number, column=column, value=value)
