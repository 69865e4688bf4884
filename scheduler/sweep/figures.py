"""What a sweep tells of a plan: how robust it is, and what hurts it most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.solution import INFEASIBLE, UNKNOWN
from scheduler.sweep.item import SAMPLE, Item
from scheduler.sweep.outcome import FAILED, Outcome


@dataclass(frozen=True)
class Loss:
    """Points that a scenario costs, with the plan mended as near as can be.

    The cost of the mended plan and the points for what moved, less the cost of the standing plan;
    negative when a scenario takes dear events out.

    Parameters
    ----------
    low, high
        At least and at most; equal when the mended plan is proven nearest. `low` is ``None`` when
        nothing is known of how near it can be.
    """

    low: float | None
    high: float

    @property
    def proven(self) -> bool:
        """Whether it is exact."""
        return self.low == self.high


@dataclass(frozen=True)
class Result:
    """A scenario and what came of it; ``None`` while it is still to be solved."""

    item: Item
    outcome: Outcome | None
    base_cost: int

    @cached_property
    def loss(self) -> Loss | None:
        """``None`` without a plan."""
        done = self.outcome
        if done is None or done.repaired is None:
            return None
        high = done.repaired - self.base_cost
        if done.bound is None:
            return Loss(None, high)
        return Loss(min(done.bound - self.base_cost, high), high)

    @property
    def status(self) -> str:
        """Blank while it is still to be solved."""
        return self.outcome.status if self.outcome else ""


@dataclass(frozen=True)
class Group:
    """Scenarios that have something in common.

    Parameters
    ----------
    key
        What they share, such as a hall or a month.
    expected
        Mean loss of those with a plan; ``None`` when there is none.
    worst, worst_name
        Largest loss of those, and whose it is.
    with_plan, infeasible, unknown, failed
        How many have a plan, cannot have one, were not decided, were not solved; only those with
        a plan have a loss.
    """

    key: tuple[str, ...]
    expected: Loss | None
    worst: Loss | None
    worst_name: str
    with_plan: int
    infeasible: int
    unknown: int
    failed: int

    @property
    def rank(self) -> tuple[float, float, tuple[str, ...]]:
        """Worst first: most without any plan, then the largest mean loss."""
        mean = self.expected.high if self.expected else float("-inf")
        return -self.infeasible, -mean, self.key


@dataclass(frozen=True)
class Dropped:
    """How often an event that stands loses its place, of the solved scenarios that have a plan."""

    event_id: str
    dropped: int
    moved: int


@dataclass(frozen=True)
class Figures:
    """All figures of a sweep, worst first.

    Parameters
    ----------
    over
        ``sample`` when `robustness` is over the random scenarios, ``all`` when there are none.
    """

    over: str
    robustness: Group
    halls: tuple[Group, ...]
    venues: tuple[Group, ...]
    months: tuple[Group, ...]
    events: tuple[Dropped, ...]


def figures(results: Sequence[Result]) -> Figures:
    """Count it all."""
    drawn = [r for r in results if r.item.source == SAMPLE]
    return Figures(
        over=SAMPLE if drawn else "all",
        robustness=_group((), drawn or results),
        halls=_groups(results, lambda r: p if (p := r.item.place) and p[1] else None),
        venues=_groups(results, lambda r: p[:1] if (p := r.item.place) and not p[1] else None),
        months=_groups(results, lambda r: (m,) if (m := r.item.month) else None),
        events=_events(results),
    )


def _groups(
    results: Sequence[Result], key: Callable[[Result], tuple[str, ...] | None]
) -> tuple[Group, ...]:
    """Those of files and grids, which compare; of random scenarios when there are no others."""
    chosen = [r for r in results if r.item.source != SAMPLE]
    return _ranked(chosen, key) or _ranked(results, key)


def _ranked(
    results: Iterable[Result], key: Callable[[Result], tuple[str, ...] | None]
) -> tuple[Group, ...]:
    found: dict[tuple[str, ...], list[Result]] = {}
    for result in results:
        shared = key(result)
        if shared is not None and result.outcome is not None:
            found.setdefault(shared, []).append(result)
    return tuple(sorted((_group(k, those) for k, those in found.items()), key=lambda g: g.rank))


def _group(key: tuple[str, ...], results: Iterable[Result]) -> Group:
    listed = list(results)
    losses = [(r.loss, r.item.name) for r in listed if r.loss is not None]
    counts = Counter(r.status for r in listed)
    worst, name = max(losses, key=lambda x: _dearest(x[0]), default=(None, ""))
    return Group(
        key, _mean([loss for loss, _ in losses]), worst, name,
        len(losses), counts[INFEASIBLE], counts[UNKNOWN], counts[FAILED],
    )  # fmt: skip


def _dearest(loss: Loss) -> tuple[float, float]:
    return loss.high, float("-inf") if loss.low is None else loss.low


def _mean(losses: Sequence[Loss]) -> Loss | None:
    """Rounded to hundredths, as sums of whole points are exact; one unknown makes it unknown."""
    if not losses:
        return None
    lows = [s.low for s in losses if s.low is not None]
    low = round(sum(lows) / len(lows), 2) if len(lows) == len(losses) else None
    return Loss(low, round(sum(s.high for s in losses) / len(losses), 2))


def _events(results: Iterable[Result]) -> tuple[Dropped, ...]:
    dropped, moved = Counter[str](), Counter[str]()
    for outcome in (r.outcome for r in results if r.outcome):
        dropped.update(outcome.dropped)
        moved.update(outcome.moved)
    listed = (Dropped(e, dropped[e], moved[e]) for e in {**dropped, **moved})
    return tuple(sorted(listed, key=lambda d: (-d.dropped, -d.moved, d.event_id)))
