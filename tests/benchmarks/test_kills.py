"""A few kills of the real ``publish``, and that what a kill could leave behind would be seen."""

import sys

import pytest

from benchmarks import kills
from tests.caldav.radicale import installed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


@pytest.mark.parametrize("caldav", [False, True], ids=["pages", "pages and a CalDAV server"])
def test_killed_at_seeded_moments(tmp_path, caldav):
    if caldav and not installed():
        pytest.skip("no Radicale on this machine")
    faults, left = kills.run(tmp_path, 6, 11, caldav=caldav)
    assert faults == []
    assert left["killed"] > 0


@pytest.fixture
def town(tmp_path):
    made = kills.Town(tmp_path / "town")
    for n in range(2):
        made.plans.append(kills.plan(n))
        made.answer(*made.publish())
    return made


def test_an_undisturbed_run_is_whole_and_complete(town):
    assert list(kills.whole(town, 1)) == list(kills.whole(town, 2)) == list(kills.completed(town, 2)) == []


def test_what_would_be_seen(town):
    assert any("releases became" in text for text in kills.whole(town, 0))
    assert any("releases became" in text for text in kills.whole(town, 3))
    assert any("in place of 3" in text for text in kills.completed(town, 2 + 1))
    page = next(town.pages.glob("zh/venues/*.html"))
    page.write_bytes(page.read_bytes()[:-20])
    assert list(kills.whole(town, 2)) == [f"{page.relative_to(town.pages)} is cut off"]
    town.plans[1] = kills.plan(3)
    assert "release 2 is not its plan" in list(kills.whole(town, 2))


def test_an_item_that_is_cut_off_or_doubled_would_be_seen(town):
    folder = town.folder.parent / "radicale/collection-root/city/expo-en"
    folder.mkdir(parents=True)
    town.url = "http://localhost/"
    for name in "ab":
        (folder / f"{name}.ics").write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    assert list(kills.items(town)) == ["expo-en: x stands 2 times"]
    (folder / "b.ics").write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUI")
    assert list(kills.items(town)) == ["expo-en/b.ics is no whole item"]
