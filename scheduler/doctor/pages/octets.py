"""Bytes, lines and the nesting of components (RFC 5545, section 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.doctor.base import DEFECT, NOTE, WARNING, Check, Clients, Hit, check
from scheduler.doctor.feed import DEEPEST, Feed
from scheduler.domain.text import Text

MOST_OCTETS = 75
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_UNFOLD = re.compile(rb"\r?\n[ \t]")


@check(
    "bom", DEFECT,
    Text("文件以 BOM（字节顺序标记）开头", "the file begins with a byte order mark"),
    Text("以不带 BOM 的 UTF-8 写出", "write UTF-8 without a BOM"),
    Clients(".XXX.....X..X-dX.."),
)  # fmt: skip
def bom(feed: Feed) -> Iterator[Hit]:
    """A mark in front of BEGIN:VCALENDAR."""
    if feed.bom:
        yield Hit(1, value="EF BB BF")


@check(
    "not-utf8", DEFECT,
    Text("有不是 UTF-8 的字节", "there are bytes that are no UTF-8"),
    Text("以 UTF-8 写出", "write the file in UTF-8"),
)  # fmt: skip
def not_utf8(feed: Feed) -> Iterator[Hit]:
    """Bytes that stay broken when folds are undone."""
    try:
        _UNFOLD.sub(b"", feed.data).decode("utf-8")
    except UnicodeDecodeError as error:
        # The offset counts unfolded bytes, so the line is found by the bytes themselves.
        for line in feed.physical:
            if not _valid(line.data):
                yield Hit(line.number, value=error.object[error.start : error.end].hex(" "))
                return


@check(
    "split-character", DEFECT,
    Text("折行把一个字符拆成两半", "a fold splits a character"),
    Text("按整字符折行", "fold between characters, never inside one"),
    Clients("dXXXddXd....X-.d.."),
)  # fmt: skip
def split_character(feed: Feed) -> Iterator[Hit]:
    """A line that is no UTF-8 by itself, but is once the fold is undone."""
    for line, following in zip(feed.physical, feed.physical[1:], strict=False):
        if following.folded and not _valid(line.data) and _valid(line.data + following.data[1:]):
            yield Hit(line.number)


@check(
    "bare-lf", WARNING,
    Text("行尾是 LF，不是 CRLF", "lines end in LF, not CRLF"),
    Text("每行以 CRLF 结尾", "end each line with CRLF"),
    Clients("." * 18),
)  # fmt: skip
def bare_lf(feed: Feed) -> Iterator[Hit]:
    """The first such line stands for all."""
    for line in feed.physical:
        if line.end == b"\n":
            yield Hit(line.number)
            return


@check(
    "blank-line", NOTE,
    Text("有空行", "there is a blank line"),
    Text("去掉空行", "leave blank lines out"),
    Clients("." * 18),
)  # fmt: skip
def blank_line(feed: Feed) -> Iterator[Hit]:
    """Nothing, or white space alone."""
    for line in feed.physical:
        if not line.data.strip():
            yield Hit(line.number)


@check(
    "long-line", WARNING,
    Text("一行超过 75 个八位字节而未折行", "a line has more than 75 octets"),
    Text("在 75 个八位字节内折行", "fold lines at 75 octets"),
    Clients("." * 18),
)  # fmt: skip
def long_line(feed: Feed) -> Iterator[Hit]:
    """Octets count, not characters; the end of the line does not."""
    for line in feed.physical:
        if len(line.data) > MOST_OCTETS:
            yield Hit(line.number, value=str(len(line.data)))


@check(
    "tab-fold", NOTE,
    Text("以制表符折行", "a line is folded with a TAB"),
    Text("以空格折行", "fold with a space"),
    Clients("." * 18),
)  # fmt: skip
def tab_fold(feed: Feed) -> Iterator[Hit]:
    """The first such line stands for all."""
    for line in feed.physical:
        if line.data.startswith(b"\t") and line.data.strip():
            yield Hit(line.number)
            return


@check(
    "control-character", DEFECT,
    Text("有控制字符", "there is a control character"),
    Text("去掉控制字符；换行写作 \\n", "remove it; a line break in a text is written \\n"),
)  # fmt: skip
def control_character(feed: Feed) -> Iterator[Hit]:
    """Controls but TAB, and a CR that ends no line."""
    for line in feed.physical:
        found = _CONTROL.search(line.data)
        if found:
            yield Hit(line.number, value=found[0].hex())


@check(
    "stray-line", DEFECT,
    Text("此行不成“名称与值”，多半是文本中未转义的换行",
         "this is no NAME:value line; most likely a raw line break inside a text"),
    Text("文本中的换行写作 \\n", "write line breaks in texts as \\n"),
    Clients("dXXXdddddXdd...X.d"),
)  # fmt: skip
def stray_line(feed: Feed) -> Iterator[Hit]:
    """Lines without a name, and ends of what never began."""
    for line in feed.strays:
        yield Hit(line.number, value=line.value)


@check(
    "outside", DEFECT,
    Text("此行不在任何日历之内", "this line stands in no calendar"),
    Text("移入 BEGIN:VCALENDAR 与 END:VCALENDAR 之间，或删除",
         "move it between BEGIN:VCALENDAR and END:VCALENDAR, or remove it"),
)  # fmt: skip
def outside(feed: Feed) -> Iterator[Hit]:
    """Lines before, between and after calendars."""
    for line in feed.outside:
        yield Hit(line.number, value=f"{line.name}:{line.value}")


@check(
    "no-end", DEFECT,
    Text("缺少 END，文件可能被截断", "the END is missing; the file may be cut off"),
    Text("写全 END；由服务器发送完整文件", "write every END; have the server send the whole file"),
    Clients("dd.XXXX.XX.XX-.XXX"),
)  # fmt: skip
def no_end(feed: Feed) -> Iterator[Hit]:
    """Components whose END was not found."""
    for one in feed.components:
        if not one.closed:
            yield Hit(one.number, one.value("UID"), one.name)


@check(
    "too-deep", DEFECT,
    Text(f"组件嵌套超过 {DEEPEST} 层，更深处未检查",
         f"components nest deeper than {DEEPEST}; what lies deeper was not checked"),
    Text("减少嵌套", "nest less"),
)  # fmt: skip
def too_deep(feed: Feed) -> Iterator[Hit]:
    """Places where the doctor stopped going deeper."""
    for line in feed.deep:
        yield Hit(line.number, value=line.value)


@check(
    "several-calendars", WARNING,
    Text("一个文件中有多个日历", "there are several calendars in the file"),
    Text("每个文件只放一个 VCALENDAR", "put one VCALENDAR into a file"),
)  # fmt: skip
def several_calendars(feed: Feed) -> Iterator[Hit]:
    """Each but the first."""
    for calendar in feed.calendars[1:]:
        yield Hit(calendar.number)


def _valid(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


PAGES: tuple[Check[Feed], ...] = (
    bom, not_utf8, split_character, bare_lf, blank_line, long_line, tab_fold, control_character,
    stray_line, outside, no_end, too_deep, several_calendars,
)  # fmt: skip
