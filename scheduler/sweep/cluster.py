"""Scenarios solved by the workers of an existing Dask cluster."""

from __future__ import annotations

import hashlib
import logging
import math
import time
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.search.clock import Stop
from scheduler.sweep.base import Base, versions
from scheduler.sweep.item import Item
from scheduler.sweep.muster import Muster
from scheduler.sweep.outcome import BUG, LOST, Outcome, failed
from scheduler.sweep.troubles import (
    BACK,
    NO_DASK,
    ClusterLost,
    NoWorkers,
    other_versions,
    unreachable,
    waiting,
)
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

TRIES = 20
"""Times that a scenario is sent anew which a worker without the same program took."""

Say = Callable[[Text], None]
"""Tells people what a sweep waits for."""

AHEAD = 2
"""Scenarios sent ahead for each thread of the cluster, so that none waits for the next."""


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
        self._sent = Counter[str]()
        self._meant: dict[str, frozenset[str]] = {}
        self._run = uuid.uuid4().hex
        self._gone: float | None = None
        self._idle: float | None = None
        self._muster, self._answers = Muster(self._client, running, versions(), say), True
        self._counted, self._threads = -math.inf, 0

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        # What runs ends by itself, as a task of Dask cannot be broken off.
        if self._reachable and self._answers and self._pending:
            self._client.cancel(list(self._pending), force=True)
        self._client.close(timeout=2)

    def muster(self) -> None:
        """See who is there before anything is sent.

        Raises
        ------
        UsageError
            When workers are there, but none that has the same program.
        """
        if self._reachable:
            self._muster.threads()

    def outcomes(self, items: Iterable[Item], stop: Stop) -> Iterator[Outcome]:
        """Yield results in the order in which they come, until told to stop.

        Raises
        ------
        ClusterLost
            When the scheduler stays out of reach, or no worker comes.
        UsageError
            When at first it has workers, but none with the same program.
        """
        ahead = deque(items)
        while not stop.said and (ahead or self._pending):
            self._heed_loss()
            self._count_workers()
            self._send(ahead)
            told = None
            for future in [f for f in self._pending if f.status in ("finished", "error")]:
                item = self._pending[future]
                if self._misled(future, item):
                    del self._pending[future]
                    ahead.append(item)
                    continue
                told = self._read(future, item)
                if told is not None:
                    del self._pending[future]
                    yield told
            if told is None:
                time.sleep(HEED_S)

    @property
    def _reachable(self) -> bool:
        return bool(self._client.status == "running")

    def _heed_loss(self) -> None:
        """Give a scheduler some time to come back or answer, unless it has forgotten us."""
        if any(f.status == "cancelled" for f in self._pending):
            raise ClusterLost(self.address)
        if self._reachable and self._answers:
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
        threads = self._muster.threads()
        self._counted = time.monotonic()
        self._answers = threads is not None
        if threads is None:
            return
        self._threads = threads
        if threads:
            if self._idle is not None:
                self.say(BACK)
            self._idle = None
        elif self._idle is None:
            self._idle = now
            muster = self._muster
            self.say(waiting(self.address, self.worker_s, muster.silent, muster.unfit))
        if self._idle is not None and now - self._idle >= self.worker_s:
            raise NoWorkers(self.address, self.worker_s, self._muster.silent, self._muster.unfit)

    def _misled(self, future: Any, item: Item) -> bool:
        """Whether a worker without the same program took a scenario, to be sent anew."""
        if future.status != "error" or self._sent[item.key] >= TRIES:
            return False
        with suppress(*LOSSES):
            error = future.exception(timeout=PATIENCE_S)
            return any(isinstance(e, ABSENT) for e in (error, getattr(error, "__cause__", None)))
        return False

    def _take_back(self, ahead: deque[Item]) -> None:
        """Have what was meant for workers that are gone sent to others."""
        for future in [f for f in self._pending if f.key in self._meant]:
            if self._meant[future.key].isdisjoint(self._muster.usable):
                ahead.append(self._pending.pop(future))
                with suppress(*LOSSES):
                    self._client.cancel([future], force=True)

    def _send(self, ahead: deque[Item]) -> None:
        """Keep some scenarios waiting at the cluster, for as many threads as it has now."""
        if not self._threads or not self._reachable:
            return
        self._take_back(ahead)
        most = AHEAD * self._threads
        while ahead and len(self._pending) < most:
            item = ahead.popleft()
            # The base goes along each time: whoever is lost or comes later misses nothing.
            self._sent[item.key] += 1
            key = f"sweep-{self._run}-{item.key}-{self._sent[item.key]}"
            # Whoever comes meanwhile may have another program, and be asked for it only then.
            self._meant[key] = self._muster.usable
            future = self._client.submit(
                solved, self.base, item, versions(), key=key, workers=sorted(self._meant[key])
            )
            self._pending[future] = item

    def _read(self, future: Any, item: Item) -> Outcome | None:
        """A result; ``None`` when it cannot be fetched now, which may be a loss on the way."""
        try:
            outcome = future.result(timeout=PATIENCE_S)
        except Exception as error:
            # What the task itself ended with is told at each look, and is its outcome.
            if future.status != "error" and isinstance(error, LOSSES):
                return None
            return failed(item.key, item.name, *_why(error))
        assert isinstance(outcome, Outcome)
        return outcome


ABSENT = (ImportError, AttributeError)
"""What a task ends with where the program is missing or another."""

VERSIONS = "versions"
"""First argument of what a worker with other versions raises; the second are those it has."""

ENCRYPTED = ("tls", "wss")
"""Beginnings of addresses for which certificates must be set up."""

LOSSES = (OSError, TimeoutError, CancelledError)
"""What ends a talk with the cluster, or a worker that is short of something."""


def _why(error: Exception) -> tuple[str, Text]:
    """What a task that ended without a result died of."""
    if type(error).__name__ == "KilledWorker":
        said = "The workers that computed it were lost again and again."
        return LOST, Text("计算它的工作进程多次丢失", said)
    if isinstance(error, ImportError) and error.args[:1] == (VERSIONS,):
        return LOST, other_versions(error.args[1], versions())
    if isinstance(error, (*LOSSES, ImportError)):
        return LOST, Text(f"工作进程报告“{error!r}”", f"Its worker failed: {error!r}")
    return BUG, Text(f"集群报告“{error!r}”", f"The cluster says: {error!r}")


def reach(address: str) -> None:
    """Raise ``UsageError`` when nobody is at an address."""
    _client(address).close(timeout=2)


def _judge(address: str) -> None:
    """Raise what a client would that is made for no address, or for one that it may not use.

    The client would hold the end of the program up until it gave up closing what it never opened.
    """
    from distributed import Security
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.registry import get_backend

    scheme, place = parse_address(address)
    get_backend(scheme)
    if scheme != "inproc":
        parse_host_port(place)
    if scheme in ENCRYPTED and Security().get_connection_args("client")["ssl_context"] is None:
        raise TypeError("no certificates are set up")


def _not_left_off(record: logging.LogRecord) -> bool:
    """Whether a record is no news of a client's own task that ended early because others failed.

    Nobody asks such a task for its end, as asyncio remarks with a traceback; what failed is told.
    """
    from distributed.client import AllExit

    return not (record.exc_info and isinstance(record.exc_info[1], AllExit))


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise UsageError(NO_DASK) from None

    # What it has to say of lost workers and schedulers is said by us.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").addFilter(_not_left_off)
    try:
        _judge(address)
        return Client(address, timeout=CONNECT_S, set_as_default=False)
    # TypeError: an address that asks for TLS, for which nothing is set up.
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        raise unreachable(address, error) from None


def running() -> dict[str, str]:
    """Versions of a worker, which must have this module to tell them."""
    return versions()


_BASES: dict[str, Base] = {}


def solved(packed: bytes, item: Item, expected: dict[str, str]) -> Outcome:
    """Solve one scenario; in a worker of the cluster, which reads the base once."""
    here = versions()
    if here != expected:
        raise ImportError(VERSIONS, here)
    name = hashlib.sha256(packed).hexdigest()
    if name not in _BASES:
        _BASES.clear()
        _BASES[name] = Base.unpacked(packed)
    return outcome_of(_BASES[name], item)
