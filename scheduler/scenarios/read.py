"""Scenario files into scripts; nothing of the workspace is looked at but what they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from scheduler.domain.paths import real
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading.faults import Ledger, fault, shown_text
from scheduler.loading.load import Loaded, judge
from scheduler.loading.neighbours import NeighbourFile, read_neighbour
from scheduler.loading.reader import decode, read_bytes
from scheduler.loading.sources import Sources, read_sources
from scheduler.loading.yaml_reader import MAX_YAML_BYTES, Document, Node, read_yaml
from scheduler.scenarios.files import ELSEWHERE, OUTSIDE, inside
from scheduler.scenarios.script import Script, Step, part

YAML = (".yaml", ".yml")
"""Endings of scenario files."""

MAX_BASES = 16
"""Files that stand on one another at most."""

MAX_STEPS = 5000
"""Changes of a scenario at most, those of its bases included."""


def read_city(workspace: Path) -> tuple[Sources, Loaded]:
    """Read a workspace once, for any number of scenarios; it must be sound itself.

    Raises
    ------
    InputError
        With all faults of all its files.
    """
    ledger = Ledger()
    sources = read_sources(workspace, ledger)
    return sources, judge(sources, ledger)


def read_scenario(workspace: Path, path: Path) -> Script:
    """Read a scenario file and those that it is based on.

    Faults inside are kept in the script, to be told with those of the city that it makes. A file
    that the caller names may lie anywhere; what it names lies in the workspace, or, if it lies
    elsewhere itself, its bases beside or below it.

    Raises
    ------
    InputError
        When the file cannot be read at all.
    """
    name = _name(workspace, path)
    text = decode(read_bytes(path, name, MAX_YAML_BYTES), name, Ledger())
    reader = _Reader(workspace, None if _within(workspace, path) else path.parent)
    reader.chain.append((real(path), name))
    return reader.script(read_yaml(text, name), path.parent)


def script_in(workspace: Path, folder: Path, name: str, data: bytes) -> Script:
    """Read a scenario that lies in no file, as if it were `name` in a folder of the workspace.

    Raises
    ------
    InputError
        When it cannot be read at all.
    """
    if len(data) > MAX_YAML_BYTES:
        mib = MAX_YAML_BYTES // 2**20
        message = Text(f"大于 {mib} MiB，请拆小", f"is larger than {mib} MiB; make it smaller")
        raise InputError([fault(name, message)])
    return _Reader(workspace).script(read_yaml(decode(data, name, Ledger()), name), folder)


def script_of(
    content: Mapping[str, object],
    name: str,
    workspace: Path | None = None,
    calendars: Mapping[str, bytes] | None = None,
) -> Script:
    """The script of a scenario made by code, from what its file would hold.

    Parameters
    ----------
    workspace
        Where it finds a base or calendars, if it names any.
    calendars
        Content of calendars that it adds and that are not looked for, by their names.
    """
    document = Document(name, _node(dict(content)))
    reader = _Reader(workspace)
    reader.neighbours |= {n: NeighbourFile(n, data) for n, data in (calendars or {}).items()}
    return reader.script(document, workspace or Path())


def _within(workspace: Path, path: Path) -> bool:
    try:
        return real(path).is_relative_to(real(workspace))
    # A name that no system could have.
    except ValueError:
        return False


def _name(workspace: Path, path: Path) -> str:
    """Path inside the workspace, as it was given when it lies elsewhere; it can be printed."""
    if _within(workspace, path):
        path = real(path).relative_to(real(workspace))
    return shown_text(path.as_posix())


def _node(value: object) -> Node:
    """A value as a YAML file would give it."""
    if isinstance(value, Mapping):
        return {str(k): _node(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_node(v) for v in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None or value == "" else str(value)


def _line(title: str) -> str:
    """A title in one line, however many it was written in."""
    return " ".join(filter(None, (part.strip() for part in title.splitlines())))


class _Reader:
    """Reads one file after the other, the innermost base's changes first.

    Parameters
    ----------
    elsewhere
        Folder of a file that lies outside the workspace.
    """

    def __init__(self, workspace: Path | None, elsewhere: Path | None = None) -> None:
        self.workspace, self.elsewhere = workspace, elsewhere
        self.chain: list[tuple[Path, str]] = []
        self.faults: list[Fault] = []
        self.steps: list[Step] = []
        self.neighbours: dict[str, NeighbourFile] = {}

    def script(self, document: Document, folder: Path) -> Script:
        """Follow a file to its end."""
        title = self.file(document, folder)
        return Script(
            document.name, title, tuple(self.steps), tuple(self.faults), self.neighbours
        )

    def file(self, document: Document, folder: Path) -> Text:
        """Note the changes of a file; its title comes back."""
        root = document.root
        if not isinstance(root, dict):
            message = Text(
                "须有 title_zh、title_en 与 changes", "must hold title_zh, title_en and changes"
            )
            self.faults.append(document.fault((), message))
            return Text()
        title, base = self.head(document, root)
        if base:
            self.base(document, folder, base)
        changes = root.get("changes")
        for i, node in enumerate(changes if isinstance(changes, list) else ()):
            self.change(document, i, node)
        if len(self.steps) > MAX_STEPS:
            message = Text(f"改动超过 {MAX_STEPS} 项", f"has more than {MAX_STEPS} changes")
            raise InputError([document.fault(("changes",), message)])
        return title

    def head(self, document: Document, root: dict[str, Node]) -> tuple[Text, str]:
        """Title and base."""
        from scheduler.loading.forms import fill
        from scheduler.scenarios.forms import TitledForm

        try:
            form = fill(document, TitledForm)
        except InputError as error:
            self.faults.extend(error.faults)
            return Text(), ""
        if not form.title_zh and not form.title_en:
            message = Text("须有 title_zh 或 title_en", "must have title_zh or title_en")
            self.faults.append(document.fault((), message))
        return Text(_line(form.title_zh), _line(form.title_en)), form.base

    def base(self, document: Document, folder: Path, name: str) -> None:
        """Read the file that this one stands on."""
        home = self.elsewhere or self.workspace
        where = home and inside(home, folder, name)
        if not where or not self.workspace:
            message = ELSEWHERE if self.elsewhere else OUTSIDE
            self.faults.append(document.fault(("base",), message, name))
            return
        full, short = real(where), _name(self.workspace, where)
        if refused := self.circle(full, short):
            self.faults.append(document.fault(("base",), refused, name))
            return
        self.chain.append((full, short))
        try:
            data = read_bytes(where, short, MAX_YAML_BYTES)
        except InputError as error:
            self.faults.extend(document.fault(("base",), f.message, name) for f in error.faults)
            return
        try:
            self.file(read_yaml(decode(data, short, Ledger()), short), where.parent)
        except InputError as error:
            self.faults.extend(error.faults)

    def circle(self, full: Path, short: str) -> Text | None:
        """Why a base cannot be followed."""
        known = [path for path, _ in self.chain]
        if full in known:
            names = [name for _, name in self.chain[known.index(full) :]]
            way = " → ".join([*names, short])
            return Text(f"base 绕成一圈：{way}", f"leads in a circle: {way}")
        if len(self.chain) >= MAX_BASES:
            return Text(f"base 超过 {MAX_BASES} 层", f"is one of more than {MAX_BASES} bases")
        return None

    def change(self, document: Document, i: int, node: Node) -> None:
        """Note one change."""
        from scheduler.loading.forms import fill
        from scheduler.scenarios.forms import ChangeForm

        piece = part(document, ("changes", i), node)
        try:
            form = fill(piece, ChangeForm)
        except InputError as error:
            self.faults.extend(error.faults)
            return
        assert isinstance(node, dict)
        step = Step(form, node[form.kind], piece.origins[()].at(form.kind))
        found = list(_unbounded(step))
        if form.kind == "neighbour":
            found += self.calendar(step)
        self.faults.extend(found)
        if not found:
            self.steps.append(step)

    def calendar(self, step: Step) -> Iterator[Fault]:
        """Read a calendar that a change adds."""
        name = step.form.body
        if name in self.neighbours:
            return
        if self.workspace is None or inside(self.workspace, self.workspace, name) is None:
            yield step.origin.fault(OUTSIDE, name)
            return
        try:
            self.neighbours[name] = read_neighbour(self.workspace, name)
        except InputError as error:
            for fault in error.faults:
                yield step.origin.fault(fault.message, name)


def _unbounded(step: Step) -> Iterator[Fault]:
    """A bound that nobody wrote; closing something for ever has to be meant."""
    for key in ("from", "to") if step.form.kind in ("close", "forbid", "reopen") else ():
        if key not in step.node:
            message = Text("缺少此键；不设期限请写 null", "is missing; write null for no bound")
            yield step.origin.at(key).fault(message)
