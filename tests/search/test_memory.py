"""Memory that is no longer used goes back to the system."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread

import pytest

from scheduler.search.memory import give_back

PIECES, SIZE = 20_000, 4096


def resident_mib() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
@pytest.mark.skipif(sys.platform != "linux", reason="the C library keeps it elsewhere, too")
def test_what_a_thread_freed_in_small_pieces_is_given_back() -> None:
    kept: list[bytearray] = []

    def work() -> None:
        # A piece that stays at the end keeps all below it from going back by itself.
        pieces = [bytearray(SIZE) for _ in range(PIECES)]
        kept.append(pieces[-1])

    thread = Thread(target=work)
    thread.start()
    thread.join()
    before = resident_mib()
    give_back()
    assert before - resident_mib() > PIECES * SIZE / 2**20 / 2


def test_it_can_be_asked_for_at_any_time() -> None:
    give_back()
    give_back()
