"""Stores of each earlier version with everything in them, brought up to date and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from scheduler.domain.release import Release
from scheduler.releases.lifecycle import new_states
from scheduler.store import Record, StoreError, open_store
from scheduler.store.codec import packed, record_document, release_document
from scheduler.store.opening import _postgresql, _sqlite, _url
from scheduler.store.schema import LATEST, migrate, version_of
from scheduler.store.tokens import digest_of
from scheduler.store.transactions import reading, writing
from tests.releases.histories import Office, entry

RECORD = Record("abc", 7, 5)
EDITS = [{"op": "park", "event_id": "茶"}]
OLD = (4, 5, 6)


def engine_of(where: str) -> Engine:
    url = _url(where)
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)


def insert(conn: Connection, table: str, **row: Any) -> None:
    columns, values = ", ".join(row), ", ".join(f":{key}" for key in row)
    conn.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), row)


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def published_as(version: int) -> Record:
    """What is known of the old release; who published it was not always written."""
    return replace(RECORD, who="amy" if version >= 6 else "")


def filled(where: str, version: int, release: Release) -> None:
    """A store as a program of that version left it."""
    engine = engine_of(where)
    with writing(engine) as conn:
        migrate(conn, "old", to=version)
        record, who = record_document(published_as(version)), {}
        if version >= 6:
            who = {"who": "amy"}
        else:
            del record["who"]
        insert(conn, "releases", number=1, published=seconds(release.published),
               message=release.message, input_hash="abc", cost=7, bound=5, events=1, accepted=0,
               record=packed(record), content=packed(release_document(release)),
               **who)  # fmt: skip
        for uid, state in new_states({}, release).items():
            insert(conn, "uids", uid=uid, sequence=state.sequence, created=seconds(state.created),
                   modified=seconds(state.modified))  # fmt: skip
        insert(conn, "tokens", digest=digest_of("secret"), path="city.ics", lang="zh", label="x",
               created=1)  # fmt: skip
        insert(conn, "caldav_items", collection="c", uid="u", etag="e", digest="d")
        insert(conn, "users", name="amy", role="planner", hash="h", epoch=3, created=1)
        insert(conn, "secrets", name="sessions", value=b"k" * 32)
        if version >= 5:
            insert(conn, "boards", title="初稿", origin="file", who="amy", created=1,
                   start=packed({"files": {}}))  # fmt: skip
            insert(conn, "board_entries", board=1, version=1, created=2, who="amy", kind="edit",
                   edits=packed(EDITS))  # fmt: skip
    with reading(engine) as conn:
        assert version_of(conn, "old") == version
    engine.dispose()


@pytest.mark.parametrize("version", OLD)
def test_everything_of_an_old_store_is_there(where: str, version: int) -> None:
    office = Office()
    release = office.publish(entry())
    filled(where, version, release)
    with open_store(where) as store:
        with reading(store.engine) as conn:
            assert version_of(conn, "new") == LATEST
        assert (store.last(), store.record(1)) == (release, published_as(version))
        assert store.states() == new_states({}, release)
        (listed,) = store.list()
        assert (listed.cost, listed.who) == (7, "amy" if version >= 6 else "")
        token = store.tokens.find("secret")
        assert token and (token.path, token.lang) == ("city.ics", "zh")
        assert store.pushed.known("c")["u"].etag == "e"
        user = store.users.find("amy")
        assert user and (user.role, user.hash, user.epoch) == ("planner", "h", 3)
        assert store.users.signing_key() == b"k" * 32
        heads = [(head.title, head.version) for head in store.boards.heads()]
        assert heads == ([("初稿", 1)] if version >= 5 else [])


@pytest.mark.parametrize("version", OLD)
def test_an_old_store_goes_on_as_a_new_one(where: str, version: int) -> None:
    office = Office()
    first = office.publish(entry())
    filled(where, version, first)
    with open_store(where) as store:
        second = office.publish(entry("later"))
        states = new_states(store.states(), second)
        store.add(second, Record("abc", 0, who="王芳"), states)
        plan = store.boards.begin("", "file", "王芳", {"files": {}}, EDITS)
        assert plan == (2 if version >= 5 else 1)
        store.jobs.keep(plan, 1, {"id": "j"}, {"placements": []})
    with open_store(where) as store:
        assert (store.last(), store.states()) == (second, states)
        assert [listed.who for listed in store.list()] == ["amy" if version >= 6 else "", "王芳"]
        assert store.boards.entries(plan)[0].edits == tuple(EDITS)
        assert store.jobs.job("j") == ({"id": "j"}, {"placements": []})
        with pytest.raises(StoreError):
            store.jobs.keep(99, 1, {"id": "x"})
