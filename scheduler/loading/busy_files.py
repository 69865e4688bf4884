"""The venues' own calendars as they are kept in a workspace: `busy/busy.yaml` and their files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading import cells
from scheduler.loading.faults import BadValue, Ledger, fault
from scheduler.loading.reader import decode, present, read_bytes
from scheduler.loading.yaml_reader import MAX_YAML_BYTES, Document, Node, read_yaml

FOLDER = "busy"
LIST = f"{FOLDER}/busy.yaml"
MAX_BYTES = 4 * 2**20
STALE_DAYS = 7
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_NEEDED = ("name", "venue", "source", "fetched", "hash")


@dataclass(frozen=True)
class Kept:
    """A calendar as busy.yaml lists it.

    Parameters
    ----------
    hall
        Blank when it closes all halls of the venue.
    source
        Its address, or its file: absolute, or inside the workspace.
    fetched
        When it was read, ``2026-05-01T12:00:00Z``.
    hash
        SHA-256 of what was read.
    skip_bad
        ``yes`` when entries that cannot be read are passed over; blank when they are refused.
    """

    name: str
    venue: str
    hall: str
    source: str
    fetched: str
    hash: str
    skip_bad: str = ""

    @property
    def file(self) -> str:
        """Its copy inside the workspace."""
        return f"{FOLDER}/{self.name}.ics"

    @property
    def place(self) -> str:
        """``venue`` or ``venue/hall``."""
        return f"{self.venue}/{self.hall}" if self.hall else self.venue

    def age_days(self, now: datetime) -> int:
        """Whole days since it was read."""
        return (now - datetime.strptime(self.fetched, _MOMENT).replace(tzinfo=UTC)).days


@dataclass(frozen=True)
class BusyFile:
    """A listed calendar and its content."""

    kept: Kept
    data: bytes


def moment(now: datetime) -> str:
    """A moment as busy.yaml has it."""
    return now.astimezone(UTC).strftime(_MOMENT)


def digest(data: bytes) -> str:
    """SHA-256 of a calendar's bytes."""
    return hashlib.sha256(data).hexdigest()


def listed(workspace: Path, ledger: Ledger) -> tuple[Kept, ...]:
    """The calendars of busy.yaml; entries that cannot be read are noted, no list is none."""
    if not present(workspace / LIST):
        return ()
    with ledger.collecting():
        text = decode(read_bytes(workspace / LIST, LIST, MAX_YAML_BYTES), LIST, ledger)
        return tuple(_entries(read_yaml(text, LIST), ledger))
    return ()


def read_busy(workspace: Path, ledger: Ledger) -> tuple[BusyFile, ...]:
    """All listed calendars with their content; what cannot be read is noted."""
    found = []
    for kept in listed(workspace, ledger):
        with ledger.collecting():
            data = read_bytes(workspace / kept.file, kept.file, MAX_BYTES)
            found.append(BusyFile(kept, data))
    return tuple(found)


def doubts(file: BusyFile, now: datetime) -> Iterator[Fault]:
    """Whether a calendar is stale, or is not as it was read."""
    kept, days = file.kept, file.kept.age_days(now)
    if days >= STALE_DAYS:
        message = Text(
            f"是 {days} 天前读取的，请运行 scheduler busy refresh {kept.name}",
            f"was read {days} days ago; run scheduler busy refresh {kept.name}",
        )
        yield fault(kept.file, message, column="fetched", value=kept.fetched)
    if digest(file.data) != kept.hash:
        message = Text(
            f"与读取时不同，似经手工改动；如非有意，请运行 scheduler busy refresh {kept.name}",
            "is not as it was read, so somebody changed it; if that is not meant, run scheduler "
            f"busy refresh {kept.name}",
        )
        yield fault(kept.file, message)


def list_text(calendars: Iterable[Kept]) -> str:
    """The text of busy.yaml."""
    lines = ["# Written by scheduler busy; the calendars themselves lie beside it.", "calendars:"]
    for kept in calendars:
        # JSON strings are YAML strings whatever they hold.
        pairs = [f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in asdict(kept).items() if v]
        lines.append("\n".join(f"  {'-' if i == 0 else ' '} {p}" for i, p in enumerate(pairs)))
    return "\n".join(lines if len(lines) > 2 else [lines[0], "calendars: []"]) + "\n"


def _entries(document: Document, ledger: Ledger) -> list[Kept]:
    root = document.root
    nodes = root.get("calendars") if isinstance(root, dict) else None
    if not isinstance(root, dict) or not isinstance(nodes, list | None):
        message = Text("须有列表 calendars", "must hold a list: calendars")
        raise InputError([document.fault((), message)])
    found: list[Kept] = []
    for i, node in enumerate(nodes or ()):
        with ledger.collecting():
            kept = _kept(document, i, node)
            if kept.name in {k.name for k in found}:
                message = Text("重复，请改名或删去其一", "is there twice; delete one")
                raise InputError([document.fault(("calendars", i, "name"), message, kept.name)])
            found.append(kept)
    return found


def _kept(document: Document, i: int, node: Node) -> Kept:
    given = node if isinstance(node, dict) else {}
    values = {k: v for k, v in given.items() if isinstance(v, str)}
    for key in _NEEDED:
        if key not in values:
            message = Text("缺失，请补上", "is missing; add it")
            raise InputError([document.fault(("calendars", i, key), message)])
    try:
        key = "name"
        cells.slug(values[key])
        key = "fetched"
        _read_moment(values[key])
    except BadValue as bad:
        wrong = document.fault(("calendars", i, key), bad.message, values[key])
        raise InputError([wrong]) from None
    more = {k: values.get(k, "") for k in ("hall", "skip_bad")}
    return Kept(**more, **{k: values[k] for k in _NEEDED})


def _read_moment(value: str) -> None:
    try:
        datetime.strptime(value, _MOMENT)
    except ValueError:
        expected = Text(
            "须形如 2026-05-01T12:00:00Z", "must be a moment like 2026-05-01T12:00:00Z"
        )
        raise BadValue(expected) from None
