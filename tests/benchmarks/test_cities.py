"""Tests of the generated cities: same bytes, valid formats, and a hidden plan that is legal."""

from __future__ import annotations

import csv
import importlib.util
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import holidays
import pytest
from ruamel.yaml import YAML

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "cities.py"
_spec = importlib.util.spec_from_file_location("cities", SCRIPT)
assert _spec and _spec.loader
cities = importlib.util.module_from_spec(_spec)
sys.modules["cities"] = cities
_spec.loader.exec_module(cities)

SLUG = re.compile(r"[a-z0-9-]+")
REQUIRED = {"id", "kind", "industries", "show_days"}
COLUMNS = REQUIRED | set("""name_zh name_en theme is_brand leaders_open organizer status priority move_in_days
move_out_days gross_m2 seats outdoor_m2 requires daily_visitors hotel_rooms earliest latest preferred_start weekend
venues preferred_venue booked_start booked_halls co_located_with""".split())
VENUE = set("""id name_zh name_en district turnaround_days moving_halls_per_day open closures halls runs""".split())
HALL = set("id gross_m2 seats outdoor features closures".split())
POLICY = set("""horizon industries coverage date_protection holidays closed_days limits comfort neighbours
weights""".split())
Row = dict[str, Any]


def load(folder: Path) -> tuple[Row, Row, dict[str, Row]]:
    """Read a workspace back."""
    yaml = YAML(typ="safe")
    venues, policy = (yaml.load((folder / f"{n}.yaml").read_text("utf-8")) for n in ("venues", "policy"))
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    events = {row["id"]: row for row in rows}
    assert len(events) == len(rows)
    return {venue["id"]: venue for venue in venues["venues"]}, policy, events


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file's bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def items(text: str) -> list[str]:
    """Split a list cell."""
    return text.split(";") if text else []


def days(first: date, last: date | None, end: date) -> set[date]:
    """Return the days of a span, inclusive."""
    return {first + timedelta(n) for n in range(((last or end) - first).days + 1)}


def public_holidays(year: int) -> set[date]:
    """Return the days off as the workspace's rule has them."""
    off = {d for d in holidays.country_holidays("CN", years=[year]) if d.year == year}
    while more := {d + timedelta(n) for d in off for n in (-1, 1) if (d + timedelta(n)).weekday() > 4} - off:
        off |= more
    return off


def check_format(folder: Path) -> None:
    """Check slugs, uniqueness, columns, references and value ranges."""
    venues, policy, events = load(folder)
    assert set(policy) <= POLICY
    horizon = policy["horizon"]
    assert isinstance(horizon["first"], date) and horizon["first"] < horizon["last"]
    for path in policy["neighbours"]["files"]:
        text = (folder / path).read_bytes().decode()
        assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
        assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT")
        assert all(len(line) <= 75 for line in text.split("\r\n"))
    halls = {}
    for venue in venues.values():
        assert set(venue) <= VENUE and SLUG.fullmatch(venue["id"]) and SLUG.fullmatch(venue["district"])
        ids = [hall["id"] for hall in venue["halls"]]
        assert ids and len(ids) == len(set(ids)) and all(map(SLUG.fullmatch, ids))
        linked = [slug for run in venue["runs"] for slug in run]
        assert len(linked) == len(set(linked)) and set(linked) <= set(ids)
        for hall in venue["halls"]:
            halls[f"{venue['id']}/{hall['id']}"] = hall
            assert set(hall) <= HALL and (hall.get("gross_m2") or hall.get("seats"))
        for one in [c for part in (venue, *venue["halls"]) for c in part.get("closures", [])]:
            assert set(one) <= {"from", "to", "reason_zh", "reason_en"}
            assert one["to"] is None or one["from"] <= one["to"]
    for row in events.values():
        assert set(row) <= COLUMNS and SLUG.fullmatch(row["id"]) and row["kind"] in cities.KINDS
        listed = items(row["industries"])
        assert listed and len(listed) == len(set(listed)) and set(listed) <= set(policy["industries"])
        allowed = items(row["venues"])
        assert len(allowed) == len(set(allowed)) and set(allowed) <= set(venues)
        assert row["preferred_venue"] in (*(allowed or venues), "")
        assert set(items(row["booked_halls"])) <= set(halls)
        assert len({place.split("/")[0] for place in items(row["booked_halls"])}) <= 1
        assert row["co_located_with"] in {*events, ""} - {row["id"]}
        assert int(row["show_days"]) >= 1 and 1 <= int(row["priority"]) <= 5
        assert all(row[key] in ("true", "") for key in ("is_brand", "leaders_open"))
        assert row["weekend"] in ("include", "avoid", "")
        assert row["theme"] == "" or SLUG.fullmatch(row["theme"])
        first, last = (date.fromisoformat(row[key]) if row[key] else horizon[end]
                       for key, end in (("earliest", "first"), ("latest", "last")))
        assert first + timedelta(int(row["show_days"]) - 1) <= last
        for key in ("preferred_start", "booked_start"):
            if row[key]:
                assert horizon["first"] <= date.fromisoformat(row[key]) <= horizon["last"]
        for key in ("gross_m2", "seats", "outdoor_m2", "daily_visitors", "hotel_rooms", "priority"):
            assert re.fullmatch(r"\d*", row[key])


def check_plan(folder: Path, plan: list[Row]) -> None:
    """Check every hard rule of the contract on the hidden plan, without the generator's code."""
    venues, policy, events = load(folder)
    end, limits = policy["horizon"]["last"], policy["limits"]
    off, taken = public_holidays(2021), {}
    moving, openings, large = Counter(), Counter(), Counter()
    assert sorted(place["event_id"] for place in plan) == sorted(events)
    at = {place["event_id"]: place for place in plan}
    for name, place in at.items():
        row, venue = events[name], venues[place["venue_id"]]
        first, last, into, out = (place[k] for k in ("show_first", "show_last", "tenancy_first", "tenancy_last"))
        show, tenancy = days(first, last, end), days(into, out, end)
        assert [(last - first).days + 1, (first - into).days, (out - last).days] == [
            int(row[key]) for key in ("show_days", "move_in_days", "move_out_days")]
        assert max(policy["horizon"]["first"], venue.get("open", {}).get("from", into)) <= into and out <= end
        assert first.isoformat() >= row["earliest"] and last.isoformat() <= (row["latest"] or "9999")
        assert row["booked_start"] in ("", first.isoformat())
        assert row["booked_halls"] in ("", ";".join(f"{venue['id']}/{hall}" for hall in place["hall_ids"]))
        assert not row["venues"] or venue["id"] in items(row["venues"])
        if partner := row["co_located_with"]:
            assert (at[partner]["venue_id"], at[partner]["show_first"]) == (venue["id"], first)
        halls = [hall for hall in venue["halls"] if hall["id"] in place["hall_ids"]]
        assert [hall["id"] for hall in halls] == place["hall_ids"]
        check_capacity(row, venue, halls)
        for hall in halls:
            rest = timedelta(venue["turnaround_days"])
            others = taken.setdefault((venue["id"], hall["id"]), [])
            assert all(into > b + rest or out + rest < a for a, b in others)
            others.append((into, out))
            for one in venue["closures"] + hall["closures"]:
                assert not tenancy & days(one["from"], one["to"], end)
        for rule in policy["closed_days"]:
            if row["kind"] in rule.get("kinds", cities.KINDS) and (
                    int(row["daily_visitors"]) >= rule.get("min_daily_visitors", 0)):
                assert not show & (off if "from" not in rule else days(rule["from"], rule["to"], end))
        moving.update({(venue["id"], d): len(halls) for d in tenancy - show})
        openings[first] += row["leaders_open"] == "true"
        if int(row["daily_visitors"]) >= limits["large_event_visitors"]:
            large.update((venue["district"], d) for d in show)
    for (name, _), count in moving.items():
        assert count <= venues[name].get("moving_halls_per_day", count)
    assert max(openings.values()) <= limits["openings_per_day"]
    assert max(large.values(), default=0) <= limits["large_events_per_district_day"]
    check_city(policy, events, at)


def check_capacity(row: Row, venue: Row, halls: list[Row]) -> None:
    """Check that the halls split into one stretch and at most one room or ground that suffice."""
    needs = [int(row[key]) for key in ("gross_m2", "seats", "outdoor_m2")]
    assert set(items(row["requires"])) <= set.intersection(
        {"heavy-load", "ground-floor", "streaming"}, *(set(h["features"]) for h in halls if "outdoor" not in h))
    runs = [[hall["id"]] for hall in venue["halls"]] + venue["runs"]

    def splits(single: Row | None) -> bool:
        rest = [hall for hall in halls if hall is not single]
        ids = [hall["id"] for hall in rest]
        stretch = any(ids == run[n:n + len(ids)] for run in runs for n in range(len(run)))
        indoor = not any(hall.get("outdoor") for hall in rest)
        enough = bool(ids) == bool(needs[0]) and sum(hall.get("gross_m2", 0) for hall in rest) >= needs[0]
        seats = not needs[1] or bool(single and not single.get("outdoor") and single.get("seats", 0) >= needs[1])
        ground = not needs[2] or bool(single and single.get("outdoor") and single["gross_m2"] >= needs[2])
        return enough and indoor and (stretch or not ids) and seats and ground

    assert any(splits(one) for one in (halls if needs[1] or needs[2] else [None]))


def check_city(policy: Row, events: dict[str, Row], at: dict[str, Row]) -> None:
    """Check coverage and date protection."""
    listing = Counter(i for row in events.values() for i in items(row["industries"]))
    brands = Counter(i for row in events.values() if row["is_brand"] for i in items(row["industries"]))
    for industry in policy["industries"]:
        assert listing[industry] >= policy["coverage"]["events"]
        assert brands[industry] >= policy["coverage"]["brand_events"]
    group = {name: name for name in events}
    for name, row in events.items():
        if row["co_located_with"]:
            old, new = group[name], group[row["co_located_with"]]
            group = {one: new if root == old else root for one, root in group.items()}
    protection = policy["date_protection"]
    for a, b in combinations(events.values(), 2):
        if a["theme"] and a["theme"] == b["theme"] and group[a["id"]] != group[b["id"]]:
            one, two = sorted((at[a["id"]], at[b["id"]]), key=lambda place: place["show_first"])
            gap = protection["themes"].get(a["theme"], protection["days"])
            assert (two["show_first"] - one["show_last"]).days - 1 >= gap


CASES = [{"events": 103, "seed": 1}, {"events": 103, "seed": 2, "tightness": 0.2, "windows": "weeks"},
         {"events": 12, "seed": 3, "protection": 0, "colocation": 0.5, "bookings": 1.0},
         {"events": 300, "seed": 4, "rooms": 0.6, "windows": "year", "colocation": 0.4, "closures": 12},
         {"events": 150, "seed": 53, "protection": 200, "bookings": 1.0, "tightness": 0.1, "colocation": 0.3},
         {"events": 60, "seed": 5, "rooms": 0.0, "protection": 300, "tightness": 0.9}]


@pytest.mark.parametrize("options", CASES)
def test_city_is_valid_and_its_hidden_plan_legal(tmp_path: Path, options: Row) -> None:
    """Every city has a legal plan with all its events, its bookings among them."""
    plan = cities.write_city(tmp_path, **options)
    check_format(tmp_path)
    check_plan(tmp_path, plan)


def test_city_has_the_asked_shape(tmp_path: Path) -> None:
    """A city of 103 has the sizes, shares and rules asked for."""
    cities.write_city(tmp_path, events=103, seed=1, tightness=0.4, bookings=0.2, colocation=0.2)
    venues, policy, events = load(tmp_path)
    halls = [hall for venue in venues.values() for hall in venue["halls"]]
    indoor = [hall for hall in halls if "gross_m2" in hall and "outdoor" not in hall]
    halves = [hall for hall in indoor if hall["id"].endswith("b")]
    assert 0 < len(halves) < len(indoor) / 2 and any("seats" in hall for hall in indoor)
    assert len({tuple(hall["features"]) for hall in indoor}) > 1
    assert any(len(run) > 6 for venue in venues.values() for run in venue["runs"])
    assert sum("outdoor" in hall for hall in halls) >= 3
    assert len({hall["seats"] for hall in halls if "gross_m2" not in hall}) >= 10
    assert {name.split("-")[0] for name in venues} == {"expo", "congress", "hotel", "ground"}
    assert len(policy["industries"]) == 13 and policy["coverage"]["required"] is True
    assert 10 <= sum(bool(row["booked_start"]) for row in events.values()) <= 32
    assert any(row["booked_halls"] for row in events.values())
    assert 5 <= sum(bool(row["co_located_with"]) for row in events.values()) <= 32
    assert {row["kind"] for row in events.values()} == set(cities.KINDS)


@pytest.mark.parametrize("arguments", [["--events", "40"], ["--tiny"]])
def test_same_arguments_same_bytes(tmp_path: Path, arguments: list[str]) -> None:
    """Two processes write the same bytes, another seed other ones."""
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        subprocess.run([sys.executable, SCRIPT, tmp_path / name, *arguments, "--seed", seed], check=True)
    a, b, c = (contents(tmp_path / name) for name in "abc")
    assert a == b != c


def test_tiny_cities_are_valid_and_varied(tmp_path: Path) -> None:
    """Tiny cities keep to their sizes and show each kind of rule sometimes."""
    seen: Counter[str] = Counter()
    for seed in range(150):
        folder = tmp_path / str(seed)
        cities.write_tiny(folder, seed=seed)
        check_format(folder)
        venues, policy, events = load(folder)
        halls = [hall for venue in venues.values() for hall in venue["halls"]]
        assert 3 <= len(events) <= 5 and len(venues) == 2 and 3 <= len(halls) <= 4
        assert 12 <= (policy["horizon"]["last"] - policy["horizon"]["first"]).days + 1 <= 20
        seen.update(key for row in events.values() for key, value in row.items() if value not in ("", "0"))
        seen.update(key for part in (*venues.values(), *halls, policy, policy["limits"], policy["comfort"])
                    for key, value in part.items() if value)
        seen["both"] += any("seats" in hall and "gross_m2" in hall for hall in halls)
        seen["required"] += policy.get("coverage", {}).get("required", False)
    wanted = (COLUMNS | VENUE | HALL | POLICY | {"both", "required", "openings_per_day"}) - {
        "name_zh", "organizer", "status"}
    assert wanted <= {key for key, count in seen.items() if count}


def test_holidays_are_the_country_s() -> None:
    """The listed spans are the public holidays with their weekends."""
    listed = {d for first, last in cities.HOLIDAYS for d in days(first, last, last)}
    assert listed == {d for d in public_holidays(2021) if cities.FIRST <= d <= cities.LAST}
