"""Seeded fictional cities: workspaces of any size for benchmarks and tests.

1. The events are drawn first, with the sizes, days and seasons of their trades.
2. The exhibition centres are sized to them: so much area that the events fill the asked share of
   it in the peak months (`write_city`, `tightness`).
3. Every event is put somewhere legal near its wish: the hidden plan. Steps 2 and 3 are repeated
   with more or less area until the share is met.
4. Windows, bookings and wishes are described around the hidden plan, so that it stays legal.

The hidden plan and what it fills are written beside the workspace, in ``hidden/``.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parents[1]))  # run as a script, only this folder is there

from benchmarks.days import DAYS, FIRST, LAST, PEAK_BITS, day
from benchmarks.placing import LEADERS_TRIED, City, build_policy
from benchmarks.sites import CUT_SHARE, LARGEST_SHARE, build_city, needed_m2
from benchmarks.tiny import write_tiny
from benchmarks.trades import LEADERS_SHARE, Event, draft, sketches, themes
from benchmarks.workspace import HOLIDAYS, INDUSTRIES, KINDS, Spec, write

__all__ = ["DAYS", "FIRST", "HOLIDAYS", "KINDS", "LAST", "write_city", "write_tiny"]

WINDOWS = {"weeks": (7, 21), "months": (30, 90), "year": (DAYS, DAYS)}
GOLDEN = (5 ** 0.5 - 1) / 2
TURNS, TURNS_LARGE, SMALL, CLOSE_ENOUGH, SHARPEST = 16, 5, 500, 0.02, 2.5
HEARD_DAYS = 14  # an organiser's wish lies at most so far from the place that the city can offer
COMFORT = {"usual": 0.95, "long": 0.8}  # share of the days on which the hidden plan is comfortable
PLAN = ["event_id", "venue_id", "hall_ids", "tenancy_first", "show_first", "show_last", "tenancy_last", "status"]


@dataclass(frozen=True)
class Wanted:
    """What a city is asked for: the arguments of `write_city`."""

    events: int
    seed: int
    tightness: float
    rooms: float
    protection: int
    colocation: float
    closures: int
    long: bool


def draw_events(wanted: Wanted, sharp: float) -> list[Event]:
    """Return the events to place, the largest first, or they find no room; none needs most of a city.

    Their wishes are spread by the golden ratio, so that large and small ones alike follow the seasons.
    """
    rng, subjects = random.Random(f"{wanted.seed}/events"), themes(wanted.events)
    numbers, offset = rng.sample(range(wanted.events), wanted.events), rng.random()
    drawn = [draft(rng, numbers[n], sketch, (offset + n * GOLDEN) % 1, subjects, sharp, wanted.long)
             for n, sketch in enumerate(sketches(rng, wanted.events, wanted.rooms, wanted.long))]
    for event in rng.sample(drawn, round(LEADERS_SHARE * wanted.events)):
        event.row["leaders_open"] = "true"
    most = max(20_000, CUT_SHARE * needed_m2(drawn, wanted.tightness))
    for event in drawn:
        event.row["gross_m2"] = min(event.row["gross_m2"], int(most) // 500 * 500)
    return sorted(drawn, key=lambda event: (-event.row["gross_m2"], -event.length, event.group))


def grow(wanted: Wanted, turn: int, area: float, drawn: list[Event]) -> City:
    """Return a city of about `area` m2 of halls, with all the events placed."""
    rng = random.Random(f"{wanted.seed}/city/{turn}")
    policy = build_policy(len(drawn), wanted.protection, themes(len(drawn)))
    city = City(rng, build_city(rng, drawn, area, wanted.closures), policy)
    for n, event in enumerate(drawn):
        leaders = rng.sample(city.events, min(LEADERS_TRIED, n)) if rng.random() < wanted.colocation else []
        city.settle(event, leaders)
    return city


def fitted(wanted: Wanted) -> City:
    """Return the city whose hidden plan comes nearest to the asked tightness.

    Too little taken: fewer halls, or sharper seasons where the largest show needs all the halls.
    """
    best, missed, area, sharp = None, 1.0, 0.0, 1.0
    for turn in range(TURNS if wanted.events <= SMALL else TURNS_LARGE):
        drawn = draw_events(wanted, sharp)
        least = max(event.row["gross_m2"] for event in drawn) / LARGEST_SHARE
        area = max(area or needed_m2(drawn, wanted.tightness), least)
        city = grow(wanted, turn, area, drawn)
        met = city.peak_share() / wanted.tightness
        if best is None or abs(met - 1) < missed:
            best, missed = city, abs(met - 1)
        if missed <= CLOSE_ENOUGH:
            break
        if area <= least and met < 1:
            sharp = min(SHARPEST, sharp * 1.2)
        area *= min(1.2, max(0.8, met))
    assert best is not None
    return best


def cover(rng: random.Random, rows: list[Spec]) -> None:
    """Let every industry be listed twice, once by a brand event."""
    for industry in INDUSTRIES:
        others = [row for row in rows if industry not in row["industries"].split(";")]
        for row in rng.sample(others, max(0, 2 - len(rows) + len(others))):
            row["industries"] += f";{industry}"
        listed = [row for row in rows if industry in row["industries"].split(";")]
        if not any(row["is_brand"] for row in listed):
            rng.choice(listed)["is_brand"] = "true"


def describe(rng: random.Random, city: City, event: Event, windows: str) -> None:
    """Fill in a placed event's window around its place, its wishes and the venues it allows."""
    row, first, (ins, show, outs) = event.row, event.first, event.days
    last = first + show - 1
    low, high = WINDOWS[rng.choice(list(WINDOWS)) if windows == "mixed" else windows]
    early, late = max(0, first - rng.randint(low, high)), min(DAYS - 1, last + rng.randint(low, high))
    if low < DAYS:
        row |= {"earliest": day(early), "latest": day(late)}
    else:
        early, late = 0, DAYS - 1
    latest_wish = min(late, DAYS - 1 - outs) - show + 1
    wish = min(max(event.wish, first - HEARD_DAYS, early, ins), first + HEARD_DAYS, latest_wish)
    here = event.venue.id
    alike = [one.id for one in rng.sample(city.venues, min(20, len(city.venues)))
             if one.id != here and one.id.split("-")[0] == here.split("-")[0] and one.suits(row)][:2]
    allowed = rng.choice(([here, *alike], *[[]] * 4))
    wanted = rng.choice((here, here, here, here, *(alike[:1] or [here]), ""))
    row |= {"preferred_start": rng.choice((day(wish), day(wish), day(wish), "")), "venues": ";".join(allowed),
            "preferred_venue": wanted if not allowed or wanted in allowed else here}


def book(rng: random.Random, event: Event, names: list[str]) -> None:
    """Book an event where it stands, with or without its halls."""
    halls = rng.choice(([f"{event.venue.id}/{name}" for name in names], []))
    event.row |= {"status": "definite", "booked_start": day(event.first), "booked_halls": ";".join(halls)}


def write_hidden(folder: Path, plan: list[Spec], figures: Spec) -> None:
    """Write the hidden plan and what can be counted from it."""
    (folder / "hidden").mkdir(parents=True, exist_ok=True)
    (folder / "hidden" / "city.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8", newline="")
    with (folder / "hidden" / "plan.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, PLAN, lineterminator="\n")
        table.writeheader()
        table.writerows(row | {"hall_ids": ";".join(row["hall_ids"])} for row in plan)


def write_city(folder: Path, *, events: int, seed: int, tightness: float = 0.5, rooms: float = 0.3,
               windows: str = "mixed", protection: int = 60, bookings: float = 0.1, colocation: float = 0.1,
               closures: int = 4, shows: str = "usual") -> list[Spec]:
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
        Share of the hall-days of May, September and October that the hidden plan takes: tenancy
        days (move-in to move-out, turnaround not counted) of exhibition centres' indoor halls with
        an area, over all days of these halls that are not closed. The city is sized for it. Below
        some sixty events it may stay lower, since a centre must hold its largest show; ``hidden/city.json``
        has the share that was met.
    rooms, bookings, colocation : float
        Shares of events that are conferences, are booked, are to stand beside another.
    windows : {"mixed", "weeks", "months", "year"}
        How far the first and last allowed days lie around the hidden place.
    protection : int
        Free days between shows of one theme; every tenth theme has 30 more.
    shows : {"usual", "long"}
        ``long``: exhibitions of three weeks in many halls, a harder family than any real city, with
        a comfort that every fifth day exceeds.

    Returns
    -------
    list of dict
        The hidden plan: the columns of a plan without cost, `hall_ids` a list.
    """
    city = fitted(Wanted(events, seed, tightness, rooms, protection, colocation, closures, shows == "long"))
    rng = random.Random(f"{seed}/rows")
    rows = [event.row for event in sorted(city.events, key=lambda one: str(one.row["id"]))]
    cover(rng, rows)
    sums, plan = np.zeros((2, DAYS)), []
    for event in sorted(city.events, key=lambda one: (one.first, one.row["id"])):
        describe(rng, city, event, windows)
        row, first, (ins, show, outs) = event.row, event.first, event.days
        sums[:, first:first + show] += [[row["daily_visitors"]], [row["hotel_rooms"]]]
        names = [event.venue.halls[n]["id"] for n in sorted(event.halls)]
        if rng.random() < bookings:
            book(rng, event, names)
        plan.append({"event_id": row["id"], "venue_id": event.venue.id, "hall_ids": names,
                     "tenancy_first": day(first - ins), "show_first": day(first), "show_last": day(first + show - 1),
                     "tenancy_last": day(first + show + outs - 1), "status": row["status"]})
    city.policy["comfort"] = dict(zip(("daily_visitors", "hotel_rooms"),
                                      map(int, np.quantile(sums, COMFORT[shows], axis=1)), strict=True))
    used, protected = {row["theme"] for row in rows}, city.policy["date_protection"]
    protected["themes"] = {theme: days for theme, days in protected["themes"].items() if theme in used}
    write(folder, rng, [venue.spec for venue in city.venues], rows, city.policy)
    write_hidden(folder, plan, {"tightness_asked": tightness, "tightness_met": round(city.peak_share(), 4),
                                "peak_days": PEAK_BITS.bit_count()})
    return plan


def parser() -> argparse.ArgumentParser:
    """Return the options of a city, as the command line and the instance list have them."""
    made = argparse.ArgumentParser(description="Write a fictional city's workspace.")
    made.add_argument("folder", type=Path)
    made.add_argument("--tiny", action="store_true", help="a city for brute force; only --seed counts")
    made.add_argument("--windows", choices=["mixed", *WINDOWS], default="mixed")
    made.add_argument("--shows", choices=list(COMFORT), default="usual")
    for name, default in {"events": 103, "seed": 1, "tightness": 0.5, "rooms": 0.3, "protection": 60,
                          "bookings": 0.1, "colocation": 0.1, "closures": 4}.items():
        made.add_argument(f"--{name}", type=type(default), default=default, help=f"default: {default}")
    return made


def main(argv: Sequence[str] | None = None) -> None:
    """Write the city that the arguments ask for."""
    options = vars(parser().parse_args(argv))
    folder, tiny = options.pop("folder"), options.pop("tiny")
    if tiny:
        write_tiny(folder, seed=options["seed"])
    else:
        write_city(folder, **options)


if __name__ == "__main__":
    main()
