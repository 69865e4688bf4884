"""The long proofs of which the tests take a sample, with all of their seeds.

Usage: ``python -m benchmarks.proofs [OPTION OF PYTEST ...]``

Runs each test file that draws from ``tests/sampling.py``; ``-n 2`` shares them among two processes. Exit code of pytest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.sampling import WHOLE

TESTS = Path(__file__).parents[1] / "tests"


def files() -> list[Path]:
    """Test files that take a sample."""
    return sorted(p for p in TESTS.rglob("test_*.py") if "from tests.sampling import" in p.read_text(encoding="utf-8"))


def main(argv: Sequence[str]) -> int:
    """Command line."""
    os.environ[WHOLE] = "1"
    return int(pytest.main([*argv, *map(str, files())]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
