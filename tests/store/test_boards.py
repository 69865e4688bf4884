"""Working plans as they are kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from scheduler.store import Overtaken, StoreError, open_store
from scheduler.store.failures import told
from scheduler.store.transactions import writing

EDITS = ({"op": "park", "event_id": "茶"},)


def test_a_plan_and_its_ledger(where: str) -> None:
    with open_store(where) as store:
        boards = store.boards
        assert boards.heads() == []
        one = boards.begin("第一\0稿", "file", "王芳", {"files": {}})
        two = boards.begin("", "plan:1", "", {"files": {"a": "b"}})
        assert boards.start(two) == {"files": {"a": "b"}}
        boards.append(one, 1, "amy", "edit", EDITS)
        boards.append(one, 2, "王芳", "undo")
        found = [(e.version, e.who, e.kind, e.edits) for e in boards.entries(one)]
        assert found == [(1, "amy", "edit", EDITS), (2, "王芳", "undo", ())]
        assert [e.version for e in boards.entries(one, 1)] == [2]
        first, second = boards.heads()
        assert (first.id, first.title, first.origin, first.who) == (one, "第一�稿", "file", "王芳")
        assert (first.version, second.version) == (2, 0)
        assert first.changed == boards.entries(one)[-1].when
        assert second.changed == second.created
        assert boards.head(one) == first
        assert boards.head(99) is None


def test_a_plan_begins_with_edits_or_not_at_all(where: str) -> None:
    with open_store(where) as store:
        boards = store.boards
        plan = boards.begin("x", "file", "amy", {}, EDITS)
        (entry,) = boards.entries(plan)
        assert (entry.version, entry.who, entry.kind, entry.edits) == (1, "amy", "edit", EDITS)
        assert (boards.heads()[0].version, boards.heads()[0].changed) == (1, entry.when)
        with pytest.raises(TypeError):
            boards.begin("y", "file", "amy", {}, ({"op": object()},))
        assert [head.id for head in boards.heads()] == [plan]


def test_of_two_who_write_the_same_version_one_is_told(where: str) -> None:
    with open_store(where) as store:
        plan = store.boards.begin("", "file", "", {})

        def append(_: int) -> bool:
            try:
                store.boards.append(plan, 1, "", "edit", EDITS)
            except Overtaken as error:
                assert error.version == 1
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(append, range(4))) == [False, False, False, True]
        with pytest.raises(Overtaken):
            store.boards.append(plan, 3, "", "edit", EDITS)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE boards SET title = 'x'", "DELETE FROM boards",
        "UPDATE board_entries SET who = 'x'", "DELETE FROM board_entries",
        "INSERT INTO board_entries SELECT board, 9, created, who, kind, edits FROM board_entries",
    ],
)  # fmt: skip
def test_nothing_written_is_ever_changed(where: str, statement: str) -> None:
    with open_store(where) as store:
        plan = store.boards.begin("", "file", "", {})
        store.boards.append(plan, 1, "", "edit", EDITS)
        before = store.boards.entries(plan), store.boards.heads()
        with pytest.raises(StoreError), told(store.where), writing(store.engine) as conn:
            conn.execute(text(statement))
        assert (store.boards.entries(plan), store.boards.heads()) == before
