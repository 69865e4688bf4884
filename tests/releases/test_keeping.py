"""Feeds that a city has no more stay until what they must tell is past."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.domain.feedpaths import organizer_path, organizers_of
from scheduler.domain.release import Directory, Release
from scheduler.domain.text import LANGS
from scheduler.outputs.ical.released import feed_paths, render_all, render_feed
from scheduler.releases.lifecycle import differs
from tests.releases.histories import DAY0, DIRECTORY, ROOMS, SITES, Office, entry

LESS = replace(
    DIRECTORY, industries={"food": DIRECTORY.industries["food"]}, organizers=("乙",),
    venues=((SITES[1], ROOMS),),
)  # fmt: skip
(SLUG,) = organizers_of(("甲",))
FEEDS = (
    "venues/expo.ics", "halls/expo--h1.ics", "industries/marine.ics", organizer_path(SLUG),
)  # fmt: skip
"""Those that the smaller city lacks."""


@pytest.mark.parametrize("lang", LANGS)
def test_whatever_is_struck_off_is_still_told(lang: str) -> None:
    office = Office()
    office.publish(entry())
    gone = office.publish(directory=LESS)
    assert set(feed_paths(_release(LESS))).isdisjoint(FEEDS)
    for path in FEEDS:
        for public in (True, False):
            feed = render_feed(gone, path, lang, DAY0, public=public)
            assert feed, path
            assert b"STATUS:CANCELLED" in feed.data, path
    assert list(render_all(gone, lang, DAY0, public=False))


def _release(directory: Directory) -> Release:
    return Office().publish(directory=directory)


def test_it_goes_once_it_is_past_and_nothing_is_touched_meanwhile() -> None:
    office = Office()
    office.publish(entry())
    gone = office.publish(directory=LESS)
    again = office.publish(directory=LESS)
    assert not differs(gone, again)
    assert all(a is b for a, b in zip(gone.left, again.left, strict=True))
    office.wait(30)
    late = office.publish(directory=LESS)
    assert late.directory == LESS
    assert feed_paths(late) == feed_paths(_release(LESS))


def test_a_hall_that_is_pulled_down() -> None:
    office = Office()
    office.publish(entry(), entry("boats", halls=ROOMS))
    halls = tuple((site, ROOMS[1:]) for site in SITES)
    moved = office.publish(
        entry(halls=ROOMS[1:2]), entry("boats", halls=ROOMS[1:]),
        directory=replace(DIRECTORY, venues=halls),
    )  # fmt: skip
    assert moved.directory.venues[0][1] == (*ROOMS[1:], ROOMS[0])
    assert moved.directory.venues[1] == halls[1]
    feed = render_feed(moved, "halls/expo--h1.ics", "en", DAY0, public=True)
    assert feed
    assert feed.data.count(b"STATUS:CANCELLED") == 2
