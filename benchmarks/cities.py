"""Seeded fictional cities: workspaces of any size for benchmarks and tests.

A city grows around a hidden plan. Every event is first put somewhere legal and only then
described, so its needs, window and booking always leave at least that plan open.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).parents[1]))  # run as a script, only this folder is there

from benchmarks.tiny import write_tiny
from benchmarks.workspace import HOLIDAYS, INDUSTRIES, KINDS, Spec, write

Mask = NDArray[np.bool_]
FIRST, LAST = date(2021, 4, 1), date(2021, 12, 31)
DAYS = (LAST - FIRST).days + 1
SEASON = [(3, 3, 2, 1, 1, 3, 3, 2, 1)[(FIRST + timedelta(n)).month - 4] for n in range(DAYS)]
# Sites of a city of 103 events: names, number, seated rooms in each.
SITES = {"expo": ("会展中心", "Exhibition Centre", 4, 2), "congress": ("会议中心", "Congress Hall", 1, 8),
         "hotel": ("酒店", "Hotel", 3, 3), "ground": ("广场", "Square", 2, 0)}
PLACES = [(head[0] + tail[0], head[1:] + tail[1:])
          for tail in ("汀ting", "屿yu", "埠bu", "浦pu", "渚zhu", "原yuan", "陵ling")
          for head in ("霁Ji", "岚Lan", "澄Cheng", "曜Yao", "绮Qi", "砚Yan", "霖Lin", "蔚Wei", "珩Heng", "棠Tang")]
WINDOWS = {"weeks": (7, 21), "months": (30, 90), "year": (DAYS, DAYS)}


def day(number: int) -> date:
    """Return the date of a day of the horizon."""
    return FIRST + timedelta(number)


def mask(*spans: tuple[date, date | None]) -> Mask:
    """Return which days of the horizon lie in one of the spans."""
    days = np.zeros(DAYS, bool)
    for first, last in spans:
        days[(first - FIRST).days:((last or LAST) - FIRST).days + 1] = True
    return days


def clear(bad: Mask, offset: int, length: int) -> Mask:
    """Return the tenancy starts t with t + offset … t + offset + length - 1 in the horizon and not bad."""
    total, low = np.concatenate([[0], np.cumsum(bad)]), np.arange(DAYS) + offset
    good: Mask = (low + length <= DAYS) & (total[np.minimum(low + length, DAYS)] == total[np.minimum(low, DAYS)])
    return good


class Venue:
    """A venue as venues.yaml has it, with the days on which its halls are taken or closed."""

    def __init__(self, spec: Spec) -> None:
        self.id, self.spec, self.halls = spec["id"], spec, spec["halls"]
        slugs, linked = [hall["id"] for hall in self.halls], {slug for run in spec["runs"] for slug in run}
        alone = [[s] for s in slugs if s.startswith("h") and s not in linked]
        self.runs = [[slugs.index(slug) for slug in run] for run in spec["runs"] + alone]
        self.longest = max(map(len, self.runs), default=0)
        self.single = {need: [[n] for n, hall in enumerate(self.halls) if need in hall]
                       for need in ("seats", "outdoor")} | {"": [[]]}
        self.shut = ~mask((spec["open"]["from"], None)) if "open" in spec else mask()
        self.moving, self.busy = np.zeros(DAYS, int), np.array([mask(*(
            (one["from"], one["to"]) for one in spec["closures"] + hall["closures"])) for hall in self.halls])


@dataclass(eq=False)
class Event:
    """A row of events.csv and what it wants: `width` halls in a row and a single room or ground."""

    row: Spec
    days: tuple[int, int, int]
    wish: int
    width: int
    single: str
    group: int
    venue: Venue = field(init=False)  # this and the rest: its place in the hidden plan
    halls: list[int] = field(init=False)  # the stretch, then the single one
    first: int = field(init=False)


def build_venue(rng: random.Random, kind: str, number: int, place: int, districts: int) -> Spec:
    """Return a venue: a centre with 10 to 14 halls, a congress hall, a hotel or an open ground."""
    (zh, en), (site_zh, site_en, _, rooms) = PLACES[place % len(PLACES)], SITES[kind]
    count, halved = (14, 12, 13, 10)[number % 4] if kind == "expo" else 0, rng.choice((0, 2, 4))
    size, cut = rng.choice((7000, 9600, 10357, 12000)), rng.choice((count, count // 2, count - 4))
    halls: list[Spec] = [{
        "id": f"h{n // 2 + 1}{'ab'[n % 2]}" if n < halved else f"h{n + 1 - halved // 2}",
        "gross_m2": 5000 if n < halved else size, "closures": [],
        "features": ["ground-floor", "heavy-load"][:(n < 0.7 * count) + (n < 0.4 * count)]} for n in range(count)]
    slugs = [hall["id"] for hall in halls]
    for hall in halls[-1:]:
        hall |= rng.choice(({}, {"seats": 2500}, {"seats": 4000}))
    for n in range(rooms):
        seats = 3000 if (kind, n) == ("congress", 0) else rng.choice((50, 100, 200, 500, 800, 1500))
        halls.append({"id": f"r{n + 1}", "seats": seats, "features": rng.choice(([], ["streaming"])), "closures": []})
    if kind == "ground" or (kind == "expo" and number % 2 == 0):
        halls.append({"id": "g1", "gross_m2": rng.randrange(30000, 200001, 5000), "outdoor": True, "closures": []})
    spec: Spec = {"id": f"{kind}-{number + 1}", "name_zh": f"{zh}{site_zh}{number + 1}",
                  "name_en": f"{en} {site_en} {number + 1}", "district": f"district-{place % districts + 1}",
                  "turnaround_days": rng.choice((0, 0, 1)) if count else 0, "closures": [], "halls": halls,
                  "runs": [run for run in (slugs[:cut], slugs[cut:]) if len(run) > 1]}
    if count:
        spec["moving_halls_per_day"] = round(count * rng.uniform(0.9, 1.5))
    elif kind == "hotel" and number and rng.random() < 0.4:
        spec["open"] = {"from": day(rng.randrange(30, 100)), "to": None}
    return spec


class City:
    """The hidden plan of a city of `unit` times 103 events: its venues, rules and events so far."""

    def __init__(self, rng: random.Random, unit: float, protection: int, closures: int) -> None:
        sites = [(kind, n) for kind in SITES for n in range(max(1, round(SITES[kind][2] * unit)))]
        specs = [build_venue(rng, *site, n, max(2, round(5 * unit))) for n, site in enumerate(sites)]
        for n in range(round(closures * max(1.0, unit))):  # every fourth of a whole centre, as many for good
            venue, first = rng.choice([spec for spec in specs if spec["runs"]]), rng.randrange(20, DAYS - 90)
            closed, length = (venue, rng.randint(3, 9)) if n % 4 == 3 else (rng.choice(venue["halls"]), 60)
            closed["closures"].append({"from": day(first), "to": None if n % 4 == 1 else day(first + length),
                                       "reason_zh": "检修", "reason_en": "Repairs"})
        self.rng, self.venues, self.events = rng, [Venue(spec) for spec in specs], list[Event]()
        self.themes = [f"{industry}-{n + 1}" for n in range(max(3, round(3 * unit))) for industry in INDUSTRIES]
        longer = dict.fromkeys(self.themes[::10], protection + 30)
        self.gap = dict.fromkeys(self.themes, protection) | longer
        self.shows: defaultdict[str, list[Event]] = defaultdict(list)
        self.large: defaultdict[str, NDArray[np.int_]] = defaultdict(lambda: np.zeros(DAYS, int))
        self.openings, july = np.zeros(DAYS, int), date(2021, 7, 1)
        self.policy: Spec = {
            "horizon": {"first": FIRST, "last": LAST},
            "industries": {slug: {"name_zh": zh, "name_en": slug.capitalize()} for slug, zh in INDUSTRIES.items()},
            "coverage": {"brand_events": 1, "events": 2, "required": True},
            "date_protection": {"days": protection, "themes": longer},
            "limits": {"openings_per_day": max(1, round(unit / 2)), "large_event_visitors": 5000,
                       "large_events_per_district_day": 2},
            "closed_days": [{"public_holidays": True, "kinds": ["conference"]},
                            {"from": date(2021, 6, 7), "to": date(2021, 6, 10), "kinds": ["exhibition"],
                             "min_daily_visitors": 20000, "reason_zh": "高考", "reason_en": "Examinations"},
                            {"from": july, "to": july, "min_daily_visitors": 10000}]}

    def place(self, event: Event, venues: list[Venue], on: int | None = None) -> bool:
        """Put an event where it is legal and near its wish; return whether that was possible."""
        (ins, show, outs), row, width, limits = event.days, event.row, event.width, self.policy["limits"]
        length, opening, best = ins + show + outs, np.arange(DAYS) + ins, None
        closed = [one for rule in self.policy["closed_days"] if row["kind"] in rule.get("kinds", KINDS)
                  and row["daily_visitors"] >= rule.get("min_daily_visitors", 0)
                  for one in (HOLIDAYS if "public_holidays" in rule else [(rule["from"], rule["to"])])]
        ok = clear(mask(*closed), ins, show) & (opening == (opening if on is None else on))
        if row["leaders_open"]:
            ok &= clear(self.openings >= limits["openings_per_day"], ins, 1)
        for other in self.shows[row["theme"]] if row["theme"] else []:
            if other.group != event.group:
                gap = self.gap[row["theme"]]
                ok &= (opening >= other.first + other.days[1] + gap) | (opening + show + gap <= other.first)
        large = row["daily_visitors"] >= limits["large_event_visitors"]
        fit = [v for v in venues if v.single[event.single] and v.longest >= width]
        for venue in self.rng.sample(fit, min(12, len(fit))):
            here = ok & clear(venue.shut, 0, length)
            if large:
                here &= clear(self.large[venue.spec["district"]] >= limits["large_events_per_district_day"], ins, show)
            runs = [run[n:n + width] for run in venue.runs for n in range(len(run) - width + 1)] if width else [[]]
            ways = [run + one for run in runs for one in venue.single[event.single] if not {*run} & {*one}]
            for halls in self.rng.sample(ways, min(12, len(ways))) if here.any() else []:
                crowd = venue.moving + len(halls) > venue.spec.get("moving_halls_per_day", DAYS)
                free = np.flatnonzero(here & clear(np.any(venue.busy[halls], axis=0), 0, length)
                                      & clear(crowd, 0, ins) & clear(crowd, ins + show, outs)) + ins
                if len(free):
                    first = int(free[np.argmin(abs(free - event.wish))])
                    best = min(best or (DAYS, venue, halls, first),
                               (abs(first - event.wish), venue, halls, first), key=lambda way: way[0])
        if best is None:
            return False
        _, venue, halls, first = best
        event.venue, event.halls, event.first, rest = venue, halls, first, venue.spec["turnaround_days"]
        venue.busy[halls, max(0, first - ins - rest):first + show + outs + rest] = True
        for start, stop in ((first - ins, first), (first + show, first + show + outs)):
            venue.moving[start:stop] += len(halls)
        self.large[venue.spec["district"]][first:first + show] += large
        self.openings[first] += bool(row["leaders_open"])
        self.shows[row["theme"]].append(event)
        self.events.append(event)
        return True

    def settle(self, event: Event, leaders: list[Event]) -> None:
        """Place an event, beside one of its leaders if possible, asking for less until there is room."""
        for leader in leaders:
            alone, event.group = event.group, leader.group
            event.row |= {"leaders_open": "", "co_located_with": leader.row["id"],
                          "theme": self.rng.choice((leader.row["theme"], event.row["theme"]))}
            if self.place(event, [leader.venue], leader.first):
                return
            event.row["co_located_with"], event.group = "", alone
        while not self.place(event, self.venues):
            if event.width > 1:
                event.width = event.width * 2 // 3
            elif event.row["leaders_open"] or event.row["daily_visitors"] > 4000:
                event.row |= {"leaders_open": "", "daily_visitors": min(4000, event.row["daily_visitors"])}
            else:  # a small festival without needs fits always
                event.row |= {"theme": "", "kind": "festival"}
                event.width, event.single, event.days = 0, "", (1, 3, 1)

    def draft(self, number: int, kind: str, hall_days: float) -> Event:
        """Return an event to be placed; an exhibition wants about as many hall-days as told."""
        rng, width, single, visitors = self.rng, 0, "seats", 0
        ins, show, outs = rng.randint(1, 2), rng.randint(1, 3), rng.randint(0, 1)
        if kind == "festival":
            single, visitors = rng.choice(("", "outdoor", "outdoor")), rng.randrange(500, 30000, 500)
            ins, show, outs = rng.randint(1, 8), rng.randint(3, 20), rng.randint(1, 4)
        elif kind == "exhibition":
            width = min(14, max(1, round(hall_days ** 0.5 * rng.uniform(0.6, 1.1))))
            length, single = min(19, max(3, round(hall_days / width))), rng.choice(("seats", "outdoor", *[""] * 8))
            show, outs = max(1, round(length * 0.55)), length // 5
            ins, visitors = length - show - outs, round(width * rng.uniform(500, 4000))
        theme, (zh, en), place = rng.choice(self.themes), KINDS[kind], rng.choice(PLACES)
        slug, more = theme.split("-")[0], rng.choice(list(INDUSTRIES))
        row = {"id": f"{kind}-{number + 1}", "name_zh": place[0] + INDUSTRIES[slug] + zh,
               "name_en": f"{place[1]} {slug.capitalize()} {en}", "kind": kind,
               "industries": rng.choice((slug, slug, ";".join(dict.fromkeys((slug, more))))),
               "theme": rng.choice((theme, theme, "")), "is_brand": rng.choice(("true", "", "")),
               "leaders_open": rng.choice(("true", "", "")), "organizer": rng.choice(PLACES)[0] + "展览公司",
               "status": rng.choice(("definite", "tentative", "proposed")), "priority": rng.randint(1, 5),
               "daily_visitors": visitors, "co_located_with": "", "booked_start": "", "booked_halls": ""}
        return Event(row, (ins, show, outs), rng.choices(range(DAYS), SEASON)[0], width, single, number)

    def describe(self, event: Event, windows: str) -> None:
        """Fill in the row of a placed event: needs just met, wishes and a window around its place."""
        rng, row, (ins, show, outs), venue, first = self.rng, event.row, event.days, event.venue, event.first
        halls, site = [venue.halls[n] for n in event.halls], venue.id.split("-")[0]
        low, high = WINDOWS[rng.choice(list(WINDOWS)) if windows == "mixed" else windows]
        early = max(0, first - rng.randint(low, high))
        late = min(DAYS, first + show + rng.randint(low, high)) - 1
        needs = {"gross_m2": sum(hall["gross_m2"] for hall in halls[:event.width])}
        for need, key in (("seats", "seats"), ("outdoor_m2", "gross_m2")):
            needs[need] = sum(hall[key] for hall in halls[event.width:]) if need.startswith(event.single or "-") else 0
        needs = {need: int(size * rng.uniform(0.75, 1)) for need, size in needs.items()}
        row["daily_visitors"] = row["daily_visitors"] or needs["seats"] or 500
        features = [{*hall["features"]} for hall in halls if "features" in hall]
        shared = sorted(set.intersection(*features)) if features else []
        alike = [one.id for one in self.venues if one.id.startswith(site)]
        allowed = list(dict.fromkeys([venue.id, *rng.sample(alike, min(2, len(alike)))]))
        wish = day(min(max(early, round(rng.gauss(first, 12))), late - show + 1))
        row |= {"show_days": show, "move_in_days": ins, "move_out_days": outs} | needs | {
            "requires": rng.choice(shared) if shared and rng.random() < 0.3 else "",
            "hotel_rooms": row["daily_visitors"] // {"conference": 2, "exhibition": 12, "festival": 40}[row["kind"]],
            "earliest": day(early) if low < DAYS else "", "latest": day(late) if low < DAYS else "",
            "preferred_start": rng.choice((wish, wish, wish, "")),
            "weekend": rng.choice(("avoid" if row["kind"] == "conference" else "include", "", "")),
            "venues": rng.choice((";".join(allowed), *[""] * 4)), "preferred_venue": rng.choice((*allowed, ""))}


def write_city(folder: Path, *, events: int, seed: int, tightness: float = 0.6, rooms: float = 0.3,
               windows: str = "mixed", protection: int = 60, bookings: float = 0.1, colocation: float = 0.1,
               closures: int = 4) -> list[Spec]:
    """Write a feasible city; the same arguments give the same bytes.

    Parameters
    ----------
    folder : Path
        Where the workspace goes.
    events, closures : int
        Number of events, at least 2, and of closures for each 103; the city grows with them.
    seed : int
        Start of all chance.
    tightness : float
        Share of the exhibition centres' hall-days that the hidden plan aims to take.
    rooms, bookings, colocation : float
        Shares of events that are conferences, are booked, are to stand beside another.
    windows : {"mixed", "weeks", "months", "year"}
        How far the first and last allowed days lie around the hidden place.
    protection : int
        Free days between shows of one theme; every tenth theme has 30 more.

    Returns
    -------
    list of dict
        The hidden plan: the columns of a plan without cost, `hall_ids` a list.
    """
    rng = random.Random(seed)
    city, seated = City(rng, events / 103, protection, closures), round(rooms * events)
    kinds = ["conference"] * seated + ["festival"] * round(0.12 * (events - seated))
    sizes = sorted((rng.gammavariate(2, 0.5) for _ in range(events - len(kinds))), reverse=True)
    wanted = tightness * DAYS * sum(len(run) for venue in city.venues for run in venue.runs)
    numbers = iter(rng.sample(range(events), events))
    for n, kind in enumerate(["exhibition"] * len(sizes) + kinds):  # the largest first, or they find no room
        event = city.draft(next(numbers), kind, max(3.0, wanted * sizes[n] / sum(sizes[n:])) if n < len(sizes) else 0)
        city.settle(event, rng.sample(city.events, min(8, n)) if rng.random() < colocation else [])
        wanted -= event.width * sum(event.days)
    rows = [event.row for event in sorted(city.events, key=lambda one: one.row["id"])]
    for industry in INDUSTRIES:
        others = [row for row in rows if industry not in row["industries"].split(";")]
        for row in rng.sample(others, max(0, 2 - len(rows) + len(others))):
            row["industries"] += f";{industry}"
        rng.choice([row for row in rows if industry in row["industries"].split(";")])["is_brand"] = "true"
    sums, plan = np.zeros((2, DAYS)), []
    for event in sorted(city.events, key=lambda one: (one.first, one.row["id"])):
        city.describe(event, windows)
        row, first, (ins, show, outs) = event.row, event.first, event.days
        sums[:, first:first + show] += [[row["daily_visitors"]], [row["hotel_rooms"]]]
        names = [event.venue.halls[n]["id"] for n in sorted(event.halls)]
        if rng.random() < bookings:
            fixed = rng.choice((names, []))
            row |= {"status": "definite", "booked_start": day(first),
                    "booked_halls": ";".join(f"{event.venue.id}/{name}" for name in fixed)}
        plan.append({"event_id": row["id"], "venue_id": event.venue.id, "hall_ids": names,
                     "tenancy_first": day(first - ins), "show_first": day(first), "show_last": day(first + show - 1),
                     "tenancy_last": day(first + show + outs - 1), "status": row["status"]})
    city.policy["comfort"] = dict(zip(("daily_visitors", "hotel_rooms"),
                                      map(int, np.quantile(sums, 0.8, axis=1)), strict=True))
    write(folder, rng, [venue.spec for venue in city.venues], rows, city.policy)
    return plan


def main() -> None:
    """Write the city that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a fictional city's workspace.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tiny", action="store_true", help="a city for brute force; only --seed counts")
    parser.add_argument("--windows", choices=["mixed", *WINDOWS], default="mixed")
    for name, default in {"events": 103, "seed": 1, "tightness": 0.6, "rooms": 0.3, "protection": 60,
                          "bookings": 0.1, "colocation": 0.1, "closures": 4}.items():
        parser.add_argument(f"--{name}", type=type(default), default=default, help=f"default: {default}")
    options = vars(parser.parse_args())
    folder, tiny = options.pop("folder"), options.pop("tiny")
    if tiny:
        write_tiny(folder, seed=options["seed"])
    else:
        write_city(folder, **options)


if __name__ == "__main__":
    main()
