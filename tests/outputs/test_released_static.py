"""Feeds of a release as files: only what changes is touched."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.feedpaths import organizer_path, organizers_of
from scheduler.domain.release import Release
from scheduler.domain.text import LANGS
from scheduler.errors import UsageError
from scheduler.outputs.ical.asked import FeedOptions
from scheduler.outputs.ical.released import feed_paths, render_feed
from scheduler.outputs.ical.static import write_released
from tests.releases.histories import DAY0, DIRECTORY, ROOMS, Office, entry


def paths(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def state(folder: Path) -> dict[str, tuple[bytes, float]]:
    return {p: ((folder / p).read_bytes(), (folder / p).stat().st_mtime) for p in paths(folder)}


def write(release: Release, folder: Path, today: int = DAY0, **how: bool) -> tuple[int, int, int]:
    found = write_released(release, today, folder, public=how.pop("public", True), **how)
    return len(found.changed), len(found.kept), len(found.removed)


def test_files_are_the_feeds_with_their_time(tmp_path: Path) -> None:
    release = Office().publish(entry())
    expected = {f"{lang}/{path}" for lang in LANGS for path in feed_paths(release, public=True)}
    assert write(release, tmp_path / "a" / "b") == (len(expected), 0, 0)
    assert paths(tmp_path / "a" / "b") == expected
    for name, (data, mtime) in state(tmp_path / "a" / "b").items():
        lang, _, path = name.partition("/")
        made = render_feed(release, path, lang, DAY0, public=True)
        assert made
        assert (data, mtime) == (made.data, made.modified.timestamp())


def test_only_files_that_change_are_written(tmp_path: Path) -> None:
    office = Office()
    write(office.publish(entry(), entry("boats", halls=ROOMS[2:])), tmp_path)
    before = state(tmp_path)
    assert write(office.releases[-1], tmp_path)[::2] == (0, 0)
    assert state(tmp_path) == before
    office.wait(1)
    release = office.publish(entry(halls=ROOMS[1:2]), entry("boats", halls=ROOMS[2:]))
    write(release, tmp_path)
    after = state(tmp_path)
    changed = {name for name in after if after[name] != before[name]}
    assert {name[3:] for name in changed} == {
        "city.ics", "kinds/exhibition.ics", "industries/marine.ics", "archive/2021/city.ics",
        "venues/expo.ics", "halls/expo--h1.ics", "halls/expo--h2.ics",
        "freebusy/expo--h1.ics", "freebusy/expo--h2.ics",
        *map(organizer_path, organizers_of(["甲"])),
    }  # fmt: skip
    assert all(after[name][1] > before[name][1] for name in changed)


def test_a_file_of_a_later_time_goes_on_from_there(tmp_path: Path) -> None:
    release = Office().publish(entry())
    city = tmp_path / "zh" / "city.ics"
    city.parent.mkdir(parents=True)
    city.write_bytes(b"older")
    os.utime(city, (2_000_000_000, 2_000_000_000))
    write(release, tmp_path)
    assert city.stat().st_mtime == 2_000_000_001


def test_feeds_that_are_no_more_and_parts_of_an_interrupted_run_go(tmp_path: Path) -> None:
    office = Office()
    write(office.publish(entry()), tmp_path, public=False)
    stray = tmp_path / "en" / "city.ics.part"
    stray.write_bytes(b"half")
    bare = replace(DIRECTORY, venues=DIRECTORY.venues[:1])
    release = office.publish(entry(), directory=bare)
    assert write(release, tmp_path, public=False)[2] == 2 * 9 + 1
    assert paths(tmp_path) == {f"{lang}/{path}" for lang in LANGS for path in feed_paths(release)}


def test_twins_stand_beside(tmp_path: Path) -> None:
    release = Office().publish(entry())
    write(release, tmp_path, twins=True)
    for form in ("json", "xml"):
        made = render_feed(
            release, "archive/2021/city.ics", "en", DAY0, public=True,
            options=FeedOptions(form=form),
        )  # fmt: skip
        assert made
        assert (tmp_path / "en" / made.path).read_bytes() == made.data
    assert write(release, tmp_path)[2] == 2 * 2 * len(feed_paths(release, public=True))


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("mine")
    with pytest.raises(UsageError):
        write(Office().publish(entry()), tmp_path)
    assert paths(tmp_path) == {"events.csv"}
