"""A YAML document being edited, which remembers where each new part was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scheduler.loading.yaml_reader import Document, Node, Path
from scheduler.scenarios.script import Edited, Origin


class Tree:
    """Edits a document without touching the one that it began with."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: Node = document.root
        self.origins: dict[Path, Origin] = {}

    def at(self, path: Path) -> Any:
        """What stands at `path`; ``None`` when nothing does."""
        node: Any = self.root
        for step in path:
            if isinstance(node, dict):
                node = node.get(step)
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                return None
        return node

    def maps(self, *path: str | int) -> Iterator[tuple[int, dict[str, Any]]]:
        """The maps of a list, with their positions."""
        node = self.at(path)
        for i, item in enumerate(node if isinstance(node, list) else ()):
            if isinstance(item, dict):
                yield i, item

    def named(self, *path: str | int) -> dict[str, int]:
        """Positions of the maps of a list by their ids; what is no id is told when it is judged."""
        return {m["id"]: i for i, m in self.maps(*path) if isinstance(m.get("id"), str)}

    def put(self, path: Path, node: Node, origin: Origin) -> None:
        """Set what stands at `path`; ``None`` takes a key away."""
        # What was written inside before has gone with it.
        self.origins = {p: o for p, o in self.origins.items() if p[: len(path)] != path}
        self.origins[path] = origin
        self.root = _put(self.root, path, node)

    def append(self, path: Path, node: Node, origin: Origin) -> None:
        """Add to the list at `path`, which may not be there yet."""
        old = self.at(path)
        items = list(old) if isinstance(old, list) else []
        self.origins[(*path, len(items))] = origin
        self.root = _put(self.root, path, [*items, node])

    def relist(
        self, path: Path, items: Sequence[tuple[Node, int | None]], origin: Origin
    ) -> None:
        """Set a list whose items may have been in it before.

        Parameters
        ----------
        items
            Each with its position in the old list, ``None`` for what `origin` wrote.
        """
        found = {
            (*path, i): origin if old is None else self.origin((*path, old))
            for i, (_, old) in enumerate(items)
        }
        self.origins = {p: o for p, o in self.origins.items() if p[: len(path)] != path} | found
        self.root = _put(self.root, path, [node for node, _ in items])

    def origin(self, path: Path) -> Origin:
        """Where the part at `path` was written; it may be the document itself."""
        for end in range(len(path), -1, -1):
            found = self.origins.get(path[:end])
            if found is not None:
                return found.at(*path[end:])
        return Origin(self.document, path)

    def edited(self) -> Edited:
        """The document as it is now.

        A part of the old one that stands elsewhere now has faults where it stands; they are
        told of its old place by those who know that (see `telling`).
        """
        old = self.document
        origins = {p: o for p, o in self.origins.items() if o.document is not old}
        return Edited(old.name, self.root, old.lines, origins)


def _put(root: Node, path: Path, node: Node) -> Node:
    """A copy of `root` with another part; only what lies on the way is copied."""
    if not path:
        return node
    step, rest = path[0], path[1:]
    if isinstance(root, list) and isinstance(step, int):
        return [_put(n, rest, node) if i == step else n for i, n in enumerate(root)]
    items = dict(root) if isinstance(root, dict) else {}
    if not rest and node is None:
        items.pop(str(step), None)
    else:
        items[str(step)] = _put(items.get(str(step)), rest, node)
    return items
