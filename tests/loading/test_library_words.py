"""What libraries and the system say is told in both languages."""

from __future__ import annotations

import errno
import os
import re
import socket
from pathlib import Path

import pytest

from scheduler.domain.system_words import system_text
from scheduler.errors import InputError
from scheduler.loading.faults import Ledger
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


def test_what_nobody_has_words_for_is_quoted() -> None:
    assert system_text(OSError(9999, "odd")).zh == "系统报告“odd”"
    assert syntax_text("odd").zh == "读取程序报告“odd”"
