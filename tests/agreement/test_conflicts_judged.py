"""Conflicts of tiny cities hold, are minimal and end with every remedy offered."""

from __future__ import annotations

from tests.agreement.conflict_sweep import conflict_sweep
from tests.sampling import least


def test_conflicts_of_tiny_cities_against_brute_force() -> None:
    """Of six cities; `benchmarks/proofs.py` takes twelve, `conflicts.py tiny` any number."""
    sweep = conflict_sweep(range(1000, 1200), audits=3000, wanted=least(12, 2))
    assert sweep.wrong == []
    assert sweep.cities == least(12, 2)
    assert sweep.feasible > least(5, 2)
    assert sweep.conflicts > least(12, 2)
    assert sweep.judged > least(30, 2)
    assert sweep.remedies > least(12, 2)
