"""Days on which venues are occupied, whoever is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.entry import CANCELLED, CONFIRMED, Entry, State
from scheduler.domain.span import Span


@dataclass(frozen=True)
class Occupied:
    """Days on which something is at a venue, as its busy feed shows them.

    Parameters
    ----------
    status
        ``TENTATIVE`` if all that is there is; ``CANCELLED`` if the days were shown as such a span
        and are no longer.
    public
        Whether this stands in the public form of the feed, which counts definite events only.
    """

    venue_id: str
    span: Span
    status: str
    state: State
    public: bool


def occupied_spans(entries: Iterable[Entry]) -> list[tuple[Span, str]]:
    """Touching spans merged, in order; tentative if all that is in them is."""
    found: list[tuple[Span, str]] = []
    held = (e for e in entries if e.status != CANCELLED)
    for span, status in sorted((e.span, e.status) for e in held):
        if found and span.start <= found[-1][0].end:
            before, other = found.pop()
            joined = Span(before.start, max(before.end, span.end))
            found.append((joined, status if status == other else CONFIRMED))
        else:
            found.append((span, status))
    return found
