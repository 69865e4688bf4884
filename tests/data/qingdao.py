"""The Qingdao workspace as plain files, and the words of docs/data.md for it; shared by the tests."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

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
        waiting, members = [id], []
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                members.append(BY_ID[one])
                waiting += links[one]
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
