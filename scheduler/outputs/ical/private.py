"""Readable names of private addresses."""

from __future__ import annotations


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
