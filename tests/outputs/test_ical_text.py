"""Names as hostile as they come: exact octets, and nothing gets out of its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.text import Text
from scheduler.outputs.ical.feeds import calendars
from scheduler.outputs.ical.text import many_lines, one_line
from tests.outputs.factory import EXPO, FORUM, PLACEMENTS, TEA, city, roster
from tests.outputs.rfc5545 import Component, parse

NASTY = st.text(
    st.one_of(
        st.sampled_from(
            "\r\n\t;,\\:\"'nN ^·\x00\x0b\x0c\x1c\x7f\x85\u2028\u2029\ufeff\ud800\udc00"
        ),
        st.sampled_from("茶展馆😀👩‍👧é"),
        st.characters(exclude_categories=()),
    ),
    max_size=200,
)
CASES = [
    ("two\nlines", "two lines"),
    ("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:y", "x END:VEVENT BEGIN:VEVENT UID:y"),
    ("a;b,c\\d\\n", "a;b,c\\d\\n"),
    ('q"uo^te: = ', 'q"uo^te: ='),
    ("😀👩‍👩‍👧", "😀👩‍👩‍👧"),
    ("bell\x07\x00\x1b\x7f\x9bs", "bells"),
    ("tab\tbed", "tab bed"),
    ("a\x85b\u2028c\u2029d\x0be\x0cf\rg", "a b c d e f g"),
    ("\ufeffmark", "mark"),
    ("lone \ud83d half", "lone \ufffd half"),
    ("\ud83d\ude00", "😀"),
    ("茶" * 500, "茶" * 500),
    ("全角\u3000空格  two", "全角\u3000空格  two"),
    ("\n\r\n", ""),
]


def hostile(text: str, lang: str = "zh") -> dict[str, bytes]:
    """Feeds of a city in which everything is named `text`."""
    name = Text(text, text)
    hall = replace(EXPO.halls[0], name=name)
    venue = replace(EXPO, name=name, halls=(hall, *EXPO.halls[1:]), address=name)
    event = replace(TEA, name=name, organizers=(text, "乙"))
    problem = city(event, venues=(venue, FORUM))
    problem = replace(problem, city=replace(problem.city, name=name))
    return dict(calendars(problem, roster(problem, PLACEMENTS[0]), lang))


def entry(feeds: dict[str, bytes]) -> Component:
    """The one entry of the city feed."""
    (found,) = parse(feeds["city.ics"]).children
    return found


@pytest.mark.parametrize(("text", "clean"), CASES)
def test_one_line(text: str, clean: str) -> None:
    assert one_line(text) == clean
    found = entry(hostile(text))
    assert found.text("SUMMARY") == f"{clean or 'tea'} · 展期"


@pytest.mark.parametrize(("text", "clean"), CASES)
def test_calendar_names(text: str, clean: str) -> None:
    feeds = hostile(text, "en")
    assert parse(feeds["venues/expo.ics"]).text("X-WR-CALNAME") == (clean or "expo")
    assert parse(feeds["city.ics"]).text("NAME") == f"{clean or 'bayport'} · Convention calendar"


def test_a_description_keeps_its_lines() -> None:
    found = entry(hostile("甲\r\n公司"))
    assert found.raw("DESCRIPTION").startswith(r"主办:甲\n公司、乙\n展厅:")
    assert found.text("LOCATION") == "甲 公司 甲 公司、2号馆, 甲 公司"


@settings(deadline=None)
@given(NASTY)
def test_every_file_is_exact_to_the_octet(text: str) -> None:
    for data in hostile(text).values():
        assert not data.startswith(b"\xef\xbb\xbf")
        assert parse(data).children


@settings(deadline=None)
@given(NASTY)
def test_what_is_written_is_what_is_read(text: str) -> None:
    found = entry(hostile(text))
    assert found.text("SUMMARY") == f"{one_line(text) or 'tea'} · 展期"
    assert found.text("DESCRIPTION").split("\n展厅")[0] == "主办:" + "、".join(
        filter(None, (many_lines(text), "乙"))
    )


@given(NASTY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert many_lines(many_lines(text)) == many_lines(text)
    assert one_line(many_lines(text)) == one_line(text)


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert one_line(text) == text


@pytest.mark.parametrize("length", range(1, 76))
def test_folds_at_any_place(length: int) -> None:
    for tail in ("茶", "😀", " x", "\\", ";,", "\n"):
        name = "x" * length + tail * 60
        assert entry(hostile(name)).text("SUMMARY") == f"{one_line(name)} · 展期"
