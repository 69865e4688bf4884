"""The files of a workspace, read but not yet judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.text import Text
from scheduler.errors import InputError
from scheduler.loading.busy_files import BusyFile, read_busy
from scheduler.loading.event_rows import REQUIRED
from scheduler.loading.faults import Ledger, fault
from scheduler.loading.neighbours import NeighbourFile, read_neighbour
from scheduler.loading.reader import decode, present, read_bytes
from scheduler.loading.tables import Table, read_table
from scheduler.loading.yaml_reader import MAX_YAML_BYTES, Document, Node, read_yaml

VENUES, POLICY = "venues.yaml", "policy.yaml"
EVENTS_CSV, EVENTS_XLSX = "events.csv", "events.xlsx"


@dataclass(frozen=True)
class Sources:
    """What the files hold; ``None`` where one could not be read.

    A scenario replaces parts of it (`venues.root`, `policy.root`, `events.rows`, `neighbours`)
    and has them judged like the files themselves.
    """

    events_file: str
    venues: Document | None
    policy: Document | None
    events: Table | None
    neighbours: tuple[NeighbourFile, ...] = ()
    input_hash: str = ""
    busy: tuple[BusyFile, ...] = ()


def read_sources(workspace: Path, ledger: Ledger) -> Sources:
    """Read all files of a workspace; what cannot be read is noted.

    Raises
    ------
    InputError
        When there is no such folder.
    """
    _check_folder(workspace)
    events_file = _events_file(workspace, ledger)
    raw: dict[str, bytes] = {}
    for name, limit in ((VENUES, MAX_YAML_BYTES), (events_file, None), (POLICY, MAX_YAML_BYTES)):
        with ledger.collecting():
            path = workspace / name
            raw[name] = read_bytes(path, name, limit) if limit else read_bytes(path, name)
    venues = _yaml(raw, VENUES, ledger)
    policy = _yaml(raw, POLICY, ledger)
    events = None
    if events_file in raw:
        with ledger.collecting():
            events = read_table(raw[events_file], events_file, ledger, REQUIRED)
    neighbours = _neighbours(workspace, policy, ledger)
    busy = read_busy(workspace, ledger)
    hashed = [*raw.items(), *((n.name, n.data) for n in neighbours)]
    # When a calendar was read changes no plan, so that busy.yaml itself does not count.
    hashed += [(f"{b.kept.file}@{b.kept.place}", b.data) for b in busy]
    return Sources(events_file, venues, policy, events, neighbours, input_hash(hashed), busy)


def input_hash(files: Iterable[tuple[str, bytes]]) -> str:
    """SHA-256 over name, length and bytes of each file, in the order given."""
    digest = hashlib.sha256()
    for name, data in files:
        label = name.encode("utf-8", "surrogatepass")
        digest.update(label + b"\0" + str(len(data)).encode() + b"\0" + data)
    return digest.hexdigest()


def _check_folder(workspace: Path) -> None:
    try:
        found = workspace.is_dir()
    except (OSError, ValueError):
        found = False
    if not found:
        message = Text("不是文件夹，请指定工作区", "is no folder; name a workspace")
        raise InputError([fault(".", message, value=workspace)])


def _events_file(workspace: Path, ledger: Ledger) -> str:
    has_csv, has_xlsx = (present(workspace / n) for n in (EVENTS_CSV, EVENTS_XLSX))
    if has_csv and has_xlsx:
        ledger.warn(
            EVENTS_XLSX,
            Text(
                "已有 events.csv，此文件不予采用，请删去其一",
                "is ignored, since events.csv is there too; delete one",
            ),
        )
    return EVENTS_XLSX if has_xlsx and not has_csv else EVENTS_CSV


def _yaml(raw: dict[str, bytes], name: str, ledger: Ledger) -> Document | None:
    if name in raw:
        with ledger.collecting():
            return read_yaml(decode(raw[name], name, ledger), name)
    return None


def _neighbours(
    workspace: Path, policy: Document | None, ledger: Ledger
) -> tuple[NeighbourFile, ...]:
    """Read the listed files, even when the rest of the policy turns out to be faulty."""
    found: list[NeighbourFile] = []
    for i, name in enumerate(_listed(policy)):
        if policy and name in _listed(policy)[:i]:
            message = Text("列出两次，请删去其一", "is listed twice; delete one")
            ledger.faults.append(policy.fault(("neighbours", "files", i), message, name))
            continue
        with ledger.collecting():
            found.append(read_neighbour(workspace, name))
    return tuple(found)


def _listed(policy: Document | None) -> list[str]:
    node: Node = policy.root if policy else None
    for key in ("neighbours", "files"):
        node = node.get(key) if isinstance(node, dict) else None
    return [n for n in node if isinstance(n, str)] if isinstance(node, list) else []
