"""`closure`: no block on days when one of its halls is closed."""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.draft import Draft, Mask, Site
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, one


class Closure(Encoder):
    """Masks each block's starts; days with no block left go, the rest is posted pairwise."""

    rule = "closure"

    def narrow(self, draft: Draft, site: Site) -> None:
        """A start needs, for each need, one block that is open through the tenancy."""
        closed = {h.id: self._closed(draft, site, h.id) for h in site.venue.halls}
        for need in site.needs:
            e = need.event
            length = e.move_in_days + e.show_days + e.move_out_days
            some = np.zeros(draft.size, bool)
            for block in need.blocks:
                bad = np.logical_or.reduce([closed[h] for h in block.halls])
                if bad.any():
                    block.ok = ~draft.starts_meeting(bad, e.move_in_days, length)
                some |= block.ok
            site.keep(some, self.rule)

    def _closed(self, draft: Draft, site: Site, hall_id: str) -> Mask:
        out = np.zeros(draft.size, bool)
        for closure in site.venue.closures_of(site.venue.hall_by_id[hall_id]):
            out |= draft.span_mask(closure.span)
        return out

    def post(self, model: Model) -> None:
        """A block and a start on which it is closed exclude each other."""
        for nv in model.needs:
            first = model.draft.first
            for block, take in zip(nv.blocks, nv.takes, strict=True):
                shut = np.flatnonzero(~block.ok[nv.site.days - first])
                if len(shut):
                    opens = [one(nv.site.opens[int(i)]) for i in shut]
                    model.require([*opens, one(take)], high=1)
