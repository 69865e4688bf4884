"""Ctrl-C while the program is still being loaded: its sentence and status, and no traceback."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from scheduler.cli.language import language
from scheduler.domain.text import Text

INTERRUPTED = 130
"""Exit status of a run that was broken off."""

BROKEN_OFF = Text("已中断，没有写到一半的文件。", "Interrupted; no file is left half-written.")


@contextmanager
def loading() -> Iterator[None]:
    """Let Ctrl-C end the process at once while modules are imported.

    Nothing is raised, for libraries that are half loaded swallow it or make other errors of it,
    and nothing has begun that would have to be put in order. Who has a handler of their own
    keeps it; a program that imports the command line as a library is ended all the same.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _leave(number: int, frame: FrameType | None) -> None:
    os.write(2, f"\n{BROKEN_OFF.get(language(sys.argv[1:]))}\n".encode())
    os._exit(INTERRUPTED)
