"""Samples of long proofs: tests take a part, ``python -m benchmarks.proofs`` takes the whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

WHOLE = "PROOFS_WHOLE"
"""Environment variable that asks for the whole."""


def sample(whole: Sequence[T], every: int) -> Sequence[T]:
    """Each so many-th of the cases, or all where the whole is asked for."""
    return whole if os.environ.get(WHOLE) else whole[::every]


def least(whole: int, every: int) -> int:
    """What so many cases of the whole are in such a sample, at least one."""
    return whole if os.environ.get(WHOLE) else -(-whole // every)
