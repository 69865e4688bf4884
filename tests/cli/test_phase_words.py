"""Every phase that a program can book time under, or tell of, has its word in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from scheduler.cli.words import WORDS
from tests.cli.tiny import ROOT

ELSEWHERE = {"load", "robust", "explain", "write", "all"}
"""Booked by the workflow and the command, not by the clock of a search."""


def told(method: str) -> Iterator[str]:
    """What the first argument of a method is wherever it is called."""
    for path in (ROOT / "scheduler").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == method and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


@pytest.mark.parametrize(
    ("prefix", "phases"),
    [("took", {*told("lap"), *ELSEWHERE}), ("phase", {p for p in told("show") if p.isalpha()})],
)
def test_a_word_for_each(prefix: str, phases: set[str]) -> None:
    assert len(phases) >= 2
    words = {p: WORDS.get(f"{prefix}.{p}") for p in phases}
    assert [p for p, word in words.items() if word is None or not (word.zh and word.en)] == []
