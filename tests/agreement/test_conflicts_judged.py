"""Conflicts of tiny cities hold, are minimal and end with every remedy offered."""

from __future__ import annotations

from tests.agreement.conflict_sweep import conflict_sweep


def test_conflicts_of_tiny_cities_against_brute_force() -> None:
    sweep = conflict_sweep(range(1000, 1200), audits=3000, wanted=12)
    assert sweep.wrong == []
    assert sweep.cities == 12
    assert sweep.feasible > 5
    assert sweep.conflicts > 12
    assert sweep.judged > 30
    assert sweep.remedies > 12
