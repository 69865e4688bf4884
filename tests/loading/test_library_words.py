"""What libraries and the system say is told in both languages."""

from __future__ import annotations

import errno
import io
import os
import re
import socket
import zipfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from scheduler.domain.system_words import connection_text, system_text
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading.faults import Ledger
from scheduler.loading.neighbours import readable
from scheduler.loading.reader import read_bytes
from scheduler.loading.syntax_words import syntax_text
from scheduler.loading.tables import read_table
from scheduler.loading.yaml_reader import read_yaml

BROKEN = (
    "a: [", "a: b: c", "\tx: 1", "a: 'x", 'a: "\\q"', "- a\nb: 1", "a: {b", "@x", "a: &", "x: \x01",
    "%YAML 3.0\n---\na", "a: |\n  x\n y", "a: 1\n  b: 2", "a: ]", "key: value\nother", "!<x y",
    "a: |0\n", "a: !%zz b", "%TAG ! x", "a: 'x\n--- y'", "%YAML 1.1\n%YAML 1.1\n--- a",
)  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_what_the_parser_says_is_told_in_chinese_as_well(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_yaml(text, "f.yaml")
    message = caught.value.faults[0].message
    assert message.en.startswith("is not proper YAML")
    assert re.findall("[A-Za-z]{2,}", message.zh.replace("YAML", "")) == []
    assert "报告" not in message.zh


@pytest.mark.parametrize("text", ['a,b\n"x,1\n', 'a,b\n"x"y,1\n', "a,b\n" + "x" * 200_000])
def test_bad_csv(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_table(text.encode(), "f.csv", Ledger())
    message = caught.value.faults[0].message
    assert "CSV" in message.en
    assert re.findall("[A-Za-z]{2,}", message.zh.replace("CSV", "")) == []


def test_a_file_that_the_system_does_not_open(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path / ("x" * 300), "x", 10)
    message = caught.value.faults[0].message
    assert message.zh == "无法读取（名称过长）"
    assert message.en == "cannot be read (File name too long)"


def test_the_system() -> None:
    full = system_text(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert (full.zh, full.en) == ("磁盘已满", "No space left on device")
    assert system_text(socket.gaierror(5, "no such name")).zh == "找不到该主机"


@pytest.mark.parametrize(
    ("words", "zh"),
    [("[Errno -2] no such name", "找不到该主机"), ("no", "连接程序报告“no”")],
)
def test_what_is_put_aside_is_why_only_in_the_same_words(words: str, zh: str) -> None:
    with pytest.raises(RuntimeError) as caught:
        try:
            raise socket.gaierror(-2, "no such name")
        except socket.gaierror:
            raise RuntimeError(words) from None
    assert connection_text(caught.value).zh == zh


def test_what_nobody_has_words_for_is_quoted() -> None:
    assert system_text(OSError(9999, "odd")).zh == "系统报告“odd”"
    assert syntax_text("odd").zh == "读取程序报告“odd”"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["id", "name_zh"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def without(part: str, instead: str | None = None) -> bytes:
    """A workbook without a part, or with something else in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as whole, zipfile.ZipFile(out, "w") as left:
        for name in whole.namelist():
            if name != part:
                left.writestr(name, whole.read(name))
        if instead is not None:
            left.writestr(part, instead)
    return out.getvalue()


def locked() -> bytes:
    """A workbook whose parts say that they are encrypted."""
    data = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            data[found.start() + offset] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"id,x\n", workbook()[:-200], locked(), without("xl/workbook.xml"),
        without("xl/worksheets/sheet1.xml"), without("xl/styles.xml", "<a><b>"),
        without("[Content_Types].xml", "<a/>"), without("xl/workbook.xml", "<a/>"),
    ],
)  # fmt: skip
def test_a_workbook_that_cannot_be_read(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_table(data, "events.xlsx", Ledger())
    message = caught.value.faults[0].message
    assert message.en.startswith("is no readable workbook (")
    assert re.findall("[A-Za-z]{2,}", message.zh.replace(".xlsx", "").replace("Excel", "")) == []
    assert re.findall("[A-Z][a-z]+[A-Z][a-z]+|Error", message.en) == []


def changed(part: str, mark: str, instead: str) -> bytes:
    """A workbook with something else in place of a mark in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as whole:
        text, found = re.subn(mark, instead, whole.read(part).decode())
    assert found == 1
    return without(part, text)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (changed("xl/workbook.xml", "<sheet .*?/>", ""), "没有工作表"),
        (changed("xl/worksheets/sheet1.xml", "</sheetData>",
                 '<row r="3"><c r="A3" t="s"><v>7</v></c></row></sheetData>'), "内容不合格式"),
    ],
)  # fmt: skip
def test_only_a_workbook_without_a_sheet_is_told_to_be_one(data: bytes, why: str) -> None:
    """Another that points to a text which it has not fails in the same way."""
    with pytest.raises(InputError) as caught:
        read_table(data, "events.xlsx", Ledger())
    assert f"（{why}）" in caught.value.faults[0].message.zh


@pytest.mark.parametrize(
    "error",
    [OverflowError("out of range"), ValueError("x"), MemoryError(), RecursionError(), KeyError()],
)
def test_a_calendar_that_cannot_be_read(error: Exception) -> None:
    with pytest.raises(InputError) as caught, readable("a.ics"):
        raise error
    message = caught.value.faults[0].message
    assert re.findall("[A-Za-z]{2,}", message.zh) == []
    assert "Error" not in message.en


def test_an_address_that_is_not_reached() -> None:
    refused = ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
    for error in (refused, TimeoutError("Timed out trying to connect"), UnicodeError("too long"),
                  OSError("Server disconnected without sending a response.")):  # fmt: skip
        assert re.findall("[A-Za-z]{2,}", connection_text(error).zh) == []
    wrapped = OSError("Timed out trying to connect to tcp://host:1 after 10 s")
    wrapped.__cause__ = refused
    told = connection_text(wrapped)
    assert (told.zh, told.en) == ("连接被拒绝", str(wrapped))
    assert connection_text(OSError("odd\nlines")).zh == "连接程序报告“odd”"


def test_names_from_the_input_stay_in_their_line_and_give_no_orders_to_a_terminal() -> None:
    """Files and keys may be called anything."""
    message = Text("写错了，也许是 a\nb？", "is wrong. Maybe a\nb?")
    told = Fault("a\nb.yaml", 3, "weights.c\x1b[31md", "e\tf", message)
    assert told.line("en") == 'a\\nb.yaml:3 weights.c\\x1b[31md "e\\tf" is wrong. Maybe a\\nb?'
    assert told.line("zh").endswith("写错了，也许是 a\\nb？")
    turned = Fault("a\u202etxt.yaml", None, None, "\u2067x\u2069 展", Text("错", "wrong"))
    assert turned.line("en") == 'a\\u202etxt.yaml "\\u2067x\\u2069 展" wrong'


def test_what_a_library_has_put_aside_is_not_why() -> None:
    def failing(aside: bool) -> Exception:
        try:
            try:
                raise ConnectionRefusedError(errno.ECONNREFUSED, "refused")
            except OSError as first:
                raise ValueError("odd") from (None if aside else first)
        except ValueError as error:
            return error

    assert connection_text(failing(False)).zh == "连接被拒绝"
    assert connection_text(failing(True)).zh == "连接程序报告“odd”"
