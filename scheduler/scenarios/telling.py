"""Faults of a changed city, told of the change that they come from."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.loading.sources import POLICY, VENUES
from scheduler.loading.yaml_reader import dotted
from scheduler.scenarios.bench import Bench
from scheduler.scenarios.scenario import Written
from scheduler.scenarios.script import Origin, Script


def _written(part: tuple[str, str, str], origin: Origin) -> Written:
    return Written(part, origin.document.name, dotted(origin.path) or "")


class Teller:
    """Finds the change behind a fault of the edited files."""

    def __init__(self, bench: Bench, script: Script) -> None:
        self.bench, self.script = bench, script
        self.file = bench.sources.events_file
        self.added = {bench.rows[e].number: origin for e, origin in bench.added.items()}

    def fault(self, fault: Fault) -> Fault:
        """A fault that the unchanged files do not have."""
        origin = self._origin(fault)
        if origin is not None:
            return origin.fault(fault.message, fault.value)
        dropped = self.bench.dropped.get(fault.value or "")
        if fault.file == self.file and fault.column == "co_located_with" and dropped:
            return self._partner(fault, dropped)
        if fault.file not in (self.file, VENUES, POLICY):
            return fault
        # The workspace is sound by itself, so that the changes together are to blame.
        told = Text(f"改动之后：{fault.line('zh')}", f"make a fault: {fault.line('en')}")
        return Fault(self.script.name, None, "changes", None, told)

    def warning(self, fault: Fault) -> Fault:
        """A doubt, which the unchanged files may have, too."""
        origin = self._origin(fault)
        return fault if origin is None else origin.fault(fault.message, fault.value)

    def written(self) -> Iterator[Written]:
        """Every part of the city that a change wrote."""
        for name, tree in ((VENUES, self.bench.venues), (POLICY, self.bench.policy)):
            for path, origin in tree.origins.items():
                yield _written((name, "", dotted(path) or ""), origin)
        ids = {row.number: event for event, row in self.bench.rows.items()}
        for event, origin in self.bench.added.items():
            yield _written((self.file, event, ""), origin)
        for (row, column), origin in self.bench.cells.items():
            if row in ids:
                yield _written((self.file, ids[row], column), origin)

    def _origin(self, fault: Fault) -> Origin | None:
        if fault.file == self.file and fault.row is not None:
            return self._cell(fault.row, fault.column)
        for name, tree in ((VENUES, self.bench.venues), (POLICY, self.bench.policy)):
            if fault.file == name and fault.column:
                for path in sorted(tree.origins, key=len, reverse=True):
                    at = dotted(path) or ""
                    rest = fault.column.removeprefix(at)
                    if fault.column.startswith(at) and (not rest or rest[0] in ".["):
                        return tree.origins[path]
        return None

    def _cell(self, row: int, column: str | None) -> Origin | None:
        found = self.bench.cells.get((row, column or ""))
        if found is None and row in self.added:
            return self.added[row].at(column) if column else self.added[row]
        return found

    def _partner(self, fault: Fault, dropped: Origin) -> Fault:
        """An event that shares its place with one that is dropped."""
        rows = self.bench.rows
        partner = next((e for e, row in rows.items() if row.number == fault.row), "")
        message = Text(
            f"活动 {partner} 与其同地同期（co_located_with），请一并取消或改动该活动",
            f"is co-located with {partner}; drop that too, or change its co_located_with",
        )
        return dropped.fault(message, fault.value)
