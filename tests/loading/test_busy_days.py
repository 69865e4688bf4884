"""The venues' own calendars close their halls."""

from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import calendar, faults, loaded, only, row, workspace

from scheduler.domain.span import iso
from scheduler.domain.venue import Closure
from scheduler.loading import load

KEPT = """\
calendars:
  - name: {name}
    venue: {venue}
    hall: {hall}
    source: https://venue.example/own.ics
    fetched: 2021-03-01T08:00:00Z
    hash: {hash}
"""
FAIR = """
UID:fair@venue.example
SUMMARY:Own\\, fair
DTSTART;VALUE=DATE:20210501
DTEND;VALUE=DATE:20210504
"""


def files(*events: str, name: str = "own", venue: str = "expo", hall: str = "h1") -> dict[str, str]:
    text = KEPT.format(name=name, venue=venue, hall=hall, hash="0" * 64)
    return {"busy/busy.yaml": text, f"busy/{name}.ics": calendar(*events)}


def closures(folder: Path, *events: str) -> tuple[Closure, ...]:
    return loaded(folder, **files(*events)).problem.venue_by_id["expo"].hall_by_id["h1"].closures


def days(found: tuple[Closure, ...]) -> list[tuple[str, str]]:
    return [(iso(c.span.start), iso(c.span.last)) for c in found]


def test_an_entry_closes_its_hall_up_to_its_last_day(tmp_path: Path) -> None:
    (closure,) = closures(tmp_path, FAIR)
    assert days((closure,)) == [("2021-05-01", "2021-05-03")]
    assert (closure.file, closure.uid) == ("busy/own.ics", "fair@venue.example")
    assert closure.reason.en == "venue's calendar busy/own.ics: Own, fair"
    assert closure.reason.zh == "场馆日历 busy/own.ics：Own, fair"


def test_an_entry_without_a_name_is_only_busy(tmp_path: Path) -> None:
    (closure,) = closures(tmp_path, FAIR.replace("SUMMARY:Own\\, fair\n", ""))
    assert closure.reason.en == "busy by the venue's calendar busy/own.ics"


def test_other_halls_stay_open_unless_it_is_the_venues(tmp_path: Path) -> None:
    expo = loaded(tmp_path, **files(FAIR)).problem.venue_by_id["expo"]
    assert [h.id for h in expo.halls if expo.closures_of(h)] == ["h1"]
    whole = loaded(tmp_path, **files(FAIR, hall='""')).problem.venue_by_id["expo"]
    assert all(whole.closures_of(h) for h in whole.halls)


def test_closures_of_the_venues_file_come_first(tmp_path: Path) -> None:
    given = files(FAIR.replace("2021", "2021"), venue="forum", hall="plenary")
    found = loaded(tmp_path, **given).problem.venue_by_id["forum"].hall_by_id["plenary"].closures
    assert [c.file for c in found] == ["", "busy/own.ics"]


def test_the_day_is_the_citys(tmp_path: Path) -> None:
    timed = "UID:a\nDTSTART:20210501T230000Z\nDTEND:20210501T233000Z"
    assert days(closures(tmp_path, timed)) == [("2021-05-02", "2021-05-02")]


def test_midnight_ends_the_day_before(tmp_path: Path) -> None:
    timed = "UID:a\nDTSTART:20210501T080000\nDTEND:20210502T000000"
    assert days(closures(tmp_path, timed)) == [("2021-05-01", "2021-05-01")]


def test_series_are_expanded_over_the_horizon_without_their_exceptions(tmp_path: Path) -> None:
    weekly = """
UID:a
DTSTART;VALUE=DATE:20201207
RRULE:FREQ=MONTHLY;BYMONTHDAY=7
EXDATE;VALUE=DATE:20210607
"""
    moved = "UID:a\nRECURRENCE-ID;VALUE=DATE:20210707\nDTSTART;VALUE=DATE:20210709"
    gone = (
        "UID:a\nRECURRENCE-ID;VALUE=DATE:20210807\nDTSTART;VALUE=DATE:20210807\nSTATUS:CANCELLED"
    )
    found = [first for first, _ in days(closures(tmp_path, weekly, moved, gone))]
    assert found == ["2021-04-07", "2021-05-07", "2021-07-09", "2021-09-07", "2021-10-07",
                     "2021-11-07", "2021-12-07"]  # fmt: skip


def test_a_daily_series_is_one_closure(tmp_path: Path) -> None:
    daily = "UID:a\nSUMMARY:A\nDTSTART:20210501T020000Z\nDURATION:PT2H\nRRULE:FREQ=DAILY;COUNT=4"
    next_to_it = daily.replace("UID:a", "UID:b").replace("0501", "0505").replace("=4", "=1")
    found = days(closures(tmp_path, daily, next_to_it))
    assert found == [("2021-05-01", "2021-05-04"), ("2021-05-05", "2021-05-05")]


def test_nothing_reaches_a_terminal_that_it_would_obey(tmp_path: Path) -> None:
    odd = FAIR.replace("Own", "\x1b[2JOwn").replace("UID:fair", "UID:\x1b]0;fair")
    (closure,) = closures(tmp_path, odd)
    assert "\x1b" not in closure.uid + closure.reason.zh + closure.reason.en


@pytest.mark.parametrize("line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "STATUS:cancelled"])
def test_cancelled_and_free_entries_close_nothing(tmp_path: Path, line: str) -> None:
    assert closures(tmp_path, FAIR + line) == ()


def test_own_entries_close_nothing_and_are_told(tmp_path: Path) -> None:
    own = FAIR.replace("fair@venue.example", "boat-show-show@Bayport.events.invalid")
    other = FAIR.replace("fair@venue.example", "a@notbayport.events.invalid")
    found = loaded(tmp_path, **files(own, other))
    hall = found.problem.venue_by_id["expo"].hall_by_id["h1"]
    assert [c.uid for c in hall.closures] == ["a@notbayport.events.invalid"]
    warning = only(tuple(w for w in found.warnings if "own entries" in w.message.en))
    assert "1 of this city's own entries" in warning.message.en


def test_the_hash_follows_the_content_and_the_place_alone(tmp_path: Path) -> None:
    def hashed(name: str, **given: str) -> str:
        (tmp_path / name).mkdir()
        return loaded(tmp_path / name, **given).problem.input_hash

    first = files(FAIR)
    later = first | {"busy/busy.yaml": first["busy/busy.yaml"].replace("T08", "T09")}
    same = {hashed("a", **first), hashed("b", **later)}
    others = {hashed("c", **files(FAIR, hall="h2")), hashed("d", **files()), hashed("e")}
    assert len(same) == 1
    assert len(same | others) == 4


def test_a_booking_on_such_days_is_warned_of(tmp_path: Path) -> None:
    booked = row(gross_m2=4000, booked_start="2021-05-03", booked_halls="expo/h1")
    found = loaded(tmp_path, booked, **files(FAIR)).warnings
    warning = only(tuple(w for w in found if w.column == "booked_halls"))
    assert (warning.file, warning.row) == ("events.csv", 2)
    assert "2021-05-01 to 2021-05-03; venue's calendar busy/own.ics: Own, fair" in (
        warning.message.en
    )


def test_an_entry_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = FAIR.replace("20210504", "20210430")
    fault = only(faults(workspace(tmp_path, **files(broken))))
    assert (fault.file, fault.column, fault.value) == (
        "busy/own.ics", "VEVENT", "fair@venue.example"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("venue: expo", "venue: expoo", "calendars[0].venue"),
        ("hall: h1", "hall: h9", "calendars[0].hall"),
        ("name: own", "name: ../own", "calendars[0].name"),
        ("fetched: 2021-03-01T08:00:00Z", "fetched: yesterday", "calendars[0].fetched"),
        ("    venue: expo\n", "", "calendars[0].venue"),
    ],
)
def test_a_wrong_list_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, column: str
) -> None:
    given = files(FAIR)
    given["busy/busy.yaml"] = given["busy/busy.yaml"].replace(old, new)
    fault = only(faults(workspace(tmp_path, **given)))
    assert (fault.file, fault.column) == ("busy/busy.yaml", column)


def test_a_missing_calendar_is_a_fault(tmp_path: Path) -> None:
    given = files(FAIR)
    del given["busy/own.ics"]
    assert only(faults(workspace(tmp_path, **given))).file == "busy/own.ics"


def test_times_that_are_no_events_are_warned_of(tmp_path: Path) -> None:
    given = files()
    given["busy/own.ics"] = given["busy/own.ics"].replace(
        "END:VCALENDAR", "BEGIN:VFREEBUSY\r\nUID:f\r\nEND:VFREEBUSY\r\nEND:VCALENDAR"
    )
    found = load(workspace(tmp_path, **given)).warnings
    assert [w.file for w in found if "VFREEBUSY" in w.message.en] == ["busy/own.ics"]
