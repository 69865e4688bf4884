"""A process beside the server that was started again has read no plan yet."""

from __future__ import annotations

import os
import signal

from scheduler.web.board.aside import Aside
from scheduler.workflow.boarding import WorkingPlans
from tests.web.board.test_aside import aside, plans, run, until

__all__ = ["aside", "plans"]


def test_a_process_started_again_knows_only_what_it_has_read(
    plans: WorkingPlans, aside: Aside
) -> None:
    plans.begin("", "file")

    async def work() -> None:
        aside.open(1)
        await until(lambda: aside.knows(1))
        aside.open(2)
        await until(lambda: aside.knows(2))
        number = aside.helper.number
        assert number
        os.kill(number, signal.SIGKILL)
        await until(lambda: not aside.helper.alive)
        aside.open(2)
        await until(lambda: aside.knows(2))
        assert not aside.knows(1)
        await aside.places(1, "care")
        await until(lambda: aside.knows(1))

    run(work)
