"""The Qingdao workspace against the rules that docs/data.md states. Reads the files only."""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(1)
FIRST, LAST = date(2021, 4, 1), date(2021, 12, 31)
ARTICLE = "百场盛会助推会展名城建设"
DIRECTIONS = {"brand", "national-strategy", "industry-fusion", "flagship", "new"}
CONSUMER = {"auto", "tea", "crafts", "home", "furniture", "housing", "wedding", "baby", "anime", "film", "fashion"}
PROPOSED = {"sco-local-leaders", "sco-arts-festival", "sco-education-forum"}

# Figures a source gives, or that docs/data.md lists as exceptions; everything else follows from the rules.
AREA = {
    "boao-health": 20000, "sco-trade-expo": 15000, "machine-tools": 60000, "auto-show-spring": 60000, "cipm": 135000,
    "higher-education-expo": 100000, "fisheries-expo": 40000, "east-asia-marine-expo": 40000, "water-conference": 15000,
    "farm-machinery": 150000, "agri-food-expo": 80000, "north-tea-expo": 30000, "international-tea-expo": 20000,
    "agri-wealth-fair": 19200, "urban-rail": 60000, "auto-show-autumn": 30000, "imported-goods-fair": 0,
}
OUTDOOR = {"farm-machinery": 70000, "agri-wealth-fair": 10800, "imported-goods-fair": 1000, "beer-festival": 800000}
SEATS = {
    "boao-health": 2880, "ocean-st-conference": 700, "east-asia-marine-forum": 400, "industrial-internet-conference": 600,
    "water-conference": 700, "venture-capital-conference": 1000, "blue-talent-conference": 500, "film-music-festival": 1200,
}
VISITS = {  # visits of an edition, and its days where they are not those of 2021
    "cipm": (60000, 3), "higher-education-expo": (100000, 3), "fisheries-expo": (12000, 3), "water-conference": (15000, 4),
    "farm-machinery": (150000, 3), "water-expo": (7000, 3), "agri-food-expo": (100000, 3), "beer-festival": (2070600, 18),
}
LEVEL_SEATS = {"national": 800, "provincial": 500, "city": 400, "market": 300}
BLOCKS = {
    "spring-1": ("2021-04-08", "2021-04-30"), "spring-2": ("2021-05-06", "2021-06-11"), "summer": ("2021-06-15", "2021-07-31"),
    "autumn-1": ("2021-08-25", "2021-09-30"), "autumn-2": ("2021-10-08", "2021-11-12"), "winter": ("2021-11-10", "2021-12-15"),
    "spring-c": ("2021-04-10", "2021-05-16"), "summer-c": ("2021-07-10", "2021-08-22"), "autumn-c": ("2021-09-15", "2021-10-24"),
    "winter-c": ("2021-11-20", "2021-12-26"), "autumn-f": ("2021-09-01", "2021-10-10"),
}
BREAKS = [(date(2021, 5, 1), date(2021, 5, 5)), (date(2021, 10, 1), date(2021, 10, 7))]
# The State Council's holidays of 2021 from April on; 18 September is a working Saturday.
HOLIDAYS = {
    first + i * DAY
    for first, last in [
        (date(2021, 4, 3), date(2021, 4, 5)), (date(2021, 5, 1), date(2021, 5, 5)), (date(2021, 6, 12), date(2021, 6, 14)),
        (date(2021, 9, 19), date(2021, 9, 21)), (date(2021, 10, 1), date(2021, 10, 7)),
    ]
    for i in range((last - first).days + 1)
}


def load(name):
    return YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))


def read_events():
    with (ROOT / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EVENTS = read_events()
BY_ID = {e["id"]: e for e in EVENTS}
POLICY = load("policy.yaml")
CITY = load("venues.yaml")
VENUES = {v["id"]: v for v in CITY["venues"]}


def whole(event, column):
    return int(event[column] or 0)


def items(event, column):
    return [part for part in event[column].split(";") if part]


def day(text):
    return date.fromisoformat(str(text))


def ceil_to(number, step):
    return -(-number // step) * step


def show(event, start):
    return [start + i * DAY for i in range(whole(event, "show_days"))]


def starts(event):
    last = day(event["latest"]) - (whole(event, "show_days") - 1) * DAY
    first = day(event["earliest"])
    return [first + i * DAY for i in range((last - first).days + 1)]


def applies(entry, event, on):
    if entry.get("public_holidays") and on not in HOLIDAYS:
        return False
    if "kinds" in entry and event["kind"] not in entry["kinds"]:
        return False
    if whole(event, "daily_visitors") < entry.get("min_daily_visitors", 0):
        return False
    return (not entry.get("from") or day(entry["from"]) <= on) and (not entry.get("to") or on <= day(entry["to"]))


def closed(event, on):
    return any(applies(entry, event, on) for entry in POLICY["closed_days"])


def legal(event, start):
    return not any(closed(event, on) for on in show(event, start))


def groups():
    links = defaultdict(set)
    for e in EVENTS:
        if e["co_located_with"]:
            links[e["id"]].add(e["co_located_with"])
            links[e["co_located_with"]].add(e["id"])
    found, seen = [], set()
    for id in links:
        todo, members = [id], []
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                members.append(BY_ID[one])
                todo += links[one]
        if members:
            found.append(members)
    return found


def shut(hall, venue):
    """Is the hall closed through the whole horizon?"""
    opened = (venue.get("open") or {}).get("from")
    return bool(opened and day(opened) > LAST) or any(
        day(c["from"]) <= FIRST and c["to"] is None for c in hall.get("closures", [])
    )


def place(event, venue, used):
    """Take halls for one event in an otherwise empty venue, or return False."""
    halls = {h["id"]: h for h in venue["halls"] if not shut(h, venue) and h["id"] not in used}
    need = set(items(event, "requires"))
    indoor = {i: h for i, h in halls.items() if not h.get("outdoor") and need <= set(h.get("features", []))}
    if whole(event, "outdoor_m2"):
        grounds = [i for i, h in halls.items() if h.get("outdoor") and h["gross_m2"] >= whole(event, "outdoor_m2")]
        if not grounds:
            return False
        used.add(grounds[0])
    if whole(event, "gross_m2"):
        runs = venue.get("runs", [])
        alone = [[i] for i in indoor if "gross_m2" in indoor[i] and not any(i in run for run in runs)]
        best = None
        for run in runs + alone:
            for a in range(len(run)):
                for b in range(a + 1, len(run) + 1):
                    stretch = run[a:b]
                    if not all(i in indoor for i in stretch):
                        continue
                    total = sum(indoor[i]["gross_m2"] for i in stretch)
                    if total >= whole(event, "gross_m2") and (best is None or total < best[0]):
                        best = total, stretch
        if best is None:
            return False
        used.update(best[1])
    if whole(event, "seats"):
        rooms = sorted((h.get("seats", 0), i) for i, h in indoor.items() if i not in used)
        rooms = [i for seats, i in rooms if seats >= whole(event, "seats")]
        if not rooms:
            return False
        used.add(rooms[0])
    return True


def fits(members, venue):
    used = set()
    largest_first = sorted(members, key=lambda e: (-whole(e, "gross_m2"), -whole(e, "seats")))
    return bool(venue["halls"]) and all(place(e, venue, used) for e in largest_first)


def allowed(event):
    return set(items(event, "venues")) or set(VENUES)


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


def test_everything_has_two_names():
    named = [CITY["city"], *VENUES.values(), *POLICY["industries"].values()]
    named += [h for v in VENUES.values() for h in v["halls"]]
    assert all(n["name_zh"] and n["name_en"] for n in named)
    assert all(c["reason_zh"] and c["reason_en"] for c in POLICY["closed_days"])


def test_runs_name_halls_once():
    for v in VENUES.values():
        ids = [h["id"] for h in v["halls"]]
        assert len(ids) == len(set(ids))
        members = [i for run in v.get("runs", []) for i in run]
        assert len(members) == len(set(members)) and set(members) <= set(ids)


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


def test_venue_facts():
    halls = {h["id"]: h for h in VENUES["qicc-laoshan"]["halls"]}
    assert halls["h6"]["closures"][0]["to"] is None and day(halls["h6"]["closures"][0]["from"]) == date(2020, 8, 14)
    assert sum(h.get("gross_m2", 0) for h in halls.values()) == pytest.approx(50000, abs=5)
    assert day(VENUES["sco-pearl"]["open"]["from"]) == date(2022, 9, 30)
    city = VENUES["expo-city"]
    (run,) = city["runs"]
    area = {h["id"]: h.get("gross_m2", 0) for h in city["halls"]}
    assert len(run) == 13 and run[6] == "concourse" and sum(area[i] for i in run) == 150000
    assert not any(fits([e], VENUES["sco-pearl"]) for e in EVENTS)


def test_farm_machinery_fits_exactly():
    e = BY_ID["farm-machinery"]
    assert (whole(e, "gross_m2"), whole(e, "outdoor_m2")) == (150000, 70000)
    assert [v for v in VENUES if fits([e], VENUES[v]) and v in allowed(e)] == ["expo-city"]


def test_policy_knows_no_outbreak():
    assert not any("2021-08" in str(e.get("from", "")) for e in POLICY["closed_days"])


@pytest.mark.parametrize("name", POLICY["neighbours"]["files"])
def test_neighbours(name):
    raw = (ROOT / name).read_bytes()
    assert b"\r\n" in raw and b"\n" not in raw.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(raw)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    events = calendar.walk("VEVENT")
    uids = [str(e["UID"]) for e in events]
    assert len(uids) == len(set(uids)) and events
    for e in events:
        assert type(e["DTSTART"].dt) is date and type(e["DTEND"].dt) is date
        assert e["DTEND"].dt > e["DTSTART"].dt and e["DTSTAMP"]
        assert all(re.fullmatch(r"[a-z0-9-]+", str(c)) for c in e["CATEGORIES"].cats)
        if str(e.get("X-SYNTHETIC", "")) == "TRUE":
            assert "[synthetic" in e["SUMMARY"] and e["DESCRIPTION"].startswith("Synthetic")
        else:
            assert e["DESCRIPTION"].startswith("Source:")


def test_neighbours_meet_a_theme_of_the_city():
    themes = {e["theme"] for e in EVENTS} - {""}
    for name in POLICY["neighbours"]["files"]:
        events = Calendar.from_ical((ROOT / name).read_bytes()).walk("VEVENT")
        assert {str(c) for e in events for c in e["CATEGORIES"].cats} & themes


@pytest.mark.parametrize("name", ["events.csv", "venues.yaml", "policy.yaml"])
def test_files_are_plain_utf8(name):
    raw = (ROOT / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and raw.endswith(b"\n")
    raw.decode("utf-8")
