"""A made-up plan and what a server would answer about it, for timing the board's page alone.

Every answer has the shape that docs/openapi.json tells (tests/benchmarks/test_board_ui.py), so that the page does with
it all that it does with a real one.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

Json = dict[str, Any]

FIRST = date(2021, 1, 1)
HALLS_A_VENUE = 6
INDUSTRIES = 13
CLASH, SOFT = "occupancy", ("preferred-date", "weekend", "waste")
PLACEMENT_DAYS = ("tenancy_first", "show_first", "show_last", "tenancy_last")


def iso(day: int) -> str:
    """A day of the horizon as a date."""
    return (FIRST + timedelta(day)).isoformat()


def nth(day: str) -> int:
    """A date as a day of the horizon."""
    return (date.fromisoformat(day) - FIRST).days


def document(events: int, halls: int, days: int, seed: int = 7) -> Json:
    """A plan as the API gives it: so many events of three phases, without overlaps where that goes."""
    rng = random.Random(seed)
    venues = [_venue(number) for number in range(halls // HALLS_A_VENUE)]
    rooms = [(v["id"], h["id"]) for v in venues for h in v["halls"]]
    free = dict.fromkeys(rooms, 0)
    rows, placements = [], []
    for n in range(events):
        room = rooms[n % len(rooms)]
        move_in, show, move_out = rng.randint(1, 3), rng.randint(2, 5), rng.randint(1, 2)
        gap = rng.randint(0, max(0, 2 * (days * len(rooms) // events - move_in - show - move_out)))
        first = min(free[room] + gap, days - move_in - show - move_out)
        free[room] = first + move_in + show + move_out
        at = (first, first + move_in, first + move_in + show - 1, first + move_in + show + move_out - 1)
        rows.append(_event(n, show, move_in, move_out))
        placements.append({"event_id": f"e{n}", "venue_id": room[0], "hall_ids": [room[1]],
                           **dict(zip(PLACEMENT_DAYS, map(iso, at), strict=True)), "cost": 0})
    return {
        "id": 1, "title": "Benchmark", "origin": "file", "version": 1, "city": {"id": "c", **_named("城", "City")},
        "horizon": {"first": iso(0), "last": iso(days - 1)}, "today": iso(0), "holidays": [], "policy": _policy(),
        "industries": {f"i{k}": _named(f"产业{k}", f"Industry {k}") for k in range(INDUSTRIES)},
        "venues": venues, "events": rows, "warnings": [], "placements": placements, "unplaced": [], "locks": {}, "closures": [],
        "rules": {rule: {**_named(rule, rule), "hard": rule == CLASH} for rule in (CLASH, *SOFT)},
        "findings": _findings(placements), "ok": True, "cost": 0, "cost_by_rule": {}, "cost_by_event": {}, "coverage": {},
        "undo": False, "redo": False, "undo_by": [], "redo_by": [],
    }


def _named(zh: str, en: str) -> Json:
    return {"name_zh": zh, "name_en": en}


def _venue(number: int) -> Json:
    halls = [{"id": f"h{i}", **_named(f"{i}号馆", f"Hall {i}"), "gross_m2": 10_000, "seats": 0, "outdoor": False,
              "features": [], "closures": []} for i in range(1, HALLS_A_VENUE + 1)]
    return {"id": f"v{number}", **_named(f"第{number + 1}会展中心", f"Expo {number + 1}"), "district": "d", "turnaround_days": 0,
            "moving_halls_per_day": None, "open": {"from": None, "to": None}, "closures": [], "halls": halls,
            "runs": [[h["id"] for h in halls]]}


def _event(number: int, show: int, move_in: int, move_out: int) -> Json:
    blank = dict.fromkeys(("theme", "direction", "level", "weekend", "preferred_venue", "co_located_with", "evidence", "source", "notes"), "")
    return {
        "id": f"e{number}", **_named(f"第{number}届国际博览会", f"International Expo {number}"), **blank, "kind": "exhibition",
        "industries": [f"i{number % INDUSTRIES}"], "organizer": [], "status": "definite", "priority": 3,
        "show_days": show, "move_in_days": move_in, "move_out_days": move_out, "gross_m2": 8000, "row": number + 2,
        **dict.fromkeys(("seats", "outdoor_m2", "daily_visitors", "hotel_rooms"), 0),
        **dict.fromkeys(("is_new", "is_brand", "leaders_open"), False), **{key: [] for key in ("requires", "venues", "booked_halls")},
        **dict.fromkeys(("earliest", "latest", "preferred_start", "booked_start")),
    }


def _policy() -> Json:
    return {
        "coverage": {"brand_events": 0, "events": 0, "required": False}, "date_protection": {"days": None, "themes": {}}, "closed_days": [],
        "limits": dict.fromkeys(("openings_per_day", "large_event_visitors", "large_events_per_district_day")),
        "comfort": dict.fromkeys(("daily_visitors", "hotel_rooms")), "weights": {}, "change": {},
    }


def _findings(placements: list[Json]) -> list[Json]:
    """Points of three rules for every second event."""
    return [{"rule": rule, "hard": False, "events": [p["event_id"]], "halls": [], "days": [p["show_first"]], "amount": 2,
             "text_zh": f"{p['event_id']} 与愿望相差 1 天", "text_en": f"{p['event_id']} is 1 day from its wish"}
            for rule in SOFT for p in placements[::2]]


def places(doc: Json, event_id: str) -> Json:
    """Where an event may go: every run of halls of every venue, shut by the tenancies of all others."""
    days = nth(doc["horizon"]["last"]) + 1
    event = next(e for e in doc["events"] if e["id"] == event_id)
    halls: dict[str, list[Json]] = {f"{v['id']}/{h['id']}": [] for v in doc["venues"] for h in v["halls"]}
    for place in doc["placements"]:
        if place["event_id"] == event_id:
            continue
        after = event["show_days"] + event["move_out_days"] - 1
        first, last = nth(place["tenancy_first"]) - after, nth(place["tenancy_last"]) + event["move_in_days"]
        block = {"from": iso(max(0, first)), "to": iso(min(days - 1, last)), "rule": CLASH, "events": [place["event_id"]]}
        for hall in place["hall_ids"]:
            halls[f"{place['venue_id']}/{hall}"].append(block)
    stretches = [_stretch(venue["id"], run[a:b], halls, days) for venue in doc["venues"] for run in venue["runs"]
                 for a in range(len(run)) for b in range(a + 1, len(run) + 1)]
    return {"version": doc["version"], "event_id": event_id, "first": doc["horizon"]["first"], "days": days,
            "cost": [abs(day - days // 2) for day in range(days)], "blocked": [], "venues": {v["id"]: [] for v in doc["venues"]},
            "halls": halls, "stretches": stretches}


def _stretch(venue: str, hall_ids: list[str], halls: dict[str, list[Json]], days: int) -> Json:
    shut = {day for hall in hall_ids for block in halls[f"{venue}/{hall}"] for day in range(nth(block["from"]), nth(block["to"]) + 1)}
    edges = [day for day in range(days + 1) if (0 <= day < days and day not in shut) != (day > 0 and day - 1 not in shut)]
    legal = [{"from": iso(a), "to": iso(b - 1)} for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return {"venue_id": venue, "hall_ids": hall_ids, "extra": 40 * (len(hall_ids) - 1), "legal": legal, "blocked": []}


def moved(doc: Json) -> Json:
    """The answer to an edit that moves the first event onto the second, a week later."""
    first, other = doc["placements"][:2]
    to = {**first, "cost": 14} | {key: (date.fromisoformat(first[key]) + timedelta(7)).isoformat() for key in PLACEMENT_DAYS}
    ids = [first["event_id"], other["event_id"]]
    clash = {**doc["findings"][0], "hard": True, "rule": CLASH, "events": ids}
    return {**unmoved(doc), "version": doc["version"] + 1, "ok": False, "cost": 14, "cost_change": 14,
            "findings_removed": [3, 5], "findings_added": [[0, clash]],
            "changed": {"placements": [to], "cost_by_event": {ids[0]: 14}}}


def unmoved(doc: Json) -> Json:
    """The answer to an edit that changes nothing."""
    return {"version": doc["version"], "ok": True, "cost": 0, "cost_change": 0, "cost_by_rule": {}, "findings_removed": [],
            "findings_added": [], "changed": {}, "gone": {}, "whole": []}


def answers(doc: Json, method: str, path: str) -> tuple[str, Json] | None:
    """What a server would say at an address: the name of its shape, and the answer."""
    if method == "post":
        return ("Edited", unmoved(doc)) if path.startswith("/api/plans/1/") else None
    if path.startswith("/api/plans/1/places/"):
        return "Places", places(doc, path.rpartition("/")[2])
    head = {**{key: doc[key] for key in ("id", "title", "origin", "version")}, "who": "", "created": "", "changed": ""}
    plans = {"plans": [head], "me": {"name": "", "planner": True}}
    return {"/api/plans": ("Plans", plans), "/api/plans/1": ("Plan", doc)}.get(path)
