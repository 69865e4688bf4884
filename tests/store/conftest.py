"""Every test of a store runs on a file and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.store.postgres import server

_numbers = count()


@pytest.fixture(scope="session")
def socket_folder() -> Iterator[str]:
    with server() as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Path or URL of a store that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "scheduler.db")
    folder = request.getfixturevalue("socket_folder")
    name = f"store{next(_numbers)}"
    engine = create_engine(f"postgresql+psycopg://tester@/postgres?host={folder}")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"postgresql://tester@/{name}?host={folder}"
