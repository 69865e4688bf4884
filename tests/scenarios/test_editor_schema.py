"""The JSON Schema for editors: as shipped, as derived, and as strict as the forms."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scheduler.loading.event_rows import READERS
from scheduler.scenarios.editor_schema import MEANING, editor_schema
from scheduler.scenarios.forms import ChangeForm
from scheduler.scenarios.read import script_of
from tests.scenarios.json_schema import fits

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "docs" / "scenario.schema.json"
FILES = sorted(p for p in ROOT.rglob("scenarios/*.yaml") if "tests" not in p.parts)
"""Shipped: this repository's, and the one that a new workspace begins with."""

SCHEMA = editor_schema()

SOUND = [
    "close: {venue: expo, hall: h1, from: 2021-05-01, to: null, reason_zh: 修}",
    "close: {venue: expo, from: 2021/5/1, to: 2021年5月7日}",
    "open: {venue: expo, hall: {id: h9, gross_m2: 700, features: [ground-floor]}}",
    "open: {venue: {id: dome, name_en: Dome, district: bay, address: Bay 1, halls: [{id: a}]}}",
    "open: {venue: {id: pearl, open: {from: 2021-05-01, to: null}}}",
    "resize: {venue: expo, hall: h1, gross_m2: 100}",
    "resize: {venue: expo, hall: room, seats: 100}",
    "add_event: {id: t, name_zh: 茶, kind: exhibition, industries: [a, b], show_days: 3}",
    "add_event: {id: t, name_en: 2021, kind: festival, industries: a, show_days: 3, theme: null}",
    "drop_event: tea",
    "change_event: {id: tea, set: {gross_m2: 50000, preferred_start: 2021-05-01, is_new: true}}",
    "change_event: {id: tea, set: {co_located_with: null, venues: [a, b], organizer: a;b}}",
    "book: {id: tea, booked_start: 2021-05-01}",
    "book: {id: tea, booked_halls: [expo/h1, expo/h2]}",
    "unbook: tea",
    "forbid: {kinds: [festival], min_daily_visitors: 1000, from: 2021-08-02, to: 2021-08-31}",
    "policy: {limits.openings_per_day: 2, coverage: {events: 1, required: false}}",
    "policy: {date_protection.themes.tea: 90, 'closed_days[0].to': 2021-05-01, comfort: null}",
    "policy: {weights.preferred-date: 3, holidays.add: [2021-05-01], industries.tea.name_en: T}",
    "neighbour: neighbours/a.ics",
    "reopen: {venue: expo, hall: h1, from: 2021-05-01, to: null}",
    "change_venue: {id: expo, set: {turnaround_days: 1, open: {from: 2021-05-01, to: null}}}",
]
BROKEN = [
    "clos: {venue: expo, from: null, to: null}",
    "close: {venue: expo, from: 2021-05-01}",
    "close: {hall: h1, from: null, to: null}",
    "close: {venue: Expo, from: null, to: null}",
    "close: {venue: expo, from: May, to: null}",
    "close: {venue: expo, hal: h1, from: null, to: null}",
    "close: null",
    "open: {venue: expo}",
    "open: {venue: {id: dome}, hall: {id: h1}}",
    "resize: {venue: expo, hall: h1}",
    "resize: {venue: expo, hall: h1, gross_m2: 0}",
    "add_event: {id: t, name_zh: 茶, kind: exhibition, industries: a}",
    "add_event: {id: t, kind: exhibition, industries: a, show_days: 3}",
    "add_event: {id: t, name_zh: 茶, kind: exhibition, industries: a, show_days: 3, tag: x}",
    "drop_event: [a, b]",
    "drop_event: {id: a}",
    "change_event: {id: tea}",
    "change_event: {id: tea, set: {show_dys: 3}}",
    "change_event: {id: tea, set: {theme: {a: b}}}",
    "book: {id: tea}",
    "unbook: null",
    "forbid: {kinds: [party], from: null, to: null}",
    "forbid: {from: null, to: null, min_daily_visitors: -1}",
    "reopen: {venue: expo, from: 2021-05-01}",
    "change_venue: {id: expo}",
    "change_venue: {id: expo, set: {name_en: Expo}}",
    "{unbook: a, drop_event: a}",
    "{}",
    "tea",
]
"""Wrong whatever the workspace holds."""

EDITORS_ALONE = [
    "change_event: {id: tea, set: {kind: party}}",
    "add_event: {id: t, name_zh: 茶, kind: party, industries: a, show_days: 0}",
    "policy: {limits.openings_per_dya: 2}",
    "policy: {weights.change.date: -1}",
    "open: {venue: expo, hall: {id: h9, gross: 700}}",
]
"""Refused by the workspace's own checks, once it is there."""


def read(text: str) -> Any:
    """YAML as editors read it: a date is text."""
    return plain(YAML(typ="safe", pure=True).load(text))


def plain(value: Any) -> Any:
    """The same with dates as text."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def scenario(change: str) -> Any:
    """A file of one change."""
    return {"title_en": "x", "changes": [read(change)]}


def test_what_is_shipped_is_what_the_forms_say() -> None:
    assert json.loads(SHIPPED.read_text(encoding="utf-8")) == SCHEMA


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_shipped_scenarios(path: Path) -> None:
    assert fits(read(path.read_text(encoding="utf-8")), SCHEMA)


@pytest.mark.parametrize("change", SOUND)
def test_what_the_forms_take(change: str) -> None:
    found = script_of(scenario(change), "x", ROOT)
    assert found.faults == () or change.startswith("neighbour")
    assert fits(scenario(change), SCHEMA)


@pytest.mark.parametrize("change", BROKEN + EDITORS_ALONE)
def test_what_is_wrong(change: str) -> None:
    assert not fits(scenario(change), SCHEMA)


@pytest.mark.parametrize("head", [{}, {"title": "x"}, {"title_en": "x", "chnges": []}])
def test_wrong_heads(head: dict[str, Any]) -> None:
    assert not fits(head, SCHEMA)


def test_every_kind_and_column_is_known() -> None:
    kinds = SCHEMA["properties"]["changes"]["items"]["properties"]
    assert list(kinds) == list(ChangeForm.model_fields)
    assert set(kinds["add_event"]["properties"]) == set(READERS)
    assert all(text.zh and text.en for text in MEANING.values())
