"""Seeded fictional cities small enough for brute force."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.workspace import HOLIDAYS, INDUSTRIES, KINDS, Spec, write


def write_tiny(folder: Path, *, seed: int) -> None:
    """Write a city small enough for brute force, with any of the rules, feasible or not."""
    rng = random.Random(seed)
    first, length = rng.choice(HOLIDAYS)[0] - timedelta(rng.randint(0, 12)), rng.randint(12, 20)
    dates, industries = [first + timedelta(n) for n in range(length)], list(INDUSTRIES)[:rng.randint(2, 3)]

    def some(share: float, **entry: Any) -> Spec:
        return entry if rng.random() < share else {}

    def closed() -> Spec:
        start = rng.choice(dates)
        return some(0.2, closures=[{"from": start, "to": rng.choice((None, *[start + timedelta(2)] * 4))}])

    halls: list[Spec] = [{"id": f"h{n}", "gross_m2": 1000 * rng.randint(2, 6)} | some(0.5, features=["heavy-load"])
                         | some(0.3, seats=100 * rng.randint(1, 5)) | closed() for n in (1, 2)]
    more: list[Spec] = [{"id": "r1", "seats": 100 * rng.randint(2, 6)} | some(0.4, gross_m2=3000) | closed()]
    more += rng.choice(([], [{"id": "g1", "gross_m2": 20000, "outdoor": True}], [{"id": "h3", "gross_m2": 4500}]))
    venues: list[Spec] = [
        {"id": f"v{n}", "name_en": f"Venue {n}", "district": f"d{rng.randint(1, n)}", "halls": part,
         "turnaround_days": rng.choice((0, 0, 1, 2)), "runs": [["h1", "h2"]] if n == 1 else []} | closed()
        | some(0.3, moving_halls_per_day=rng.randint(1, 3)) | some(0.2, open={"from": dates[2], "to": None})
        for n, part in enumerate((halls, more), 1)]
    rows: list[Spec] = []
    for n in range(1, rng.randint(3, 5) + 1):
        kind, show, ins, outs = rng.choice(list(KINDS)), rng.randint(1, 3), rng.randint(0, 2), rng.randint(0, 1)
        start, venue = rng.choice(dates[ins:length - show - outs + 1]), rng.choice(venues)
        needs = {"conference": {"seats": 100 * rng.randint(1, 4)} | some(0.2, gross_m2=2000),
                 "exhibition": {"gross_m2": 1000 * rng.randint(1, 8)} | some(0.2, seats=100)
                 | some(0.1, outdoor_m2=9000), "festival": some(0.4, outdoor_m2=9000)}[kind]
        columns = "gross_m2 seats outdoor_m2 requires earliest latest preferred_start venues preferred_venue"
        rows.append({
            "id": f"e{n}", "name_en": f"Event {n}", "kind": kind, "show_days": show, "move_in_days": ins,
            "move_out_days": outs, "industries": ";".join(rng.sample(industries, rng.randint(1, 2))),
            "theme": rng.choice(("tea", "tea", "auto", "")), "is_brand": rng.choice(("true", "")),
            "leaders_open": rng.choice(("true", "")), "weekend": rng.choice(("include", "avoid", "")),
            "priority": rng.randint(1, 5), "daily_visitors": rng.randrange(0, 9000, 500),
            "hotel_rooms": rng.randrange(0, 900, 50)}
            | dict.fromkeys([*columns.split(), "booked_start", "booked_halls", "co_located_with"], "") | needs
            | some(0.1, requires="heavy-load") | some(0.7, preferred_start=start) | some(0.2, venues=venue["id"])
            | some(0.3, earliest=start - timedelta(rng.randint(0, 4))) | some(0.15, booked_start=start)
            | some(0.3, latest=start + timedelta(show + rng.randint(0, 4))) | some(0.3, preferred_venue=venue["id"])
            | some(0.1 if len(needs) == 1 else 0, booked_halls=f"{venue['id']}/{rng.choice(venue['halls'])['id']}")
            | some(0.2 if rows else 0, co_located_with=f"e{n - 1}"))
    ranges = {"unplaced": 99, "preferred-date": 4, "preferred-venue": 20, "weekend": 10, "crowding": 3, "hotels": 3,
              "same-industry": 5, "waste": 3, "neighbour": 15, "coverage": 300}
    policy: Spec = {
        "horizon": {"first": first, "last": dates[-1]}, "industries": {slug: {"name_en": slug} for slug in industries},
        "weights": {name: rng.randint(0, high) for name, high in ranges.items() if rng.random() < 0.5},
        "limits": some(0.5, openings_per_day=1) | some(
            0.5, large_event_visitors=4000, large_events_per_district_day=1),
        "comfort": some(0.5, daily_visitors=rng.randint(3000, 12000)) | some(0.5, hotel_rooms=rng.randint(300, 900)),
        "closed_days": rng.sample([{"public_holidays": True}, {"public_holidays": True, "kinds": ["conference"]},
                                   {"from": dates[-3], "to": None, "min_daily_visitors": 6000},
                                   {"from": dates[5], "to": dates[6], "kinds": ["exhibition", "festival"]}],
                                  rng.randint(0, 2)),
        "holidays": some(0.5, add=[rng.choice(dates)]) | some(0.5, remove=[rng.choice(dates)])} | some(
        0.6, coverage={"brand_events": rng.randint(0, 1), "events": rng.randint(0, 2), "required": rng.random() < 0.3}
    ) | some(0.6, date_protection={"days": rng.randint(0, 4), "themes": some(0.5, tea=rng.randint(0, 6))})
    write(folder, rng, venues, rows, policy)
