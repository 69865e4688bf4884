"""All drop-outs of Qingdao near the standing plan, each solved to the proof; the tests take a seeded sample.

Usage: ``python -m benchmarks.dropouts [EVENT ...]``

A row each: seconds and what is wrong, if anything; exit code 1 if anything is. Figures hold for an idle core.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from tests.scenarios.dropouts import DROPOUTS, faults_of_best, faults_of_plan


def main(argv: Sequence[str]) -> int:
    """Command line."""
    began, wrong = time.perf_counter(), 0
    if unknown := set(argv) - {p.stem for p in DROPOUTS}:
        raise SystemExit(f"no such drop-out: {', '.join(sorted(unknown))}")
    paths = [p for p in DROPOUTS if not argv or p.stem in argv]
    for path in paths:
        start = time.perf_counter()
        faults = [*faults_of_plan(path), *faults_of_best(path)]
        wrong += bool(faults)
        print(f"{path.stem}: {time.perf_counter() - start:.1f} s", *faults, sep="; ", flush=True)
    print(f"{len(paths)} drop-outs in {time.perf_counter() - began:.1f} s, {wrong} of them wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
