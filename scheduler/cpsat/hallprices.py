"""Rows from prices of hall-days: what the starts of a venue would pay is no more than all is worth.

Whether the halls of a venue can serve an assignment of starts is a program of its own: a share
of a block for each start, of those that take a hall on a day 1 at most. Where it cannot be
served, the dual values of that program are prices p ≥ 0 of hall-days, and with any prices

    Σ_starts (what its cheapest blocks cost for its stay) × start ≤ Σ p

holds for every plan, which pays for each hall-day once at most (Benders, "Partitioning
procedures for solving mixed-variables programming problems", Numer. Math. 4, 1962). Unlike
counting rows and crowds this looks at several days at once: a show keeps its halls for its stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.counting import Lazy
from scheduler.cpsat.encode.occupancy import by_venue
from scheduler.cpsat.linear import LinearProgram
from scheduler.cpsat.matrix import Floats, Ints, Mask, Matrix, stacked
from scheduler.cpsat.model import Model, NeedVars
from scheduler.domain.venue import Venue

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

GoOn = Callable[[], bool]

UNIT = 60
"""Parts of one start that prices are rounded to, so that rows are of whole numbers."""

LEAST = 0.02
"""Starts that a row must be broken by to be worth it."""

NEVER = 1 << 40
"""Price of a block that is closed: above any sum of prices."""

SECONDS = 10.0
"""Limit for the program of one venue; most take thousandths of it."""


@dataclass(frozen=True)
class Kind:
    """Needs of one length of stay that the same blocks serve on the same days.

    Attributes
    ----------
    before, size
        Days from move-in to the opening, and days of the stay, turnaround included.
    blocks : array of int
        Places in the venue's table of blocks.
    open_ : array of bool, blocks × days, or None
        First show days on which each can be let; ``None`` is always.
    literals, at : array of int
        All starts of all needs of this kind, and the place in `begins` of each.
    begins : array of int
        Days of the horizon on which their stays begin, ascending, each once.
    """

    before: int
    size: int
    blocks: Ints
    open_: Mask | None
    literals: Ints
    at: Ints
    begins: Ints

    def able(self, begin: int) -> Ints:
        """Blocks for a stay that begins on a day."""
        if self.open_ is None:
            return self.blocks
        return self.blocks[self.open_[:, begin + self.before]]

    def prices(self, total: Ints) -> Ints:
        """What the cheapest block costs each start; `total` sums prices, blocks × days ahead."""
        mine = total[self.blocks]
        costs = mine[:, self.begins + self.size] - mine[:, self.begins]
        if self.open_ is not None:
            costs = np.where(self.open_[:, self.begins + self.before], costs, NEVER)
        cheapest = costs.min(axis=0)
        return np.where(cheapest < NEVER, cheapest, 0)[self.at]


@dataclass
class Yard:
    """The halls of a venue and the needs that they may serve.

    Attributes
    ----------
    halls : array of bool, blocks × halls
    """

    venue: Venue
    needs: Sequence[NeedVars]
    first: int
    size: int
    halls: Mask = field(init=False)
    kinds: list[Kind] = field(init=False)

    def __post_init__(self) -> None:
        table: dict[frozenset[str], int] = {}
        alike: dict[tuple[object, ...], list[NeedVars]] = defaultdict(list)
        for nv in self.needs:
            ids = tuple(table.setdefault(frozenset(b.halls), len(table)) for b in nv.blocks)
            open_ = tuple(b.ok.tobytes() for b in nv.blocks)
            e = nv.need.event
            stay = e.move_in_days, e.show_days + e.move_out_days
            alike[stay, ids, open_].append(nv)
        self.halls = np.zeros((len(table), len(self.venue.halls)), bool)
        for halls, place in table.items():
            self.halls[place, [self.venue.hall_order[h] for h in halls]] = True
        self.kinds = [self._kind(mine, table) for mine in alike.values()]
        # Stays may reach over the end of the horizon by their turnaround.
        self.size += max((k.size for k in self.kinds), default=0) + 1

    def _kind(self, mine: list[NeedVars], table: dict[frozenset[str], int]) -> Kind:
        e, blocks = mine[0].need.event, mine[0].blocks
        days = np.concatenate([nv.site.days for nv in mine]) - self.first - e.move_in_days
        # Sorted once: every row asks for them.
        begins, at = np.unique(days, return_inverse=True)
        return Kind(
            before=e.move_in_days,
            size=e.move_in_days + e.show_days + e.move_out_days + self.venue.turnaround_days,
            blocks=np.array([table[frozenset(b.halls)] for b in blocks], np.int64),
            open_=None if all(b.ok.all() for b in blocks) else np.array([b.ok for b in blocks]),
            literals=np.concatenate([np.array(nv.site.opens, np.int64) for nv in mine]),
            at=at,
            begins=begins,
        )

    def broken(self, values: Floats, go_on: GoOn | None) -> Iterator[tuple[Ints, Ints, int]]:
        """Rows that a point breaks: variables, weights and the limit."""
        wants = Wants.of(self, values)
        prices = wants.prices(go_on) if wants.share.sum() > 1 else None
        if prices is None:
            return
        for days in wants.stretches(np.flatnonzero(prices.any(axis=0))):
            some = np.zeros_like(prices)
            some[:, days] = prices[:, days]
            row = self._row(some)
            excess = row[1] @ values[row[0]] - row[2]
            if excess > LEAST * UNIT:
                yield row

    def _row(self, prices: Ints) -> tuple[Ints, Ints, int]:
        total = np.zeros((len(self.halls), self.size + 1), np.int64)
        np.cumsum(self.halls.astype(np.int64) @ prices, axis=1, out=total[:, 1:])
        weights = [kind.prices(total) for kind in self.kinds]
        literals = np.concatenate([kind.literals for kind in self.kinds])
        weight = np.concatenate(weights)
        some = np.flatnonzero(weight)
        return literals[some], weight[some], int(prices.sum())


@dataclass(frozen=True)
class Wants:
    """Stays that a point asks for at a venue; those that are alike are one.

    Attributes
    ----------
    kind, begin : array of int
    share : array of float
        How much of a start.
    """

    yard: Yard
    kind: Ints
    begin: Ints
    share: Floats

    @classmethod
    def of(cls, yard: Yard, values: Floats) -> Wants:
        """What a point asks for."""
        shares: dict[tuple[int, int], float] = defaultdict(float)
        for place, kind in enumerate(yard.kinds):
            mine = values[kind.literals]
            for i in np.flatnonzero(mine > 1e-6).tolist():
                shares[place, int(kind.begins[kind.at[i]])] += float(mine[i])
        pairs = np.array(list(shares), np.int64).reshape(-1, 2)
        return cls(yard, pairs[:, 0], pairs[:, 1], np.array(list(shares.values())))

    def stretches(self, days: Ints) -> Iterator[Ints]:
        """Days, parted where no stay covers one and the next."""
        ends = self.begin + np.array([k.size for k in self.yard.kinds], np.int64)[self.kind]
        apart = [
            i + 1
            for i, (day, after) in enumerate(zip(days[:-1], days[1:], strict=True))
            if not ((self.begin <= day) & (after < ends)).any()
        ]
        return (part for part in np.split(days, apart) if len(part))

    def prices(self, go_on: GoOn | None) -> Ints | None:
        """Prices, halls × days, at which the stays pay more than all is worth; ``None`` if none.

        The program serves as much as it can; most crowded are days on which a stay begins.
        """
        kinds = self.yard.kinds
        able = [kinds[k].able(b) for k, b in zip(self.kind, self.begin.tolist(), strict=True)]
        want = np.repeat(np.arange(len(able)), [len(a) for a in able])
        halls = self.yard.halls[np.concatenate(able)]
        begin = self.begin[want]
        end = begin + np.array([k.size for k in kinds], np.int64)[self.kind[want]]
        days = np.unique(begin)
        covers = (begin <= days[:, None]) & (days[:, None] < end)
        where = self._contested(halls, want, covers)
        if not len(where[0]):
            return None
        answer = LinearProgram(_program(self.share, want, [
            np.flatnonzero(covers[d] & halls[:, h]) for d, h in zip(*where, strict=True)
        ])).solve(SECONDS, go_on)  # fmt: skip
        if answer is None or answer.values[len(want) :].sum() < LEAST:
            return None
        out = np.zeros((halls.shape[1], self.yard.size), np.int64)
        paid = np.rint(-UNIT * answer.duals[: len(where[0])]).astype(np.int64)
        out[where[1], days[where[0]]] = np.maximum(0, paid)
        return out

    def _contested(self, halls: Mask, want: Ints, covers: Mask) -> tuple[Ints, Ints]:
        """Days (by place) and halls for which stays could ask that come to more than 1."""
        firsts = np.flatnonzero(np.diff(want, prepend=-1))
        wishes = np.logical_or.reduceat(halls, firsts, axis=0)
        crowd = (covers[:, firsts] * self.share) @ wishes
        found = np.nonzero(crowd > 1 + 1e-9)
        return found[0], found[1]


def _program(share: Floats, want: Ints, crowds: list[Ints]) -> Matrix:
    """Serve the wants by their blocks, at a price of 1 for what is not served."""
    from scipy.sparse import csr_matrix

    blocks, wants = len(want), len(share)
    row = np.repeat(np.arange(len(crowds)), [len(c) for c in crowds])
    served = len(crowds) + np.concatenate((want, np.arange(wants)))
    column = np.concatenate((*crowds, np.arange(blocks + wants)))
    row = np.concatenate((row, served))
    shape = (len(crowds) + wants, blocks + wants)
    return Matrix(
        csr_matrix((np.ones(len(row)), (row, column)), shape=shape),
        np.concatenate((np.full(len(crowds), -np.inf), share)),
        np.concatenate((np.ones(len(crowds)), np.full(wants, np.inf))),
        # No block has a limit of its own, or that would be paid for in place of its halls.
        np.ceil(np.concatenate((share[want], share))).astype(np.int64),
        np.concatenate((np.zeros(blocks, np.int64), np.ones(wants, np.int64))),
        0, Lazy(()),
    )  # fmt: skip


class HallPrices:
    """Rows from prices, for all venues of a model.

    Attributes
    ----------
    go_on : callable or None
        Asked again and again; when false, no more is looked for. ``None`` never ends it.
    """

    def __init__(self, model: Model, go_on: GoOn | None = None) -> None:
        self.go_on = go_on
        draft = model.draft
        self._yards = [Yard(v, needs, draft.first, draft.size) for v, needs in by_venue(model)]

    def broken(self, values: Floats) -> tuple[csr_matrix, Floats]:
        """Rows that a point breaks, and what each may come to."""
        from scipy.sparse import csr_matrix

        found = list(self._broken(values))
        size = len(values)
        rows = []
        for literals, weights, _ in found:
            index = (np.zeros(len(literals), np.int64), literals)
            rows.append(csr_matrix((weights.astype(float), index), shape=(1, size)))
        return stacked(rows, size), np.array([float(limit) for *_, limit in found])

    def _broken(self, values: Floats) -> Iterator[tuple[Ints, Ints, int]]:
        for yard in self._yards:
            if self.go_on is not None and not self.go_on():
                return
            yield from yard.broken(values, self.go_on)
