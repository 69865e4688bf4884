"""How the independent checker reads holidays and the calendars of neighbours."""

from datetime import date

import pytest

from tests.benchmarks.checking import cost, event, row


def test_public_holidays_spread_over_weekends(city):
    holidays = city(event("a")).holidays
    # Labour Day 2021: 1 to 5 May; 1 May is a Saturday, so nothing before; 2 May a Sunday within.
    assert {date(2021, 5, n) for n in range(1, 6)} <= holidays
    assert date(2021, 4, 30) not in holidays and date(2021, 5, 6) not in holidays
    # Dragon Boat 2021: Monday 14 June; Sunday 13 touches it, Saturday 12 touches that.
    assert {date(2021, 6, n) for n in (12, 13, 14)} <= holidays and date(2021, 6, 11) not in holidays


def test_holiday_after_the_horizon_spreads_into_it(city):
    # 1 January 2023 is a Sunday: Saturday 31 December 2022 touches it.
    policy = {"horizon": {"first": "2022-11-01", "last": "2022-12-31"}, "holidays": {"remove": ["2023-01-01"]}}
    assert date(2022, 12, 31) in city(event("a"), policy=policy).holidays


def test_added_holidays_do_not_spread_and_removed_ones_are_gone(city):
    policy = {"holidays": {"add": ["2021-05-21"], "remove": ["2021-06-13"]}}
    holidays = city(event("a"), policy=policy).holidays
    assert date(2021, 5, 21) in holidays and date(2021, 5, 22) not in holidays
    assert date(2021, 6, 13) not in holidays and date(2021, 6, 12) in holidays


def calendar(*events):
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n"
    text += "".join(f"BEGIN:VEVENT\nDTSTAMP:20210101T000000Z\n{e}\nEND:VEVENT\n" for e in events)
    return (text + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


@pytest.mark.parametrize(("events", "count"), [
    (["UID:1\nDTSTART;VALUE=DATE:20210515\nDTEND;VALUE=DATE:20210518\nCATEGORIES:Food,TEA"], 1),
    (["UID:1\nDTSTART;VALUE=DATE:20210515\nCATEGORIES:coffee"], 0),
    (["UID:1\nDTSTART;VALUE=DATE:20210515\nCATEGORIES:tea\nSTATUS:CANCELLED"], 0),
    # 10 and 11 May, 3 days around: 7 to 14 May
    (["UID:1\nDTSTART;VALUE=DATE:20210505\nDTEND;VALUE=DATE:20210507\nCATEGORIES:tea"], 0),
    (["UID:1\nDTSTART;VALUE=DATE:20210505\nDTEND;VALUE=DATE:20210508\nCATEGORIES:tea"], 1),
    (["UID:1\nDTSTART;VALUE=DATE:20210514\nCATEGORIES:tea"], 1),
    (["UID:1\nDTSTART:20210506T155900Z\nDTEND:20210506T160000Z\nCATEGORIES:tea"], 0),
    (["UID:1\nDTSTART:20210506T160000Z\nCATEGORIES:tea"], 1),
    (["UID:1\nDTSTART:20210514T155900Z\nCATEGORIES:tea"], 1),
    (["UID:1\nDTSTART:20210514T160000Z\nCATEGORIES:tea"], 0),
    (["UID:1\nDTSTART;VALUE=DATE:20210510\nCATEGORIES:tea"] * 2, 1),
    (["UID:1\nDTSTART;VALUE=DATE:20210510\nCATEGORIES:tea", "UID:1\nDTSTART;VALUE=DATE:20210511\nCATEGORIES:tea"], 2),
    (["UID:1\nDTSTART;VALUE=DATE:20210510\nCATEGORIES:tea", "UID:2\nDTSTART;VALUE=DATE:20210510\nCATEGORIES:tea"], 2),
    (["UID:1\nDTSTART;VALUE=DATE:20210501\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:20210512\nCATEGORIES:tea"], 7),
    (["UID:1\nDTSTART;VALUE=DATE:20210501\nRRULE:FREQ=DAILY\nCATEGORIES:tea",
      "UID:1\nRECURRENCE-ID;VALUE=DATE:20210510\nDTSTART;VALUE=DATE:20210510\nSTATUS:CANCELLED\nCATEGORIES:tea"], 7),
    (["UID:1\nDTSTART;VALUE=DATE:20210501\nRRULE:FREQ=DAILY\nCATEGORIES:tea",
      "UID:1\nRECURRENCE-ID;VALUE=DATE:20210510\nDTSTART;VALUE=DATE:20210601\nCATEGORIES:tea"], 7),
    (["UID:1\nRECURRENCE-ID;VALUE=DATE:20210410\nDTSTART;VALUE=DATE:20210510\nCATEGORIES:tea"], 1),
    (["UID:1\nDTSTART:20210510T090000\nDURATION:PT2H\nCATEGORIES:x\nCATEGORIES:Tea"], 1),
])
def test_neighbours(city, events, count):
    town = city(event("a", theme="tea"), policy={"neighbours": {"files": ["near.ics"], "days": 3}}, neighbours=calendar(*events))
    expected = count if "20210515" not in events[0] else 0
    assert cost(town, row("a", "05-10")) == ({"neighbour": 45 * expected} if expected else {})
    if "20210515" in events[0]:
        assert cost(town, row("a", "05-17")) == ({"neighbour": 45 * count} if count else {})
