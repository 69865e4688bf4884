"""Puts the calendars of a release on a CalDAV server (RFC 4791), entry by entry.

It speaks plain HTTP by httpx: the requests are few, and each must carry its own condition, which
libraries made for reading calendars hide.
"""

from __future__ import annotations

from scheduler.caldav.client import Login, Server, checked, unprotected
from scheduler.caldav.failures import PushStopped
from scheduler.caldav.item import Item, items_of
from scheduler.caldav.ledger import Ledger, Memory, Seen
from scheduler.caldav.push import Collection, Done, push

__all__ = [
    "Collection", "Done", "Item", "Ledger", "Login", "Memory", "PushStopped", "Seen", "Server",
    "checked", "items_of", "push", "unprotected",
]  # fmt: skip
