"""Changes keys of a YAML file; comments, order and quotes of the rest stay."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

from scheduler.domain.conflict import Edit, Value
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.loading.faults import Ledger
from scheduler.loading.reader import decode
from scheduler.loading.syntax_words import syntax_text

_OTHERWISE = Text("其结构与所列改动不符", "it is built otherwise than the changes need")


def changed_yaml(data: bytes, name: str, edits: list[Edit]) -> bytes:
    """The file with keys and entries of lists set, added or (by the value ``None``) removed.

    Raises
    ------
    UsageError
        When the file is written in a way that cannot be written again.
    """
    text = decode(data, name, Ledger())
    yaml = _yaml(text)
    try:
        root = yaml.load(text.replace("\r\n", "\n"))
        for edit in edits:
            _set(root, _steps(edit.column or ""), edit.value)
        out = io.StringIO()
        yaml.dump(root, out)
    # The round trip knows more ways to fail than it documents.
    except Exception as error:
        said = getattr(error, "problem", None) or getattr(error, "reason", None)
        why = syntax_text(str(said)) if said else _OTHERWISE
        raise UsageError(
            Text(
                f"无法改写 {name}（{why.zh}），请按所列改动手工修改。",
                f"{name} cannot be written anew ({why.en}). Make the changes by hand.",
            )
        ) from None
    written = out.getvalue()
    return (written.replace("\n", "\r\n") if "\r\n" in text else written).encode("utf-8")


def _yaml(text: str) -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    offset = _offset(text)
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _offset(text: str) -> int:
    """How far the first dash stands in from the key above it."""
    key = 0
    for line in text.splitlines():
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        if bare.startswith("- "):
            return max(0, indent - key)
        if bare and not bare.startswith("#"):
            key = indent
    return 2


def _steps(path: str) -> list[str | int]:
    """Keys and positions of ``venues[2].halls[0].gross_m2``."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", path)
    return [int(p[1:-1]) if p.startswith("[") else p for p in parts]


def _set(root: Any, steps: list[str | int], value: Value) -> None:
    node = root
    for step in steps[:-1]:
        if isinstance(step, str) and node.get(step) is None:
            node[step] = {}
        node = node[step]
    last = steps[-1]
    if value is None:
        del node[last]
    elif isinstance(last, int) and last == len(node):
        node.append(_plain(value))
    else:
        node[last] = _plain(value)


def _plain(value: Value) -> Any:
    """A value as YAML writes it without quotes."""
    if isinstance(value, dict):
        from ruamel.yaml.comments import CommentedMap

        found = CommentedMap((k, _plain(v)) for k, v in value.items() if v is not None)
        found.fa.set_flow_style()
        return found
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if value == "true":
        return True
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value
