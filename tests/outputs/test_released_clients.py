"""khal and Radicale read the feeds of releases; over HTTP they are followed in tests/web."""

from __future__ import annotations

import urllib.request
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from scheduler.domain.release import Release
from scheduler.domain.span import Span
from scheduler.outputs.ical.released import render_feed
from tests.caldav.radicale import radicale
from tests.outputs.clients import khal, need
from tests.outputs.rfc5545 import parse
from tests.releases.histories import DAY0, ROOMS, Office, entry


def data(release: Release, path: str = "venues/expo.ics") -> bytes:
    made = render_feed(release, path, "zh", DAY0, public=True)
    assert made
    return made.data


def span(first: int, days: int) -> Span:
    return Span(DAY0 + first, DAY0 + first + days)


def test_khal_lists_the_right_days(tmp_path: Path) -> None:
    office = Office()
    office.publish(entry("tea"), entry("boats", span=span(22, 1)), entry("wine"))
    release = office.publish(entry("tea"), entry("boats", span=span(22, 1)))
    items = tmp_path / "items"
    items.mkdir()
    for event in Calendar.from_ical(data(release)).events:
        (items / f"{event['UID']}.ics").write_bytes(
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n%bEND:VCALENDAR\r\n"
            % event.to_ical()
        )
    tea = "2021-04-21 2021-04-23 CONFIRMED tea · 展期"
    boats = "2021-04-23 2021-04-23 CONFIRMED boats · 展期"
    gone = "2021-04-21 2021-04-23 CANCELLED 【取消】wine · 展期"
    assert sorted(khal(tmp_path, items, "2021-04-01", "2021-05-20")) == sorted((tea, boats, gone))
    assert sorted(khal(tmp_path, items, "2021-04-21", "2021-04-21")) == sorted((tea, gone))
    assert khal(tmp_path, items, "2021-04-20", "2021-04-20") == []
    assert khal(tmp_path, items, "2021-04-24", "2021-04-24") == []


@pytest.mark.parametrize(
    "path", ["city.ics", "venues/expo.ics", "halls/expo--h1.ics", "busy/expo.ics"]
)
def test_radicale_takes_a_feed_as_a_calendar(tmp_path: Path, path: str) -> None:
    need("radicale")
    office = Office()
    office.publish(entry("tea"), entry("boats", span=span(30, 2)))
    release = office.publish(entry("tea", halls=ROOMS[1:2]))
    feed = data(release, path)
    key = b64encode(b"city:s3cret").decode()
    with radicale(tmp_path) as server:
        target = f"{server.url}feed/"
        for method, body in (("PUT", feed), ("GET", None)):
            request = urllib.request.Request(target, body, method=method)
            request.add_header("Authorization", f"Basic {key}")
            request.add_header("Content-Type", "text/calendar; charset=utf-8")
            with urllib.request.urlopen(request, timeout=30) as reply:
                back = reply.read()
    ours = {e.raw("UID"): e for e in parse(feed).children}
    theirs = {str(e["UID"]): e for e in Calendar.from_ical(back).events}
    assert ours
    assert set(theirs) == set(ours)
    for uid, event in theirs.items():
        assert str(event["SUMMARY"]) == ours[uid].text("SUMMARY")
        assert event.start == ours[uid].days[0]
        assert event.end == ours[uid].days[-1] + timedelta(1)
        assert event["STATUS"] == ours[uid].raw("STATUS")
