"""Two copies of one feed: what a reader who saw the earlier one would get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.doctor.base import DEFECT, WARNING, Check, Clients, Hit, at, check
from scheduler.doctor.copies import Copies, body, moved
from scheduler.domain.text import Text


@check(
    "sequence-kept", WARNING,
    Text("日期、地点或状态变了，SEQUENCE 却没有增加",
         "days, place or status changed, but SEQUENCE was not raised"),
    Text("变动时 SEQUENCE 加一", "raise SEQUENCE with each such change"),
    Clients(reported=Text("按 UID 合并的程序会保留旧日期",
                          "programs that merge by UID keep old dates")),
)  # fmt: skip
def sequence_kept(copies: Copies) -> Iterator[Hit]:
    """Only where both copies say a SEQUENCE; a lower one has its own page."""
    for old, new in copies.pairs:
        line = new.first("SEQUENCE")
        if line and old.value("SEQUENCE") == new.value("SEQUENCE") and moved(old, new):
            yield at(new, line)


@check(
    "sequence-lower", DEFECT,
    Text("SEQUENCE 变小了", "SEQUENCE went down"),
    Text("SEQUENCE 只增不减", "never lower SEQUENCE"),
    Clients(reported=Text("按 UID 合并的程序会保留旧日期",
                          "programs that merge by UID keep old dates")),
)  # fmt: skip
def sequence_lower(copies: Copies) -> Iterator[Hit]:
    """RFC 5546, 2.1.4: it grows."""
    for old, new in copies.pairs:
        before, after = old.value("SEQUENCE"), new.value("SEQUENCE")
        whole = all(v.isascii() and v.isdigit() and len(v) <= 10 for v in (before, after))
        if whole and int(after) < int(before):
            yield at(new, new.first("SEQUENCE"), f"{before} → {after}")


@check(
    "modified-back", DEFECT,
    Text("LAST-MODIFIED 倒退了", "LAST-MODIFIED went back"),
    Text("LAST-MODIFIED 只随变动前进", "let LAST-MODIFIED move forward only"),
    Clients(reported=Text("ICSx⁵ 不再更新该事件", "ICSx⁵ does not update the event any more")),
)  # fmt: skip
def modified_back(copies: Copies) -> Iterator[Hit]:
    """UTC stamps compare as texts."""
    for old, new in copies.pairs:
        before, after = old.value("LAST-MODIFIED"), new.value("LAST-MODIFIED")
        if before and after and len(before) == len(after) and after < before:
            yield at(new, new.first("LAST-MODIFIED"), f"{before} → {after}")


@check(
    "modified-kept", WARNING,
    Text("事件变了，LAST-MODIFIED 却没有变", "the event changed, but LAST-MODIFIED did not"),
    Text("变动时更新 LAST-MODIFIED", "move LAST-MODIFIED with each change"),
    Clients(reported=Text("ICSx⁵ 看不到变动", "ICSx⁵ does not see the change")),
)  # fmt: skip
def modified_kept(copies: Copies) -> Iterator[Hit]:
    """Any change but that of stamps."""
    for old, new in copies.pairs:
        line = new.first("LAST-MODIFIED")
        same = line and old.value("LAST-MODIFIED") == new.value("LAST-MODIFIED")
        if same and body(old) != body(new):
            yield at(new, line)


@check(
    "dtstamp-moved", WARNING,
    Text("事件没有变，DTSTAMP 却变了", "DTSTAMP moved although the event did not change"),
    Text("DTSTAMP 写最后变动的时间，不写生成的时间",
         "let DTSTAMP tell the last change, not the moment of rendering"),
    Clients(reported=Text("每次轮询都要重新下载、解析",
                          "every poll downloads and parses everything anew")),
)  # fmt: skip
def dtstamp_moved(copies: Copies) -> Iterator[Hit]:
    """A stamp of the rendering."""
    for old, new in copies.pairs:
        stamps = old.value("DTSTAMP"), new.value("DTSTAMP")
        kept = old.value("LAST-MODIFIED") == new.value("LAST-MODIFIED")
        if all(stamps) and stamps[0] != stamps[1] and kept and body(old) == body(new):
            yield at(new, new.first("DTSTAMP"), " → ".join(stamps))


@check(
    "uid-changed", DEFECT,
    Text("名称与日期未变，UID 却换了", "the UID changed, though name and days are the same"),
    Text("UID 永不改变", "never change a UID"),
    Clients(reported=Text("程序当作取消后新建：提醒丢失、出现重复",
                          "read as a new event: reminders are lost, doubles appear")),
)  # fmt: skip
def uid_changed(copies: Copies) -> Iterator[Hit]:
    """An event with a new UID that says what a lost one said."""
    for old, new in copies.renamed:
        yield at(new, new.first("UID"), f"{old.value('UID')} → {new.value('UID')}")


@check(
    "uid-lost", WARNING,
    Text("尚未结束的事件消失了", "an event that is not past has vanished"),
    Text("取消的事件写 STATUS:CANCELLED，保留到结束",
         "keep it with STATUS:CANCELLED until it is past"),
    Clients(reported=Text("按 UID 合并的程序仍显示它", "programs that merge by UID still show it")),
)  # fmt: skip
def uid_lost(copies: Copies) -> Iterator[Hit]:
    """The place is that of the earlier copy, so no line is told."""
    for old in copies.lost:
        yield Hit(None, old.value("UID"), old.value("SUMMARY"))


PAGES: tuple[Check[Copies], ...] = (
    sequence_kept, sequence_lower, modified_back, modified_kept, dtstamp_moved, uid_changed,
    uid_lost,
)  # fmt: skip
