"""Among plans of almost least cost, one that is cheaper to mend when a scenario comes.

A plan is judged by its *repaired costs*: under each scenario it is planned again near where it
stood (contract: `change`), and the points of that, `change` included, are its cost there. Where the
plan itself was made near an older one, what moves is counted from it there, and not from the older.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from scheduler import replan
from scheduler.audit import audit
from scheduler.domain.moves import moved
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.robustness import Epsilon, Repaired, Robustness, Tested, figure
from scheduler.domain.solution import UNKNOWN, Solution
from scheduler.domain.span import Day
from scheduler.errors import AuditMismatch
from scheduler.scenarios.hardening import cheaper_by, hardened
from scheduler.scenarios.known import from_standing
from scheduler.scenarios.scenario import Scenario
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.search.solve import solve

MOST_TRIED = 24
"""Plans that are mended under the scenarios at most."""


Score = tuple[Fraction, int]
"""The measure of a plan and the sum of its repaired costs."""


@dataclass(frozen=True)
class Rule:
    """What may be chosen and by which measure.

    Parameters
    ----------
    today
        Day on which each scenario becomes known (see `known`); ``None`` when before the horizon.
    """

    epsilon: Epsilon
    measure: str
    today: Day | None = None


@dataclass(frozen=True)
class Candidate:
    """A plan within the limit, with what became of it in each scenario so far."""

    plan: Plan
    cost: int
    repaired: tuple[Repaired, ...] = ()
    mended: tuple[Plan | None, ...] = ()


def robust(
    problem: Problem,
    plan: Plan,
    scenarios: Sequence[Scenario],
    rule: Rule,
    params: SolveParams,
    tell: OnProgress = silent,
    floor: int | None = None,
) -> tuple[Plan, Robustness]:
    """Choose the plan that is cheapest to mend among some that cost almost as little as `plan`.

    Steps: (1) mend `plan` under each scenario; (2) plan anew without what the dearest scenario
    would take, then what the next one would, too, as long as that keeps within the limit: each
    is a candidate (see `hardening`); (3) a mended plan stands already where its scenario leaves
    room: if it is legal without it and within the limit it is a candidate, else what a solve
    near it finds; (4) mend the candidates likewise, giving one up once it cannot win, and go on
    from those that could, until none is left, or the time or `MOST_TRIED` is over. The first plan
    is a candidate, so the choice is never worse by the measure. Nothing is proven of plans that
    were not tried. A search that contradicts itself is our mistake: it counts as one without an
    answer, and is told.

    Parameters
    ----------
    problem
        Where it has a standing plan, the limit counts the points for what moves from that.
    plan
        A legal plan of `problem`, the best that is known.
    floor
        Points that no plan of `problem` costs less than; ``None`` is not known.
    """
    pool = _Pool(problem, scenarios, rule, params, tell, floor)
    return pool.run(plan)


@dataclass
class _Pool:
    problem: Problem
    scenarios: Sequence[Scenario]
    rule: Rule
    params: SolveParams
    tell: OnProgress
    floor: int | None
    limit: int = 0
    tried: int = 0
    _counts: list[bool] = field(default_factory=list)
    _seen: set[frozenset[object]] = field(default_factory=set)
    _until: float = 0.0
    _mistakes: list[str] = field(default_factory=list)

    def run(self, plan: Plan) -> tuple[Plan, Robustness]:
        began = time.perf_counter() if self.params.began is None else self.params.began
        self._until = began + self.params.time_limit_s
        cost = audit(self.problem, plan).cost
        self.limit = self.rule.epsilon.limit(cost)
        self._new(plan)
        self._counts = [True] * len(self.scenarios)
        best = self._mend(Candidate(plan, cost), None)
        assert best is not None
        self._counts = [r.cost is not None for r in best.repaired]
        chosen, exhausted = self._choose(best)
        tests = tuple(
            Tested(s.file, s.title, a, b, s.problem.input_hash)
            for s, a, b in zip(self.scenarios, best.repaired, chosen.repaired, strict=True)
        )
        rule = self.rule
        return chosen.plan, Robustness(
            rule.measure, rule.epsilon, self.limit, cost, chosen.cost, tests, self.tried,
            exhausted and not self._mistakes, tuple(dict.fromkeys(self._mistakes)),
        )  # fmt: skip

    def _choose(self, best: Candidate) -> tuple[Candidate, bool]:
        """The best candidate, and whether none was left to try."""
        if not any(self._counts):
            return best, not self._over
        chosen, open_, sought = best, [best], self._hardened(best)
        while True:
            for candidate in sought:
                if self._over:
                    return chosen, False
                found = self._mend(candidate, self._score_of(chosen))
                if found is not None:
                    open_.append(found)
                    chosen = min(chosen, found, key=self._rank)
            if not open_:
                return chosen, not self._over
            open_.sort(key=self._rank)
            sought = self._children(open_.pop(0))

    def _hardened(self, best: Candidate) -> Iterator[Candidate]:
        """Plans within the limit that leave free what more and more scenarios would take."""
        city, plan = self.problem, best.plan
        for i in self._dearest(best):
            harder = hardened(city, self._known(self.scenarios[i], best.plan))
            if self._over or harder == city:
                continue
            # The search ends as soon as its plan is within the limit, as far as that is known.
            gap = 1 - best.cost / max(1, self.limit)
            limits = replace(self.params, gap=gap, floor=self._floor_of(harder))
            found = self._solve(harder, plan, limits)
            judged = found and audit(self.problem, found)
            if found and judged and judged.ok and judged.cost <= self.limit:
                city, plan = harder, found
                if self._new(plan):
                    yield Candidate(plan, judged.cost)

    def _floor_of(self, harder: Problem) -> int | None:
        """Points that no plan of a hardened city costs less than, as far as that is known."""
        return None if self.floor is None else self.floor - cheaper_by(self.problem, harder)

    def _dearest(self, candidate: Candidate) -> list[int]:
        """Scenarios that count, by what mending costs in them, dearest first."""
        costs = [(r.cost, i) for i, r in enumerate(candidate.repaired)]
        known = [(c, i) for (c, i) in costs if c is not None and self._counts[i]]
        return [i for _, i in sorted(known, key=lambda k: (-k[0], k[1]))]

    def _children(self, parent: Candidate) -> Iterator[Candidate]:
        """Candidates from what mending made of a plan, where that was dearest first."""
        for i in self._dearest(parent):
            mended = parent.mended[i]
            if self._over:
                return
            if mended is None or not moved(parent.plan, mended):
                continue
            found = self._within(mended)
            if found is not None and self._new(found.plan):
                yield found

    def _within(self, mended: Plan) -> Candidate | None:
        """A mended plan, or one near it, as a plan without the scenario; ``None`` if too dear."""
        plan = replan.standing(self.problem, mended)
        judged = audit(self.problem, plan)
        if not (judged.ok and judged.cost <= self.limit):
            near = replace(self.problem, near=plan)
            settled = self._solve(near, plan, self.params)
            if settled is None:
                return None
            plan, judged = settled, audit(self.problem, settled)
        within = judged.ok and judged.cost <= self.limit
        return Candidate(plan, judged.cost) if within else None

    def _mend(self, candidate: Candidate, beat: Score | None) -> Candidate | None:
        """The candidate with its repaired costs; ``None`` once it cannot be below `beat`."""
        self.tried += 1
        repaired: list[Repaired] = []
        mended: list[Plan | None] = []
        for scenario, counts in zip(self.scenarios, self._counts, strict=True):
            problem = self._known(scenario, candidate.plan)
            found, plan = (Repaired(UNKNOWN, None, None), None)
            if counts or beat is None:
                found, plan = self._repair(problem, candidate.plan)
            repaired.append(found)
            mended.append(plan)
            if beat is not None and not self._may_beat(repaired, beat):
                return None
        return replace(candidate, repaired=tuple(repaired), mended=tuple(mended))

    def _known(self, scenario: Scenario, plan: Plan) -> Problem:
        """The scenario as it meets a plan."""
        return from_standing(scenario, plan, self.rule.today).problem

    def _may_beat(self, repaired: Sequence[Repaired], beat: Score) -> bool:
        """Whether a plan could still be below `beat`, no other scenario costing it anything."""
        costs = [r.cost for r, counts in zip(repaired, self._counts, strict=False) if counts]
        if any(cost is None for cost in costs):
            return False
        return self._score([*costs, *[0] * (sum(self._counts) - len(costs))]) < beat

    def _repair(self, problem: Problem, start: Plan) -> tuple[Repaired, Plan | None]:
        found = self._solved(problem, start, self.params)
        if found is None:
            return Repaired(UNKNOWN, None, None), None
        assert problem.near is not None
        count = None if found.plan is None else len(moved(problem.near, found.plan))
        return Repaired(found.status, found.cost, found.bound, count), found.plan

    def _solve(self, problem: Problem, start: Plan, params: SolveParams) -> Plan | None:
        found = self._solved(problem, start, params)
        return None if found is None else found.plan

    def _solved(self, problem: Problem, start: Plan, params: SolveParams) -> Solution | None:
        """What a solve finds in the time that is left; ``None`` when none is, or it fails."""
        left = self._until - time.perf_counter()
        if self.params.stop.said or left <= 0:
            return None
        limits = replace(params, began=None, time_limit_s=left, start=start, certify=False)
        try:
            return solve(problem, limits, self.tell)
        except AuditMismatch as error:
            self._mistakes.append(str(error))
            return None

    def _score(self, costs: Sequence[int | None]) -> Score:
        """The measure, then the sum: of worst cases that are as bad, one may be mended first."""
        found = figure(self.rule.measure, costs)
        assert found is not None
        return found, sum(cost or 0 for cost in costs)

    def _score_of(self, candidate: Candidate) -> Score:
        pairs = zip(candidate.repaired, self._counts, strict=True)
        return self._score([r.cost for r, counts in pairs if counts])

    def _rank(self, candidate: Candidate) -> tuple[Score, int]:
        return self._score_of(candidate), candidate.cost

    def _new(self, plan: Plan) -> bool:
        """Whether a plan was not met before."""
        key = frozenset((p.event_id, p.place) for p in plan.placements)
        fresh = key not in self._seen
        self._seen.add(key)
        return fresh

    @property
    def _over(self) -> bool:
        late = time.perf_counter() >= self._until
        return late or self.params.stop.said or self.tried >= MOST_TRIED
