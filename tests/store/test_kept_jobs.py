"""Jobs about working plans as they are kept."""

from __future__ import annotations

import pytest

from scheduler.store import StoreError, open_store
from scheduler.store.jobs import MOST_KEPT


def test_a_job_is_kept_and_written_anew(where: str) -> None:
    with open_store(where) as store:
        plan = store.boards.begin("", "file", "", {})
        store.jobs.keep(plan, 1000, {"id": "a", "state": "running"})
        assert store.jobs.job("a") == ({"id": "a", "state": "running"}, None)
        store.jobs.keep(plan, 1000, {"id": "a", "state": "done"}, {"placements": ["茶"]})
    with open_store(where) as store:
        assert store.jobs.job("a") == ({"id": "a", "state": "done"}, {"placements": ["茶"]})
        assert store.jobs.job("b") is None
        assert store.jobs.of(plan) == [{"id": "a", "state": "done"}]


def test_the_newest_of_each_plan_are_kept(where: str) -> None:
    with open_store(where) as store:
        one, two = (store.boards.begin("", "file", "", {}) for _ in range(2))
        store.jobs.keep(two, 0, {"id": "other"})
        for i in range(MOST_KEPT + 3):
            store.jobs.keep(one, 1000 + i, {"id": f"j{i:02}"})
        kept = [job["id"] for job in store.jobs.of(one)]
        assert kept == [f"j{i:02}" for i in range(3, MOST_KEPT + 3)]
        assert [job["id"] for job in store.jobs.of(two)] == ["other"]


def test_a_job_belongs_to_a_plan(where: str) -> None:
    with open_store(where) as store, pytest.raises(StoreError):
        store.jobs.keep(99, 0, {"id": "a"})
