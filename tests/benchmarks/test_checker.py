"""The independent checker on tiny hand-made workspaces: allowed, forbidden, boundary, exact cost."""

import csv
import hashlib
import importlib.util
import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "benchmarks" / "checker.py"
spec = importlib.util.spec_from_file_location("independent_checker", SOURCE)
checker = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = checker
spec.loader.exec_module(checker)

VENUE = {"id": "v", "name_en": "V", "district": "d", "runs": [["h1", "h2", "h3"]], "halls": [
    {"id": "h1", "gross_m2": 5000, "features": ["gas"]}, {"id": "h2", "gross_m2": 5000},
    {"id": "h3", "gross_m2": 5000, "seats": 800}, {"id": "room", "seats": 300, "features": ["gas"]},
    {"id": "yard", "gross_m2": 9000, "outdoor": True}]}
OTHER = {"id": "w", "name_en": "W", "district": "e", "halls": [{"id": "h1", "gross_m2": 4000}]}
POLICY = {"horizon": {"first": "2021-04-01", "last": "2021-06-30"},
          "industries": {"sea": {"name_zh": "海洋", "name_en": "Sea"}, "tea": {"name_zh": "茶", "name_en": "Tea"}}}
BLANK = {"kind": "exhibition", "industries": "sea", "show_days": 2}


def event(id, **columns):
    return {"id": id, "name_en": f"Name of {id}", **BLANK, **columns}


def row(id, day, halls="", venue="v"):
    return {"event_id": id, "venue_id": venue, "hall_ids": halls, "show_first": f"2021-{day}"}


@pytest.fixture
def city(tmp_path):
    """A maker of workspaces, as loaded; JSON is YAML, so the files are written as such."""
    def make(*events, policy=None, neighbours=None, **venue):
        head = {"id": "town", "name_en": "Town", "timezone": "Asia/Shanghai", "country": "CN"}
        venues = {"city": head, "venues": [VENUE | venue, OTHER]}
        (tmp_path / "venues.yaml").write_text(json.dumps(venues), "utf-8")
        (tmp_path / "policy.yaml").write_text(json.dumps(POLICY | (policy or {})), "utf-8")
        columns = list(dict.fromkeys(key for e in events for key in e))
        with (tmp_path / "events.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(events)
        if neighbours:
            (tmp_path / "near.ics").write_bytes(neighbours)
        return checker.load(tmp_path)
    return make


def hard(city, *rows, near=None):
    """The hard rules broken, sorted."""
    return sorted(f["rule"] for f in checker.audit(city, rows, near)["findings"] if f["hard"])


def cost(city, *rows, near=None):
    """The points by rule of a plan that breaks no hard rule."""
    result = checker.audit(city, rows, near)
    assert result["ok"]
    assert result["cost"] == sum(result["cost_by_rule"].values())
    return result["cost_by_rule"]


# --- plan, horizon, window, booking, venue


def test_plan_names_real_things_once(city):
    town = city(event("a"))
    assert hard(town, row("a", "05-10")) == []
    assert hard(town, row("a", "05-10"), row("a", "05-11")) == ["plan"]
    assert hard(town, row("a", "05-10"), row("x", "05-10")) == ["plan"]
    assert hard(town, row("a", "05-10", venue="x")) == ["plan"]
    assert hard(town, row("a", "05-10", "h9")) == ["plan"]
    assert hard(town, row("a", "05-10") | {"show_last": "2021-05-11"}) == []
    assert hard(town, row("a", "05-10") | {"show_last": "2021-05-12"}) == ["plan"]
    assert hard(town, row("a", "05-10") | {"tenancy_first": "2021-05-09"}) == ["plan"]


def test_horizon_binds_the_whole_tenancy(city):
    town = city(event("a", move_in_days=2, move_out_days=1))
    assert hard(town, row("a", "04-03")) == []
    assert hard(town, row("a", "04-02")) == ["horizon"]
    assert hard(town, row("a", "06-28")) == []
    assert hard(town, row("a", "06-29")) == ["horizon"]


def test_venue_is_open(city):
    town = city(event("a", move_in_days=1), open={"from": "2021-05-01", "to": None})
    assert hard(town, row("a", "05-02")) == []
    assert hard(town, row("a", "05-01")) == ["horizon"]


def test_window_binds_the_show_only(city):
    town = city(event("a", earliest="2021-05-10", latest="2021-05-12", move_in_days=3, move_out_days=3))
    assert hard(town, row("a", "05-10")) == hard(town, row("a", "05-11")) == []
    assert hard(town, row("a", "05-09")) == hard(town, row("a", "05-12")) == ["window"]


def test_booking(city):
    town = city(event("a", gross_m2=9000, booked_start="2021-05-10", booked_halls="v/h1;v/h2"))
    assert hard(town, row("a", "05-10", "h2;h1")) == []
    assert hard(town, row("a", "05-11", "h1;h2")) == ["booking"]
    assert hard(town, row("a", "05-10", "h2;h3")) == ["booking"]
    assert hard(town) == ["booking"]
    free = city(event("a", gross_m2=4000, booked_halls="v/h1"))
    assert hard(free) == []
    assert hard(free, row("a", "05-10", "h1", "w")) == ["booking"]


def test_allowed_venues(city):
    town = city(event("a", venues="w"))
    assert hard(town, row("a", "05-10", venue="w")) == []
    assert hard(town, row("a", "05-10")) == ["venue"]


def test_co_location_chains_and_is_undirected(city):
    town = city(event("a", co_located_with="b"), event("b"), event("c", co_located_with="b"), event("d"))
    same = [row(e, "05-10") for e in "abc"]
    assert hard(town, *same) == hard(town) == hard(town, row("d", "05-10")) == []
    assert hard(town, *same[:2]) == ["venue"]
    assert hard(town, *same[:2], row("c", "05-11")) == ["venue"]
    assert hard(town, *same[1:], row("a", "05-10", venue="w")) == ["venue"]
    star = city(event("b"), event("a", co_located_with="c"), event("c", co_located_with="d"), event("d", co_located_with="b"))
    assert len(set(star.group.values())) == 1


# --- halls


@pytest.mark.parametrize(("needs", "halls", "fits"), [
    ({}, "", True), ({}, "h1", False), ({"seats": 0, "gross_m2": 0}, "", True),
    ({"seats": 300}, "room", True), ({"seats": 301}, "room", False), ({"seats": 300}, "room;h3", False),
    ({"seats": 800}, "h3", True), ({"seats": 300}, "", False), ({"seats": 1}, "yard", False),
    ({"gross_m2": 5000}, "h1", True), ({"gross_m2": 5001}, "h1", False), ({"gross_m2": 10000}, "h1;h2", True),
    ({"gross_m2": 10000}, "h1;h3", False), ({"gross_m2": 1}, "h3;h2;h1", True), ({"gross_m2": 9000}, "yard", False),
    ({"outdoor_m2": 9000}, "yard", True), ({"outdoor_m2": 9001}, "yard", False), ({"outdoor_m2": 1}, "h1", False),
    ({"gross_m2": 5000, "seats": 800}, "h2;h3", True), ({"gross_m2": 5000, "seats": 800}, "h3", False),
    ({"gross_m2": 5000, "seats": 300}, "h1;h3", True), ({"gross_m2": 5000, "seats": 900}, "h1;h3", False),
    ({"gross_m2": 9000, "seats": 300, "outdoor_m2": 1}, "h1;h2;room;yard", True),
    ({"gross_m2": 9000, "seats": 300, "outdoor_m2": 1}, "h1;h2;h3;room;yard", True),
    ({"gross_m2": 9000, "seats": 300}, "h1;h2;yard", False),
])
def test_capacity(city, needs, halls, fits):
    assert hard(city(event("a", **needs)), row("a", "05-10", halls)) == ([] if fits else ["capacity"])


def test_requires_binds_indoor_halls_and_rooms(city):
    town = city(event("a", gross_m2=4000, outdoor_m2=1, seats=200, requires="gas"))
    assert hard(town, row("a", "05-10", "h1;room;yard")) == []
    assert hard(town, row("a", "05-10", "h2;room;yard")) == ["capacity"]
    assert hard(town, row("a", "05-10", "h1;h3;yard")) == ["capacity"]


@pytest.mark.parametrize(("turnaround", "day", "fits"), [
    (0, "05-12", True), (0, "05-11", False), (2, "05-14", True), (2, "05-13", False), (2, "05-06", True), (2, "05-07", False)])
def test_occupancy(city, turnaround, day, fits):
    town = city(event("a", gross_m2=1), event("b", gross_m2=1), turnaround_days=turnaround)
    assert hard(town, row("a", "05-10", "h1"), row("b", day, "h1")) == ([] if fits else ["occupancy"])
    assert hard(town, row("a", "05-10", "h1"), row("b", day, "h2")) == []
    assert hard(town, row("a", "05-10", "h1"), row("b", day, "h1", "w")) == []


def test_closures_bind_halls_without_turnaround(city):
    halls = [VENUE["halls"][0] | {"closures": [{"from": "2021-05-20", "to": None}]}, *VENUE["halls"][1:]]
    town = city(event("a", gross_m2=1, move_out_days=1), event("b"), halls=halls, turnaround_days=5,
                closures=[{"from": "2021-04-10", "to": "2021-04-11"}])
    assert hard(town, row("a", "05-17", "h1")) == hard(town, row("a", "05-18", "h2")) == []
    assert hard(town, row("a", "05-18", "h1")) == ["closure"]
    assert hard(town, row("a", "04-12", "h2")) == hard(town, row("b", "04-10")) == []
    assert hard(town, row("a", "04-11", "h2")) == ["closure"]


# --- days


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


def test_closed_days_match_when_all_keys_match(city):
    closed = [{"public_holidays": True, "kinds": ["conference"]},
              {"from": "2021-06-07", "to": "2021-06-10", "kinds": ["exhibition"], "min_daily_visitors": 20000}]
    town = city(event("a", kind="conference"), event("b", daily_visitors=20000, move_out_days=2),
                event("c", daily_visitors=19999), policy={"closed_days": closed})
    assert hard(town, row("a", "06-10"), row("b", "06-05"), row("c", "06-07")) == []
    assert hard(town, row("a", "06-11")) == ["closed-days"]
    assert hard(town, row("b", "06-06")) == hard(town, row("b", "06-10")) == ["closed-days"]
    assert hard(town, row("b", "06-08")) == ["closed-days"] * 2


@pytest.mark.parametrize(("days", "second", "fits"), [
    ({"days": 10}, "05-22", True), ({"days": 10}, "05-21", False), ({"days": 10, "themes": {"green": 3}}, "05-15", True),
    ({"days": 10, "themes": {"green": 3}}, "05-14", False), ({"days": 0}, "05-12", True), ({"days": 0}, "05-11", False),
    ({"themes": {"auto": 9}}, "05-10", True), (None, "05-10", True)])
def test_date_protection(city, days, second, fits):
    town = city(event("a", theme="green"), event("b", theme="green"), policy={"date_protection": days})
    assert hard(town, row("a", "05-10"), row("b", second)) == ([] if fits else ["date-protection"])


def test_date_protection_is_between_shows(city):
    town = city(event("a", theme="x", move_out_days=3), event("b", theme="x", move_in_days=3),
                policy={"date_protection": {"days": 8}})
    assert hard(town, row("a", "05-10"), row("b", "05-20")) == []
    assert hard(town, row("a", "05-10"), row("b", "05-19")) == ["date-protection"]


def test_date_protection_spares_a_group_and_the_unthemed(city):
    town = city(event("a", theme="x"), event("b", theme="x", co_located_with="a"), event("c"), event("d"),
                policy={"date_protection": {"days": 60}})
    assert hard(town, *(row(e, "05-10") for e in "abcd")) == []


def test_moving_counts_halls_but_not_show_days(city):
    town = city(event("a", gross_m2=9000, move_in_days=1, seats=200), event("b", outdoor_m2=1, move_out_days=1),
                moving_halls_per_day=3)
    both = row("a", "05-10", "h1;h2;room")
    assert hard(town, both, row("b", "05-08", "yard")) == []
    assert hard(town, both, row("b", "05-07", "yard")) == ["moving"]


def test_openings(city):
    town = city(event("a", leaders_open="true"), event("b", leaders_open="true"), event("c"),
                policy={"limits": {"openings_per_day": 1}})
    assert hard(town, row("a", "05-10"), row("b", "05-11"), row("c", "05-10")) == []
    assert hard(town, row("a", "05-10"), row("b", "05-10", venue="w")) == ["openings"]


def test_large_events_by_district(city):
    town = city(event("a", daily_visitors=5000), event("b", daily_visitors=5000), event("c", daily_visitors=4999),
                policy={"limits": {"large_event_visitors": 5000, "large_events_per_district_day": 1}})
    assert hard(town, row("a", "05-10"), row("b", "05-12"), row("c", "05-10")) == []
    assert hard(town, row("a", "05-10"), row("b", "05-10", venue="w")) == []
    assert hard(town, row("a", "05-10"), row("b", "05-11")) == ["large-events"]


def test_coverage_hard_or_soft(city):
    events = event("a", industries="tea;sea", is_brand="true"), event("b", industries="sea")
    counts = {"brand_events": 1, "events": 2}
    town = city(*events, policy={"coverage": counts | {"required": True}})
    assert hard(town, row("a", "05-10"), row("b", "05-20")) == ["coverage"]     # tea: one event short
    town = city(*events, policy={"coverage": counts})
    assert cost(town, row("a", "05-10"), row("b", "05-20")) == {"coverage": 3000}
    assert cost(town, row("b", "05-20"))["coverage"] == 3000 * (1 + 1 + 1 + 2)
    assert checker.audit(town, [row("b", "05-20")])["cost_by_event"] == {"a": 1500}


    town = city(*events, policy={"coverage": counts | {"required": False}})
    assert cost(town, row("a", "05-10"), row("b", "05-20")) == {"coverage": 3000}


# --- points


def test_points_of_an_event(city):
    town = city(event("a", priority=4, preferred_start="2021-05-13", preferred_venue="w"), event("b", priority=5))
    result = checker.audit(town, [row("a", "05-10")])
    assert result["cost_by_rule"] == {"preferred-date": 24, "preferred-venue": 80, "unplaced": 2500}
    assert result["cost_by_event"] == {"a": 104, "b": 2500}
    assert cost(town, row("a", "05-13", venue="w"), row("b", "05-20")) == {}


def test_weights_replace_the_defaults(city):
    town = city(event("a", preferred_start="2021-05-13"), policy={"weights": {"preferred-date": 7, "unplaced": 1}})
    assert cost(town, row("a", "05-14")) == {"preferred-date": 21}
    assert cost(town) == {"unplaced": 3}


def test_weekend(city):
    town = city(event("a", weekend="include"), event("b", weekend="avoid", priority=1, industries="tea"))
    assert cost(town, row("a", "05-21"), row("b", "05-20")) == {}                # Friday 21 May 2021
    assert cost(town, row("a", "05-20"), row("b", "05-21")) == {"weekend": 30 + 10}
    assert cost(town, row("a", "05-22"), row("b", "05-22")) == {"weekend": 20}
    town = city(event("a", weekend="include", move_out_days=1), event("b", weekend="avoid", move_in_days=1, industries="tea", priority=1))
    assert cost(town, row("a", "05-20"), row("b", "05-24")) == {"weekend": 30}


def test_crowding_and_hotels_count_started_units_each_day(city):
    town = city(event("a", daily_visitors=700, hotel_rooms=60), event("b", daily_visitors=301, hotel_rooms=141, industries="tea"),
                policy={"comfort": {"daily_visitors": 1000, "hotel_rooms": 100}})
    assert cost(town, row("a", "05-10"), row("b", "05-12")) == {"hotels": 2}
    assert cost(town, row("a", "05-10"), row("b", "05-11")) == {"crowding": 1, "hotels": 3}   # 201 rooms: 2; 141: 1
    assert checker.audit(town, [row("a", "05-10"), row("b", "05-11")])["cost_by_event"] == {}


def test_same_industry_is_the_main_one(city):
    town = city(*(event(e, industries="sea") for e in "abc"), event("d", industries="tea;sea"))
    assert cost(town, *(row(e, "05-10") for e in "abcd")) == {"same-industry": 2 * 2 * 2}
    mixed = city(event("a", industries="sea"), event("b", industries="sea;tea"))
    assert cost(mixed, row("a", "05-10"), row("b", "05-10")) == {"same-industry": 4}
    assert cost(town, row("a", "05-10"), row("b", "05-11"), row("c", "05-12"), row("d", "05-10")) == {"same-industry": 4}


@pytest.mark.parametrize(("needs", "halls", "points"), [
    ({"gross_m2": 5000}, "h1", 0), ({"gross_m2": 4999}, "h1", 1), ({"gross_m2": 4000}, "h1", 1),
    ({"gross_m2": 3999}, "h1", 2), ({"gross_m2": 3999}, "h1;h2", 7), ({"seats": 1}, "h3", 0), ({"outdoor_m2": 1}, "yard", 0)])
def test_waste(city, needs, halls, points):
    assert cost(city(event("a", **needs)), row("a", "05-10", halls)).get("waste", 0) == points


def test_waste_takes_the_cheapest_split(city):
    halls = [{"id": "h1", "gross_m2": 5000, "seats": 100}, {"id": "h2", "gross_m2": 3000, "seats": 100}]
    town = city(event("a", gross_m2=3000, seats=100), halls=halls, runs=[])
    assert cost(town, row("a", "05-10", "h1;h2")) == {}


def test_change_counts_an_event_once(city):
    town = city(event("a"))
    assert cost(town, row("a", "05-11"), near=[row("a", "05-10"), row("a", "05-01"), row("x", "05-01")]) == {"change": 93}


def test_change(city):
    town = city(*(event(e, gross_m2=4000, priority=2, industries=i) for e, i in zip("abcd", ("sea", "tea", "tea", "sea"), strict=True)))
    before = [row("a", "04-05", "h1"), row("b", "04-05", "h2"), row("c", "04-10", "h1"), row("d", "04-10", "h2")]
    assert cost(town, *before, near=before) == {"waste": 4}
    after = [row("a", "06-20", "h2"), row("b", "04-05", "h1", "w"), row("c", "04-11", "h1")]
    result = checker.audit(town, after, before)
    assert result["cost_by_rule"]["change"] == 2 * ((30 + 60 + 10) + 40 + (30 + 1) + 500)
    assert result["cost_by_event"]["d"] == 2 * 500 + 2 * 500


# --- neighbours


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


# --- plan.csv, plan.json, the command


@pytest.fixture
def written(city, tmp_path):
    """A small right plan as plan.csv and plan.json, and the result of its audit."""
    events = (event("a", gross_m2=9500, move_in_days=1, move_out_days=2, status="definite", organizer="甲;乙、丙", theme="green"),
              event("b", status="tentative", industries="tea;sea", kind="conference"), event("c", priority=1))
    town = city(*events)
    rows = [row("a", "05-10", "h1;h2"), row("b", "05-12", "")]
    result = checker.audit(town, rows)
    plan = []
    for r, cells in zip(rows, (("2021-05-09", "2021-05-11", "2021-05-13"), ("2021-05-12", "2021-05-13", "2021-05-13")), strict=True):
        plan.append(dict(zip(checker.COLUMNS, (
            r["event_id"], "v", [h for h in r["hall_ids"].split(";") if h], cells[0], r["show_first"], cells[1], cells[2],
            town.events[r["event_id"]].status, result["cost_by_event"].get(r["event_id"], 0)), strict=True)))
    document = {"city": "town", "status": "feasible", "cost": 501, "bound": 400, "gap": 101 / 501, "wall_s": 1.5, "timings": {},
                "seed": 0, "input_hash": "x", "versions": {}, "near": None, "cost_by_rule": {"unplaced": 500, "waste": 1, "hotels": 0},
                "cost_by_event": {"a": 1, "c": 500}, "placements": plan,
                "unplaced": [{"event_id": "c", "priority": 1, "why_zh": "满", "why_en": "full"}],
                "coverage": {"sea": {"brand_events": 0, "events": 2}, "tea": {"brand_events": 0, "events": 1}}}
    (tmp_path / "plan.json").write_text(json.dumps(document), "utf-8")
    with (tmp_path / "plan.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, checker.COLUMNS)
        writer.writeheader()
        writer.writerows(p | {"hall_ids": ";".join(p["hall_ids"])} for p in plan)
    return tmp_path


def texts(result):
    return [f["text_en"] for f in result["findings"] if f["hard"]]


def test_command_says_yes(written, capsys):
    for name in ("plan.csv", "plan.json"):
        assert checker.main([str(written), str(written / name)]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["ok"], answer["cost"], answer["cost_by_event"]) == (True, 501, {"a": 1, "c": 500})


def test_command_says_no_or_does_not_understand(written, capsys):
    (written / "plan.csv").write_text((written / "plan.csv").read_text().replace("definite,1", "definite,2"))
    assert checker.main([str(written), str(written / "plan.csv")]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][-1]["rule"] == "plan-csv"
    assert checker.main([str(written), str(written / "none.csv")]) == 2
    (written / "policy.yaml").write_text("a: [")
    assert checker.main([str(written), str(written / "plan.csv")]) == 2
    with pytest.raises(SystemExit) as usage:
        checker.main([])
    assert usage.value.code == 2


@pytest.mark.parametrize(("old", "new"), [
    ("h1;h2", "h2;h1"), (",tentative,", ",definite,"), (",cost", ",points"), ("2021-05-13,tent", ",tent")])
def test_plan_csv_columns(written, old, new):
    path = written / "plan.csv"
    path.write_text(path.read_text().replace(old, new))
    assert texts(checker.check(written, path))


def test_plan_csv_order(written):
    path = written / "plan.csv"
    head, first, second = path.read_text().splitlines()
    path.write_text(f"{head}\n{second}\n{first}\n")
    assert texts(checker.check(written, path)) == ["the rows are not sorted by show_first, then event_id"]


@pytest.mark.parametrize("edit", [
    {"cost": 500}, {"bound": 502, "gap": -1 / 501}, {"status": "optimal"}, {"gap": 0.5}, {"gap": None}, {"bound": None},
    {"status": "perfect"}, {"cost_by_rule": {"unplaced": 501}}, {"cost_by_event": {"c": 501}}, {"unplaced": []},
    {"unplaced": [{"event_id": "c", "priority": 2, "why_zh": "满", "why_en": "full"}]},
    {"unplaced": [{"event_id": "c", "priority": 1, "why_zh": "", "why_en": "full"}]},
    {"coverage": {"sea": {"brand_events": 0, "events": 2}}}, {"status": "infeasible"}, {"near": {"file": "p.csv", "hash": ""}},
    {"city": "village"}])
def test_plan_json_is_consistent(written, edit):
    path = written / "plan.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | edit))
    result = checker.check(written, path)
    assert {f["rule"] for f in result["findings"] if f["hard"]} == {"plan-json"}


@pytest.mark.parametrize("edit", [
    {"status": "optimal", "bound": 501, "gap": 0.0}, {"bound": None, "gap": None},
    {"status": "infeasible", "cost": None, "bound": None, "gap": None, "placements": [], "unplaced": [], "coverage": {}}])
def test_plan_json_may_say(written, edit):
    path = written / "plan.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | edit))
    assert checker.check(written, path)["ok"]


def test_plan_json_lacks_a_key(written):
    path = written / "plan.json"
    path.write_text(json.dumps({k: v for k, v in json.loads(path.read_text()).items() if k != "seed"}))
    assert texts(checker.check(written, path)) == ["key seed is missing"]


# --- feeds


def fold(line):
    out, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > 75:
            out, size = out + "\r\n ", 1
        out, size = out + char, size + width
    return out + "\r\n"


def write_feed(root, lang, name, events):
    """A right feed: events are (uid, first, last, summary, status, transp, further lines)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", f"NAME:{name}", f"X-WR-CALNAME:{name}",
             "X-WR-TIMEZONE:Asia/Shanghai", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for uid, first, last, summary, status, transp, further in events:
        end = date.fromisoformat(f"2021-{last}") + timedelta(days=1)
        lines += ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20210101T000000Z", "SEQUENCE:0", f"SUMMARY:{summary}",
                  f"DTSTART;VALUE=DATE:2021{first.replace('-', '')}", f"DTEND;VALUE=DATE:{end:%Y%m%d}",
                  f"STATUS:{status}", f"TRANSP:{transp}", *further, "END:VEVENT"]
    if not events:
        lines += ["BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19700101T000000",
                  "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "END:STANDARD", "END:VTIMEZONE"]
    path = root / "feeds" / lang / f"{name}.ics"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("".join(map(fold, [*lines, "END:VCALENDAR"])).encode())


@pytest.fixture
def fed(written):
    """The same plan with right feeds beside it."""
    words = {"zh": (("海洋", "茶"), ("布展", "展期", "撤展"), "【暂定】", "占用"),
             "en": (("Sea", "Tea"), ("Move-in", "Show", "Move-out"), "[Tentative] ", "Occupied")}
    for lang, ((sea, tea), names, mark, busy) in words.items():
        def a(phase, first, last, name, transp, sea=sea):
            further = [f"CATEGORIES:{sea},{name},green"] + ["RELATED-TO:a-show@town.events.invalid"] * (phase != "show")
            return f"a-{phase}@town.events.invalid", first, last, f"Name of a · {name}", "CONFIRMED", transp, further

        def b(transp, tea=tea, names=names, mark=mark):
            further = [f"CATEGORIES:{tea},{names[1]}"]
            return "b-show@town.events.invalid", "05-12", "05-13", f"{mark}Name of b · {names[1]}", "TENTATIVE", transp, further

        show = a("show", "05-10", "05-11", names[1], "TRANSPARENT")
        held = [a("in", "05-09", "05-09", names[0], "OPAQUE"), a("show", "05-10", "05-11", names[1], "OPAQUE"),
                a("out", "05-12", "05-13", names[2], "OPAQUE")]
        slugs = ["org-" + hashlib.sha256(n.encode()).hexdigest()[:8] for n in "甲乙丙"]
        feeds = {"city": [show, b("TRANSPARENT")], "kinds/exhibition": [show], "kinds/conference": [b("TRANSPARENT")],
                 "industries/sea": [show, b("TRANSPARENT")], "industries/tea": [b("TRANSPARENT")],
                 "venues/v": [*held, b("OPAQUE")], "venues/w": [], "halls/v--h1": held, "halls/v--h2": held, "halls/v--h3": [],
                 "halls/v--room": [], "halls/v--yard": [], "halls/w--h1": [], "busy/w": [],
                 "busy/v": [("0f3e@x.invalid", "05-09", "05-13", busy, "CONFIRMED", "OPAQUE", [])]}
        for name, events in (feeds | {f"organizers/{s}": [show] for s in slugs}).items():
            write_feed(written, lang, name, events)
    return written


def feed_faults(folder):
    result = checker.check(folder, folder / "plan.json", out=folder)
    assert {f["rule"] for f in result["findings"] if f["hard"]} <= {"feeds"}
    return texts(result)


def test_right_feeds(fed):
    assert feed_faults(fed) == []


@pytest.mark.parametrize("name", ["city", "busy/w", "halls/w--h1", "venues/w", "industries/tea", "kinds/conference"])
def test_feed_is_missing(fed, name):
    (fed / "feeds/en" / f"{name}.ics").unlink()
    assert f"en/{name}.ics is missing" in feed_faults(fed)


def test_feed_is_unknown(fed):
    write_feed(fed, "zh", "kinds/festival", [])
    assert feed_faults(fed) == []
    write_feed(fed, "zh", "halls/v--h9", [])
    assert feed_faults(fed) == ["zh/halls/v--h9.ics is not a feed of this plan"]


@pytest.mark.parametrize(("name", "old", "new"), [
    ("city", "UID:a-show@", "UID:a-fair@"), ("city", "UID:a-show@town.", "UID:a-show@city."), ("city", "SEQUENCE:0", "SEQUENCE:1"),
    ("city", "DTSTAMP:20210101", "DTSTAMP:20210102"), ("city", "DTEND;VALUE=DATE:20210512", "DTEND;VALUE=DATE:20210511"),
    ("city", ";VALUE=DATE", ""), ("city", "TRANSP:TRANSPARENT", "TRANSP:OPAQUE"), ("venues/v", "TRANSP:OPAQUE", "TRANSP:TRANSPARENT"),
    ("city", "STATUS:CONFIRMED", "STATUS:TENTATIVE"), ("city", "【暂定】", ""), ("city", "SUMMARY:Name of a", "SUMMARY:【暂定】Name of a"),
    ("city", "CATEGORIES:海洋", "CATEGORIES:Sea"), ("city", "展期,green", "展期"), ("city", "展期,green", "展览,green"),
    ("city", "VERSION:2.0", "VERSION:2.0\r\nUID:x@y"), ("city", "VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST"),
    ("city", "X-WR-CALNAME:city", "X-WR-CALNAME:town"), ("city", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "REFRESH-INTERVAL:VALUE=DURATION:PT1H"),
    ("city", "X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT2H"), ("city", "\r\n", "\n"), ("city", "BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR"),
    ("city", "SUMMARY:Name of a", "SUMMARY:Name of a" + "x" * 75), ("city", "SUMMARY:Name of a", "SUMMARY:Name of a; b"),
    ("city", "END:VEVENT", "SUMMARY:twice\r\nEND:VEVENT"), ("city", "END:VEVENT", "BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT"),
    ("city", "END:VEVENT", "\r\nEND:VEVENT"), ("venues/w", "BEGIN:STANDARD", "BEGIN:DAYLIGHT"), ("venues/v", "RELATED-TO:a", "RELATED-TO:b"),
    ("venues/w", "TZID:Asia/Shanghai", "TZID:China Standard Time"), ("city", "END:VCALENDAR", "BEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\nEND:VCALENDAR"),
    ("halls/v--h1", "END:VEVENT", "LOCATION:elsewhere\r\nEND:VEVENT"), ("busy/v", "0f3e@", "a-9c@"), ("busy/v", "占用", "Name of a"),
    ("busy/v", "TRANSP", "DESCRIPTION:x\r\nTRANSP"), ("busy/v", "TRANSP", "URL:https://x\r\nTRANSP"), ("busy/v", "20210509", "20210510"),
    ("busy/v", "0f3e@", "1f3e@"), ("busy/v", "0f3e@", hashlib.sha256(b"a-show@town.events.invalid").hexdigest()[:16] + "@")])
def test_feed_faults(fed, name, old, new):
    path = fed / "feeds/zh" / f"{name}.ics"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    assert feed_faults(fed)


def test_line_too_long(fed):
    path = fed / "feeds/zh/city.ics"
    path.write_bytes(path.read_bytes().replace(b"X-WR-CALNAME:city", b"X-LONG:" + b"x" * 69 + b"\r\nX-WR-CALNAME:city"))
    assert feed_faults(fed) == ["zh/city.ics: a line of 76 octets"]


def test_organizer_slug_is_of_the_composed_name():
    assert checker.org_slug("Cafe\u0301") == checker.org_slug("Caf\u00e9") == "org-" + hashlib.sha256("Caf\u00e9".encode()).hexdigest()[:8]


def test_character_split_by_folding(fed):
    path = fed / "feeds/zh/city.ics"
    data, char = path.read_bytes(), "展".encode()
    path.write_bytes(data.replace(char, char[:1] + b"\r\n " + char[1:], 1))
    assert any("split by folding" in text for text in feed_faults(fed))


def test_busy_spans_that_touch(fed):
    for lang in ("zh", "en"):
        write_feed(fed, lang, "busy/v", [("1@x.invalid", "05-09", "05-10", "X", "CONFIRMED", "OPAQUE", []),
                                         ("2@x.invalid", "05-11", "05-13", "X", "CONFIRMED", "OPAQUE", [])])
    assert {text.split(": ", 1)[1] for text in feed_faults(fed)} == {"2021-05-09 and 2021-05-11 touch and are not merged"}
