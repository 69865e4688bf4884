"""Work that goes on beside something else."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from scheduler.search.beside import beside

READING_S = 60.0


class Counted:
    """Work that counts its turns, and can be waited for."""

    def __init__(self) -> None:
        self.turns = 0
        self.turned = threading.Condition()

    def __call__(self, go_on: Callable[[], bool]) -> None:
        while go_on():
            with self.turned:
                self.turns += 1
                self.turned.notify_all()

    def wait(self, more: int) -> None:
        """Until so many more turns are made."""
        with self.turned:
            until = self.turns + more
            assert self.turned.wait_for(lambda: self.turns >= until, READING_S)


def test_work_goes_on_until_the_block_is_over() -> None:
    work = Counted()
    with beside(work):
        work.wait(3)
    made = work.turns
    assert made >= 3
    assert threading.active_count() == 1 or work.turns == made


def test_work_rests_while_the_block_holds_the_lock() -> None:
    work = Counted()
    with beside(work) as resting:
        work.wait(2)
        with resting:
            work.wait(0)
            # The turn that was under way may end; no other begins.
            made = work.turns
            for _ in range(1000):
                threading.Event().wait(0.0001)
                assert work.turns <= made + 1
        work.wait(2)


def test_a_block_that_ends_in_a_fault_ends_the_work() -> None:
    work = Counted()
    with pytest.raises(ValueError, match="within"), beside(work) as resting:
        with resting:
            pass
        raise ValueError("within")
    made = work.turns
    assert not any("ThreadPoolExecutor" in thread.name for thread in threading.enumerate())
    assert work.turns == made


def test_what_the_work_raises_is_raised_behind_the_block() -> None:
    def fails(go_on: Callable[[], bool]) -> None:
        assert go_on()
        raise LookupError("beside")

    seen = []
    with pytest.raises(LookupError, match="beside"), beside(fails):
        seen.append("block")
    assert seen == ["block"]
