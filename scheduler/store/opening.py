"""Opens a store: a file by its path, or a database by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from scheduler.domain.text import Text
from scheduler.store.failures import NoStore, StoreError, told
from scheduler.store.releases import Store
from scheduler.store.schema import LATEST, migrate, version_of
from scheduler.store.transactions import reading, writing

WAIT_S = 15
"""Seconds to wait for another writer, or for a server to answer."""


def open_store(where: str | Path, *, create: bool = True) -> Store:
    """Open a store, and bring its tables up to date.

    Parameters
    ----------
    where
        Path of an SQLite file, or a URL: ``sqlite:///…`` or ``postgresql://…``.
    create
        Whether a file that is not there is made.

    Raises
    ------
    NoStore
        When the file is not there and is not to be made.
    StoreError
        When it cannot be used.
    """
    url = _url(where)
    name = _name(url)
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    if file is not None and not create and not file.exists():
        raise NoStore(
            Text(
                f"还没有发布过（没有 {name}）；请先用 scheduler publish。",
                f"Nothing was published yet (there is no {name}); use scheduler publish first.",
            )
        )
    engine = _sqlite(url) if file is not None else _postgresql(url)
    try:
        with told(name):
            _bring_up_to_date(engine, name)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, name)


def _bring_up_to_date(engine: Engine, name: str) -> None:
    with reading(engine) as conn:
        if version_of(conn, name) == LATEST:
            return
    with writing(engine) as conn:
        migrate(conn, name)


def _url(where: str | Path) -> URL:
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
        backend = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise _unknown(where) from error
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database not in (None, "", ":memory:"):
        return url.set(drivername="sqlite")
    raise _unknown(where)


def _unknown(where: str | Path) -> StoreError:
    scheme = str(where).partition("://")[0]
    return StoreError(
        Text(
            f"--db 须为文件路径，或 sqlite:///文件、postgresql://主机/库；“{scheme}://…”不是。",
            "--db must be the path of a file, sqlite:///FILE or postgresql://HOST/DATABASE; "
            f'"{scheme}://…" is none of them.',
        )
    )


def _name(url: URL) -> str:
    """Name for people: never with a password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    plain = url.set(drivername="postgresql", query={})
    return plain.render_as_string(hide_password=True)


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": WAIT_S})

    @event.listens_for(engine, "connect")
    def connected(conn: Any, _: Any) -> None:
        # Transactions are begun below, not by the driver, which does so too late.
        conn.isolation_level = None
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            conn.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def begun(conn: Connection) -> None:
        writes = conn.get_execution_options().get("writes")
        conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(url, connect_args={"connect_timeout": WAIT_S}, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(
            Text(
                "缺少 PostgreSQL 的驱动；请安装 convention-scheduler[postgres]。",
                "The driver for PostgreSQL is missing; install convention-scheduler[postgres].",
            )
        ) from error
