"""Accounts of people: names, roles and password hashes, and the key that sessions are signed by."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from scheduler.store.codec import moment
from scheduler.store.failures import told
from scheduler.store.transactions import reading, writing

_COLUMNS = "name, role, hash, epoch, created, used"


@dataclass(frozen=True)
class User:
    """Somebody who may log in.

    Parameters
    ----------
    role
        ``planner`` (edits and publishes) or ``viewer`` (reads).
    hash
        Of the password, in Argon2's own notation; its cost is part of it.
    epoch
        Raised with every new password or role: sessions of an earlier one are over.
    used
        Last login; ``None`` for never.
    """

    name: str
    role: str
    hash: str
    epoch: int
    created: datetime
    used: datetime | None = None


class Users:
    """All accounts of a store."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine, self.where = engine, where

    def add(self, name: str, role: str, hashed: str) -> bool:
        """Make an account; false when there is one of that name."""
        insert = text(
            "INSERT INTO users (name, role, hash, epoch, created) "
            "VALUES (:name, :role, :hash, :epoch, :now) ON CONFLICT (name) DO NOTHING"
        )
        row = {"name": name, "role": role, "hash": hashed, "now": _now()}
        # Random, so that a removed account's sessions do not open a new one of its name.
        row["epoch"] = secrets.randbelow(2**40)
        return self._changed(insert, row)

    def find(self, name: str) -> User | None:
        """The account of a name."""
        asked = text(f"SELECT {_COLUMNS} FROM users WHERE name = :name")
        with told(self.where), reading(self.engine) as conn:
            row = conn.execute(asked, {"name": name}).first()
        return None if row is None else _user(*row)

    def list(self) -> list[User]:
        """All accounts by name."""
        with told(self.where), reading(self.engine) as conn:
            rows = conn.execute(text(f"SELECT {_COLUMNS} FROM users ORDER BY name")).all()
        return [_user(*row) for row in rows]

    def set_hash(self, name: str, hashed: str, *, anew: bool = True) -> bool:
        """Take another hash; unless it is of the same password (not `anew`), sessions end."""
        change = text("UPDATE users SET hash = :hash, epoch = epoch + :more WHERE name = :name")
        return self._changed(change, {"name": name, "hash": hashed, "more": int(anew)})

    def set_role(self, name: str, role: str) -> bool:
        """Give another role; sessions end."""
        change = text("UPDATE users SET role = :role, epoch = epoch + 1 WHERE name = :name")
        return self._changed(change, {"name": name, "role": role})

    def remove(self, name: str) -> bool:
        """Close an account; what it did stays in the ledger."""
        return self._changed(text("DELETE FROM users WHERE name = :name"), {"name": name})

    def touch(self, name: str) -> None:
        """Note a login."""
        self._changed(text("UPDATE users SET used = :now WHERE name = :name"),
                      {"name": name, "now": _now()})  # fmt: skip

    def signing_key(self) -> bytes:
        """The key that sessions are signed by, made when it is first asked for."""
        asked = text("SELECT value FROM secrets WHERE name = 'sessions'")
        with told(self.where), reading(self.engine) as conn:
            found = conn.execute(asked).scalar()
        if found is None:
            insert = text(
                "INSERT INTO secrets (name, value) VALUES ('sessions', :value) "
                "ON CONFLICT (name) DO NOTHING"
            )
            with told(self.where), writing(self.engine) as conn:
                conn.execute(insert, {"value": secrets.token_bytes(32)})
                found = conn.execute(asked).scalar_one()
        return bytes(found)

    def _changed(self, change: object, row: dict[str, object]) -> bool:
        with told(self.where), writing(self.engine) as conn:
            return conn.execute(change, row).rowcount == 1  # type: ignore[call-overload, no-any-return]


def _now() -> int:
    return int(datetime.now(UTC).timestamp())


def _user(
    name: str, role: str, hashed: str, epoch: int, created: int, used: int | None
) -> User:
    last = None if used is None else moment(used)
    return User(name, role, hashed, epoch, moment(created), last)
