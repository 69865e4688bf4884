"""Hostile names of a release are the same text to every reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar

from scheduler.domain.entry import TENTATIVE, Site
from scheduler.domain.span import Span
from scheduler.domain.text import LANGS, Text
from scheduler.outputs.ical.released import feed_paths, render_feed
from scheduler.outputs.ical.text import one_line
from tests.outputs.clients import khal, need
from tests.outputs.rfc5545 import parse
from tests.outputs.test_ical_readers import READERS, Read, by_letter
from tests.releases.histories import DAY0, ROOMS, Office, entry

NAMES = {
    "lines": "第一行\n第二行\r\n第三行",
    "marks": 'a;b,c:d"e^f\\\\g=h',
    "backslash": "C:\\dir\\",
    "emoji": "😀👩‍👩‍👧‍👦🇨🇳é",
    "long": "茶" * 500,
    "inject": "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\r\nATTENDEE:mailto:a@b.c",
    "rtl": "معرض \u202eabc\u202c \u200fשלום\u200e",
    "breaks": "a\x0bb\x0cc\x85d\u2028e\u2029f",
    "controls": "nul\x00 bell\x07 esc\x1b[31m",
    "lone": "half \ud83d",
    "mark": "\ufeffbom",
    "blank": " \t\u3000 ",
}
HOSTILE = [
    entry(
        uid, name=Text(name, name), organizers=(name,), halls=ROOMS[i % 3 :],
        site=Site("expo", Text(name, ""), Text("", name)), span=Span(DAY0 + i, DAY0 + i + 2),
        status=TENTATIVE if i % 4 == 3 else "CONFIRMED",
    )
    for i, (uid, name) in enumerate(NAMES.items())
]  # fmt: skip


def feed(path: str, lang: str = "zh") -> bytes:
    """A private feed of a release of which every fourth entry is cancelled."""
    office = Office()
    office.publish(*HOSTILE)
    release = office.publish(*(e for i, e in enumerate(HOSTILE) if i % 4))
    made = render_feed(release, path, lang, DAY0, public=False)
    assert made
    return made.data


def test_nothing_gets_out_of_its_line() -> None:
    found = {e.raw("UID").split("-")[0]: e for e in parse(feed("venues/expo.ics")).children}
    assert set(found) == set(NAMES)
    marks = {"CONFIRMED": "", "TENTATIVE": "【暂定】", "CANCELLED": "【取消】"}
    for uid, name in NAMES.items():
        event = found[uid]
        title = one_line(name) or uid
        assert event.text("SUMMARY") == f"{marks[event.raw('STATUS')]}{title} · 展期"
        assert not event.has("ATTENDEE")
    assert {e.raw("STATUS") for e in found.values()} == set(marks)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_library_reads_the_same(reader: Callable[[bytes], list[Read]], lang: str) -> None:
    for path in ("city.ics", "venues/expo.ics", "halls/expo--h1.ics", "archive/2021/city.ics"):
        data = feed(path, lang)
        assert sorted(reader(data)) == sorted(by_letter(data))


def test_vdirsyncer_reads_the_same() -> None:
    need("vdirsyncer")
    from vdirsyncer.vobject import Item, split_collection

    data = feed("venues/expo.ics")
    items = [Item(text) for text in split_collection(data.decode())]
    ours = {e.raw("UID"): e for e in parse(data).children}
    assert {item.uid for item in items} == set(ours)
    assert len({item.hash for item in items}) == len(items)
    for item in items:
        assert item.parsed is not None
        (event,) = Calendar.from_ical(item.raw).events
        assert str(event["SUMMARY"]) == ours[str(item.uid)].text("SUMMARY")


def test_khal_reads_the_same(tmp_path: Path) -> None:
    items = tmp_path / "items"
    items.mkdir()
    data = feed("venues/expo.ics")
    head, *events = data.split(b"BEGIN:VEVENT\r\n")
    for i, event in enumerate(events):
        body = event.removesuffix(b"END:VCALENDAR\r\n")
        whole = head + b"BEGIN:VEVENT\r\n" + body + b"END:VCALENDAR\r\n"
        (items / f"{i}.ics").write_bytes(whole)
    said = khal(tmp_path, items, "2021-04-01", "2021-04-30")
    expected = {
        " ".join(f"{e.raw('STATUS')} {e.text('SUMMARY')}".split()) for e in parse(data).children
    }
    assert {line.split(" ", 2)[2] for line in said} == expected


def test_free_busy_calendars_have_hostile_titles_in_one_line() -> None:
    office = Office()
    release = office.publish(*HOSTILE)
    for path in feed_paths(release):
        for lang in LANGS:
            made = render_feed(release, path, lang, DAY0, public=False)
            assert made
            assert "\n" not in parse(made.data).text("NAME")
            assert Calendar.from_ical(made.data)
