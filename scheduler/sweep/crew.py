"""Processes of this machine that solve scenarios, one each at a time; any of them may be lost."""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from scheduler.domain.text import Text
from scheduler.search.clock import Stop
from scheduler.sweep.base import Base
from scheduler.sweep.item import Item
from scheduler.sweep.outcome import LOST, Outcome, failed
from scheduler.sweep.work import Stopped, outcome_of

HEED_S = 0.2
"""Seconds after which a wish to stop is heeded."""

PATIENCE_S = 5.0
"""Seconds that a worker has to end by itself."""

TRIES = 2
"""Times that a scenario is begun whose worker was lost."""


@dataclass
class _Worker:
    process: BaseProcess
    line: Connection
    item: Item | None = None


class Crew:
    """Workers of one sweep; a context manager that leaves none behind.

    Parameters
    ----------
    begin
        Called first in each worker's process, to have it end with this one.
    """

    def __init__(self, count: int, base: bytes, begin: Callable[[], None]) -> None:
        self.count, self.base, self.begin = count, base, begin
        self._workers: list[_Worker] = []
        # Fresh processes: the solver's threads do not survive a fork.
        self._context = multiprocessing.get_context("spawn")

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.line.close()
            if worker.item is not None:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(PATIENCE_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def outcomes(self, items: Iterable[Item], stop: Stop) -> Iterator[Outcome]:
        """Yield results in the order in which they come, until told to stop.

        A scenario whose worker is lost is begun once more, by another; then it has failed.
        """
        ahead, tries = deque(items), Counter[str]()
        while not stop.said and (ahead or self._busy):
            self._give(ahead)
            for line in wait([w.line for w in self._busy], HEED_S):
                worker = next(w for w in self._busy if w.line is line)
                item = worker.item
                assert item is not None
                tries[item.key] += 1
                outcome = self._heard(worker)
                if isinstance(outcome, Outcome):
                    yield replace(outcome, tries=tries[item.key])
                elif tries[item.key] < TRIES:
                    ahead.appendleft(item)
                else:
                    yield failed(item.key, item.name, LOST, outcome, TRIES)

    @property
    def _busy(self) -> list[_Worker]:
        return [w for w in self._workers if w.item is not None]

    def _give(self, ahead: deque[Item]) -> None:
        """Give each idle worker a scenario; missing ones are hired as long as there is work."""
        while ahead and len(self._busy) < self.count:
            try:
                idle = next((w for w in self._workers if w.item is None), None) or self._hire()
            except OSError:
                # Short of memory or handles; those at work go on, and more are hired later.
                if not self._busy:
                    raise
                return
            item = ahead.popleft()
            idle.item = item
            try:
                idle.line.send(item)
            except OSError:
                # It is lost, which is noticed when its line is listened to.
                continue

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self.begin, self.base), daemon=True
        )
        process.start()
        # Only the worker's own end is left open, so that the line ends with it.
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _heard(self, worker: _Worker) -> Outcome | Text:
        """What a worker says; when its line has ended, how it was lost."""
        worker.item = None
        try:
            told = worker.line.recv()
        except (EOFError, OSError):
            told = None
        if isinstance(told, Outcome):
            return told
        self._workers.remove(worker)
        worker.line.close()
        worker.process.join(PATIENCE_S)
        return _lost(worker.process.exitcode)


def _lost(code: int | None) -> Text:
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in list(signal.Signals) else str(-code)
        return Text(
            f"计算进程两次被 {name} 信号结束（内存不足时系统也会如此）",
            f"Its worker was ended twice by the signal {name}, as a system short of memory does.",
        )
    return Text(
        f"计算进程两次自行退出，退出码 {code}", f"Its worker went away twice, exit code {code}."
    )


def _serve(line: Connection, begin: Callable[[], None], packed: bytes) -> None:
    """Solve what comes until the line ends; in a worker's process."""
    begin()
    base = Base.unpacked(packed)
    try:
        while True:
            item: Item = line.recv()
            line.send(outcome_of(base, item))
    # Whoever ends the whole group tells a worker once, and the program that it belongs to again.
    except (EOFError, OSError, Stopped, KeyboardInterrupt):
        return
