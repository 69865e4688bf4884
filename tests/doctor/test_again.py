"""Two copies with exactly one mistake between them are told exactly that."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.doctor import AGAIN, Finding, compare
from tests.doctor.feeds import SOUND, feed

BOATS = SOUND[SOUND.index("BEGIN:VEVENT") : SOUND.index("BEGIN:VEVENT\nUID:tea")]
LATER = BOATS.replace("LAST-MODIFIED:2021", "LAST-MODIFIED:2022")
LAST_DAY = date(2021, 5, 3)

CASES = {
    "sequence-kept": LATER.replace("20210504", "20210505"),
    "sequence-lower": BOATS,
    "modified-back": BOATS.replace("LAST-MODIFIED:2021", "LAST-MODIFIED:2020"),
    "modified-kept": BOATS.replace("SUMMARY:船展 Boats", "SUMMARY:船展"),
    "dtstamp-moved": BOATS.replace("DTSTAMP:2021", "DTSTAMP:2022"),
    "uid-changed": BOATS.replace("boats-show", "boats-2-show"),
    "uid-lost": "",
}


def told(earlier: bytes, later: bytes, today: date = LAST_DAY) -> tuple[Finding, ...]:
    return compare("b.ics", later, "a.ics", earlier, today)


def ids(earlier: bytes, later: bytes, today: date = LAST_DAY) -> list[str]:
    return [f.check.id for f in told(earlier, later, today)]


def test_every_check_has_its_case() -> None:
    assert list(CASES) == [one.id for one in AGAIN]


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_is_told_alone(name: str) -> None:
    earlier = BOATS.replace("SEQUENCE:0", "SEQUENCE:1") if name == "sequence-lower" else BOATS
    assert ids(feed(BOATS, earlier), feed(BOATS, CASES[name])) == [name]


def test_a_proper_move_and_an_unchanged_feed_are_clean() -> None:
    moved = LATER.replace("20210504", "20210505").replace("SEQUENCE:0", "SEQUENCE:1")
    assert ids(feed(), feed(BOATS, moved)) == []
    assert ids(feed(), feed()) == []


@pytest.mark.parametrize(("today", "lost"), [(3, ["uid-lost"]), (4, [])])
def test_past_events_may_go(today: int, lost: list[str]) -> None:
    assert ids(feed(), feed(BOATS, ""), date(2021, 5, today)) == lost


def test_both_copies_are_told() -> None:
    (found,) = told(feed(), feed(BOATS, CASES["uid-changed"]))
    assert [(h.line, h.value) for h in found.hits] == [
        (19, "boats-show@bayport.example → boats-2-show@bayport.example")
    ]
