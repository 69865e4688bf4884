"""``feeds`` of a release: folders, what is told, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.store import open_store
from tests.cli.tiny import PLAN, answer, city, run
from tests.releases.histories import Office, entry
from tests.store.test_store import RECORD


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A workspace with two releases."""
    office = Office()
    with open_store(city(tmp_path, **{"plan.csv": PLAN}) / "scheduler.db") as store:
        for drafts in ([entry()], []):
            release = office.publish(*drafts)
            store.add(release, RECORD, office.known)
    return tmp_path


def event(town: Path, folder: str = "feeds") -> str:
    return (town / "out" / folder / "en" / "city.ics").read_text("utf-8")


TODAY = ("--today", "2021-04-02")


def test_the_last_release_and_an_older_one(town: Path) -> None:
    said = answer("-w", town, "feeds", *TODAY)
    assert (said["ok"], said["release"], said["kept"], said["removed"]) == (True, 2, 0, 0)
    assert said["files"] == [str(town / "out" / "feeds")]
    assert said["oversized"] == []
    assert "STATUS:CANCELLED" in event(town)
    again = answer("-w", town, "feeds", *TODAY)
    assert (again["changed"], again["kept"]) == (0, said["changed"])
    older = answer("-w", town, "feeds", "--release", 1, *TODAY)
    assert older["release"] == 1
    assert "STATUS:CONFIRMED" in event(town)
    assert not (town / "out" / "feeds-private").exists()


def test_private_feeds_have_a_folder_of_their_own(town: Path) -> None:
    said = answer("-w", town, "feeds", "--private", "--twins", *TODAY)
    assert said["files"] == [str(town / "out" / name) for name in ("feeds", "feeds-private")]
    assert "do not pass on" in event(town, "feeds-private").replace("\n ", "")
    assert (town / "out" / "feeds-private" / "zh" / "city.json").exists()
    told = run("-w", town, "feeds", *TODAY, lang="zh").stdout
    assert told.startswith("第 2 版的日历：改写 0 个，未变 ")


def test_drafts_have_no_release_options(town: Path) -> None:
    for extra in (
        ("--release", 1), ("--private",), ("--twins",), TODAY, ("--phases", "all"),
        ("--cancelled", 0), ("--from", "2021-04-01"), ("--to", "2021-04-01"),
    ):  # fmt: skip
        told = run("-w", town, "feeds", town / "plan.csv", *extra)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "drafts" in told.stderr


def test_nothing_was_published(tmp_path: Path) -> None:
    told = run("-w", city(tmp_path), "feeds")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Nothing was published yet" in told.stderr
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "scheduler.db").exists()


def test_a_release_that_is_not_there(town: Path) -> None:
    assert run("-w", town, "feeds", "--release", 9).exit_code == 2


@pytest.mark.parametrize(
    ("wish", "entries"),
    [((), 1), (("--cancelled", 0), 0), (("--from", "2021-04-23"), 1), (("--from", "2021-04-24"), 0),
     (("--to", "2021-04-21"), 1), (("--to", "2021-04-20"), 0), (("--phases", "in,out"), 0)],
)  # fmt: skip
def test_files_hold_what_is_asked_for(town: Path, wish: tuple[object, ...], entries: int) -> None:
    """The tea show, from the 21st to the 23rd of April, is cancelled."""
    answer("-w", town, "feeds", *TODAY, *wish)
    assert event(town).count("BEGIN:VEVENT") == entries


def test_wishes_that_cannot_be_met(town: Path) -> None:
    for wish, zh, en in (
        (("--phases", "build"), "phases 只能取", "phases must be some of in, show, out"),
        (("--cancelled", "maybe"), "cancelled 须为 0 或 1", "cancelled must be 0 or 1"),
        (("--from", "soon"), "from 须写作", "from must be a date"),
        (("--from", "2021-05-02", "--to", "2021-05-01"), "from 不能晚于 to", "not be later than"),
    ):
        for lang, words in (("zh", zh), ("en", en)):
            told = run("-w", town, "feeds", *TODAY, *wish, lang=lang)
            assert (told.exit_code, told.stdout, words in told.stderr) == (2, "", True)
    assert not (town / "out").exists()
