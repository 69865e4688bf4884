"""Longer comparisons of model and audit than the tests make: nudged plans and brute force.

python -m benchmarks.agreement nudged --seeds 0 200
python -m benchmarks.agreement brute --seeds 0 500 --audits 100000
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from scheduler.domain.problem import Problem
from tests.agreement.cities import lively, small, tiny
from tests.agreement.compare import Tally, compare_city
from tests.agreement.sweep import brute_force_sweep

CITIES: dict[str, Callable[[int], Problem]] = {"tiny": tiny, "lively": lively, "small": small}


def nudged(seeds: range, cities: list[str], plans: int) -> list[str]:
    """Nudge plans of the cities of these seeds; disagreements are printed as they are met."""
    wrong: list[str] = []
    tally = Tally()
    for seed in seeds:
        for name in cities:
            for line in compare_city(CITIES[name](seed), seed, plans, tally):
                wrong.append(f"{name} {line}")
                print(wrong[-1], flush=True)
    print(f"{tally.plans} plans, {tally.legal} legal, {tally.skipped} left out")
    print(f"forbidden by one rule alone: {dict(tally.alone)}")
    print(f"legal and paid: {dict(tally.paid)}")
    return wrong


def brute(seeds: range, audits: int) -> list[str]:
    """Compare solved tiny cities with brute force."""
    sweep = brute_force_sweep(seeds, audits)
    print(f"{sweep.optimal} optimal, {sweep.infeasible} infeasible, {sweep.too_large} too large")
    print("\n".join(sweep.wrong))
    return sweep.wrong


def main() -> None:
    """Run the comparison that the command line asks for; exit status 1 when they disagree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=("nudged", "brute"))
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 100), metavar=("FROM", "TO"))
    parser.add_argument("--cities", nargs="+", choices=list(CITIES), default=["tiny", "lively"])
    parser.add_argument("--plans", type=int, default=36, help="nudged plans per variant of a city")
    parser.add_argument("--audits", type=int, default=40_000, help="audits granted to brute force")
    options = parser.parse_args()
    began, seeds = time.perf_counter(), range(*options.seeds)
    wrong = (
        nudged(seeds, options.cities, options.plans)
        if options.what == "nudged"
        else brute(seeds, options.audits)
    )
    print(f"{len(wrong)} disagreements in {time.perf_counter() - began:.1f} s")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
