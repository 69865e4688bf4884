"""The consequences named are those that the rendered feeds show: neither more nor less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.entry import Entry
from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Day, Span
from scheduler.domain.text import LANGS, Text
from scheduler.outputs.ical.released import render_all
from scheduler.releases.diff import consequences
from tests.releases.histories import DAY0, DIRECTORY, Office, plans

VEVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
UID = re.compile(rb"\r\nUID:(.*?)\r\n(?! )", re.DOTALL)

Named = tuple[str, bool, str]
"""Path, whether public, and UID."""


def rendered(release: Release | None, today: Day) -> dict[Named, tuple[bytes, ...]]:
    """Every VEVENT of every feed, in both languages."""
    found: dict[Named, tuple[bytes, ...]] = {}
    for public in (True, False) if release else ():
        for lang in LANGS:
            assert release
            for feed in render_all(release, lang, today, public=public):
                for vevent in VEVENT.findall(feed.data):
                    key = feed.path, public, uid_of(vevent)
                    found[key] = (*found.get(key, ()), vevent)
    return found


def uid_of(vevent: bytes) -> str:
    match = UID.search(vevent)
    assert match
    return match[1].replace(b"\r\n ", b"").decode()


def differing(before: Release | None, after: Release, today: Day) -> set[Named]:
    old, new = rendered(before, today), rendered(after, today)
    return {key for key in {*old, *new} if old.get(key) != new.get(key)}


def named(before: Release | None, after: Release, today: Day) -> Iterator[tuple[Named, str]]:
    for feed in consequences(before, after, today).feeds:
        for change in feed.changes:
            yield (feed.path, feed.public, change.entry.uid), change.kind


directories = st.builds(
    lambda food, venues, url, last: replace(
        DIRECTORY,
        industries={"marine": Text("海洋", ""), **({"food": Text(food, "Food")} if food else {})},
        venues=tuple(
            (replace(v, name=Text(food, v.id)), halls) for v, halls in DIRECTORY.venues[:venues]
        ),
        url=url,
        horizon=Span(DAY0, DAY0 + last),
    ),
    st.sampled_from(("食品", "餐饮", "")),
    st.sampled_from((2, 2, 2, 1)),
    st.sampled_from(("https://events.invalid", "https://other.invalid")),
    st.sampled_from((60, 20)),
)


def possible(drafts: list[Entry], directory: Directory) -> list[Entry]:
    """Entries of what the city lists; loading lets no others through."""
    sites = {site.id for site, _ in directory.venues}
    return [
        e
        for e in drafts
        if e.site.id in sites and set(e.subject.industries) <= directory.industries.keys()
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(plans(), st.integers(0, 12), directories), min_size=1, max_size=4),
    st.sampled_from((0, 0, 0, 5, 30, 70)),
)
def test_named_if_and_only_if_it_differs(
    history: list[tuple[list[Entry], int, Directory]], later: int
) -> None:
    office = Office()
    before: Release | None = None
    for drafts, days, directory in history:
        office.wait(days)
        after = office.publish(*possible(drafts, directory), directory=directory)
        today = DAY0 + sum(d for _, d, _ in history) + later
        listed = list(named(before, after, today))
        assert len({key for key, _ in listed}) == len(listed)
        assert {key for key, _ in listed} == differing(before, after, today)
        before = after
