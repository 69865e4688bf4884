"""Who does something where nobody has to log in."""

from __future__ import annotations

import getpass

LOCAL = "local"
"""Said where the system does not tell."""


def local_user() -> str:
    """The user of this machine by name, as far as the system tells."""
    try:
        return getpass.getuser() or LOCAL
    except (KeyError, OSError, ImportError):
        return LOCAL
