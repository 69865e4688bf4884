"""Which language a person reads."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping, Sequence

from scheduler.domain.text import LANGS

_VARIABLES = ("SCHEDULER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language(args: Sequence[str] = (), env: Mapping[str, str] = os.environ) -> str:
    """``zh`` or ``en``: by ``--lang`` among `args`, SCHEDULER_LANG, the locale, else English.

    Read before the arguments are parsed, since help and complaints need it as well.
    """
    asked = _option(args)
    if asked in LANGS:
        return asked
    named = next((env[v] for v in _VARIABLES if env.get(v)), None)
    return _of(named if named is not None else locale.getlocale()[0] or "")


def _option(args: Sequence[str]) -> str:
    """Value of the last ``--lang``."""
    found = ""
    for i, arg in enumerate(args):
        if arg == "--lang" and i + 1 < len(args):
            found = args[i + 1]
        elif arg.startswith("--lang="):
            found = arg.partition("=")[2]
    return found


def _of(name: str) -> str:
    """Language of a locale's name; Windows spells it ``Chinese (Simplified)_China``."""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"
