"""Stages: days on which a unit lets the same halls at a venue, and which of them fit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import pairwise
from operator import or_

from scheduler.cpsat.model import Model, NeedVars

Ways = tuple[int, ...]
"""Blocks that can serve a need, each as the bits of its halls among those of the venue; sorted."""


@dataclass(frozen=True)
class Stage:
    """Days of a unit's stay on which the same needs are let: `size` days from `before` on.

    Parameters
    ----------
    site
        Place in `Model.sites`.
    before
        Days from the stage's first day to the opening; negative after it.
    size
        Days, the turnaround behind each tenancy included.
    needs
        The ways to serve each need that is let.
    """

    site: int
    before: int
    size: int
    needs: tuple[Ways, ...]


def stages_by_venue(model: Model) -> dict[str, list[Stage]]:
    """The stages of all sites, by venue id."""
    found: dict[str, list[Stage]] = defaultdict(list)
    for place, site in enumerate(model.sites):
        found[site.site.venue.id].extend(_stages(place, model.needs_of(site)))
    return found


def _stages(place: int, needs: list[NeedVars]) -> Iterator[Stage]:
    spans = []
    bits = {h.id: 1 << i for i, h in enumerate(needs[0].site.site.venue.halls)} if needs else {}
    for nv in needs:
        e, rest = nv.need.event, nv.site.site.venue.turnaround_days
        ways = tuple(sorted({sum(bits[h] for h in b.halls) for b in nv.blocks}))
        spans.append((-e.move_in_days, e.show_days + e.move_out_days + rest, ways))
    edges = sorted({edge for begin, end, _ in spans for edge in (begin, end)})
    for begin, end in pairwise(edges):
        let = tuple(ways for b, e, ways in spans if b <= begin and end <= e)
        yield Stage(place, -begin, end - begin, let)


def fit(needs: Iterable[Ways]) -> bool:
    """Whether each need can have a block, no hall twice.

    Needs that have no halls in common are looked at apart: what rooms go to whom says nothing
    about the large halls, and many stages differ in their rooms alone.
    """
    parts: list[tuple[int, list[Ways]]] = []
    for ways in needs:
        halls, mine = reduce(or_, ways, 0), [ways]
        for part in [part for part in parts if part[0] & halls]:
            parts.remove(part)
            halls, mine = halls | part[0], mine + part[1]
        parts.append((halls, mine))
    # The hardest to serve first, so that a clash shows early.
    return all(_fit(tuple(sorted(mine, key=lambda w: (len(w), w)))) for _, mine in parts)


@lru_cache(1 << 16)
def _fit(needs: tuple[Ways, ...]) -> bool:
    return _served(needs, 0)


def _served(needs: tuple[Ways, ...], taken: int) -> bool:
    """Whether each need can have a block outside the bits of `taken`."""
    if not needs:
        return True
    rest = needs[1:]
    return any(not w & taken and (not rest or _served(rest, taken | w)) for w in needs[0])
