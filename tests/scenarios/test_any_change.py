"""Whatever a change holds: a city or an InputError, nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from scheduler.loading.sources import Sources
from scheduler.scenarios.apply import changed
from scheduler.scenarios.read import read_city, script_in, script_of
from scheduler.scenarios.script import Script
from tests.scenarios.any_change import ANY_LIST, BROKEN, EVENT, SOUND, several
from tests.scenarios.scripts import city


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return read_city(city(tmp_path_factory.mktemp("city")))[0]


def from_file(listed: list[Any]) -> Script:
    data = json.dumps({"title_en": "x", "changes": listed}).encode()
    return script_in(Path(), Path(), "a.yaml", data)


def by_code(listed: list[Any]) -> Script:
    """As the board and the sweep make one: without YAML's limits."""
    return script_of({"title_en": "x", "changes": listed}, "a.yaml")


def sound(sources: Sources, listed: list[Any]) -> list[bool]:
    """Whether changes make a city, as a file and by code; what is told must be printable."""
    found = []
    for read in (from_file, by_code):
        try:
            found.append(changed(sources, read(listed)).file == "a.yaml")
        except InputError as error:
            assert error.faults
            assert all(f.line(lang).encode() for f in error.faults for lang in ("zh", "en"))
            found.append(False)
    return found


def test_sound_changes_are_taken(sources: Sources) -> None:
    changes = [*({"open": body} for body in SOUND["open"]), {"add_event": EVENT}]
    assert sound(sources, changes) == [True, True]


@pytest.mark.parametrize("listed", BROKEN)
def test_what_ended_the_program_is_a_fault(sources: Sources, listed: list[Any]) -> None:
    assert sound(sources, listed) == [False, False]


@pytest.mark.parametrize("kind", sorted(SOUND))
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_change_of_each_kind(sources: Sources, kind: str, data: st.DataObject) -> None:
    sound(sources, data.draw(several(kind)))


@settings(max_examples=100, deadline=None)
@given(ANY_LIST)
def test_anything_as_changes(sources: Sources, listed: list[Any]) -> None:
    sound(sources, listed)
