"""Private addresses: a page for their reader, and a calendar below it with a readable name."""

from __future__ import annotations

LONGEST_URL = 109
"""Letters of an address beyond which some calendar services refuse it."""


def private_page(base: str, token: str) -> str:
    """Address of the page; `base` as ``https://cal.example.cn``."""
    return f"{base.rstrip('/')}/f/{token}/"


def private_url(base: str, token: str, path: str) -> str:
    """Address of the calendar, as long as it may be at most if the base allows it."""
    page = private_page(base, token)
    return f"{page}{file_name(path, max(8, LONGEST_URL - len(page) - len('.ics')))}.ics"


def file_name(path: str, room: int = 40) -> str:
    """Last part of a private address, in at most `room` letters, without extension.

    Clients that know no calendar names show it: ``halls/hongdao--h1.ics`` is hongdao-h1.
    """
    folder, _, stem = path.removesuffix(".ics").rpartition("/")
    plain = stem.replace("--", "-")
    # Busy days and archives are not to be mistaken for the calendar of the same name.
    whole = plain if folder in _PLAIN else f"{folder.replace('/', '-')}-{plain}"
    return whole[:room].strip("-")


_PLAIN = ("", "kinds", "industries", "venues", "halls", "organizers")
