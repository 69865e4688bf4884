"""The independent checker's points: exact cost of every soft rule."""

import pytest

from tests.benchmarks.checking import checker, cost, event, row


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
