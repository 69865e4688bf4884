"""What a store keeps, and that it never changes a release."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from scheduler.domain.entry import Entry, State
from scheduler.domain.release import Release
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.releases.lifecycle import new_states
from scheduler.store import Accepted, Conflict, Record, Store, open_store
from scheduler.store.codec import packed, release_document, release_from, unpacked
from scheduler.store.transactions import writing
from tests.releases.histories import Office, entry, steps

RECORD = Record(
    "abc", 120, 100, {"waste": 120}, {"marine": {"brand_events": 1, "events": 2}},
    {"city": "bayport", "placements": []},
    (Accepted("occupancy", "两家已谈妥 <b>", ({"rule": "occupancy", "amount": 1},)),),
)  # fmt: skip


def publish(store: Store, office: Office, *drafts: Entry, record: Record = RECORD) -> Release:
    office.known = store.states()
    release = office.publish(*drafts)
    store.add(release, record, new_states(store.states(), release))
    return release


def test_an_empty_store(where: str) -> None:
    with open_store(where) as store:
        assert store.last() is None
        assert store.last_number() is None
        assert (store.list(), store.numbers(), store.states()) == ([], [], {})
        with pytest.raises(UsageError, match="There is no release 1"):
            store.release(1)


def test_what_is_kept(where: str) -> None:
    office = Office()
    with open_store(where) as store:
        first = publish(store, office, entry("tea"), entry("wine", phase="in"))
        back = replace(RECORD, restores=1, bound=None)
        second = publish(store, office, entry("wine"), record=back)
    with open_store(where) as store:
        assert (store.release(1), store.last()) == (first, second)
        assert store.record(1) == RECORD
        a, b = store.list()
        assert (a.number, a.published, a.cost, a.bound) == (1, first.published, 120, 100)
        assert (a.events, a.accepted, a.restores, a.input_hash) == (2, 1, None, "abc")
        assert (b.number, b.bound, b.events, b.restores) == (2, None, 1, 1)
        assert {uid: s.sequence for uid, s in store.states().items()} == {
            entry("tea").uid: 1,
            entry("wine").uid: 0,
            entry("wine", phase="in").uid: 1,
        }
        assert store.numbers() == [1, 2]


def test_hostile_words(where: str) -> None:
    evil = "a\r\nb\0;,\\'\"' OR 1=1 --😀" + "展" * 500
    office = Office()
    name = Text(evil + "\udc80", evil)
    with open_store(where) as store:
        release = office.publish(entry(name=name, organizers=(evil, "\ud800")))
        release = replace(release, message=evil + "\udc80")
        store.add(release, RECORD, new_states({}, release))
        kept = store.last()
    assert kept is not None
    assert kept.entries == release.entries
    assert kept.message == evil.replace("\0", "\ufffd") + "?"


@given(steps)
@settings(max_examples=40, deadline=None)
def test_any_release_comes_back_as_it_was(listed: list[tuple[list[Entry], int, bool]]) -> None:
    office = Office()
    for drafts, days, _ in listed:
        r = office.publish(*drafts)
        data = packed(release_document(r))
        assert release_from(r.number, r.published, r.message, unpacked(data)) == r
        office.wait(days)


def test_of_two_publishers_one_wins(where: str) -> None:
    office = Office()
    with open_store(where) as store, open_store(where) as other:
        publish(store, office, entry())
        last = other.last()
        assert last
        a, b = Office(releases=[last]), Office(releases=[last])
        winner = publish(store, a, entry("tea"))
        with pytest.raises(Conflict) as told:
            publish(other, b, entry("wine"))
        assert told.value.exit_code == 1
        assert "published release 2" in told.value.message.en
        assert other.last() == winner
        assert entry("wine").uid not in other.states()


def test_a_failure_inside_leaves_nothing(where: str) -> None:
    office = Office()
    with open_store(where) as store:
        release = office.publish(entry())
        early = datetime(2021, 1, 1, tzinfo=UTC)
        wrong = {entry().uid: State(-1, early, early)}
        with pytest.raises(UsageError):
            store.add(release, RECORD, wrong)
        assert (store.last(), store.states()) == (None, {})
        store.add(release, RECORD, {})
        assert store.last() == release


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE releases SET message = 'x'",
        "DELETE FROM releases WHERE number = 1",
        "DELETE FROM uids",
        "INSERT INTO releases SELECT 5, published, message, input_hash, cost, bound, events, "
        "accepted, restores, record, content FROM releases WHERE number = 1",
    ],
)
def test_a_release_is_immutable(where: str, statement: str) -> None:
    office = Office()
    with open_store(where) as store:
        release = publish(store, office, entry())
        with pytest.raises(DBAPIError), writing(store.engine) as conn:
            conn.execute(text(statement))
        assert store.last() == release
        assert len(store.states()) == 1


def test_replacing_is_refused_too(tmp_path: object) -> None:
    with open_store(f"{tmp_path}/scheduler.db") as store:
        publish(store, Office(), entry())
        with pytest.raises(DBAPIError), writing(store.engine) as conn:
            conn.execute(text("INSERT OR REPLACE INTO releases SELECT * FROM releases"))
        assert store.numbers() == [1]


def test_tokens(where: str) -> None:
    with open_store(where) as store:
        made, secret = store.tokens.add("halls/expo--h1.ics", "zh", "海港物流\0\udc80")
        other, second = store.tokens.add("city.ics", "en", "x")
        assert len(secret) == len(second) == 22
        assert secret != second
        assert store.tokens.find(secret) == made == store.tokens.list()[0]
        assert store.tokens.find(secret[:-1]) is None
        at = datetime(2026, 5, 1, 12, tzinfo=UTC)
        store.tokens.touch({made.id: at, 99: at})
        store.tokens.touch({made.id: at - timedelta(hours=1)})
        assert [t.used for t in store.tokens.list()] == [at, None]
        assert store.tokens.revoke(made.id)
        assert not store.tokens.revoke(99)
        found = store.tokens.find(secret)
        assert found is not None
        assert found.revoked is not None
        again = store.tokens.revoke(made.id)
        assert again
        assert store.tokens.find(secret) == found
        assert [t.revoked is None for t in store.tokens.list()] == [False, True]
        assert other.label == "x"


def test_the_text_of_a_token_is_not_in_the_file(tmp_path: object) -> None:
    with open_store(f"{tmp_path}/scheduler.db") as store:
        _, secret = store.tokens.add("city.ics", "en", "x")
        with writing(store.engine) as conn:
            dump = str(conn.execute(text("SELECT * FROM tokens")).all())
    assert secret not in dump
