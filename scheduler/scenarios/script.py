"""A scenario as it was read: changes in order, each with the place that it was written at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.loading.neighbours import NeighbourFile
from scheduler.loading.yaml_reader import Document, Node, Path

if TYPE_CHECKING:
    from scheduler.scenarios.forms import ChangeForm


@dataclass(frozen=True)
class Origin:
    """A place in a scenario file."""

    document: Document
    path: Path

    def at(self, *parts: str | int) -> Origin:
        """A place below."""
        return Origin(self.document, (*self.path, *parts))

    def fault(self, message: Text, value: object = None) -> Fault:
        """A fault at the place."""
        return self.document.fault(self.path, message, value)


@dataclass(frozen=True)
class Step:
    """One change, checked by its form.

    Parameters
    ----------
    node
        What its key holds, as it was written.
    origin
        Place of that.
    """

    form: ChangeForm
    node: Any
    origin: Origin


@dataclass(frozen=True)
class Script:
    """A scenario file with the changes of its bases before its own.

    Parameters
    ----------
    faults
        What is wrong with the files themselves; told together with what is wrong with the city
        that they make.
    neighbours
        Calendars that it adds, by the name that it gives.
    """

    name: str
    title: Text
    steps: tuple[Step, ...] = ()
    faults: tuple[Fault, ...] = ()
    neighbours: dict[str, NeighbourFile] = field(default_factory=dict)


@dataclass(frozen=True)
class Edited(Document):
    """A document with parts from scenarios; a fault inside such a part is told of the scenario."""

    origins: dict[Path, Origin] = field(default_factory=dict)

    def fault(self, path: Path, message: Text, value: object = None) -> Fault:
        """A fault at `path`, or at the place in a scenario that `path` comes from."""
        for end in range(len(path), -1, -1):
            origin = self.origins.get(path[:end])
            if origin is not None:
                return origin.at(*path[end:]).fault(message, value)
        return super().fault(path, message, value)


def part(document: Document, path: Path, root: Node) -> Edited:
    """What a document holds at `path`, as a document of its own."""
    return Edited(document.name, root, {}, {(): Origin(document, path)})
