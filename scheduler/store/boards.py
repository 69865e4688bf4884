"""Working plans: how each began, and the ledger of everything done to it since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, text

from scheduler.domain.ledger import EDIT, Entry, PlanHead
from scheduler.store.codec import packed, unpacked
from scheduler.store.failures import Overtaken, told
from scheduler.store.transactions import reading, writing

Json = Mapping[str, Any]

_HEADS = """
SELECT b.id, b.title, b.origin, b.who, b.created,
    COALESCE(MAX(e.version), 0), COALESCE(MAX(e.created), b.created),
    (SELECT t.edits FROM board_entries t WHERE t.board = b.id AND t.kind = 'title'
        ORDER BY t.version DESC LIMIT 1)
FROM boards b LEFT JOIN board_entries e ON e.board = b.id
{where} GROUP BY b.id, b.title, b.origin, b.who, b.created ORDER BY b.id
"""
_ENTRIES = """
SELECT version, created, who, kind, edits FROM board_entries
WHERE board = :board AND version > :after ORDER BY version
"""
_APPEND = """
INSERT INTO board_entries (board, version, created, who, kind, edits)
VALUES (:board, :version, :created, :who, :kind, :edits)
"""


class Boards:
    """All working plans of a store; what was written is never changed."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine, self.where = engine, where

    def begin(
        self, title: str, origin: str, who: str, start: Json, first: Sequence[Json] = ()
    ) -> int:
        """Make a plan, with edits as its first entry if there are any; its number comes back."""
        insert = text(
            "INSERT INTO boards (title, origin, who, created, start) "
            "VALUES (:title, :origin, :who, :created, :start) RETURNING id"
        )
        row = {"title": _clean(title), "origin": origin, "who": who,
               "created": _now(), "start": packed(start)}  # fmt: skip
        with told(self.where), writing(self.engine) as conn:
            board = int(conn.execute(insert, row).scalar_one())
            if first:
                entry = {"board": board, "version": 1, "created": row["created"], "who": who,
                         "kind": EDIT, "edits": packed(list(first))}  # fmt: skip
                conn.execute(text(_APPEND), entry)
            return board

    def heads(self) -> list[PlanHead]:
        """All plans in the order in which they were begun."""
        with told(self.where), reading(self.engine) as conn:
            return [_head(*row) for row in conn.execute(text(_HEADS.format(where="")))]

    def head(self, board: int) -> PlanHead | None:
        """A plan by its number."""
        asked = text(_HEADS.format(where="WHERE b.id = :board"))
        with told(self.where), reading(self.engine) as conn:
            row = conn.execute(asked, {"board": board}).first()
        return None if row is None else _head(*row)

    def start(self, board: int) -> Any:
        """What a plan began from, which must be there."""
        asked = text("SELECT start FROM boards WHERE id = :board")
        with told(self.where), reading(self.engine) as conn:
            return unpacked(conn.execute(asked, {"board": board}).scalar_one())

    def entries(self, board: int, after: int = 0) -> list[Entry]:
        """Entries of a ledger that follow a version."""
        with told(self.where), reading(self.engine) as conn:
            rows = conn.execute(text(_ENTRIES), {"board": board, "after": after}).all()
        return [_entry(*row) for row in rows]

    def append(
        self, board: int, version: int, who: str, kind: str, edits: Sequence[Json] = ()
    ) -> Entry:
        """Add the entry that is to have a number; it is on the disk when this returns.

        Raises
        ------
        Overtaken
            When another one has taken the number meanwhile.
        """
        row = {"board": board, "version": version, "created": _now(), "who": who, "kind": kind,
               "edits": packed(list(edits))}  # fmt: skip
        with told(self.where), writing(self.engine) as conn:
            last = _last(conn, board)
            if last + 1 != version:
                raise Overtaken(last)
            conn.execute(text(_APPEND), row)
        return Entry(version, _moment(row["created"]), who, kind, tuple(edits))


def _last(conn: Connection, board: int) -> int:
    asked = text("SELECT COALESCE(MAX(version), 0) FROM board_entries WHERE board = :board")
    return int(conn.execute(asked, {"board": board}).scalar_one())


def _entry(version: int, created: int, who: str, kind: str, edits: bytes) -> Entry:
    return Entry(version, _moment(created), who, kind, tuple(unpacked(edits)))


def _head(
    board: int, title: str, origin: str, who: str, created: int, version: int, changed: int,
    renamed: bytes | None,
) -> PlanHead:  # fmt: skip
    if renamed is not None:
        title = unpacked(renamed)[-1]["title"]
    return PlanHead(board, title, origin, who, _moment(created), version, _moment(changed))


def _now() -> int:
    """Milliseconds since 1970."""
    return round(datetime.now(UTC).timestamp() * 1000)


def _moment(milliseconds: Any) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


def _clean(title: str) -> str:
    """A title that any database takes: neither lone surrogates nor NUL."""
    return title.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
