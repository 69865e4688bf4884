"""What holds for all tests: none is judged by how long it takes; one browser serves them all."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings

from scheduler.cores import usable_cores
from tests.browser import launched

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)  # xdist's own; without it tests run one after the other
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a good part of the tests waits for servers and pages."""
    return usable_cores() + 1


def pytest_collection_finish() -> None:
    """Keep all that stands after collecting from being looked through again and again.

    A search gives its memory back at each step, for which the collector goes through all that
    lives: with thousands of tests in memory that takes longer than to solve a tiny city.
    """
    gc.collect()
    gc.freeze()


chromium = pytest.fixture(scope="session")(launched)
