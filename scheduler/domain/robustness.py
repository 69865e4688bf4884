"""How a plan was chosen that is cheap to mend, and what is proven of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scheduler.domain.text import Text

WORST, MEAN = MEASURES = ("worst", "mean")
"""What a plan is measured by: its dearest scenario, or all of them on the average."""


@dataclass(frozen=True)
class Epsilon:
    """How much dearer than the best plan the chosen one may be: points, or a share of the cost."""

    points: int | None = None
    share: Fraction = Fraction(0)

    def limit(self, cost: int) -> int:
        """Points that a plan may cost when the best costs so many."""
        more = cost * self.share if self.points is None else self.points
        return cost + int(more)

    def __str__(self) -> str:
        if self.points is not None:
            return str(self.points)
        return f"{float(100 * self.share):.6g}%"


@dataclass(frozen=True)
class Sought:
    """What a robust choice was asked for, whether or not one could be made.

    Parameters
    ----------
    scenarios
        File and `input_hash` of each, in order.
    """

    scenarios: tuple[tuple[str, str], ...]
    epsilon: Epsilon
    measure: str

    @property
    def hashes(self) -> tuple[str, ...]:
        """What each scenario does, without where it is written."""
        return tuple(of_inputs for _, of_inputs in self.scenarios)


@dataclass(frozen=True)
class Repaired:
    """A plan made legal under a scenario, as near to where it stood as its points of `change` ask.

    Parameters
    ----------
    status
        As of a solve.
    cost
        Points, those of `change` included; ``None`` without a plan.
    bound
        No repair costs less; ``None`` when nothing is proven.
    moved
        Events that stand elsewhere.
    """

    status: str
    cost: int | None
    bound: int | None
    moved: int | None = None


@dataclass(frozen=True)
class Tested:
    """A scenario, and what mending the best and the chosen plan costs in it.

    Parameters
    ----------
    input_hash
        Of the workspace and all that the scenario changes in it.
    """

    file: str
    title: Text
    best: Repaired
    chosen: Repaired
    input_hash: str = ""

    @property
    def counts(self) -> bool:
        """Whether it tells plans apart: where nothing can be mended, every plan is as bad."""
        return self.best.cost is not None


@dataclass(frozen=True)
class Robustness:
    """The choice among some plans of almost least cost.

    Parameters
    ----------
    limit
        Points that the chosen plan could cost at most, by `epsilon`.
    best_cost, chosen_cost
        Points of the plan that was found first, and of the one that was chosen.
    tried
        Plans within the limit that were mended, the best one included; some only until they
        could not win any more.
    exhausted
        Whether no further plan was left to try by the way they are sought; even then there may
        be others.
    mistakes
        What contradicted itself in searches that were given up for it: our mistakes.
    """

    measure: str
    epsilon: Epsilon
    limit: int
    best_cost: int
    chosen_cost: int
    scenarios: tuple[Tested, ...]
    tried: int
    exhausted: bool
    mistakes: tuple[str, ...] = ()

    @property
    def best_figure(self) -> Fraction | None:
        """The measure of the best plan; ``None`` when no scenario counts."""
        return figure(self.measure, [t.best.cost for t in self.scenarios if t.counts])

    @property
    def chosen_figure(self) -> Fraction | None:
        """The measure of the chosen plan."""
        return figure(self.measure, [t.chosen.cost for t in self.scenarios if t.counts])

    @property
    def proven(self) -> bool:
        """Whether each figure is the least that mending costs; never that the choice is best."""
        counted = [r for t in self.scenarios if t.counts for r in (t.best, t.chosen)]
        return bool(counted) and all(r.cost == r.bound for r in counted)


def figure(measure: str, costs: Sequence[int | None]) -> Fraction | None:
    """The measure of repaired costs, all known; ``None`` when there are none."""
    known = [c for c in costs if c is not None]
    if not known or len(known) < len(costs):
        return None
    return Fraction(max(known)) if measure == WORST else Fraction(sum(known), len(known))
