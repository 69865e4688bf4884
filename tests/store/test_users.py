"""Accounts as they are kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from scheduler.store import open_store


def test_an_account_from_first_to_last(where: str) -> None:
    with open_store(where) as store:
        users = store.users
        assert users.list() == []
        assert users.add("王芳", "viewer", "hash")
        assert users.add("amy", "planner", "other")
        assert not users.add("amy", "viewer", "third")
        assert [(u.name, u.role, u.used) for u in users.list()] == [
            ("amy", "planner", None), ("王芳", "viewer", None),
        ]  # fmt: skip
        first = users.find("amy")
        assert first is not None
        assert users.set_hash("amy", "same, at another cost", anew=False)
        again = users.find("amy")
        assert again is not None
        assert (again.hash, again.epoch) == ("same, at another cost", first.epoch)
        assert users.set_role("amy", "viewer")
        assert users.set_hash("amy", "new")
        last = users.find("amy")
        assert last is not None
        assert (last.role, last.hash, last.epoch) == ("viewer", "new", first.epoch + 2)
        users.touch("amy")
        assert (found := users.find("amy")) and found.used is not None
        assert users.remove("amy")
        assert users.find("amy") is None
        assert not users.remove("amy")
        assert not users.set_role("amy", "viewer")


def test_a_new_account_of_an_old_name_does_not_take_over_its_sessions(where: str) -> None:
    epochs = set()
    with open_store(where) as store:
        for _ in range(5):
            store.users.add("amy", "viewer", "hash")
            found = store.users.find("amy")
            assert found is not None
            epochs.add(found.epoch)
            store.users.remove("amy")
    assert len(epochs) == 5


def test_all_sign_by_one_key(where: str) -> None:
    open_store(where).close()

    def key(_: int) -> bytes:
        with open_store(where) as store:
            return store.users.signing_key()

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(key, range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) == 32
