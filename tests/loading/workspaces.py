"""Tiny workspaces for the tests of the loading."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from scheduler.errors import Fault, InputError
from scheduler.loading import Loaded, load

VENUES = """\
city: {id: bayport, name_zh: 湾港, name_en: Bayport, timezone: Asia/Shanghai, country: CN}
venues:
  - id: expo
    name_zh: 会展中心
    name_en: Expo Centre
    district: bay
    address: 环岛路1号
    latitude: 36.1
    longitude: 120.4
    turnaround_days: 1
    moving_halls_per_day: 4
    open: {from: 2019-05-15, to: null}
    halls:
      - {id: h1, name_zh: 1号馆, name_en: Hall 1, gross_m2: 5000, features: [ground-floor]}
      - {id: h2, gross_m2: 4000}
      - {id: room, seats: 800}
      - {id: ground, gross_m2: 20000, outdoor: true}
    runs: [[h1, h2]]
  - id: forum
    name_en: Forum
    district: old-town
    halls:
      - {id: plenary, seats: 3000, closures: [{from: 2021-08-01, to: null, reason_en: works}]}
"""

POLICY = """\
horizon: {first: 2021-04-01, last: 2021-12-31}
industries:
  marine: {name_zh: 海洋, name_en: Marine}
  health: {name_zh: 康养}
"""

COLUMNS = ("id", "name_zh", "kind", "industries", "show_days")
ROW = {
    "id": "boat-show",
    "name_zh": "船展",
    "kind": "exhibition",
    "industries": "marine",
    "show_days": "3",
}


def row(**cells: object) -> dict[str, str]:
    """A sound event row, but for `cells`."""
    return ROW | {k: str(v) for k, v in cells.items()}


def table(*rows: dict[str, str]) -> str:
    """Rows as CSV; the header holds every column that any row has."""
    out = io.StringIO()
    columns = list(dict.fromkeys([*COLUMNS, *(c for r in rows for c in r)]))
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def calendar(*events: str, head: str = "") -> str:
    """An iCalendar file of events, each given as its lines."""
    body = "".join(f"BEGIN:VEVENT\r\n{e.strip()}\r\nEND:VEVENT\r\n" for e in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{head}{body}END:VCALENDAR\r\n"


def workspace(
    folder: Path,
    *rows: dict[str, str],
    venues: str | bytes = VENUES,
    policy: str | bytes = POLICY,
    events: str | bytes | None = None,
    **files: str | bytes,
) -> Path:
    """Write a workspace; without `rows` or `events`, one sound event."""
    if events is None:
        events = table(*(rows or (row(),)))
    contents = {"venues.yaml": venues, "policy.yaml": policy, "events.csv": events, **files}
    for name, content in contents.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def loaded(folder: Path, *rows: dict[str, str], **files: str | bytes) -> Loaded:
    """Load a workspace that must be sound."""
    return load(workspace(folder, *rows, **files))


def faults(folder: Path) -> tuple[Fault, ...]:
    """The faults of a workspace that must have some."""
    with pytest.raises(InputError) as caught:
        load(folder)
    for fault in caught.value.faults:
        assert fault.message.zh
        assert fault.message.en
    return caught.value.faults


def told(found: tuple[Fault, ...]) -> list[tuple[str, int | None, str | None, str | None]]:
    """Where each fault stands, and its value."""
    return [(f.file, f.row, f.column, f.value) for f in found]


def only(found: tuple[Fault, ...]) -> Fault:
    """The single fault."""
    assert len(found) == 1, [f.line("en") for f in found]
    return found[0]
