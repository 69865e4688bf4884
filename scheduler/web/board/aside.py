"""What would hold the server's interpreter for long is asked from a process beside it.

The places of one event of two thousand take a tenth of a second and are megabytes before they
are zipped. Meanwhile no thread of the server could do much, whatever it was asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor

from scheduler.jobs.helper import Helper, NoAnswer
from scheduler.web.board.asking import Refusal, working
from scheduler.web.board.copies import Copy
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.following import Following, answer

MANY = 400
"""Events from which on a plan is large; what is asked of a smaller one takes some milliseconds."""

PATIENCE_S = 5.0
"""Within which the process has mostly read a plan. Whoever asks waits that long: answering here
would hold up everybody else, and make the process slower."""

READING_S = 600.0
"""Within which a plan is read, be it of ten thousand events on a busy machine."""


class Aside:
    """Answers about large plans; asked from the server's loop.

    Parameters
    ----------
    many
        Events of a large plan.
    """

    def __init__(self, plans: WorkingPlans, many: int = MANY) -> None:
        self.plans, self.many = plans, many
        self.helper = Helper(Following(plans.workspace, plans.where))
        # One thread, since the process answers one after the other; it asks nothing of a core.
        self._asking = ThreadPoolExecutor(1, "aside")
        self._opened: dict[int, int | None] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def knows(self, plan: int) -> bool:
        """Whether the process has read a plan."""
        helper = self.helper
        # One that was started again has read nothing of what the one before it had.
        return helper.alive and self._opened.get(plan) == helper.number

    async def places(self, plan: int, event_id: str) -> Copy:
        """Where an event may be dragged to.

        Raises
        ------
        Refusal
            When there is no such plan or event.
        """
        self.open(plan)
        if not self.knows(plan) and (reading := self._tasks.get(plan)) is not None:
            await asyncio.wait([reading], timeout=PATIENCE_S)
        if self.knows(plan):
            found = await self._asked(plan, event_id)
            if found is not None:
                return Copy(found)
            self.open(plan)  # it may have ended
        return Copy(await working(lambda: answer(self.plans, plan, event_id), heavy=True))

    def open(self, plan: int) -> None:
        """Have the process read a plan if it is large."""
        if not self.knows(plan):
            self._begin(plan, self._open(plan))

    def follow(self, plan: int) -> None:
        """Have the process catch up with a plan before somebody asks."""
        if self.knows(plan):
            self._begin(plan, self._caught_up(plan))

    def end(self) -> None:
        """End the process."""
        self._asking.shutdown(wait=False)
        self.helper.close()

    def _begin(self, plan: int, work: Coroutine[None, None, None]) -> None:
        """Do one thing at a time for a plan, without anybody waiting for it."""
        if plan in self._tasks:
            work.close()
            return
        task = self._tasks[plan] = asyncio.create_task(self._alone(plan, work))
        # One that is called off before it begins never comes to its own end.
        task.add_done_callback(lambda ended: self._ended(plan, ended, work))

    async def _alone(self, plan: int, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        finally:  # at once: whoever sees what came of it may begin the next thing
            self._tasks.pop(plan, None)

    def _ended(
        self, plan: int, task: asyncio.Task[None], work: Coroutine[None, None, None]
    ) -> None:
        work.close()
        if self._tasks.get(plan) is task:
            del self._tasks[plan]

    async def _open(self, plan: int) -> None:
        self._opened.pop(plan, None)
        try:
            sheet = await working(lambda: self.plans.sheet(plan))
        except Refusal:  # whoever asks is told, nobody is here
            return
        large = len(sheet.problem.events) >= self.many
        if large and await self._asked(plan, None) is not None:
            self._opened[plan] = self.helper.number

    async def _caught_up(self, plan: int) -> None:
        await self._asked(plan, None)

    async def _asked(self, plan: int, event_id: str | None) -> bytes | None:
        """What the process says; ``None`` when it cannot."""
        loop, question = asyncio.get_running_loop(), (plan, event_id)
        try:
            longest = READING_S if event_id is None else None
            asked = loop.run_in_executor(
                self._asking, lambda: self.helper.ask(question, longest)
            )
            return await asked
        except (NoAnswer, RuntimeError):  # the latter: the server is to end
            return None
