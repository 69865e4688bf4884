"""Chinese texts are set as Chinese, and a thing has one name wherever it is shown."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "scheduler"
STRINGS = ROOT / "outputs" / "report" / "assets" / "strings.json"
CHINESE = "\u4e00-\u9fff”》）"
NARROW = re.compile(f"[{CHINESE}][,:;!?()]|[,;!?()][{CHINESE}]")
SYNTAX = (
    "键: 值", "路径: 值", "规则:理由", "“;”", "场馆/展厅;场馆/展厅", r"年(\d{1,2})月",
    r"年\d{1,2}月",
)  # fmt: skip
"""What a file must hold letter by letter."""


def literals(path: Path) -> Iterator[str]:
    """Texts of a module, without its docstrings; places of an f-string read as a letter."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    parts = {
        id(p) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for p in ast.walk(n)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(v.value) if isinstance(v, ast.Constant) else "x" for v in node.values)
        elif isinstance(node, ast.Constant) and id(node) not in docs | parts:
            yield str(node.value)


def chinese() -> list[str]:
    """Every Chinese text of the program."""
    said = [t for path in sorted(ROOT.rglob("*.py")) for t in literals(path)]
    said += [zh for zh, _ in json.loads(STRINGS.read_text(encoding="utf-8")).values()]
    return [t for t in said if re.search("[\u4e00-\u9fff]", t)]


def test_there_is_much_to_look_at() -> None:
    assert len(chinese()) > 500


def test_chinese_has_chinese_punctuation() -> None:
    filled = {t: re.sub(r"\{[^}]*\}", "x", t) for t in chinese()}
    narrow = [t for t, text in filled.items() if NARROW.search(text)]
    assert [t for t in narrow if not any(s in t for s in SYNTAX)] == []


@pytest.mark.parametrize(
    ("word", "other"),
    [("方案", "计划"), ("代价", "成本"), ("未排入", "未安排")],
)
def test_one_word_for_one_thing(word: str, other: str) -> None:
    """A plan, its cost and an event without a place are called the same everywhere."""
    texts = chinese()
    assert [t for t in texts if other in t] == []
    assert any(word in t for t in texts)
