"""What can go wrong with a store, in words that help."""

from __future__ import annotations

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
"""Parts of what databases say, and what it means."""


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
    first = said.splitlines()[0] if said else type(error).__name__
    return StoreError(
        Text(f"数据库 {where} 出错：{first}", f"The database {where} failed: {first}")
    )
