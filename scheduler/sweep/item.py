"""One scenario of a sweep, ready to be sent to whoever solves it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.loading import cells
from scheduler.loading.faults import BadValue
from scheduler.scenarios.read import script_of
from scheduler.scenarios.script import Script

FILE, GRID, SAMPLE = "file", "grid", "sample"
"""Where a scenario comes from."""


@dataclass(frozen=True)
class Item:
    """A scenario by its name, which is unique in a sweep and the same in every run.

    Parameters
    ----------
    script
        ``None`` when its file could not be read at all; `faults` then say why.
    """

    name: str
    source: str
    title: Text
    script: Script | None
    faults: tuple[Fault, ...] = ()

    @property
    def changes(self) -> tuple[tuple[str, object], ...]:
        """Kind of each change, and what was written for it."""
        steps = self.script.steps if self.script else ()
        return tuple((step.form.kind, step.node) for step in steps)

    @property
    def key(self) -> str:
        """Hash of its name and of all that it changes."""
        said = [self.name, self.changes, [f.line("en") for f in self.all_faults]]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)
        # A path in a fault need not be a name that UTF-8 has letters for.
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
        for file in self.script.neighbours.values() if self.script else ():
            digest.update(hashlib.sha256(file.data).digest())
        return digest.hexdigest()

    @property
    def all_faults(self) -> tuple[Fault, ...]:
        """What is wrong with the file itself."""
        return self.faults or (self.script.faults if self.script else ())

    @property
    def place(self) -> tuple[str, str] | None:
        """Venue and hall (blank: all of it) when it closes that one place and does nothing else."""
        places = {
            (str(node.get("venue")), str(node.get("hall") or ""))
            for kind, node in self.changes
            if kind == "close" and isinstance(node, Mapping)
        }
        alone = len(places) == 1 and all(kind == "close" for kind, _ in self.changes)
        return places.pop() if alone else None

    @property
    def month(self) -> str | None:
        """The month, such as 2021-05, that all days which it takes lie in."""
        months = set(self._months())
        return months.pop() if len(months) == 1 else None

    def _months(self) -> Iterator[str | None]:
        for kind, node in self.changes:
            if kind in ("close", "forbid") and isinstance(node, Mapping):
                yield _month(node.get("from"))
                yield _month(node.get("to"))


def _month(value: object) -> str | None:
    """Of a date in any form that may be written; ``None`` when it is none."""
    try:
        return iso(cells.day(value))[:7] if isinstance(value, str) else None
    except BadValue:
        return None


def made(name: str, source: str, title: Text, changes: list[dict[str, object]]) -> Item:
    """A scenario made by code."""
    content = {"title_zh": title.zh, "title_en": title.en, "changes": changes}
    return Item(name, source, title, script_of(content, name))
