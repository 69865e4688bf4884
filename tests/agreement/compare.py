"""Compares model and audit plan by plan, and counts which rules had their say."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scheduler.audit import Audit, audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from tests.agreement.cities import variants
from tests.agreement.nudging import greedy, nudges
from tests.agreement.pinning import Pinner, Verdict, left_out

TOLERANCE = 1e-6


@dataclass
class Tally:
    """What a sample of plans has exercised.

    Attributes
    ----------
    alone : Counter
        Illegal plans by the only hard rule that they break.
    spared : Counter
        Legal plans of cities in which that rule forbids another plan.
    paid, free : Counter
        Legal plans by soft rule that they pay, or pay nothing for where others pay.
    """

    plans: int = 0
    legal: int = 0
    skipped: int = 0
    alone: Counter[str] = field(default_factory=Counter)
    spared: Counter[str] = field(default_factory=Counter)
    paid: Counter[str] = field(default_factory=Counter)
    free: Counter[str] = field(default_factory=Counter)

    def add_city(self, judged: Iterable[Audit]) -> None:
        """Count the plans of one city."""
        verdicts = list(judged)
        legal = [a for a in verdicts if a.ok]
        broken = [{f.reason.rule for f in a.hard} for a in verdicts if not a.ok]
        alone = Counter(next(iter(rules)) for rules in broken if len(rules) == 1)
        paid = Counter(rule for a in legal for rule in a.cost_by_rule)
        self.plans += len(verdicts)
        self.legal += len(legal)
        self.alone += alone
        self.paid += paid
        self.spared += Counter(dict.fromkeys(alone, len(legal)))
        self.free += Counter({rule: len(legal) - n for rule, n in paid.items()})


def compare_city(problem: Problem, seed: int, plans: int, tally: Tally) -> list[str]:
    """Disagreements about `plans` nudged plans in each variant of a city."""
    wrong: list[str] = []
    for number, variant in enumerate(variants(problem, seed)):
        rng = random.Random(1000 * seed + number)
        pinner = Pinner(variant)
        bases = [b for b in (pinner.best(), greedy(variant, rng), variant.near) if b is not None]
        judged: list[Audit] = []
        for base in bases:
            for plan in (base, *nudges(variant, base, rng, plans // len(bases))):
                if left_out(variant, plan):
                    tally.skipped += 1
                    continue
                judged.append(audit(variant, plan))
                wrong += disagreements(pinner, plan, judged[-1], f"seed {seed} variant {number}")
        tally.add_city(judged)
    return wrong


def disagreements(pinner: Pinner, plan: Plan, judged: Audit, where: str) -> list[str]:
    """What model and audit say differently of a plan, and bounds that do not hold for it."""
    verdict = pinner.ask(plan)
    told = f"{where}: {_rows(plan)}: audit {_audit_says(judged)}, model {verdict.cost}"
    if (verdict.cost is not None) != judged.ok or (judged.ok and verdict.cost != judged.cost):
        return [told]
    return [told + ": " + why for why in _broken_bounds(pinner, verdict)]


def _broken_bounds(pinner: Pinner, verdict: Verdict) -> Iterable[str]:
    if verdict.cost is None:
        return
    relaxation = pinner.relaxation
    if relaxation is None:
        yield "the relaxation is infeasible or out of time"
        return
    if relaxation.bound > verdict.cost:
        yield f"bound {relaxation.bound}"
    for j in verdict.used:
        if relaxation.exact + relaxation.adds[j] > verdict.cost + TOLERANCE:
            yield f"variable {j} should add {relaxation.adds[j]} to {relaxation.exact}"
        if not relaxation.could_be_in(verdict.cost)[j]:
            yield f"variable {j} ruled out at {verdict.cost}"


def _audit_says(judged: Audit) -> str:
    broken = sorted({f.reason.rule for f in judged.hard})
    return f"breaks {', '.join(broken)}" if broken else f"{judged.cost} {judged.cost_by_rule}"


def _rows(plan: Plan) -> str:
    return "; ".join(
        f"{p.event_id} {p.venue_id}/{'+'.join(p.hall_ids)} {p.show_first}" for p in plan.placements
    )
