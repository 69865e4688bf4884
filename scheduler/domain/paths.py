"""Where files lie."""

from __future__ import annotations

import os
from pathlib import Path


def real(path: Path) -> Path:
    """The place that a path leads to by way of all links; a link to itself leads no further.

    `Path.resolve` fails there, before anybody could tell which file it is.
    """
    return Path(os.path.realpath(path))
