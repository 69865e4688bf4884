"""What is remembered of items on CalDAV servers."""

from __future__ import annotations

from scheduler.caldav.ledger import Seen
from scheduler.store import open_store

HERE, THERE = "https://dav.example.org/city/expo-zh/", "https://dav.example.org/city/expo-en/"


def test_items_are_remembered_for_good(where: str) -> None:
    with open_store(where) as store:
        assert store.pushed.known(HERE) == {}
        store.pushed.remember(HERE, "a@x", Seen('"1"', "d1"))
        store.pushed.remember(HERE, "b@x", Seen('"2"', "d2"))
        store.pushed.remember(THERE, "a@x", Seen('"3"', "d3"))
        store.pushed.remember(HERE, "a@x", Seen('"4"', "d4"))
    with open_store(where) as store:
        assert store.pushed.known(HERE) == {"a@x": Seen('"4"', "d4"), "b@x": Seen('"2"', "d2")}
        store.pushed.forget(HERE, "a@x")
        store.pushed.forget(HERE, "nobody@x")
        assert set(store.pushed.known(HERE)) == {"b@x"}
        assert store.pushed.known(THERE) == {"a@x": Seen('"3"', "d3")}
