"""Tokens of private calendars, held in memory as hashes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Key:
    """What a token opens: one feed in one language.

    Parameters
    ----------
    id
        Number by which people and the log know it.
    digest
        SHA-256 of the token.
    """

    id: int
    digest: bytes
    path: str
    lang: str
    label: str
    revoked: bool


class Keys:
    """All tokens, and when each was last used."""

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._by_digest: dict[bytes, Key] = {}
        self._used: dict[int, datetime] = {}
        self.replace(keys)

    def replace(self, keys: Iterable[Key]) -> None:
        """Take what the store holds now."""
        self._by_digest = {key.digest: key for key in keys}

    def find(self, token: bytes) -> Key | None:
        """What a token opens, also when it is revoked; ``None`` if nobody gave it out.

        The table is asked for the hash, so how long that takes tells nothing of any token.
        """
        digest = hashlib.sha256(token).digest()
        key = self._by_digest.get(digest)
        return key if key is not None and hmac.compare_digest(key.digest, digest) else None

    def used(self, key: Key) -> None:
        """Note that a token was used; it is written later."""
        self._used[key.id] = datetime.now(UTC)

    def taken(self) -> dict[int, datetime]:
        """Uses since the last call, by id."""
        used, self._used = self._used, {}
        return used
