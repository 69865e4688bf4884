"""Opening old, new, foreign and broken stores."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from scheduler.errors import UsageError
from scheduler.releases.lifecycle import new_states
from scheduler.store import NoStore, Record, StoreError, failures, open_store
from scheduler.store.codec import packed, record_document, release_document
from scheduler.store.opening import _sqlite, _url
from scheduler.store.schema import LATEST, migrate, version_of
from scheduler.store.transactions import reading, writing
from tests.releases.histories import Office, entry

ROOT = Path(__file__).parents[2]
RECORD = Record("abc", 0)


def test_an_old_store_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "scheduler.db"
    release = Office().publish(entry())
    engine = _sqlite(_url(path))
    with writing(engine) as conn:
        migrate(conn, "old", to=1)
    with reading(engine) as conn:
        assert version_of(conn, "old") == 1
        names = conn.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert "tokens" not in names
    engine.dispose()
    with open_store(path) as store:
        store.add(release, RECORD, new_states({}, release))
        store.tokens.add("city.ics", "zh", "x")
    with open_store(path) as store, reading(store.engine) as conn:
        assert version_of(conn, "new") == LATEST
        assert (store.last(), len(store.tokens.list())) == (release, 1)


def test_a_release_of_an_older_store_has_no_publisher(tmp_path: Path) -> None:
    path = tmp_path / "scheduler.db"
    office = Office()
    release = office.publish(entry())
    record = {k: v for k, v in record_document(RECORD).items() if k != "who"}
    row = {"record": packed(record), "content": packed(release_document(release))}
    engine = _sqlite(_url(path))
    with writing(engine) as conn:
        migrate(conn, "old", to=5)
        conn.execute(text("""INSERT INTO releases (number, published, message, input_hash, cost,
            events, accepted, record, content) VALUES (1, 0, '', 'abc', 0, 1, 0, :record, :content)
            """), row)
    engine.dispose()
    with open_store(path) as store:
        assert (store.list()[0].who, store.record(1)) == ("", RECORD)
        second = office.publish(entry("later"))
        store.add(second, replace(RECORD, who="amy"), {})
        assert (store.list()[1].who, store.record(2).who) == ("amy", "amy")


def test_a_step_that_fails_leaves_the_old_store(tmp_path: Path) -> None:
    path = tmp_path / "scheduler.db"
    engine = _sqlite(_url(path))
    with writing(engine) as conn:
        migrate(conn, "old", to=1)
        conn.execute(text("CREATE TABLE tokens (mine INTEGER)"))
    engine.dispose()
    with pytest.raises(StoreError):
        open_store(path)
    with reading(engine) as conn:
        assert version_of(conn, "old") == 1


def test_a_later_store_is_left_alone(where: str) -> None:
    with open_store(where) as store, writing(store.engine) as conn:
        conn.execute(text("UPDATE schema_version SET version = 99"))
    with pytest.raises(StoreError, match="version 99.*update scheduler"):
        open_store(where)


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="use scheduler publish first"):
        open_store(tmp_path / "scheduler.db", create=False)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "no" / "scheduler.db")


def test_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "scheduler.db"
    path.write_text("event_id,venue_id\n" * 500)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is no database of scheduler"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "scheduler.db"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE recipes (name TEXT)")
    conn.close()
    with pytest.raises(StoreError, match="another program"):
        open_store(path)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_damaged_store_is_an_error_of_ours(tmp_path: Path, part: float) -> None:
    path = tmp_path / "scheduler.db"
    office = Office()
    with open_store(path) as store:
        for n in range(30):
            release = office.publish(*(entry(f"e{n}-{i}") for i in range(20)))
            store.add(release, RECORD, new_states(store.states(), release))
    data = bytearray(path.read_bytes())
    start = int(len(data) * part)
    data[start : start + 20_000] = os.urandom(20_000)
    path.write_bytes(data)
    try:
        with open_store(path) as store:
            for number in range(1, 31):
                store.release(number)
                store.record(number)
            store.states()
    except UsageError as error:
        assert error.exit_code == 2
        assert error.message.zh
    else:
        pytest.fail("the damage was not seen")


@pytest.mark.parametrize("url", ["mysql://h/d", "http://h/d", "sqlite://", "sqlite:///:memory:"])
def test_other_databases(url: str) -> None:
    with pytest.raises(StoreError, match="must be the path of a file"):
        open_store(url)


def test_a_server_that_is_not_there_and_no_password_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        open_store(f"postgresql://me:geheim@/x?host={tmp_path}")
    assert "geheim" not in str(told.value.message)
    assert "x failed" in told.value.message.en


@pytest.mark.parametrize(
    ("url", "zh", "en"),
    [
        ("postgresql://tester@/none?host={}", "请先用 createdb 建立", "make the database first"),
        ("postgresql://nobody@/postgres?host={}", "请管理员建立该用户", "make this user"),
        ("postgresql://a@localhost:1/x", "请确认该服务器正在运行，主机与端口", "its host and port"),
        ("postgresql://a@no.invalid/x", "请核对主机名", "check the host's name"),
        ("postgresql://a@/x?host=/database", "请确认该服务器正在本机运行", "or name its host"),
    ],
)
def test_a_server_that_refuses_says_what_to_do(
    socket_folder: str, url: str, zh: str, en: str
) -> None:
    with pytest.raises(StoreError) as told:
        open_store(url.format(socket_folder))
    message = told.value.message
    assert (zh in message.zh, en in message.en) == (True, True)


def test_a_store_of_others_says_what_to_do(socket_folder: str) -> None:
    own = f"postgresql://tester@/postgres?host={socket_folder}"
    with open_store(own) as store, writing(store.engine) as conn:
        conn.execute(text("CREATE ROLE guest LOGIN"))
    with pytest.raises(StoreError, match="have its administrator grant this user"):
        open_store(f"postgresql://guest@/postgres?host={socket_folder}")


def test_anything_else_of_a_server_says_what_to_do_as_well() -> None:
    with pytest.raises(StoreError) as told, failures.told("postgresql://h/d"):
        raise SQLAlchemyError("odd.")
    assert told.value.message.en == (
        "The database postgresql://h/d failed: odd; check that the server runs and can be reached, "
        "then try again; if it stays so, show this to its administrator."
    )
    assert told.value.message.zh.endswith("仍不行请把此信息交给管理员。")


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    """Opened as such, since tests may run as root, who may write everything."""
    path = tmp_path / "scheduler.db"
    office = Office()
    with open_store(path) as store:
        first = office.publish(entry())
        store.add(first, RECORD, new_states({}, first))
    with open_store(f"sqlite:///file:{path}?mode=ro&uri=true") as store:
        assert store.last() == first
        second = office.publish()
        with pytest.raises(StoreError, match="is read-only; check the rights") as told:
            store.add(second, RECORD, new_states(store.states(), second))
        assert told.value.exit_code == 2
        assert store.last() == first


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write everything")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot be opened"):
            open_store(tmp_path / "scheduler.db")
    finally:
        tmp_path.chmod(0o700)


def test_url_of_a_file(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/s.db") as store:
        assert store.where == f"{tmp_path}/s.db"
    assert (tmp_path / "s.db").exists()


GROW = """
import sys
from scheduler.errors import UsageError
from scheduler.releases.lifecycle import new_states
from scheduler.store import Record, open_store
from tests.releases.histories import Office, entry
office = Office()
try:
    with open_store(sys.argv[1]) as store:
        for n in range(400):
            release = office.publish(*(entry(f"e{n}-{i}") for i in range(40)))
            store.add(release, Record("abc", 0), new_states(store.states(), release))
except UsageError as error:
    print(error.exit_code, error.message.en)
"""


def test_a_full_disk(tmp_path: Path) -> None:
    """A file that may not grow any more, as on a full disk; what was published stays."""
    resource = pytest.importorskip("resource", reason="Windows limits no file sizes")
    path = tmp_path / "scheduler.db"
    run = subprocess.run(
        [sys.executable, "-c", GROW, str(path)], cwd=ROOT, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
    )  # fmt: skip
    assert run.stderr == ""
    assert run.stdout.startswith(f"2 {path} cannot be")
    assert "disk" in run.stdout
    with open_store(path) as store:
        numbers = store.numbers()
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) > 1
        assert store.last()
