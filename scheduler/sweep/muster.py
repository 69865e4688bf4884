"""Which workers of a cluster are there, answer, and have the program."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterable, Sequence
from typing import Any

from scheduler.sweep.troubles import not_installed

ANSWER_S = 10.0
"""Seconds that a worker, or Dask's scheduler, may take for an answer."""

AGAIN_S = 30.0
"""Seconds until a worker that did not answer is asked again."""


class Muster:
    """The workers of a cluster, each asked once before it counts.

    Parameters
    ----------
    client
        A connection to Dask's scheduler.
    needed
        A module that each worker must have.

    Attributes
    ----------
    silent : int
        Workers at the last count that did not answer.
    """

    def __init__(self, client: Any, needed: str) -> None:
        self._client, self._needed = client, needed
        self._sound: set[str] = set()
        self._ask_at: dict[str, float] = {}
        self.silent = 0

    def threads(self) -> int | None:
        """Threads of the workers that answer; ``None`` when Dask's scheduler does not.

        Raises
        ------
        UsageError
            When a worker lacks the program; it would end as soon as it were sent anything.
        """
        try:
            there: dict[str, int] = self._client.nthreads(callback_timeout=ANSWER_S)
        except (OSError, TimeoutError):
            return None
        now = time.monotonic()
        self._ask([w for w in there if w not in self._sound and now >= self._ask_at.get(w, now)])
        self.silent = len(there.keys() - self._sound)
        return sum(count for worker, count in there.items() if worker in self._sound)

    def _ask(self, workers: Sequence[str]) -> None:
        """Ask all at once; when one keeps the others waiting, each alone."""
        alone = [[w] for w in workers] if len(workers) > 1 else []
        if workers and not self._asked(workers):
            for one in alone:
                self._asked(one)
        for worker in set(workers) - self._sound:
            self._ask_at[worker] = time.monotonic() + AGAIN_S

    def _asked(self, workers: Sequence[str]) -> bool:
        """Whether there was an answer in time, be it that some are lost."""
        try:
            answers = self._client.run(
                importlib.util.find_spec, self._needed, workers=list(workers),
                on_error="return", callback_timeout=ANSWER_S,
            )  # fmt: skip
        except (OSError, TimeoutError):
            return False
        self._sound |= set(_sound(answers.items(), self._needed))
        return True


def _sound(answers: Iterable[tuple[str, Any]], needed: str) -> Iterable[str]:
    """Workers that found what they need; one that was lost meanwhile is none."""
    for worker, found in answers:
        if found is None:
            raise not_installed(ModuleNotFoundError(needed))
        if isinstance(found, ImportError):
            raise not_installed(found)
        if not isinstance(found, Exception):
            yield worker
