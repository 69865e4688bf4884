"""Calendars of neighbouring cities."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from workspaces import POLICY, calendar, faults, loaded, only, workspace

from scheduler.domain.problem import NeighbourEvent
from scheduler.domain.span import Span, day_of

LISTED = POLICY + "neighbours: {files: [near/a.ics], days: 7}\n"


def read(folder: Path, *events: str, head: str = "") -> tuple[NeighbourEvent, ...]:
    files = {"near/a.ics": calendar(*events, head=head)}
    return loaded(folder, policy=LISTED, **files).problem.neighbours


def days(found: tuple[NeighbourEvent, ...]) -> list[tuple[str, str]]:
    from scheduler.domain.span import iso

    return [(iso(e.span.start), iso(e.span.last)) for e in found]


def test_all_day_event(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """\
UID:tea@x
SUMMARY:Tea Fair
DTSTART;VALUE=DATE:20210501
DTEND;VALUE=DATE:20210504
CATEGORIES:Tea,FOOD
CATEGORIES:Fairs
""",
    )
    span = Span.inclusive(day_of("2021-05-01"), day_of("2021-05-03"))
    themes = frozenset({"tea", "food", "fairs"})
    assert found == (NeighbourEvent("tea@x", "Tea Fair", span, themes, "near/a.ics"),)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("DTSTART;VALUE=DATE:20210501", ("2021-05-01", "2021-05-01")),
        ("DTSTART;VALUE=DATE:20210501\nDTEND;VALUE=DATE:20210501", ("2021-05-01", "2021-05-01")),
        ("DTSTART;VALUE=DATE:20210501\nDURATION:P3D", ("2021-05-01", "2021-05-03")),
        ("DTSTART:20210501T090000", ("2021-05-01", "2021-05-01")),
        ("DTSTART:20210501T090000\nDTEND:20210503T000000", ("2021-05-01", "2021-05-02")),
        ("DTSTART:20210501T090000\nDTEND:20210503T000001", ("2021-05-01", "2021-05-03")),
        ("DTSTART:20210430T160000Z\nDTEND:20210501T160000Z", ("2021-05-01", "2021-05-01")),
        ("DTSTART:20210430T155900Z\nDTEND:20210501T160000Z", ("2021-04-30", "2021-05-01")),
        ("DTSTART;TZID=America/New_York:20210430T130000\nDTEND;TZID=America/New_York:"
         "20210430T140000", ("2021-05-01", "2021-05-01")),
    ],
)  # fmt: skip
def test_days_occupied(tmp_path: Path, times: str, expected: tuple[str, str]) -> None:
    assert days(read(tmp_path, f"UID:a\n{times}")) == [expected]


def test_recurrences_near_the_horizon_only(tmp_path: Path) -> None:
    yearly = "UID:a\nDTSTART;VALUE=DATE:20100501\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20220501"
    assert days(read(tmp_path, yearly)) == [
        ("2020-05-01", "2020-05-01"),
        ("2021-05-01", "2021-05-01"),
    ]


def test_cancelled_occurrences(tmp_path: Path) -> None:
    weekly = "UID:a\nDTSTART;VALUE=DATE:20210501\nRRULE:FREQ=WEEKLY;COUNT=3"
    gone = "UID:a\nDTSTART;VALUE=DATE:20210508\nRECURRENCE-ID;VALUE=DATE:20210508\nSTATUS:Cancelled"
    assert days(read(tmp_path, weekly, gone)) == [
        ("2021-05-01", "2021-05-01"),
        ("2021-05-15", "2021-05-15"),
    ]


def test_same_uid_and_start_once_across_files(tmp_path: Path) -> None:
    utc, local = "UID:a\nDTSTART:20210501T010000Z", "UID:a\nDTSTART:20210501T090000"
    other = "UID:a\nDTSTART:20210502T090000"
    policy = POLICY + "neighbours: {files: [a.ics, b.ics]}\n"
    files = {"a.ics": calendar(utc), "b.ics": calendar(local, other)}
    found = loaded(tmp_path, policy=policy, **files).problem.neighbours
    assert [e.file for e in found] == ["a.ics", "b.ics"]


def test_events_far_away_are_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, "UID:a\nDTSTART;VALUE=DATE:20190501") == ()


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("UID:a\nSUMMARY:x", "lacks a readable DTSTART; correct it"),
        ("UID:a\nDTSTART:soon", "lacks a readable DTSTART; correct it"),
        ("UID:a\nDTSTART;VALUE=DATE:20210501\nDTEND;VALUE=DATE:20210430",
         "ends before it starts; correct DTEND"),
        ("UID:a\nDTSTART:20210501T090000\nRRULE:FREQ=SECONDLY",
         "repeats by SECONDLY; use DAILY to YEARLY, INTERVAL from 1"),
        ("UID:a\nDTSTART:20210501T090000\nRRULE:FREQ=DAILY;INTERVAL=0",
         "repeats by DAILY; use DAILY to YEARLY, INTERVAL from 1"),
        ("UID:a\nDTSTART:20210501T090000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
         "repeats on a date that never comes; correct it"),
        ("UID:a\nDTSTART:20210501T090000\nRRULE:FREQ=NEVER", "lacks a readable RRULE; correct it"),
    ],
)  # fmt: skip
def test_bad_events(tmp_path: Path, event: str, message: str) -> None:
    files = {"near/a.ics": calendar(event)}
    fault = only(faults(workspace(tmp_path, policy=LISTED, **files)))
    assert (fault.file, fault.column, fault.value) == ("near/a.ics", "VEVENT", "a")
    assert fault.message.en == message


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:20210501T000000\nRRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24)))
        + ";BYMINUTE=" + ",".join(map(str, range(60))),
        "DTSTART:20210501T000000\nRRULE:FREQ=DAILY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
        "DTSTART:20200101T000000\nRRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))),
        "DTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY;BYHOUR=1,2",
    ],
)  # fmt: skip
def test_endless_recurrences(tmp_path: Path, event: str) -> None:
    files = {"near/a.ics": calendar(f"UID:a\n{event}")}
    began = time.process_time()
    fault = only(faults(workspace(tmp_path, policy=LISTED, **files)))
    assert "shorten its rules" in fault.message.en
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n", b"BEGIN:VCALENDAR", b"\xff\xfe\0"],
)
def test_no_calendar(tmp_path: Path, data: bytes) -> None:
    fault = only(faults(workspace(tmp_path, policy=LISTED, **{"near/a.ics": data})))
    assert fault.file == "near/a.ics"


def test_link_out_of_the_workspace(tmp_path: Path) -> None:
    outside = tmp_path / "outside.ics"
    outside.write_text(calendar())
    folder = workspace(tmp_path / "city", policy=LISTED, **{"near/b.ics": ""})
    (folder / "near/a.ics").symlink_to(outside)
    fault = only(faults(folder))
    assert (fault.file, fault.value) == ("policy.yaml", "near/a.ics")


def test_broken_calendar_is_told_beside_other_faults(tmp_path: Path) -> None:
    policy = LISTED.replace("first: 2021-04-01", "first: soon")
    found = faults(workspace(tmp_path, policy=policy, **{"near/a.ics": "hello"}))
    assert [f.file for f in found] == ["policy.yaml", "near/a.ics"]
