"""Items that were put on CalDAV servers, so that a further push transfers only what changed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine, text

from scheduler.caldav.ledger import Seen
from scheduler.store.failures import told
from scheduler.store.transactions import reading, writing

_LIST = "SELECT uid, etag, digest FROM caldav_items WHERE collection = :collection"
_UPSERT = """
INSERT INTO caldav_items (collection, uid, etag, digest) VALUES (:collection, :uid, :etag, :digest)
ON CONFLICT (collection, uid) DO UPDATE SET etag = excluded.etag, digest = excluded.digest
"""
_DELETE = "DELETE FROM caldav_items WHERE collection = :collection AND uid = :uid"


class PushedItems:
    """A ledger (`scheduler.caldav.Ledger`) that outlives the run; each note is a transaction."""

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine, self.where = engine, where

    def known(self, collection: str) -> Mapping[str, Seen]:
        """Items of a collection by UID."""
        with told(self.where), reading(self.engine) as conn:
            rows = conn.execute(text(_LIST), {"collection": collection}).all()
        return {uid: Seen(etag, digest) for uid, etag, digest in rows}

    def remember(self, collection: str, uid: str, seen: Seen) -> None:
        """Note an item."""
        row = {"collection": collection, "uid": uid, "etag": seen.etag, "digest": seen.digest}
        with told(self.where), writing(self.engine) as conn:
            conn.execute(text(_UPSERT), row)

    def forget(self, collection: str, uid: str) -> None:
        """An item is no more."""
        with told(self.where), writing(self.engine) as conn:
            conn.execute(text(_DELETE), {"collection": collection, "uid": uid})
