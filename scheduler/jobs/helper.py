"""A process that answers questions one by one, so that the server's own interpreter is free.

A job is asked for and told about; a question is answered within a moment, and whoever asks waits.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from scheduler.jobs.worker import interrupts_held

Answer = Callable[[Any], bytes]
Maker = Callable[[], Answer]
"""Makes what answers, in the process that it is called in; can be pickled."""

CLEAN = 50
"""Answers after which garbage is looked for; few of them leave any."""

LONGEST_S = 60.0
"""Seconds after which a process that says nothing is given up; reading a large plan takes some."""

GOOD, BAD = b"+", b"-"
"""First byte of what the process says."""


class NoAnswer(Exception):
    """The process failed or ended; whoever asks does without it."""


class Helper:
    """The process; started by the first question, and again should it have ended.

    Used by one thread at a time, but for `close`.

    Parameters
    ----------
    longest_s
        Seconds after which a process that says nothing is given up.
    """

    def __init__(self, maker: Maker, longest_s: float = LONGEST_S) -> None:
        self.maker, self.longest_s = maker, longest_s
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    @property
    def alive(self) -> bool:
        """Whether the process that was asked before is still there, with all that it has read."""
        process = self._process
        return process is not None and process.is_alive()

    @property
    def number(self) -> int | None:
        """Of the process, as the system counts."""
        return None if self._process is None else self._process.pid

    def ask(self, question: object, longest_s: float | None = None) -> bytes:
        """Have a question answered.

        Parameters
        ----------
        longest_s
            Seconds that it may take; those of the helper if not given.

        Raises
        ------
        NoAnswer
            When the process could not.
        """
        try:
            pipe = self._started()
            pipe.send(question)
            if not pipe.poll(self.longest_s if longest_s is None else longest_s):
                raise EOFError
            told = pipe.recv_bytes()
        except (EOFError, OSError) as error:
            self._end()
            raise NoAnswer from error
        if told[:1] != GOOD:
            raise NoAnswer(told[1:].decode())
        return told[1:]

    def close(self) -> None:
        """End the process, whatever it is doing; it is not started again."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()

    def _started(self) -> Connection:
        if self._closed:
            raise EOFError
        if self._pipe is not None and self.alive:
            return self._pipe
        self._end()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_answer, args=(theirs, self.maker), daemon=True)
        with interrupts_held():
            self._process.start()
        theirs.close()
        if self._closed:  # meanwhile, by another thread
            raise EOFError
        return self._pipe


def _answer(pipe: Connection, maker: Maker) -> None:
    """Answer in the process until the server has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    answer = maker()
    # Garbage is looked for once somebody has the answer, not while they wait for it.
    gc.disable()
    try:
        for number in count(1):
            question = pipe.recv()
            try:
                told = GOOD + answer(question)
            except Exception as error:  # whoever asks goes on without us
                told = BAD + repr(error).encode("utf-8", "replace")
            pipe.send_bytes(told)
            if number % CLEAN == 0:
                gc.collect()
    except (EOFError, OSError):
        return
