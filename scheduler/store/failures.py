"""What can go wrong with a store, in words that help."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from scheduler.domain.text import Text
from scheduler.errors import UsageError


class StoreError(UsageError):
    """The store cannot be used; nothing was written."""


class NoStore(StoreError):
    """There is no store yet, so nothing was ever published."""


class Conflict(UsageError):
    """Somebody else published meanwhile; nothing of this publication was written."""

    exit_code = 1

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                f"同时有人发布了第 {number} 版，本次没有发布。请看 scheduler release {number}，"
                "然后再次发布。",
                f"Somebody else has just published release {number}; nothing was published here. "
                f"See scheduler release {number}, then publish again.",
            )
        )
        self.number = number


class Overtaken(UsageError):
    """Somebody else changed the working plan meanwhile; nothing of this change was written."""

    exit_code = 1

    def __init__(self, version: int) -> None:
        super().__init__(
            Text("同时有人改动了此方案，请先看其改动。",
                 "Somebody else has just changed this plan; look at it first.")
        )  # fmt: skip
        self.version = version


def damaged(where: str) -> StoreError:
    """A store whose content makes no sense."""
    return StoreError(
        Text(
            f"{where} 已损坏，请用备份恢复该文件。",
            f"{where} is damaged; bring the file back from a backup.",
        )
    )


_KNOWN = (
    ("not a database", "不是 scheduler 的数据库，请另取文件名",
     "is no database of scheduler; choose another file"),
    ("malformed", "已损坏，请用备份恢复该文件", "is damaged; bring the file back from a backup"),
    ("full", "写不下，磁盘已满；没有发布", "cannot be written: the disk is full; nothing changed"),
    ("disk i/o", "读写出错，请检查磁盘（是否已满）；没有发布",
     "cannot be read or written; check the disk (is it full?); nothing changed"),
    ("readonly", "只读，无法发布；请检查文件与文件夹的权限",
     "is read-only; check the rights of the file and its folder"),
    ("unable to open", "打不开；请检查文件夹是否存在、有无权限",
     "cannot be opened; check that its folder is there and may be written"),
    ("locked", "正被另一程序占用，请稍后再试", "is in use by another program; try again soon"),
)  # fmt: skip
"""Parts of what SQLite says, and what it means."""

_SERVER = (
    ("password authentication", "请核对 --db 或 SCHEDULER_DB 中的用户名与密码",
     "check user name and password in --db or SCHEDULER_DB"),
    ("no password supplied", "请在 SCHEDULER_DB 或 ~/.pgpass 中给出密码",
     "give the password in SCHEDULER_DB or ~/.pgpass"),
    ("no pg_hba.conf entry", "请管理员在 pg_hba.conf 中允许本机与该用户连接",
     "ask its administrator to admit this machine and user in pg_hba.conf"),
    ('role "[^"]*" does not exist', "请管理员建立该用户，或改用已有的用户",
     "have its administrator make this user, or name another one"),
    ('database "[^"]*" does not exist', "请先用 createdb 建立该数据库，或改用已有的库名",
     "make the database first, as with createdb, or name another one"),
    ("permission denied", "请管理员授予该用户在此库建表与写入的权限",
     "have its administrator grant this user the right to make and write tables"),
    ("read-only", "该库只读（可能是备库），请改连主库",
     "it is read-only, perhaps a standby; name the primary server"),
    ("too many", "连接数已满，请稍后再试，或请管理员提高 max_connections",
     "it has no connection to spare; try again soon, or have max_connections raised"),
    ("space left", "服务器磁盘已满，没有发布；请腾出空间后再试",
     "its disk is full and nothing was published; make room, then try again"),
    ("translate host", "请核对主机名", "check the host's name"),
    ("resolve", "请核对主机名", "check the host's name"),
    ("refused", "请确认该服务器正在运行，主机与端口无误",
     "check that the server runs, and its host and port"),
    ("no such file", "请确认该服务器正在本机运行，或写明主机",
     "check that the server runs on this machine, or name its host"),
    ("timeout", "请确认网络与防火墙允许连接，然后再试",
     "check that network and firewall let you through, then try again"),
    ("ssl", "请核对证书与 sslmode", "check its certificate and sslmode"),
    ("closed the connection", "服务器中断了连接，请确认它正在运行，然后再试",
     "the server ended the connection; check that it runs, then try again"),
)  # fmt: skip
"""Patterns of what PostgreSQL says, and what to do; the first that fits counts."""

_ANY = ("请确认服务器正在运行、可以连接，然后再试；仍不行请把此信息交给管理员",
        "check that the server runs and can be reached, then try again; if it stays so, show this "
        "to its administrator")  # fmt: skip


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn failures of the database into a `StoreError`.

    Parameters
    ----------
    where
        Name of the store as people may see it, without a password.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _store_error(where, error) from error


def _store_error(where: str, error: Exception) -> StoreError:
    said = str(getattr(error, "orig", None) or error).strip()
    for part, zh, en in _KNOWN:
        if part in said.lower() and "://" not in where:
            return StoreError(Text(f"{where} {zh}。", f"{where} {en}."))
    first = said.splitlines()[0].rstrip(".") if said else type(error).__name__
    if "://" not in where:
        return StoreError(
            Text(f"数据库 {where} 报告“{first}”", f"The database {where} failed: {first}")
        )
    lower = said.lower()
    zh, en = next(((zh, en) for part, zh, en in _SERVER if re.search(part, lower)), _ANY)
    return StoreError(
        Text(
            f"数据库 {where} 报告“{first}”。{zh}。",
            f"The database {where} failed: {first}; {en}.",
        )
    )
