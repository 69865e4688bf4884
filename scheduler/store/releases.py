"""The store: releases, what is known of every UID, and tokens."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, text

from scheduler.domain.entry import State
from scheduler.domain.release import Release
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.store.boards import Boards
from scheduler.store.codec import (
    moment,
    packed,
    record_document,
    record_from,
    release_document,
    release_from,
    unpacked,
)
from scheduler.store.failures import Conflict, damaged, told
from scheduler.store.jobs import KeptJobs
from scheduler.store.pushed import PushedItems
from scheduler.store.record import Record, Summary
from scheduler.store.tokens import Tokens
from scheduler.store.transactions import reading, writing
from scheduler.store.users import Users

_INSERT = """
INSERT INTO releases (number, published, message, input_hash, cost, bound, events, accepted,
    restores, who, record, content)
VALUES (:number, :published, :message, :input_hash, :cost, :bound, :events, :accepted,
    :restores, :who, :record, :content)
"""
_UPSERT = """
INSERT INTO uids (uid, sequence, created, modified) VALUES (:uid, :sequence, :created, :modified)
ON CONFLICT (uid) DO UPDATE SET sequence = excluded.sequence, modified = excluded.modified
"""
_LIST = """
SELECT number, published, message, input_hash, cost, bound, events, accepted, restores, who
FROM releases ORDER BY number
"""
_BROKEN = (zlib.error, ValueError, KeyError, TypeError, IndexError)
"""What reading a damaged release may raise."""


class Store:
    """Releases, which never change, and tokens; may be used by several threads.

    Attributes
    ----------
    where : str
        Path or URL without a password.
    tokens : Tokens
        Tokens of private calendars.
    users : Users
        Accounts of people.
    pushed : PushedItems
        Items on CalDAV servers.
    boards : Boards
        Working plans and their ledgers.
    jobs : KeptJobs
        Jobs about working plans.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine, self.where = engine, where
        self.tokens = Tokens(engine, where)
        self.users = Users(engine, where)
        self.pushed = PushedItems(engine, where)
        self.boards = Boards(engine, where)
        self.jobs = KeptJobs(engine, where)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back files and connections."""
        self.engine.dispose()

    def last_number(self) -> int | None:
        """Number of the last release; ``None`` before the first."""
        with told(self.where), reading(self.engine) as conn:
            return _last(conn)

    def numbers(self) -> list[int]:
        """Numbers of all releases, in order."""
        return [summary.number for summary in self.list()]

    def last(self) -> Release | None:
        """The last release; ``None`` before the first."""
        number = self.last_number()
        return None if number is None else self.release(number)

    def release(self, number: int) -> Release:
        """A release by its number.

        Raises
        ------
        UsageError
            When there is none.
        """
        row = self._row(number, "published, message, content")
        try:
            return release_from(number, moment(row[0]), row[1], unpacked(row[2]))
        except _BROKEN as error:
            raise damaged(self.where) from error

    def record(self, number: int) -> Record:
        """What a release was made from."""
        try:
            return record_from(unpacked(self._row(number, "record")[0]))
        except _BROKEN as error:
            raise damaged(self.where) from error

    def list(self) -> list[Summary]:
        """All releases, in order."""
        with told(self.where), reading(self.engine) as conn:
            rows = conn.execute(text(_LIST)).all()
        return [Summary(row[0], moment(row[1]), *row[2:]) for row in rows]

    def states(self) -> dict[str, State]:
        """The last state of every UID that was ever released."""
        with told(self.where), reading(self.engine) as conn:
            rows = conn.execute(text("SELECT uid, sequence, created, modified FROM uids")).all()
        return {uid: State(n, moment(made), moment(changed)) for uid, n, made, changed in rows}

    def add(self, release: Release, record: Record, states: Mapping[str, State]) -> None:
        """Add the release that follows the last one, all of it or nothing.

        Parameters
        ----------
        states
            Of those UIDs that have a new one.

        Raises
        ------
        Conflict
            When another release has taken its number meanwhile.
        """
        row = _release_row(release, record)
        uids = [_uid_row(uid, state) for uid, state in states.items()]
        with told(self.where), writing(self.engine) as conn:
            last = _last(conn) or 0
            if last + 1 != release.number:
                raise Conflict(last)
            conn.execute(text(_INSERT), row)
            if uids:
                conn.execute(text(_UPSERT), uids)

    def _row(self, number: int, columns: str) -> Any:
        asked = text(f"SELECT {columns} FROM releases WHERE number = :number")
        with told(self.where), reading(self.engine) as conn:
            row = conn.execute(asked, {"number": number}).first()
        if row is None:
            raise UsageError(
                Text(
                    f"没有第 {number} 版；请看 scheduler releases。",
                    f"There is no release {number}; see scheduler releases.",
                )
            )
        return row


def _last(conn: Connection) -> int | None:
    number = conn.execute(text("SELECT MAX(number) FROM releases")).scalar_one()
    return None if number is None else int(number)


def _release_row(release: Release, record: Record) -> dict[str, Any]:
    return {
        "number": release.number,
        "published": int(release.published.timestamp()),
        "message": plain(release.message),
        "input_hash": record.input_hash,
        "cost": record.cost,
        "bound": record.bound,
        "events": len({entry.subject.id for entry in release.entries}),
        "accepted": len(record.accepted),
        "restores": record.restores,
        "who": plain(record.who),
        "record": packed(record_document(record)),
        "content": packed(release_document(release)),
    }


def _uid_row(uid: str, state: State) -> dict[str, Any]:
    stamps = int(state.created.timestamp()), int(state.modified.timestamp())
    return {"uid": uid, "sequence": state.sequence, "created": stamps[0], "modified": stamps[1]}


def plain(words: str) -> str:
    """Text that every database takes: no lone surrogates and no NUL."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


