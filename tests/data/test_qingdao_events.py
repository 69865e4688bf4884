"""The events of the Qingdao workspace against the rules that docs/data.md states."""

import re
from collections import Counter
from datetime import date

import pytest

from tests.data.qingdao import (
    AREA,
    ARTICLE,
    BLOCKS,
    BREAKS,
    BY_ID,
    CONSUMER,
    DAY,
    DIRECTIONS,
    EVENTS,
    FIRST,
    LAST,
    LEVEL_SEATS,
    OUTDOOR,
    POLICY,
    PROPOSED,
    SEATS,
    VENUES,
    VISITS,
    allowed,
    ceil_to,
    day,
    fits,
    groups,
    items,
    legal,
    show,
    starts,
    whole,
)


def test_counts():
    assert Counter(e["kind"] for e in EVENTS) == {"conference": 37, "exhibition": 58, "festival": 8}
    assert sum(e["is_new"] == "true" for e in EVENTS) == 23
    assert {e["direction"] for e in EVENTS} == DIRECTIONS
    assert len(BY_ID) == 103
    assert all(re.fullmatch(r"[a-z0-9-]+", id) for id in BY_ID)


def test_order_and_evidence():
    assert all(ARTICLE in e["source"] for e in EVENTS[:31])
    assert not any(ARTICLE in e["source"] for e in EVENTS[31:])
    assert [e["evidence"] for e in EVENTS[:44]] == ["press"] * 44
    assert Counter(e["evidence"] for e in EVENTS) == {"press": 44, "documented": 38, "recalled": 21}
    assert all(e["source"] and e["name_zh"] and e["name_en"] and e["notes"] for e in EVENTS)


def test_stand_ins_are_new_and_tentative():
    marked = [e for e in EVENTS if "stand-in" in e["notes"]]
    assert len(marked) == 9
    assert all(e["is_new"] == "true" and e["status"] == "tentative" for e in marked)


def test_thirteen_industries_each_with_brand_events():
    industries = list(POLICY["industries"])
    assert len(industries) == 13
    assert all(set(items(e, "industries")) <= set(industries) for e in EVENTS)
    for industry in industries:
        mine = [e for e in EVENTS if industry in items(e, "industries")]
        assert sum(e["is_brand"] == "true" for e in mine) >= 2, industry
        assert len(mine) >= POLICY["coverage"]["events"]


def test_brand_rule():
    brand = {e["id"] for e in EVENTS if e["direction"] == "brand" or e["level"] == "national"}
    for industry in POLICY["industries"]:
        mine = [e for e in EVENTS if industry in items(e, "industries")]
        mine.sort(key=lambda e: (-whole(e, "gross_m2") - whole(e, "outdoor_m2"), -whole(e, "seats")))
        for e in mine:
            if sum(m["id"] in brand for m in mine) >= 2:
                break
            brand.add(e["id"])
    assert {e["id"] for e in EVENTS if e["is_brand"] == "true"} == brand


@pytest.mark.parametrize("id", BY_ID)
def test_slugs_point_somewhere(id):
    e = BY_ID[id]
    assert set(items(e, "venues")) <= set(VENUES)
    assert not e["preferred_venue"] or e["preferred_venue"] in VENUES
    assert not e["preferred_venue"] or not e["venues"]
    assert not e["co_located_with"] or e["co_located_with"] in BY_ID


@pytest.mark.parametrize("id", BY_ID)
def test_areas_and_seats(id):
    e = BY_ID[id]
    area = AREA.get(id, 0)
    if e["kind"] == "exhibition" and id not in AREA:
        if e["co_located_with"]:
            area = 10000
        elif e["level"] == "national":
            area = 30000
        elif ARTICLE in e["source"] and e["direction"] == "flagship":
            area = 40000
        else:
            area = 15000 if e["evidence"] == "recalled" else 20000
    seats = SEATS.get(id, LEVEL_SEATS[e["level"]] if e["kind"] == "conference" else 0)
    outdoor = OUTDOOR.get(id, 50000 if e["kind"] == "festival" and not seats else 0)
    assert (whole(e, "gross_m2"), whole(e, "seats"), whole(e, "outdoor_m2")) == (area, seats, outdoor)


@pytest.mark.parametrize("id", BY_ID)
def test_days_around_the_show(id):
    e = BY_ID[id]
    total = whole(e, "gross_m2") + whole(e, "outdoor_m2")
    if e["kind"] == "festival":
        expected = (20, 5) if id == "beer-festival" else (5, 3) if e["outdoor_m2"] else (2, 1)
    elif e["kind"] == "conference":
        expected = (3, 1) if e["leaders_open"] == "true" else (2, 1) if e["gross_m2"] else (1, 0)
    elif e["theme"] in {"farm-machinery", "machine-tools", "auto"}:
        expected = {"farm-machinery": (5, 2), "machine-tools": (4, 2), "auto": (4, 1)}[e["theme"]]
    else:
        expected = (3, 1) if total > 50000 else (2, 1)
    assert (whole(e, "move_in_days"), whole(e, "move_out_days")) == expected


@pytest.mark.parametrize("id", BY_ID)
def test_visitors_and_rooms(id):
    e = BY_ID[id]
    consumer = e["weekend"] == "include"
    total = whole(e, "gross_m2") + whole(e, "outdoor_m2")
    if id in VISITS:
        visits, days = VISITS[id]
        visitors = ceil_to(-(-visits // days), 100)
    elif e["kind"] == "festival":
        visitors = whole(e, "seats") or 10000
    elif e["kind"] == "conference":
        visitors = ceil_to(whole(e, "seats") + total * 15 // 100, 100)
    else:
        visitors = ceil_to(total * (30 if consumer else 15) // 100, 100)
    percent = {"festival": 3, "conference": 60, "exhibition": 5 if consumer else 25}[e["kind"]]
    assert whole(e, "daily_visitors") == visitors
    assert whole(e, "hotel_rooms") == ceil_to(-(-visitors * percent // 100), 10)


@pytest.mark.parametrize("id", BY_ID)
def test_priority_status_leaders_weekend(id):
    e = BY_ID[id]
    priority = {"national": 4, "provincial": 3, "city": 3, "market": 2}[e["level"]]
    priority += e["direction"] in {"brand", "national-strategy"}
    priority -= e["evidence"] == "recalled"
    assert whole(e, "priority") == min(5, max(1, priority))
    sourced_date = bool(re.search(r"window W[12] ", e["notes"]))
    if id in PROPOSED:
        assert e["status"] == "proposed"
    elif "stand-in" in e["notes"]:
        assert e["status"] == "tentative"
    else:
        assert e["status"] == ("definite" if sourced_date or e["level"] == "national" else "tentative")
    high = e["level"] == "national" and e["direction"] in {"brand", "national-strategy"}
    assert e["leaders_open"] == ("true" if high or id == "beer-festival" else "false")
    if e["kind"] == "exhibition":
        exceptions = {"higher-education-expo": "", "imported-goods-fair": "include"}
        assert e["weekend"] == exceptions.get(id, "include" if e["theme"] in CONSUMER else "avoid")
    else:
        assert e["weekend"] == ("include" if e["kind"] == "festival" else "")


def same_week_of_2021(known):
    _, week, weekday = known.isocalendar()
    return date.fromisocalendar(2021, week, weekday)


@pytest.mark.parametrize("id", BY_ID)
def test_window_follows_its_rule(id):
    e = BY_ID[id]
    rule, basis = re.search(r"window (W\d) ([^;]+)", e["notes"]).groups()
    n, wish = whole(e, "show_days"), None
    if rule == "W7":
        leader = BY_ID[basis]
        assert leader["id"] == e["co_located_with"]
        assert all(e[c] == leader[c] for c in ("earliest", "latest", "preferred_start"))
        return
    if rule in {"W1", "W2", "W3", "W4"}:
        wish = same_week_of_2021(day(basis)) if rule == "W3" else day(basis)
        slack = (10 if rule in {"W1", "W2"} else 14) * DAY
        first, last = wish - slack, wish + (n - 1) * DAY + slack
    elif basis.startswith("month-"):
        first = date(2021, int(basis[-2:]), 1)
        last = (first + 31 * DAY).replace(day=1) - DAY
    else:
        first, last = (day(d) for d in BLOCKS[basis])
    if e["kind"] == "exhibition" and e["weekend"] != "include":
        for a, b in BREAKS:
            if first <= b and last >= a:
                if (wish or first) < a:
                    last = a - DAY
                else:
                    first = b + DAY
    first = max(first, FIRST + whole(e, "move_in_days") * DAY)
    last = min(last, LAST - whole(e, "move_out_days") * DAY)
    if basis == "spring-c":
        wish = date(2021, 5, 1)
    if basis == "autumn-c":
        wish = date(2021, 10, 1)
    assert (day(e["earliest"]), day(e["latest"])) == (first, last)
    assert e["preferred_start"] == (wish.isoformat() if wish else "")


@pytest.mark.parametrize("id", BY_ID)
def test_window_is_usable_and_narrow(id):
    e = BY_ID[id]
    assert any(legal(e, start) for start in starts(e))
    assert (day(e["latest"]) - day(e["earliest"])).days + 1 - whole(e, "show_days") <= 49
    if e["preferred_start"]:
        assert day(e["preferred_start"]) in starts(e)
    assert day(e["earliest"]) - whole(e, "move_in_days") * DAY >= FIRST
    assert day(e["latest"]) + whole(e, "move_out_days") * DAY <= LAST


@pytest.mark.parametrize("id", BY_ID)
def test_event_fits_an_allowed_venue_and_every_named_one(id):
    e = BY_ID[id]
    assert any(fits([e], VENUES[v]) for v in allowed(e))
    assert all(fits([e], VENUES[v]) for v in items(e, "venues"))
    assert not e["preferred_venue"] or fits([e], VENUES[e["preferred_venue"]])


def test_co_located_groups_have_a_common_place_and_day():
    assert len(groups()) == 13
    for members in groups():
        places = set.intersection(*(allowed(e) for e in members))
        places = {v for v in places if fits(members, VENUES[v])}
        assert places
        wished = {e["preferred_venue"] for e in members} - {""}
        assert wished <= places
        days = set.intersection(*(set(starts(e)) for e in members))
        assert any(all(legal(e, d) for e in members) for d in days)
        assert sum(e["leaders_open"] == "true" for e in members) <= POLICY["limits"]["openings_per_day"]
        large = [e for e in members if whole(e, "daily_visitors") >= POLICY["limits"]["large_event_visitors"]]
        assert len(large) <= POLICY["limits"]["large_events_per_district_day"]


def test_protected_themes_leave_room():
    rule = POLICY["date_protection"]
    grouped = {e["id"]: n for n, members in enumerate(groups()) for e in members}
    for i, a in enumerate(EVENTS):
        for b in EVENTS[i + 1:]:
            together = a["id"] in grouped and grouped.get(a["id"]) == grouped.get(b["id"])
            if not a["theme"] or a["theme"] != b["theme"] or together:
                continue
            free = rule["themes"].get(a["theme"], rule["days"])
            gaps = []
            for x, y in ((a, b), (b, a)):
                gaps.append((starts(y)[-1] - show(x, starts(x)[0])[-1]).days - 1)
            assert max(gaps) >= free, (a["id"], b["id"])


def test_bookings_stand_in_their_windows():
    booked = {e["id"]: e for e in EVENTS if e["booked_start"]}
    dates = {id: e["booked_start"] for id, e in booked.items()}
    assert dates == {"sco-trade-expo": "2021-04-26", "beer-festival": "2021-07-16", "fisheries-expo": "2021-10-27"}
    for e in booked.values():
        assert day(e["booked_start"]) in starts(e) and legal(e, day(e["booked_start"]))
        pairs = [part.split("/") for part in items(e, "booked_halls")]
        assert all(h in [x["id"] for x in VENUES[v]["halls"]] and v in allowed(e) for v, h in pairs)


def test_festivals():
    festivals = [e for e in EVENTS if e["kind"] == "festival"]
    assert all(day(e["earliest"]) >= FIRST for e in festivals)
    beer = BY_ID["beer-festival"]
    fridays = [d for d in (date(2021, 7, 1) + i * DAY for i in range(31)) if d.weekday() == 4]
    assert beer["booked_start"] == fridays[2].isoformat() and beer["show_days"] == "24"


def test_farm_machinery_fits_exactly():
    e = BY_ID["farm-machinery"]
    assert (whole(e, "gross_m2"), whole(e, "outdoor_m2")) == (150000, 70000)
    assert [v for v in VENUES if fits([e], VENUES[v]) and v in allowed(e)] == ["expo-city"]
