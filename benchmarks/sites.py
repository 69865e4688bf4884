"""The venues of a fictional city, sized to its events."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from benchmarks.days import DAYS, PEAK_BITS, day, overlap
from benchmarks.trades import PLACES, Event
from benchmarks.workspace import Spec

NAMES = {"expo": ("会展中心", "Exhibition Centre"), "congress": ("会议中心", "Congress Hall"),
         "hotel": ("酒店", "Hotel"), "ground": ("广场", "Square")}
ROOMS = {"expo": (800, 400, 200), "congress": (3000, 1000, 600, 500, 300, 200, 200, 100),
         "hotel": (1000, 400, 150), "ground": ()}
# A conference needs a third of a hotel and so on: 31 of them have one congress hall and 3 hotels.
CONFERENCES_PER_HOTEL, CONFERENCES_PER_CONGRESS, FESTIVALS_PER_GROUND = 10, 31, 4.5
SPARE = 1.08  # stretches of whole halls are longer than the need
CUT_SHARE, LARGEST_SHARE = 0.6, 0.8  # of the exhibition area, for the largest show: as drawn, at most


def needed_m2(events: Sequence[Event], tightness: float) -> float:
    """Return the exhibition area of which the wishes take the share `tightness` in the peak months."""
    taken: int = sum(event.row["gross_m2"] * overlap(PEAK_BITS, event.wish - event.days[0], event.length)
                for event in events)
    return SPARE * taken / (tightness * PEAK_BITS.bit_count())


def centre_areas(rng: random.Random, total: float, largest: float) -> list[float]:
    """Split the exhibition area among centres of at most 150,000 m2; the first holds the largest show."""
    areas = [max(largest, min(150_000, 0.45 * total))]
    while (left := total - sum(areas)) > 8_000:
        size = rng.uniform(20_000, min(150_000, max(30_000, total / 3)))
        areas.append(left if left - size < 15_000 else size)
    return areas


def build_centre(rng: random.Random, number: int, area: float) -> tuple[list[Spec], list[list[str]]]:
    """Return the exhibition halls of a centre and their runs; every fourth centre is one run."""
    sizes = (5_000, 6_000, 6_667) if area < 45_000 else (7_500, 9_600, 10_000, 10_357)
    size, one_run = rng.choice(sizes), number % 4 == 0
    count = max(2, math.ceil(area / size) if number == 0 else round(area / size))
    halved = min(count, rng.choice((2, 3, 4) if one_run else (0, 2, count)))
    heavy = count if one_run else rng.choice((count, count, round(0.6 * count)))
    halls: list[Spec] = []
    for n in range(count):
        features = ["ground-floor", "heavy-load"] if n < heavy else rng.choice((["ground-floor"], []))
        for half in "ab" if n < halved else ("",):
            halls.append({"id": f"h{n + 1}{half}", "gross_m2": size // 2 if half else size,
                          "features": list(features), "closures": []})
    if number % 2 == 0:
        halls[-1]["seats"] = rng.choice((2500, 4000))
    slugs = [hall["id"] for hall in halls]
    cut = len(slugs) if one_run or count < 7 else rng.choice((len(slugs) // 2, len(slugs) - 4))
    return halls, [run for run in (slugs[:cut], slugs[cut:]) if len(run) > 1]


def build_venue(rng: random.Random, kind: str, number: int, place: int, districts: int, area: float) -> Spec:
    """Return a venue; `area` counts for centres only."""
    (zh, en), (site_zh, site_en) = PLACES[place % len(PLACES)], NAMES[kind]
    halls, runs = build_centre(rng, number, area) if kind == "expo" else ([], [])
    count = len(halls)
    for n, seats in enumerate(ROOMS[kind]):
        halls.append({"id": f"r{n + 1}", "seats": round(seats * rng.uniform(0.8, 1.2) / 10) * 10,
                      "features": rng.choice(([], ["streaming"])), "closures": []})
    if kind == "ground" or (kind == "expo" and number % 3 != 2):
        halls.append({"id": "g1", "gross_m2": rng.randrange(60_000, 200_001, 10_000) if kind == "ground"
                      else rng.randrange(30_000, 70_001, 5_000), "outdoor": True, "closures": []})
    spec: Spec = {"id": f"{kind}-{number + 1}", "name_zh": f"{zh}{site_zh}{number + 1}",
                  "name_en": f"{en} {site_en} {number + 1}", "district": f"district-{place % districts + 1}",
                  "turnaround_days": rng.choice((0, 0, 1)) if count and number else 0, "closures": [],
                  "halls": halls, "runs": runs}
    if count:  # the first centre can move a show that takes all its halls, a room and a ground
        spec["moving_halls_per_day"] = max(round(count * rng.uniform(0.75, 1.15)), 0 if number else count + 2)
    elif kind == "hotel" and number and rng.random() < 0.3:
        spec["open"] = {"from": day(rng.randrange(30, 100)), "to": None}
    return spec


def close_some(rng: random.Random, specs: list[Spec], closures: int) -> None:
    """Close halls for sixty days, every fourth of them for good, and sometimes a whole centre for days."""
    centres = [spec for spec in specs if spec["id"].startswith("expo")]
    for n in range(closures):
        venue, first = rng.choice(centres), rng.randrange(20, DAYS - 90)
        closed, length = (venue, rng.randint(3, 9)) if n % 4 == 3 else (rng.choice(venue["halls"]), 60)
        closed["closures"].append({"from": day(first), "to": None if n % 4 == 1 else day(first + length),
                                   "reason_zh": "检修", "reason_en": "Repairs"})


def build_city(rng: random.Random, events: Sequence[Event], area: float, closures: int) -> list[Spec]:
    """Return venues with about `area` m2 in exhibition halls, and rooms and grounds for the rest."""
    kinds = [event.row["kind"] for event in events]
    seated, festive, unit = kinds.count("conference"), kinds.count("festival"), len(events) / 103
    areas = centre_areas(rng, area, max(event.row["gross_m2"] for event in events))
    numbers = {"expo": len(areas), "congress": max(1, round(seated / CONFERENCES_PER_CONGRESS)),
               "hotel": max(1, round(seated / CONFERENCES_PER_HOTEL)),
               "ground": max(1, round(festive / FESTIVALS_PER_GROUND))}
    sites = [(kind, n) for kind, number in numbers.items() for n in range(number)]
    specs = [build_venue(rng, kind, n, place, max(2, round(5 * unit)), areas[n] if kind == "expo" else 0)
             for place, (kind, n) in enumerate(sites)]
    close_some(rng, specs, round(closures * max(1.0, unit)))
    return specs
