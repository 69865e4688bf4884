"""`closure`: no block on days when one of its halls is closed."""

from __future__ import annotations

from functools import partial

import numpy as np

from scheduler.cpsat.draft import Draft, Mask, Site
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, one
from scheduler.domain.venue import Venue


class Closure(Encoder):
    """Masks each block's starts; days with no block left go, the rest is posted pairwise."""

    rule = "closure"

    def narrow(self, draft: Draft, site: Site) -> None:
        """A start needs, for each need, one block that is open through the tenancy."""
        closed = draft.once((self.rule, site.venue.id), lambda: _closed(draft, site.venue))
        for need in site.needs if closed else ():
            e = need.event
            length = e.move_in_days + e.show_days + e.move_out_days
            for block in need.blocks:
                halls = tuple(h for h in block.halls if h in closed)
                if halls:
                    key = (self.rule, site.venue.id, halls, e.move_in_days, length)
                    bad = np.logical_or.reduce([closed[h] for h in halls])
                    block.ok = draft.once(key, partial(_open, draft, bad, e.move_in_days, length))
            if all(block.ok is not draft.always for block in need.blocks):
                site.keep(np.logical_or.reduce([block.ok for block in need.blocks]), self.rule)

    def post(self, model: Model) -> None:
        """A block and a start on which it is closed exclude each other."""
        for nv in model.needs:
            first = model.draft.first
            for block, take in zip(nv.blocks, nv.takes, strict=True):
                if block.ok is model.draft.always:
                    continue
                shut = np.flatnonzero(~block.ok[nv.site.days - first])
                if len(shut):
                    opens = [one(nv.site.opens[int(i)]) for i in shut]
                    model.require([*opens, one(take)], high=1)


def _closed(draft: Draft, venue: Venue) -> dict[str, Mask]:
    """Closed days of each hall that has any in the horizon."""
    closed = {}
    for hall in venue.halls:
        masks = [draft.span_mask(closure.span) for closure in venue.closures_of(hall)]
        if masks and np.logical_or.reduce(masks).any():
            closed[hall.id] = np.logical_or.reduce(masks)
    return closed


def _open(draft: Draft, bad: Mask, before: int, length: int) -> Mask:
    return ~draft.starts_meeting(bad, before, length)
