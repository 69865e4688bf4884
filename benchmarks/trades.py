"""What the events of a fictional city are like: sizes, days and seasons as the trade has them.

Days and areas follow the practice that the planning figures of ``docs/data.md`` rest on: a usual
trade show is open for three days after two of set-up (three above 50,000 m2), a city's shows take
20,000 to 30,000 gross m2 on average with a long tail, and shows of the winter are small.
"""

from __future__ import annotations

import math
import random
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from statistics import NormalDist
from typing import Any

from benchmarks.days import ALL, DAYS, HOLIDAY_BITS, WORKDAY_BITS, day, month, nearest, spans
from benchmarks.workspace import INDUSTRIES, Spec

WORKDAYS, LARGE_M2, SMALLEST_M2, LARGEST_M2 = 5, 50_000, 3_000, 150_000
LEADERS_SHARE, THEMES_PER_EVENT = 0.2, 0.35
WINTER = {11: 0.7, 12: 0.45}  # how much of its usual area a show takes in these months
PLACES = [(head[0] + tail[0], head[1:] + tail[1:])
          for tail in ("汀ting", "屿yu", "埠bu", "浦pu", "渚zhu", "原yuan", "陵ling")
          for head in ("霁Ji", "岚Lan", "澄Cheng", "曜Yao", "绮Qi", "砚Yan", "霖Lin", "蔚Wei", "珩Heng", "棠Tang")]


@dataclass(frozen=True)
class Trade:
    """One trade of events.

    Parameters
    ----------
    show, move_in, move_out : tuple of int
        Day counts to choose from, the usual ones more than once.
    m2 : tuple of float
        Median of the gross area and the deviation of its logarithm; (0, 0): no halls.
    season : tuple of int
        Weights of the months April to December for the wished first show day.
    per_m2 : float
        Visitors a show day for each gross m2.
    guests : float
        Share of the visitors who need a hotel room.
    weekend : str
        The usual wish about weekends.
    opens : tuple of int
        Usual weekdays of the first show day, Monday is 0.
    """

    kind: str
    names: tuple[str, str]
    show: tuple[int, ...]
    move_in: tuple[int, ...]
    move_out: tuple[int, ...]
    m2: tuple[float, float]
    season: tuple[int, ...]
    per_m2: float
    guests: float
    weekend: str
    opens: tuple[int, ...]


TRADES = {
    "trade": Trade("exhibition", ("博览会", "Expo"), (3, 3, 3, 3, 3, 2, 4), (2,), (0, 1), (22_000, 0.7),
                   (3, 5, 2, 1, 1, 5, 5, 2, 1), 0.15, 0.25, "avoid", (1, 2)),
    "consumer": Trade("exhibition", ("消费品展", "Consumer Fair"), (3, 4), (1, 2), (0, 1), (17_000, 0.5),
                      (2, 4, 2, 2, 1, 4, 4, 2, 2), 0.3, 0.05, "include", (3, 4)),
    "motor": Trade("exhibition", ("车展", "Motor Show"), (5, 6), (4, 5), (1,), (35_000, 0.4),
                   (3, 4, 1, 1, 1, 2, 5, 1, 1), 0.3, 0.05, "include", (2, 3)),
    "machinery": Trade("exhibition", ("装备展", "Machinery Show"), (4, 5), (4, 5), (2,), (32_000, 0.7),
                       (3, 4, 2, 1, 1, 3, 5, 3, 1), 0.15, 0.25, "avoid", (0, 1)),
    "conference": Trade("conference", ("大会", "Conference"), (1, 2, 2, 3), (1, 1, 2), (0, 0, 1), (0, 0),
                        (2, 4, 3, 1, 2, 4, 4, 3, 2), 0.15, 0.6, "", (0, 1, 2, 3, 4)),
    "festival": Trade("festival", ("节", "Festival"), (7, 7, 7, 9, 10, 14, 17, 20, 24, 31),
                      (5, 5, 5, 6, 8, 10, 14, 20), (3, 3, 4, 5), (0, 0),
                      (3, 4, 3, 5, 4, 4, 3, 0, 0), 0, 0.03, "include", (4, 5))}
SHOWS = {"trade": 60, "consumer": 27, "motor": 5, "machinery": 8}
LONG = {"show": (8, 9, 10), "move_in": (5, 6), "move_out": (2, 3)}  # the harsh family
LONG_M2 = 1.6


@dataclass(eq=False)
class Event:
    """A row of events.csv, its days (in, show, out) and the first show day it wishes for."""

    row: Spec
    days: tuple[int, int, int]
    wish: int
    group: int
    liked: int  # first show days that please its weekend, a bit each
    venue: Any = None  # this and the rest: its place in the hidden plan
    halls: tuple[int, ...] = ()
    first: int = 0

    @property
    def length(self) -> int:
        """Days of the tenancy."""
        return sum(self.days)


def sketches(rng: random.Random, events: int, rooms: float, long: bool) -> list[tuple[str, Spec]]:
    """Return trade and needs of each event, the largest first; `rooms` is the share of conferences.

    Areas are drawn stratum by stratum, so that even a small city has its long tail and no more.
    """
    seated = round(rooms * events)
    festivals = round(0.12 * (events - seated))
    shows, drawn = events - seated - festivals, list[tuple[str, Spec]]()
    bounds = [round(shows * share / 100) for share in accumulate(SHOWS.values(), initial=0)]
    numbers = dict(zip(SHOWS, (stop - start for start, stop in pairwise(bounds)), strict=True))
    for name, number in (numbers | {"conference": seated, "festival": festivals}).items():
        drawn += [(name, draw_needs(rng, name, (n + rng.uniform(0.1, 0.9)) / number, LONG_M2 if long else 1.0))
                  for n in range(number)]
    return sorted(drawn, key=lambda sketch: -sketch[1]["gross_m2"])


def themes(events: int) -> list[str]:
    """Return the themes of a city, the same number for each industry."""
    each = max(3, round(THEMES_PER_EVENT * events / len(INDUSTRIES)))
    return [f"{industry}-{n + 1}" for n in range(each) for industry in INDUSTRIES]


@cache
def seasonal(trade: Trade, show: int, sharp: float) -> tuple[list[float], int]:
    """Return the running sum of a trade's season day by day, and its usual first show days.

    Only those who like weekends are on show on public holidays. `sharp` above 1 raises the peaks.
    """
    total = list(accumulate(trade.season[month(n) - 4] ** sharp for n in range(DAYS - show)))
    good = sum(1 << n for n in range(DAYS - show) if day(n).weekday() in trade.opens and trade.season[month(n) - 4])
    return total, good if trade.weekend == "include" else good & spans(ALL & ~HOLIDAY_BITS, show)


def wished_day(trade: Trade, show: int, quantile: float, sharp: float) -> int:
    """Return the first show day at a quantile of the season, moved to a usual weekday."""
    total, good = seasonal(trade, show, sharp)
    drawn: int = bisect(total, quantile * total[-1])
    found = nearest(good, drawn)
    return drawn if found is None else found


def draft(rng: random.Random, number: int, sketch: tuple[str, Spec], quantile: float,
          subjects: list[str], sharp: float, long: bool) -> Event:
    """Return an event to be placed, of a trade and with needs, wishing for a quantile of its season."""
    name, needs = sketch
    trade = TRADES[name]
    show, ins, outs = (rng.choice(days) for days in (trade.show, trade.move_in, trade.move_out))
    if long and trade.kind == "exhibition":
        show, ins, outs = (rng.choice(LONG[key]) for key in ("show", "move_in", "move_out"))
    wish = wished_day(trade, show, quantile, sharp)
    needs["gross_m2"] = round(needs["gross_m2"] * WINTER.get(month(wish), 1.0) / 500) * 500
    if name in ("trade", "consumer") and needs["gross_m2"] > LARGE_M2:
        ins, outs = max(ins, 3), max(outs, 1)
    weekend = rng.choice((trade.weekend, trade.weekend, trade.weekend, ""))
    weekend = "" if weekend == "avoid" and show > WORKDAYS else weekend
    plain = spans(WORKDAY_BITS, show)
    liked = {"avoid": plain, "include": ALL & ~plain, "": -1}[weekend]
    subject = rng.choice(subjects)
    slug, (zh, en), place = subject.split("-")[0], trade.names, rng.choice(PLACES)
    visitors = draw_visitors(rng, name, needs)
    size = needs["gross_m2"] / 30_000 + needs["seats"] / 800
    row: Spec = {
        "id": f"{trade.kind}-{number + 1}", "name_zh": f"{place[0]}{INDUSTRIES[slug]}{zh}{number + 1}",
        "name_en": f"{place[1]} {slug.capitalize()} {en} {number + 1}", "kind": trade.kind,
        "industries": rng.choice((slug, slug, ";".join(dict.fromkeys((slug, rng.choice(list(INDUSTRIES))))))),
        "theme": subject if rng.random() < (0.8 if trade.kind == "exhibition" else 0.25) else "",
        "is_brand": rng.choice(("true", "", "")), "leaders_open": "",
        "organizer": rng.choice(PLACES)[0] + "展览公司",
        "status": rng.choice(("definite", "tentative", "proposed")),
        "priority": min(5, rng.choice((1, 2, 2, 3, 3, 4)) + (size > 1)),
        "daily_visitors": visitors, "co_located_with": "", "booked_start": "", "booked_halls": "",
        "show_days": show, "move_in_days": ins, "move_out_days": outs} | needs | {
        "requires": draw_feature(rng, name, needs),
        "hotel_rooms": math.ceil(visitors * trade.guests / 10) * 10, "earliest": "", "latest": "",
        "preferred_start": "", "weekend": weekend, "venues": "", "preferred_venue": ""}
    return Event(row, (ins, show, outs), wish, number, liked)


def draw_needs(rng: random.Random, name: str, quantile: float, scale: float) -> Spec:
    """Draw gross_m2, at a quantile of its trade, seats and outdoor_m2 of an event outside winter."""
    needs = {"gross_m2": 0, "seats": 0, "outdoor_m2": 0}
    median, sigma = TRADES[name].m2
    if median:
        area = median * math.exp(sigma * NormalDist().inv_cdf(quantile)) * scale
        needs["gross_m2"] = round(min(LARGEST_M2, max(SMALLEST_M2, area)) / 500) * 500
        outdoors = rng.random() < (0.3 if name == "machinery" else 0.03)
        needs["outdoor_m2"] = rng.randrange(5_000, 30_001, 1000) if outdoors else 0
        needs["seats"] = rng.choice((100, 200, 300)) if not outdoors and rng.random() < 0.08 else 0
    elif name == "conference":
        needs["seats"] = round(min(2500, max(60, rng.lognormvariate(math.log(350), 0.7))) / 10) * 10
        needs["gross_m2"] = rng.randrange(4_000, 15_001, 500) if rng.random() < 0.1 else 0
    else:
        choice = rng.random()
        needs["outdoor_m2"] = rng.randrange(10_000, 60_001, 5000) if choice < 0.7 else 0
        needs["seats"] = rng.randrange(300, 1201, 100) if choice > 0.85 else 0
    return needs


def draw_visitors(rng: random.Random, name: str, needs: Spec) -> int:
    """Draw the visitors of a show day, in hundreds."""
    area = needs["gross_m2"] + (needs["outdoor_m2"] if name != "festival" else 0)
    visitors: float = TRADES[name].per_m2 * area * rng.uniform(0.6, 1.5)
    if name == "conference":
        visitors += needs["seats"]
    elif name == "festival":
        visitors = needs["seats"] or rng.choice((3_000, 5_000, 8_000, 10_000, 10_000, 15_000, 30_000))
    return math.ceil(visitors / 100) * 100


def draw_feature(rng: random.Random, name: str, needs: Spec) -> str:
    """Draw what its halls must have; an event in halls and rooms asks for nothing special."""
    if needs["gross_m2"] and needs["seats"]:
        return ""
    if name == "machinery":
        return rng.choice(("heavy-load", "heavy-load", "ground-floor"))
    if name == "trade":
        return "ground-floor" if rng.random() < 0.1 else ""
    return "streaming" if name == "conference" and rng.random() < 0.15 else ""
