"""Model and audit give the same verdict and the same cost on the same nudged plans."""

from __future__ import annotations

import pytest

from scheduler.rules import RULES
from tests.agreement.cities import lively, small, tiny
from tests.agreement.compare import Tally, compare_city

TINY, LIVELY = range(24), range(12)
PLANS = 36
"""Plans per variant of a city."""

HARD = [r.id for r in RULES if r.hard]
SOFT = [r.id for r in RULES if not r.hard] + ["coverage"]


@pytest.fixture(scope="module")
def tally() -> Tally:
    """Counts over all cities; the comparison runs once for all tests here."""
    counts, wrong = Tally(), []
    for seed in TINY:
        wrong += compare_city(tiny(seed), seed, PLANS, counts)
    for seed in LIVELY:
        wrong += compare_city(lively(seed), seed, PLANS, counts)
    assert not wrong, "\n".join([f"{len(wrong)} disagreements", *wrong[:10]])
    return counts


def test_same_verdict_and_cost(tally: Tally) -> None:
    assert tally.legal > 500
    assert tally.plans - tally.legal > 500


@pytest.mark.parametrize("rule", HARD)
def test_each_hard_rule_forbids_a_plan_alone_and_lets_others_be(tally: Tally, rule: str) -> None:
    assert tally.alone[rule] >= 1
    assert tally.spared[rule] >= 1


@pytest.mark.parametrize("rule", SOFT)
def test_each_soft_rule_is_paid_and_not_paid(tally: Tally, rule: str) -> None:
    assert tally.paid[rule] >= 1
    assert tally.free[rule] >= 1


def test_a_larger_city() -> None:
    wrong = compare_city(small(1), 1, 8, Tally())
    assert not wrong, "\n".join(wrong[:10])
