"""The folder is replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.domain.text import LANGS
from scheduler.errors import UsageError
from scheduler.outputs.ical import calendars, folder, oversized, write_feeds
from tests.outputs.factory import city, crowd, roster

PROBLEM = city()
ROSTER = roster(PROBLEM)


def contents(root: Path) -> dict[str, bytes]:
    """All files below, by path."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_files_are_the_calendars(tmp_path: Path) -> None:
    out = tmp_path / "new" / "feeds"
    written = write_feeds(PROBLEM, ROSTER, out)
    expected = {
        f"{lang}/{path}": data for lang in LANGS for path, data in calendars(PROBLEM, ROSTER, lang)
    }
    assert contents(out) == expected
    assert [p.relative_to(out).as_posix() for p in written] == list(expected)
    assert [p.name for p in out.parent.iterdir()] == ["feeds"]


def test_an_old_folder_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "feeds"
    (out / "zh" / "venues").mkdir(parents=True)
    (out / "zh" / "venues" / "gone.ics").write_text("old")
    (out / "stray.ics").write_text("old")
    write_feeds(PROBLEM, ROSTER, out)
    first = contents(out)
    assert not any("gone" in path or "stray" in path for path in first)
    write_feeds(PROBLEM, ROSTER, out)
    assert contents(out) == first
    assert [p.name for p in tmp_path.iterdir()] == ["feeds"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_failure_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    out = tmp_path / "feeds"
    write_feeds(PROBLEM, ROSTER, out)
    before = contents(out)

    def failing(*args: object) -> Iterator[tuple[str, bytes]]:
        yield "city.ics", b"half"
        if args[-1] == lang:
            raise OSError("disk full")

    monkeypatch.setattr(folder, "calendars", failing)
    with pytest.raises(OSError, match="disk full"):
        write_feeds(PROBLEM, ROSTER, out)
    assert contents(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["feeds"]


def test_a_failed_exchange_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "feeds"
    write_feeds(PROBLEM, ROSTER, out)
    before = contents(out)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError("in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(PermissionError, match="in use"):
        write_feeds(PROBLEM, ROSTER, out)
    assert contents(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["feeds"]


@pytest.mark.parametrize("name", ["events.csv", "docs/page.html"])
def test_a_folder_of_other_things_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "home" / name
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(UsageError, match="Choose another folder"):
        write_feeds(PROBLEM, ROSTER, tmp_path / "home")
    assert contents(tmp_path) == {f"home/{name}": b"mine"}


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("mine")
    with pytest.raises(UsageError):
        write_feeds(PROBLEM, ROSTER, tmp_path / "feeds")
    assert (tmp_path / "feeds").read_text() == "mine"


def test_small_feeds_bring_no_warning(tmp_path: Path) -> None:
    write_feeds(PROBLEM, ROSTER, tmp_path / "feeds")
    assert oversized(tmp_path / "feeds") == []


def test_a_feed_of_more_than_800_entries_is_warned_of(tmp_path: Path) -> None:
    write_feeds(*crowd(267), tmp_path / "feeds")  # 801 phases
    files = [fault.file for fault in oversized(tmp_path / "feeds")]
    assert files == [
        f"{lang}/{path}.ics"
        for lang in ("en", "zh")
        for path in ("halls/expo--h1", "halls/expo--h2", "venues/expo")
    ]


@pytest.mark.parametrize(("size", "warned"), [(700_000, 0), (700_001, 1)])
def test_a_feed_of_more_than_700_kb_is_warned_of(tmp_path: Path, size: int, warned: int) -> None:
    (tmp_path / "city.ics").write_bytes(b"x" * size)
    faults = oversized(tmp_path)
    assert len(faults) == warned
    assert all("700 kB" in f.message.zh and "700 kB" in f.message.en for f in faults)
