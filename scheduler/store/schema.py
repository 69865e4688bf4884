"""Tables of the store and how they came to be, version by version.

A step is never changed once it was given out; a later version is another step.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from scheduler.domain.text import Text
from scheduler.store.failures import StoreError

_TYPES = {
    "sqlite": {"bytes": "BLOB", "number": "INTEGER PRIMARY KEY AUTOINCREMENT"},
    "postgresql": {
        "bytes": "BYTEA",
        "number": "INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    },
}

_RELEASES = (
    """CREATE TABLE releases (
        number INTEGER PRIMARY KEY CHECK (number >= 1),
        published BIGINT NOT NULL,
        message TEXT NOT NULL,
        input_hash TEXT NOT NULL,
        cost BIGINT NOT NULL,
        bound BIGINT,
        events INTEGER NOT NULL,
        accepted INTEGER NOT NULL,
        restores INTEGER REFERENCES releases (number),
        record {bytes} NOT NULL,
        content {bytes} NOT NULL
    )""",
    """CREATE TABLE uids (
        uid TEXT PRIMARY KEY,
        sequence INTEGER NOT NULL CHECK (sequence >= 0),
        created BIGINT NOT NULL,
        modified BIGINT NOT NULL,
        CHECK (created <= modified)
    )""",
)

_IMMUTABLE = {
    "sqlite": (
        *(
            f"""CREATE TRIGGER releases_{verb} BEFORE {verb} ON releases
            BEGIN SELECT RAISE(ABORT, 'a release is immutable'); END"""
            for verb in ("UPDATE", "DELETE")
        ),
        # INSERT OR REPLACE deletes without asking the trigger above.
        """CREATE TRIGGER releases_INSERT BEFORE INSERT ON releases
        WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM releases)
        BEGIN SELECT RAISE(ABORT, 'releases are numbered without gaps'); END""",
        """CREATE TRIGGER uids_DELETE BEFORE DELETE ON uids
        BEGIN SELECT RAISE(ABORT, 'a UID is never forgotten'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION scheduler_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'a release is immutable'; END $$""",
        """CREATE FUNCTION scheduler_number() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM releases) THEN
                RAISE EXCEPTION 'releases are numbered without gaps';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER releases_change BEFORE UPDATE OR DELETE OR TRUNCATE ON releases
        FOR EACH STATEMENT EXECUTE FUNCTION scheduler_refuse()""",
        """CREATE TRIGGER releases_insert BEFORE INSERT ON releases
        FOR EACH ROW EXECUTE FUNCTION scheduler_number()""",
        """CREATE TRIGGER uids_delete BEFORE DELETE OR TRUNCATE ON uids
        FOR EACH STATEMENT EXECUTE FUNCTION scheduler_refuse()""",
    ),
}

_TOKENS = (
    """CREATE TABLE tokens (
        id {number},
        digest {bytes} NOT NULL UNIQUE,
        path TEXT NOT NULL,
        lang TEXT NOT NULL,
        label TEXT NOT NULL,
        created BIGINT NOT NULL,
        used BIGINT,
        revoked BIGINT
    )""",
)

_CALDAV = (
    """CREATE TABLE caldav_items (
        collection TEXT NOT NULL,
        uid TEXT NOT NULL,
        etag TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (collection, uid)
    )""",
)

_USERS = (
    """CREATE TABLE users (
        name TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        hash TEXT NOT NULL,
        epoch BIGINT NOT NULL,
        created BIGINT NOT NULL,
        used BIGINT
    )""",
    """CREATE TABLE secrets (
        name TEXT PRIMARY KEY,
        value {bytes} NOT NULL
    )""",
)

_BOARDS = (
    """CREATE TABLE boards (
        id {number},
        title TEXT NOT NULL,
        origin TEXT NOT NULL,
        who TEXT NOT NULL,
        created BIGINT NOT NULL,
        start {bytes} NOT NULL
    )""",
    """CREATE TABLE board_entries (
        board INTEGER NOT NULL REFERENCES boards (id),
        version INTEGER NOT NULL CHECK (version >= 1),
        created BIGINT NOT NULL,
        who TEXT NOT NULL,
        kind TEXT NOT NULL,
        edits {bytes} NOT NULL,
        PRIMARY KEY (board, version)
    )""",
)

_LEDGER = {
    "sqlite": (
        *(
            f"""CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"""
            for table in ("boards", "board_entries")
            for verb in ("UPDATE", "DELETE")
        ),
        """CREATE TRIGGER board_entries_INSERT BEFORE INSERT ON board_entries
        WHEN NEW.version <> (SELECT COALESCE(MAX(version), 0) + 1 FROM board_entries
            WHERE board = NEW.board)
        BEGIN SELECT RAISE(ABORT, 'entries are numbered without gaps'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION scheduler_only_add() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the ledger is only added to'; END $$""",
        """CREATE FUNCTION scheduler_entry() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF NEW.version <> (SELECT COALESCE(MAX(version), 0) + 1 FROM board_entries
                    WHERE board = NEW.board) THEN
                RAISE EXCEPTION 'entries are numbered without gaps';
            END IF;
            RETURN NEW;
        END $$""",
        *(
            f"""CREATE TRIGGER {table}_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION scheduler_only_add()"""
            for table in ("boards", "board_entries")
        ),
        """CREATE TRIGGER board_entries_insert BEFORE INSERT ON board_entries
        FOR EACH ROW EXECUTE FUNCTION scheduler_entry()""",
    ),
}

_PUBLISHERS = ("ALTER TABLE releases ADD COLUMN who TEXT NOT NULL DEFAULT ''",)
_JOBS = (
    """CREATE TABLE board_jobs (
        id TEXT PRIMARY KEY,
        board INTEGER NOT NULL REFERENCES boards (id),
        created BIGINT NOT NULL,
        record {bytes} NOT NULL,
        result {bytes}
    )""",
    "CREATE INDEX board_jobs_by_board ON board_jobs (board, created)",
)

LATEST = 7
"""Version of the tables that this program knows."""


def _steps(version: int, dialect: str) -> tuple[str, ...]:
    """What leads from one version to the next."""
    if version == 0:
        return (*_RELEASES, *_IMMUTABLE[dialect])
    boards = (*_BOARDS, *_LEDGER[dialect])
    return {1: _TOKENS, 2: _CALDAV, 3: _USERS, 4: boards, 5: _PUBLISHERS, 6: _JOBS}[version]


def version_of(conn: Connection, where: str) -> int:
    """Version of the tables; 0 for an empty database.

    Raises
    ------
    StoreError
        For tables of somebody else, and for those of a later program.
    """
    tables = set(inspect(conn).get_table_names())
    if "schema_version" not in tables:
        if tables & {"releases", "uids", "tokens"} or (tables and conn.dialect.name == "sqlite"):
            raise StoreError(
                Text(
                    f"{where} 是别的程序的数据库，请另取一个。",
                    f"{where} is a database of another program; choose another one.",
                )
            )
        return 0
    version = int(conn.execute(text("SELECT MAX(version) FROM schema_version")).scalar_one() or 0)
    if version > LATEST:
        raise StoreError(
            Text(
                f"{where} 由较新的 scheduler 写成（第 {version} 代，本程序只识第 {LATEST} 代及"
                "以前）；请升级 scheduler。",
                f"{where} was written by a later scheduler (tables of version {version}, this one "
                f"knows {LATEST}); update scheduler.",
            )
        )
    return version


def migrate(conn: Connection, where: str, to: int = LATEST) -> None:
    """Bring tables up to date, within the transaction that is open."""
    dialect = conn.dialect.name
    version = version_of(conn, where)
    if version == 0:
        conn.execute(text("CREATE TABLE schema_version (version INTEGER NOT NULL)"))
    for step in range(version, to):
        for statement in _steps(step, dialect):
            # Not text(): a colon in a statement is no parameter.
            conn.exec_driver_sql(statement.format(**_TYPES[dialect]))
        conn.execute(text("DELETE FROM schema_version"))
        conn.execute(text("INSERT INTO schema_version VALUES (:v)"), {"v": step + 1})
