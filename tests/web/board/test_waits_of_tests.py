"""What a test waits for is a function: a page may forbid to look at anything else a second time.

Our pages forbid scripts made of text. An expression is looked at once, as the test's own; if it
does not hold by then, the next look is the page's, and refused.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.board.town import ROOT

FUNCTION = re.compile(r"\s*(async\s+)?(\w+|\([^()]*\))\s*=>")
FILES = sorted(
    p for p in (ROOT / "tests").rglob("*.py") if "wait_for_function(" in p.read_text("utf-8")
)


def begins(node: ast.expr | None, named: dict[str, ast.expr]) -> str:
    """How a text begins, as far as it is written in the test."""
    if isinstance(node, ast.Name):
        return begins(named.get(node.id), named)
    if isinstance(node, ast.BinOp):
        return begins(node.left, named)
    if isinstance(node, ast.JoinedStr):
        return begins(node.values[0], named)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def waits(path: Path) -> Iterator[tuple[int, str]]:
    """Line and beginning of everything that a file waits for."""
    tree = ast.parse(path.read_text("utf-8"))
    named: dict[str, ast.expr] = {}
    for node in sorted(ast.walk(tree), key=lambda node: getattr(node, "lineno", 0)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named[node.targets[0].id] = node.value
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "wait_for_function":
            yield node.lineno, begins(node.args[0], named)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_wait_is_for_a_function(path: Path) -> None:
    assert [(line, text) for line, text in waits(path) if not FUNCTION.match(text)] == []
