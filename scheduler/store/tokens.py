"""Tokens of private calendars: only their hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from scheduler.store.codec import moment
from scheduler.store.failures import told
from scheduler.store.transactions import reading, writing

_COLUMNS = "id, digest, path, lang, label, created, used, revoked"


@dataclass(frozen=True)
class Token:
    """What a token opens: one feed in one language.

    Parameters
    ----------
    digest
        SHA-256 of the token.
    path
        As ``halls/hongdao--h1.ics``.
    label
        Whom it was given to.
    used, revoked
        ``None`` for never.
    """

    id: int
    digest: bytes
    path: str
    lang: str
    label: str
    created: datetime
    used: datetime | None = None
    revoked: datetime | None = None


def digest_of(token: str) -> bytes:
    """Hash of a token; 128 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


class Tokens:
    """All tokens of a store."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine, self.where = engine, where

    def add(self, path: str, lang: str, label: str) -> tuple[Token, str]:
        """A new token of 128 bits; its text is told here and never again."""
        secret = secrets.token_urlsafe(16)
        # PostgreSQL takes neither lone surrogates nor NUL.
        label = label.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
        made = datetime.now(UTC).replace(microsecond=0)
        row = {
            "digest": digest_of(secret), "path": path, "lang": lang, "label": label,
            "created": int(made.timestamp()),
        }  # fmt: skip
        insert = text(
            "INSERT INTO tokens (digest, path, lang, label, created) "
            "VALUES (:digest, :path, :lang, :label, :created) RETURNING id"
        )
        with told(self.where), writing(self.engine) as conn:
            number = int(conn.execute(insert, row).scalar_one())
        return Token(number, digest_of(secret), path, lang, label, made), secret

    def list(self) -> list[Token]:
        """All tokens in the order in which they were made, revoked ones too."""
        with told(self.where), reading(self.engine) as conn:
            rows = conn.execute(text(f"SELECT {_COLUMNS} FROM tokens ORDER BY id")).all()
        return [_token(*row) for row in rows]

    def find(self, token: str) -> Token | None:
        """What a token opens, also when it is revoked; ``None`` if nobody gave it out."""
        asked = text(f"SELECT {_COLUMNS} FROM tokens WHERE digest = :digest")
        with told(self.where), reading(self.engine) as conn:
            row = conn.execute(asked, {"digest": digest_of(token)}).first()
        return None if row is None else _token(*row)

    def revoke(self, number: int) -> bool:
        """Close a token for ever; whether there is such a token."""
        change = text("UPDATE tokens SET revoked = COALESCE(revoked, :now) WHERE id = :id")
        now = int(datetime.now(UTC).timestamp())
        with told(self.where), writing(self.engine) as conn:
            return conn.execute(change, {"now": now, "id": number}).rowcount == 1

    def touch(self, used: Mapping[int, datetime]) -> None:
        """Note when tokens were used; an earlier moment never replaces a later one."""
        change = text("UPDATE tokens SET used = :at WHERE id = :id AND COALESCE(used, 0) < :at")
        rows = [{"id": number, "at": int(at.timestamp())} for number, at in used.items()]
        if rows:
            with told(self.where), writing(self.engine) as conn:
                conn.execute(change, rows)


def _token(
    number: int, digest: bytes, path: str, lang: str, label: str,
    created: int, used: int | None, revoked: int | None,
) -> Token:  # fmt: skip
    stamps = [None if at is None else moment(at) for at in (used, revoked)]
    return Token(number, bytes(digest), path, lang, label, moment(created), *stamps)
