"""Calendars of a release that calendar services may refuse."""

from __future__ import annotations

import pytest

from scheduler.domain.entry import CONFIRMED, TENTATIVE
from scheduler.domain.release import Release
from scheduler.domain.span import Span
from scheduler.domain.text import LANGS, Text
from scheduler.outputs.ical import oversized_in
from scheduler.outputs.ical.released import render_all
from scheduler.outputs.ical.sizes import too_large
from tests.releases.histories import DAY0, Office, entry

PATHS = {"city.ics", "kinds/exhibition.ics", "industries/marine.ics", "venues/expo.ics"}
DAYS = Span(DAY0 + 9, DAY0 + 11)


def shows(definite: int, holds: int, letters: int) -> Release:
    """So many shows without halls, with names of so many letters."""
    about = {"name": Text("海" * letters, "o" * letters), "organizers": (), "halls": ()}
    kinds = [CONFIRMED] * definite + [TENTATIVE] * holds
    listed = [entry(f"e{n}", span=DAYS, status=s, **about) for n, s in enumerate(kinds)]
    return Office().publish(*listed)


def warned(release: Release, today: int = DAY0) -> dict[str, str]:
    return {fault.file: fault.message.en for fault in oversized_in(release, today)}


def test_many_entries() -> None:
    assert set(warned(shows(801, 0, 1))) == PATHS
    assert set(warned(shows(400, 401, 1))) == {f"private/{path}" for path in PATHS}
    assert warned(shows(800, 0, 1)) == {}


def test_what_is_not_seen_today_does_not_count() -> None:
    release = shows(801, 0, 1)
    assert warned(release, DAYS.end + 29)
    assert warned(release, DAYS.end + 30) == {}


@pytest.mark.parametrize(("definite", "holds"), [(120, 0), (60, 60), (100, 0), (20, 0)])
def test_few_entries_with_long_names_are_measured_as_they_are_rendered(
    definite: int, holds: int
) -> None:
    release = shows(definite, holds, 2000)
    found = set(warned(release))
    for public, start in ((True, ""), (False, "private/")):
        large = {
            made.path
            for lang in LANGS
            for made in render_all(release, lang, DAY0, public=public)
            if too_large(made.path, made.data)
        }
        told = {name for name in found if name.startswith("private/") is not public}
        assert told == {start + path for path in large if public or path not in found}
    assert bool(found) is (definite + holds == 120)
