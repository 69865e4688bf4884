"""Scenarios solved by the workers of an existing Dask cluster."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import math
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import SchedulerError, UsageError
from scheduler.search.clock import Stop
from scheduler.sweep.base import Base, versions
from scheduler.sweep.item import Item
from scheduler.sweep.outcome import BUG, LOST, Outcome, failed
from scheduler.sweep.work import outcome_of

HEED_S = 0.1
"""Seconds between two looks at what is done."""

CONNECT_S = 10.0
"""Seconds to reach the cluster."""

WORKER_S = 600.0
"""Seconds that a cluster may be without any worker."""

COUNT_S = 1.0
"""Seconds between two looks at how many workers there are."""

PATIENCE_S = 15.0
"""Seconds that a cluster out of reach may take to come back."""

Say = Callable[[Text], None]
"""Tells people what a sweep waits for."""

AHEAD = 2
"""Scenarios sent ahead for each thread of the cluster, so that none waits for the next."""


class ClusterLost(SchedulerError):
    """The cluster went away in the middle; what is finished is kept."""

    exit_code = 3

    def __init__(self, address: str) -> None:
        self.message = Text(
            f"与集群 {address} 失去联系；已完成的情景已保存。请确认 dask scheduler 仍在运行，"
            "再次运行同一命令即从此处继续。",
            f"The cluster at {address} is lost; finished scenarios are kept. See that dask "
            "scheduler is running, then run the same command again to go on from here.",
        )
        super().__init__(self.message.en)


class NoWorkers(ClusterLost):
    """The cluster had no worker for too long; what is finished is kept."""

    def __init__(self, address: str, seconds: float) -> None:
        super().__init__(address)
        self.message = Text(
            f"集群 {address} 已有 {seconds:g} 秒没有工作进程；已完成的情景已保存。请先运行 "
            f"dask worker {address}，再次运行同一命令即从此处继续。",
            f"The cluster at {address} has had no worker for {seconds:g} seconds; finished "
            f"scenarios are kept. Start some with dask worker {address}, then run the same command "
            "again to go on from here.",
        )


class Cluster:
    """A connection to a Dask scheduler; a context manager that takes back what is not done.

    Parameters
    ----------
    worker_s
        Seconds to wait for a worker while there is none, at first or because all are gone.
    say
        Told at once when there is none, and when there is one again.

    Raises
    ------
    UsageError
        When ``distributed`` is not installed or the cluster cannot be reached.
    """

    def __init__(
        self, address: str, base: bytes, worker_s: float = WORKER_S, say: Say = lambda text: None
    ) -> None:
        self.address, self.base, self.worker_s, self.say = address, base, worker_s, say
        self._client = _client(address)
        self._pending: dict[Any, Item] = {}
        self._run = uuid.uuid4().hex
        self._gone: float | None = None
        self._idle: float | None = None
        self._counted, self._threads, self._checked = -math.inf, 0, False

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        # What runs ends by itself, as a task of Dask cannot be broken off.
        if self._reachable and self._pending:
            self._client.cancel(list(self._pending), force=True)
        self._client.close(timeout=2)

    def outcomes(self, items: Iterable[Item], stop: Stop) -> Iterator[Outcome]:
        """Yield results in the order in which they come, until told to stop.

        Raises
        ------
        ClusterLost
            When the scheduler stays out of reach, or no worker comes.
        UsageError
            When its workers have another program, or none.
        """
        ahead = deque(items)
        while not stop.said and (ahead or self._pending):
            self._heed_loss()
            self._count_workers()
            self._send(ahead)
            told = None
            for future in [f for f in self._pending if f.status in ("finished", "error")]:
                told = self._read(future, self._pending[future])
                if told is not None:
                    del self._pending[future]
                    yield told
            if told is None:
                time.sleep(HEED_S)

    @property
    def _reachable(self) -> bool:
        return bool(self._client.status == "running")

    def _heed_loss(self) -> None:
        """Give a scheduler some time to come back, unless it has forgotten us."""
        if any(f.status == "cancelled" for f in self._pending):
            raise ClusterLost(self.address)
        if self._reachable:
            self._gone = None
        elif self._gone is None:
            self._gone = time.monotonic()
        elif time.monotonic() - self._gone > PATIENCE_S:
            raise ClusterLost(self.address)

    def _count_workers(self) -> None:
        """Look now and then who is there; without anybody tell so, and wait for a while."""
        now = time.monotonic()
        if not self._reachable or now < self._counted + COUNT_S:
            return
        self._counted, known = now, self._idle
        threads = self._ask_threads()
        if threads is None:
            return
        self._threads = threads
        if threads:
            if known is not None:
                self.say(_BACK)
            self._idle = None
            if not self._checked:
                self._check_workers()
                self._checked = True
        elif known is None:
            self._idle = now
            self.say(_waiting(self.address, self.worker_s))
        if self._idle is not None and now - self._idle >= self.worker_s:
            raise NoWorkers(self.address, self.worker_s)

    def _check_workers(self) -> None:
        """Refuse workers without the program; such a one ends as soon as it is sent anything."""
        try:
            self._client.run(importlib.util.find_spec, solved.__module__)
        except ModuleNotFoundError as error:
            raise _not_installed(error) from None

    def _ask_threads(self) -> int | None:
        """Threads of all workers; ``None`` when the scheduler does not answer."""
        try:
            return int(sum(self._client.nthreads().values()))
        except (OSError, TimeoutError):
            return None

    def _send(self, ahead: deque[Item]) -> None:
        """Keep some scenarios waiting at the cluster, for as many threads as it has now."""
        if not self._threads or not self._reachable:
            return
        most = AHEAD * self._threads
        while ahead and len(self._pending) < most:
            item = ahead.popleft()
            # The base goes along each time: whoever is lost or comes later misses nothing.
            future = self._client.submit(
                solved, self.base, item, versions(), key=f"sweep-{self._run}-{item.key}"
            )
            self._pending[future] = item

    def _read(self, future: Any, item: Item) -> Outcome | None:
        """A result; ``None`` when it cannot be fetched now, which may be a loss on the way."""
        try:
            outcome = future.result(timeout=PATIENCE_S)
        except (ModuleNotFoundError, AttributeError) as error:
            raise _not_installed(error) from None
        except (OSError, TimeoutError, CancelledError):
            return None
        except Exception as error:
            return failed(item.key, item.name, *_why(error))
        assert isinstance(outcome, Outcome)
        return outcome


_BACK = Text("集群又有工作进程了，继续计算。", "The cluster has workers again; it goes on.")


def _waiting(address: str, seconds: float) -> Text:
    return Text(
        f"集群 {address} 没有工作进程；请运行 dask worker {address}。最多等 {seconds:g} 秒"
        "（--worker-timeout），已完成的情景不会丢失。",
        f"The cluster at {address} has no workers; start some with dask worker {address}. Waiting "
        f"for at most {seconds:g} seconds (--worker-timeout); no finished scenario is lost.",
    )


def _not_installed(error: Exception) -> UsageError:
    return UsageError(
        Text(
            f"集群的工作进程未装有本程序的同一版本（{error}）；请在各机器上安装后重试。",
            f"The workers of the cluster do not have this version of the program ({error}); "
            "install it on their machines.",
        )
    )


def _why(error: Exception) -> tuple[str, Text]:
    """What a task that ended without a result died of."""
    if type(error).__name__ == "KilledWorker":
        said = "The workers that computed it were lost again and again."
        return LOST, Text("计算它的工作进程多次丢失", said)
    return BUG, Text(f"集群报错：{error!r}", f"The cluster says: {error!r}")


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise UsageError(
            Text(
                "--cluster 需要 distributed；请安装 convention-scheduler[cluster]。",
                "--cluster needs distributed; install convention-scheduler[cluster].",
            )
        ) from None
    # What it has to say of lost workers and schedulers is said by us.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            Text(
                f"连不上集群 {address}（{error}）；请确认 dask scheduler 已在该地址运行。",
                f"The cluster at {address} cannot be reached ({error}); see that dask scheduler "
                "is running there.",
            )
        ) from None


_BASES: dict[str, Base] = {}


def solved(packed: bytes, item: Item, expected: dict[str, str]) -> Outcome:
    """Solve one scenario; in a worker of the cluster, which reads the base once."""
    here = versions()
    if here != expected:
        other = ", ".join(f"{k} {here.get(k)}" for k, v in expected.items() if here.get(k) != v)
        why = Text(
            f"工作进程的版本不同，结果不可比：{other}",
            f"Its worker has other versions, so that results would not compare: {other}.",
        )
        return failed(item.key, item.name, LOST, why)
    name = hashlib.sha256(packed).hexdigest()
    if name not in _BASES:
        _BASES.clear()
        _BASES[name] = Base.unpacked(packed)
    return outcome_of(_BASES[name], item)
