"""The independent checker's hard rules: allowed, forbidden, boundary."""

import pytest

from tests.benchmarks.checking import VENUE, checker, cost, event, hard, row

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
