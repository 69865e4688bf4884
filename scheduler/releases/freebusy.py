"""Free and busy times of places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.domain.entry import CANCELLED, TENTATIVE, Entry
from scheduler.domain.release import Directory
from scheduler.domain.span import Span, merge


@dataclass(frozen=True)
class Times:
    """When a place is taken.

    Parameters
    ----------
    within
        Days of which this tells; on those that no period covers the place is free.
    firm, maybe
        Disjoint and in order; `maybe` are days that holds alone occupy.
    """

    within: Span
    firm: tuple[Span, ...]
    maybe: tuple[Span, ...]

    def common(self, wanted: Span) -> Times:
        """What it tells of the days that are wanted; of all its days if none is."""
        within = self.within.common(wanted)
        if not within:
            return self
        cut = ([s for s in map(within.common, of) if s] for of in (self.firm, self.maybe))
        return Times(within, *map(tuple, cut))


def times_of(directory: Directory, entries: Iterable[Entry]) -> Times:
    """Times of a place by what is there; of the whole horizon, and beyond where something is.

    A day of which they said nothing would count as free.
    """
    held = [e for e in entries if e.status != CANCELLED]
    spans = [directory.horizon, *(e.span for e in held)]
    firm = merge(e.span for e in held if e.status != TENTATIVE)
    maybe = merge(e.span for e in held if e.status == TENTATIVE)
    within = Span(min(s.start for s in spans), max(s.end for s in spans))
    return Times(within, tuple(firm), tuple(_without(maybe, firm)))


def _without(spans: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """Days of `spans` that are in none of `taken`; both disjoint, `taken` sorted."""
    others = list(taken)
    for span in spans:
        start = span.start
        for other in others:
            if other.overlaps(Span(start, span.end)):
                if start < other.start:
                    yield Span(start, other.start)
                start = other.end
        if start < span.end:
            yield Span(start, span.end)
