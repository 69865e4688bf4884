"""What answers in the helper's process, which finds it by its module."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable


def maker() -> Callable[[str], bytes]:
    """Echo and count, fail, hang, or die, as the question says."""
    asked: list[str] = []

    def answer(question: str) -> bytes:
        asked.append(question)
        if question == "fail":
            raise ValueError("nothing comes of it")
        if question == "hang":
            time.sleep(600)
        if question == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if question == "who":
            return str(os.getpid()).encode()
        return f"{question} {len(asked)}".encode()

    return answer
