"""Which workers of a cluster are there, answer, and have the same program."""

from __future__ import annotations

import importlib.util
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any

from scheduler.domain.text import Text
from scheduler.sweep.troubles import aside, not_installed, other_versions

ANSWER_S = 10.0
"""Seconds that a worker, or Dask's scheduler, may take for an answer."""

AGAIN_S, LONGEST_S = 30.0, 480.0
"""Seconds until a silent worker is asked again, at first and, doubled each time, at most."""

Versions = Mapping[str, str]


class Muster:
    """The workers of a cluster, each asked once before it counts.

    Parameters
    ----------
    client
        A connection to Dask's scheduler.
    ask
        What each worker calls to tell its versions; whoever lacks the function lacks the program.
    expected
        The versions that it must have.
    say
        Told of workers that are left aside.

    Attributes
    ----------
    usable : frozenset
        Workers at the last count that may be sent something.
    mixed : bool
        Whether there were others, too, that must not be.
    silent : int
        Workers at the last count that did not answer.
    """

    def __init__(
        self, client: Any, ask: Callable[[], Versions], expected: Versions,
        say: Callable[[Text], None],
    ) -> None:  # fmt: skip
        self._client, self._function, self._expected, self._say = client, ask, expected, say
        self._sound: set[str] = set()
        self._unfit: dict[str, Text] = {}
        self._told: set[str] = set()
        self._pause: dict[str, float] = {}
        self._ask_at: dict[str, float] = {}
        self._asking: threading.Thread | None = None
        self.usable: frozenset[str] = frozenset()
        self.silent = self.unfit = 0

    def threads(self) -> int | None:
        """Threads of the workers that answer; ``None`` when Dask's scheduler does not.

        The first time it waits for answers; those that come later are asked meanwhile.

        Raises
        ------
        UsageError
            When the first time workers are there, but none that has the same program.
        """
        try:
            there: dict[str, int] = self._client.nthreads(callback_timeout=ANSWER_S)
        except (OSError, TimeoutError):
            return None
        self._begin(there)
        self.usable = frozenset(there.keys() & self._sound)
        self.unfit = len(there.keys() & self._unfit.keys())
        self.silent = len(there.keys() - self._sound - self._unfit.keys())
        for worker in [w for w in list(self._unfit) if w not in self._told]:
            self._told.add(worker)
            self._say(aside(worker, self._unfit[worker]))
        return sum(count for worker, count in there.items() if worker in self._sound)

    def _begin(self, there: Mapping[str, int]) -> None:
        """Ask whoever is to be asked now, unless others still are."""
        if self._asking is not None and self._asking.is_alive():
            return
        first, now = self._asking is None, time.monotonic()
        known = self._sound | self._unfit.keys()
        due = [w for w in there if w not in known and now >= self._ask_at.get(w, now)]
        if not due and not first:
            return
        self._asking = threading.Thread(target=self._ask, args=(due,), daemon=True)
        self._asking.start()
        if first:
            self._asking.join()
            if self._unfit and not self._sound:
                raise not_installed(next(iter(self._unfit.values())))

    def _ask(self, workers: Sequence[str]) -> None:
        """Ask all at once; when one keeps the others waiting, each alone."""
        alone = [[w] for w in workers] if len(workers) > 1 else []
        if workers and not self._asked(workers):
            for one in alone:
                self._asked(one)
        for worker in set(workers) - self._sound - self._unfit.keys():
            pause = self._pause.get(worker, AGAIN_S)
            self._pause[worker] = min(2 * pause, LONGEST_S)
            self._ask_at[worker] = time.monotonic() + pause

    def _asked(self, workers: Sequence[str]) -> bool:
        """Whether there was an answer in time, be it that some are lost."""
        # A connection that is closed meanwhile ends this in ways of its own.
        with suppress(Exception, CancelledError):
            # Looked for first, as a function that is not there cannot even be asked for.
            module = self._function.__module__
            there = self._run(importlib.util.find_spec, module, workers=list(workers))
            having = [w for w, found in there.items() if self._has(w, found, module)]
            if having:
                for worker, found in self._run(self._function, workers=having).items():
                    self._judge(worker, found)
            return True
        return False

    def _run(self, *args: Any, workers: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = self._client.run(
            *args, workers=workers, on_error="return", callback_timeout=ANSWER_S
        )
        return found

    def _has(self, worker: str, found: object, module: str) -> bool:
        """Whether a worker has a module; one that was lost meanwhile is neither sound nor unfit."""
        if found is None or isinstance(found, ImportError):
            why = str(found or ModuleNotFoundError(module))
            self._unfit[worker] = Text(why, why)
        return found is not None and not isinstance(found, Exception)

    def _judge(self, worker: str, found: object) -> None:
        if isinstance(found, Mapping) and dict(found) == dict(self._expected):
            self._sound.add(worker)
        elif isinstance(found, Mapping):
            self._unfit[worker] = other_versions(found, self._expected)
        elif not isinstance(found, OSError):
            self._unfit[worker] = Text(repr(found), repr(found))
