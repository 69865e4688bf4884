"""Scenarios solved by the workers of an existing Dask cluster."""

from __future__ import annotations

import hashlib
import logging
import time
import uuid
from collections import deque
from collections.abc import Iterable, Iterator
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
"""Seconds to reach the cluster, and to find a worker in it."""

PATIENCE_S = 15.0
"""Seconds that a cluster out of reach may take to come back."""

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


class Cluster:
    """A connection to a Dask scheduler; a context manager that takes back what is not done.

    Raises
    ------
    UsageError
        When ``distributed`` is not installed, the cluster cannot be reached, or has no workers.
    """

    def __init__(self, address: str, base: bytes) -> None:
        self.address, self.base = address, base
        self._client = _client(address)
        self._pending: dict[Any, Item] = {}
        self._run = uuid.uuid4().hex
        self._gone: float | None = None
        try:
            self._await_workers()
        except BaseException:
            self._client.close()
            raise

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
            When the scheduler stays out of reach.
        """
        ahead = deque(items)
        while not stop.said and (ahead or self._pending):
            self._heed_loss()
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

    def _await_workers(self) -> None:
        end = time.monotonic() + CONNECT_S
        while not self._client.nthreads():
            if time.monotonic() > end:
                raise UsageError(
                    Text(
                        f"集群 {self.address} 没有工作进程；请先运行 dask worker {self.address}。",
                        f"The cluster at {self.address} has no workers; start some with "
                        f"dask worker {self.address}.",
                    )
                )
            time.sleep(HEED_S)

    def _send(self, ahead: deque[Item]) -> None:
        """Keep some scenarios waiting at the cluster, for as many threads as it has now."""
        if not ahead or not self._reachable:
            return
        most = AHEAD * max(1, sum(self._client.nthreads().values()))
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
            raise UsageError(
                Text(
                    f"集群的工作进程未装有本程序的同一版本（{error}）；请在各机器上安装后重试。",
                    f"The workers of the cluster do not have this version of the program "
                    f"({error}); install it on their machines.",
                )
            ) from None
        except (OSError, TimeoutError, CancelledError):
            return None
        except Exception as error:
            return failed(item.key, item.name, *_why(error))
        assert isinstance(outcome, Outcome)
        return outcome


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
