"""Jobs about working plans: what was asked and what came of it, also after a restart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, text

from scheduler.store.codec import packed, unpacked
from scheduler.store.failures import told
from scheduler.store.transactions import reading, writing

Json = Mapping[str, Any]

MOST_KEPT = 20
"""Jobs of a plan that are kept; older ones are forgotten."""

_KEEP = """
INSERT INTO board_jobs (id, board, created, record, result)
VALUES (:id, :board, :created, :record, :result)
ON CONFLICT (id) DO UPDATE SET record = excluded.record, result = excluded.result
"""
_FORGET = """
DELETE FROM board_jobs WHERE board = :board AND id NOT IN (
    SELECT id FROM board_jobs WHERE board = :board ORDER BY created DESC, id DESC LIMIT :most)
"""
_OF = "SELECT record FROM board_jobs WHERE board = :board ORDER BY created, id"


class KeptJobs:
    """Jobs of all working plans of a store; the newest of each plan."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine, self.where = engine, where

    def keep(self, board: int, created_ms: int, record: Json, result: Json | None = None) -> None:
        """Write a job by its ``id``, anew if it is there.

        Parameters
        ----------
        created_ms
            Milliseconds since 1970.
        """
        row = {
            "id": record["id"], "board": board, "created": created_ms, "record": packed(record),
            "result": None if result is None else packed(result),
        }  # fmt: skip
        with told(self.where), writing(self.engine) as conn:
            conn.execute(text(_KEEP), row)
            conn.execute(text(_FORGET), {"board": board, "most": MOST_KEPT})

    def of(self, board: int) -> list[Any]:
        """Records of a plan's jobs, oldest first."""
        with told(self.where), reading(self.engine) as conn:
            rows = conn.execute(text(_OF), {"board": board}).scalars().all()
        return [unpacked(row) for row in rows]

    def job(self, id_: str) -> tuple[Any, Any] | None:
        """Record and result of a job; ``None`` when there is none."""
        asked = text("SELECT record, result FROM board_jobs WHERE id = :id")
        with told(self.where), reading(self.engine) as conn:
            row = conn.execute(asked, {"id": id_}).first()
        return None if row is None else (unpacked(row[0]), row[1] and unpacked(row[1]))
