"""The store as the server sees it: opened when it is first there, asked for little."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.domain.release import Release
from scheduler.store import NoStore, Store, Users, open_store
from scheduler.web.keys import Key


@dataclass
class StoreSource:
    """A store by its path or URL; before the first release there may be none."""

    where: str
    _store: Store | None = None
    _opening: threading.Lock = field(default_factory=threading.Lock)

    def last_number(self) -> int | None:
        """Number of the last release; ``None`` before the first."""
        store = self._opened()
        return None if store is None else store.last_number()

    def keys(self) -> list[Key]:
        """All tokens, revoked ones too."""
        store = self._opened()
        found = () if store is None else store.tokens.list()
        return [
            Key(t.id, t.digest, t.path, t.lang, t.label, revoked=t.revoked is not None)
            for t in found
        ]

    def touch(self, used: Mapping[int, datetime]) -> None:
        """Write when tokens were last used."""
        store = self._opened()
        if store is not None:
            store.tokens.touch(used)

    def users(self) -> Users | None:
        """Accounts of people; ``None`` while there is no store."""
        store = self._opened()
        return None if store is None else store.users

    def _opened(self) -> Store | None:
        with self._opening:
            if self._store is None:
                try:
                    self._store = open_store(self.where, create=False)
                except NoStore:
                    return None
            return self._store


@dataclass(frozen=True)
class StoreReleases:
    """Opens a store in a process that renders."""

    where: str

    def __call__(self) -> StoreReleases:
        """Nothing is opened before it is needed."""
        return self

    def release(self, number: int) -> Release:
        """Give a release by its number."""
        return open_store(self.where, create=False).release(number)
