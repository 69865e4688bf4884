"""What is remembered of the items that were put on a server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Seen:
    """An item as we last left it on the server.

    Parameters
    ----------
    etag
        The server's own mark of that state.
    digest
        Of what we wrote.
    """

    etag: str
    digest: str


class Ledger(Protocol):
    """Remembers items by the address of their collection and UID.

    It only saves work: what is not remembered is asked of the server.
    """

    def known(self, collection: str) -> Mapping[str, Seen]:
        """Items of a collection by UID."""

    def remember(self, collection: str, uid: str, seen: Seen) -> None:
        """Note an item, at once and for good."""

    def forget(self, collection: str, uid: str) -> None:
        """An item is no more."""


class Memory:
    """A ledger for one run."""

    def __init__(self) -> None:
        self.collections: dict[str, dict[str, Seen]] = {}

    def known(self, collection: str) -> Mapping[str, Seen]:
        """Items of a collection by UID."""
        return dict(self.collections.get(collection, {}))

    def remember(self, collection: str, uid: str, seen: Seen) -> None:
        """Note an item."""
        self.collections.setdefault(collection, {})[uid] = seen

    def forget(self, collection: str, uid: str) -> None:
        """An item is no more."""
        self.collections.get(collection, {}).pop(uid, None)
