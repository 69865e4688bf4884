"""Hall-days of a plan: which hall can be let on which day, and which is let."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster
from scheduler.domain.span import Span, iso, weekday
from scheduler.domain.venue import Hall, Venue

if TYPE_CHECKING:
    import pandas as pd


def space_of(hall: Hall) -> str:
    """``ground``, ``hall`` (has gross m²) or ``room``."""
    if hall.outdoor:
        return "ground"
    return "hall" if hall.gross_m2 else "room"


def shut(problem: Problem, venue: Venue, hall: Hall) -> Iterator[Span]:
    """Parts of the horizon in which a hall cannot be let."""
    horizon = problem.horizon
    blocked = [c.span for c in venue.closures_of(hall)]
    blocked += [Span(horizon.start, venue.open.start), Span(venue.open.end, horizon.end)]
    for span in blocked:
        if len(part := span.common(horizon)):
            yield part


@dataclass(frozen=True)
class Usage:
    """Three tables of 0 and 1, a row a hall and a column a day of the horizon (0 = its first).

    A day that is both shown and moved (a clash) counts as shown; days let in a closed hall count
    nowhere, so shares never pass 1.

    Attributes
    ----------
    open, show, moving : DataFrame
        Indexed by venue, space and hall.
    """

    open: pd.DataFrame
    show: pd.DataFrame
    moving: pd.DataFrame
    first: int

    def _parts(self) -> tuple[tuple[str, pd.DataFrame], ...]:
        return ("open", self.open), ("show", self.show), ("moving", self.moving)

    def by(self, period: str) -> pd.DataFrame:
        """Hall-days open, on show and moving for each venue, space and ``week`` or ``month``.

        Weeks are named by their Monday (which may precede the horizon), months ``YYYY-MM``.
        """
        import pandas as pd

        days = range(self.first, self.first + self.open.shape[1])
        names = [iso(d)[:7] if period == "month" else iso(d - weekday(d)) for d in days]
        parts = {
            key: _by_space(frame).sum().T.groupby(names).sum().T.stack()
            for key, frame in self._parts()
        }
        table = pd.DataFrame(parts).rename_axis(["venue", "space", period]).reset_index()
        return table.assign(share=_share(table["show"] + table["moving"], table["open"]))

    def by_venue(self) -> pd.DataFrame:
        """Hall-days of the whole horizon, and the fullest day's share, for each venue and space."""
        import pandas as pd

        daily = {key: _by_space(frame).sum() for key, frame in self._parts()}
        table = pd.DataFrame({key: frame.sum(axis=1) for key, frame in daily.items()})
        table["halls"] = _by_space(self.open).size()
        table["share"] = _share(table["show"] + table["moving"], table["open"])
        table["peak"] = _share(daily["show"] + daily["moving"], daily["open"]).max(axis=1)
        return table.reset_index()


def _by_space(table: Any) -> Any:
    return table.groupby(level=["venue", "space"], sort=False)


def _share(let: Any, available: Any) -> Any:
    """Let over available (two tables or columns alike), 0 where nothing is available."""
    return (let / available.where(available > 0, 1)).astype(float)


def usage(problem: Problem, roster: Roster) -> Usage:
    """Count the hall-days of a plan."""
    import numpy as np
    import pandas as pd

    horizon = problem.horizon
    keys = [(v.id, space_of(h), h.id) for v in problem.venues for h in v.halls]
    row = {(v, h): i for i, (v, _, h) in enumerate(keys)}
    shape = (len(keys), len(horizon))
    free, show, let = np.ones(shape, np.int32), np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    for venue in problem.venues:
        for hall in venue.halls:
            for span in shut(problem, venue, hall):
                free[row[venue.id, hall.id], _columns(span, horizon)] = 0
    for t in roster.tenancies:
        for hall in t.halls:
            at = row[t.venue.id, hall.id]
            let[at, _columns(t.span, horizon)] = 1
            show[at, _columns(t.show, horizon)] = 1
    show &= free
    index = pd.MultiIndex.from_tuples(keys, names=["venue", "space", "hall"])
    opened, shown, moved = (pd.DataFrame(a, index=index) for a in (free, show, let & free & ~show))
    return Usage(opened, shown, moved, horizon.start)


def _columns(span: Span, horizon: Span) -> slice:
    part = span.common(horizon)
    return slice(part.start - horizon.start, part.end - horizon.start)
