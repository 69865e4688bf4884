"""Transactions: reading ones disturb nobody, writing ones come one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

_ONE_WRITER = 0x5C4ED01E
"""Key of the lock that a writer holds in PostgreSQL until its transaction ends."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads."""
    with engine.connect() as conn, conn.begin():
        yield conn


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is alone in writing from its first statement on."""
    with engine.connect() as conn:
        conn.execution_options(writes=True)
        with conn.begin():
            if conn.dialect.name == "postgresql":
                conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_WRITER})
            yield conn
