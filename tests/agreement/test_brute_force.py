"""The optimum that the solver proves is the one that trying everything finds."""

from __future__ import annotations

from tests.agreement.sweep import Sweep, brute_force_sweep
from tests.sampling import least, sample

SEEDS = range(46)
AUDITS = 15_000
"""Audits granted per city; the few cities that need more are left to the benchmark."""


def test_optimum_and_infeasibility() -> None:
    """Of every other seed; `benchmarks/proofs.py` takes them all, `agreement.py` more of them."""
    seeds = sample(SEEDS, 2)
    sweep = brute_force_sweep(seeds, AUDITS)
    assert sweep.wrong == []
    assert sweep.optimal >= least(20, 2)
    assert sweep.infeasible >= least(10, 2)
    assert sweep.optimal + sweep.infeasible >= least(40, 2)


def test_a_city_too_large_is_told_apart() -> None:
    assert brute_force_sweep(range(1), 10) == Sweep(too_large=1)
