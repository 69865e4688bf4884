"""Ledgers of working plans as they are told; what was entered never changes."""

from __future__ import annotations

import threading
from collections import OrderedDict

from scheduler.board.document import dumped
from scheduler.web.board.asking import entry_answer
from scheduler.workflow.boarding import MOST_OPEN, WorkingPlans


class Histories:
    """Entries in JSON, each written once; may be used by several threads."""

    def __init__(self, plans: WorkingPlans) -> None:
        self.plans = plans
        self._lines: OrderedDict[int, tuple[str, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def text(self, plan: int, after: int) -> str:
        """The answer about entries after a version.

        Raises
        ------
        Missing
            When there is no such plan.
        """
        known = self._lines.get(plan, ())
        # Entries are numbered from 1 without a gap.
        new = self.plans.history(plan, len(known))
        lines = (*known, *(dumped(entry_answer(entry)) for entry in new))
        self._keep(plan, lines)
        return f'{{"entries":[{",".join(lines[after:])}]}}'

    def _keep(self, plan: int, lines: tuple[str, ...]) -> None:
        with self._lock:
            # Who asked earlier may come later: the longer one stays.
            if len(lines) >= len(self._lines.get(plan, ())):
                self._lines[plan] = lines
            self._lines.move_to_end(plan)
            while len(self._lines) > MOST_OPEN:
                self._lines.popitem(last=False)
