"""The optimum that the solver proves is the one that trying everything finds."""

from __future__ import annotations

from tests.agreement.sweep import Sweep, brute_force_sweep

SEEDS = range(46)
AUDITS = 15_000
"""Audits granted per city; the few cities that need more are left to the benchmark."""


def test_optimum_and_infeasibility() -> None:
    sweep = brute_force_sweep(SEEDS, AUDITS)
    assert sweep.wrong == []
    assert sweep.optimal >= 20
    assert sweep.infeasible >= 10
    assert sweep.optimal + sweep.infeasible >= 40


def test_a_city_too_large_is_told_apart() -> None:
    assert brute_force_sweep(range(1), 10) == Sweep(too_large=1)
