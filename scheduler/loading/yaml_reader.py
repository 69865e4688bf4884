"""YAML 1.2 into lists, maps and text, with the line of everything.

Every value stays the text that was written, ``null`` and blank being ``None``: what a text means
depends on the key it stands at, so that ``id: 1`` is the id "1" and ``name_en: 2021`` a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading.faults import fault
from scheduler.loading.syntax_words import syntax_text

Node = str | None | list["Node"] | dict[str, "Node"]
Path = tuple[str | int, ...]

MAX_YAML_BYTES = 8 * 2**20
_MAX_DEPTH = 40
_MAX_NODES = 100_000
_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True)
class Document:
    """A YAML file's content; `lines` gives the line (from 1) of each path."""

    name: str
    root: Node
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int | None:
        """Line of `path`, or of the nearest thing around it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None

    def fault(self, path: Path, message: Text, value: object = None) -> Fault:
        """A fault at `path`; the message tells the line."""
        line = self.line(path)
        if line is not None:
            message = Text(f"{message.zh}（第 {line} 行）", f"{message.en} (line {line})")
        return fault(self.name, message, column=dotted(path), value=value)


def dotted(path: Path) -> str | None:
    """A path as people write it: ``venues[2].halls[0].gross_m2``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".") or None


def read_yaml(text: str, name: str) -> Document:
    """Read one YAML document.

    Raises
    ------
    InputError
        For bad syntax, double keys, tags, and documents too deep or too large once their
        aliases are followed.
    """
    builder = _Builder(name)
    try:
        return builder.document(_events(text))
    except InputError:
        raise
    # Odd characters make the parser fail in ways it does not document.
    except Exception as error:
        raise InputError([_syntax_fault(error, name)]) from None


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    yield from YAML(typ="safe", pure=True).parse(text)


def _syntax_fault(error: Exception, name: str) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None)
    told = syntax_text(str(problem or type(error).__name__))
    if mark is None:
        return fault(name, Text(f"不是合法的 YAML：{told.zh}", f"is not proper YAML: {told.en}"))
    line = mark.line + 1
    return fault(
        name,
        Text(
            f"第 {line} 行起不是合法的 YAML：{told.zh}。请检查缩进、冒号和引号",
            f"is not proper YAML at line {line}: {told.en}. Check indentation, colons and quotes",
        ),
    )


def _clean(event: Any) -> str:
    r"""A scalar's text; escapes such as ``\ud800`` can smuggle in half characters."""
    return str(event.value).strip().encode("utf-8", "replace").decode("utf-8")


class _Builder:
    """Builds the document from parser events, so that every limit stops the parser at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path, int] = {}
        self.faults: list[Fault] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.open: set[str] = set()
        self.count = 0

    def document(self, events: Iterator[Any]) -> Document:
        root: Node = None
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self.stop(
                        event,
                        Text("只能有一个文档，请删去“---”", "must be one document; delete ---"),
                    )
            elif kind not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                root = self.node(event, events, ())
        if self.faults:
            raise InputError(self.faults)
        return Document(self.name, root, self.lines)

    def node(self, event: Any, events: Iterator[Any], path: Path) -> Node:
        """The value that begins with `event`."""
        self.lines.setdefault(path, event.start_mark.line + 1)
        self.counted(event, 1)
        if len(path) > _MAX_DEPTH:
            self.stop(
                event, Text("嵌套过深，请展开", f"is nested deeper than {_MAX_DEPTH}; flatten it")
            )
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self.alias(event)
        self.refuse_tag(event)
        if kind == "ScalarEvent":
            return self.anchored(event, self.scalar(event), self.count - 1)
        before = self.count - 1
        self.open.add(event.anchor or "")
        build = self.mapping if kind == "MappingStartEvent" else self.sequence
        value = build(events, path)
        self.open.discard(event.anchor or "")
        return self.anchored(event, value, before)

    @staticmethod
    def scalar(event: Any) -> Node:
        plain = event.implicit[0] and event.style is None
        return None if plain and event.value in _NULLS else _clean(event)

    def anchored(self, event: Any, value: Node, before: int) -> Node:
        if event.anchor:
            self.anchors[event.anchor] = (value, self.count - before)
        return value

    def alias(self, event: Any) -> Node:
        if event.anchor not in self.anchors or event.anchor in self.open:
            self.stop(
                event,
                Text(
                    f"别名 *{event.anchor} 指向自身或不存在",
                    f"alias *{event.anchor} names itself or nothing",
                ),
            )
        value, size = self.anchors[event.anchor]
        self.counted(event, size)
        return value

    def sequence(self, events: Iterator[Any], path: Path) -> Node:
        items: list[Node] = []
        for event in events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self.node(event, events, (*path, len(items))))
        return items

    def mapping(self, events: Iterator[Any], path: Path) -> Node:
        items: dict[str, Node] = {}
        for event in events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self.key(event)
            twice = key in items
            line = event.start_mark.line + 1
            if not twice:
                self.lines[(*path, key)] = line
            value = self.node(next(events), events, (*path, key))
            if twice:
                self.twice((*path, key), line)
            else:
                items[key] = value
        return items

    def key(self, event: Any) -> str:
        if type(event).__name__ != "ScalarEvent":
            self.stop(event, Text("键须为文字", "has a key that is no plain word; name it"))
        self.refuse_tag(event)
        return _clean(event)

    def twice(self, path: Path, line: int) -> None:
        first = self.lines[path]
        self.faults.append(
            fault(
                self.name,
                Text(
                    f"键出现两次（第 {first} 行和第 {line} 行），请删去其一",
                    f"key stands twice (lines {first} and {line}); delete one",
                ),
                column=dotted(path),
            )
        )

    def refuse_tag(self, event: Any) -> None:
        tag = getattr(event, "tag", None)
        # The parser marks untagged collections with their implicit tag.
        if tag not in (None, "!", "tag:yaml.org,2002:str") and event.implicit not in (True, None):
            self.stop(event, Text(f"不支持标签 {tag}，请删去", f"has the tag {tag}; delete it"))

    def counted(self, event: Any, nodes: int) -> None:
        """Count values as if aliases were written out, since that is how they are read."""
        self.count += nodes
        if self.count > _MAX_NODES:
            self.stop(
                event, Text("别名展开后过大", f"holds more than {_MAX_NODES} values; shorten it")
            )

    def stop(self, event: Any, message: Text) -> NoReturn:
        """Give up on the file."""
        line = event.start_mark.line + 1
        told = Text(f"第 {line} 行：{message.zh}", f"line {line} {message.en}")
        raise InputError([*self.faults, fault(self.name, told)])
