"""A tiny workspace, a right plan of it, and right feeds of that plan."""

import csv
import hashlib
import json

import pytest

from tests.benchmarks.checking import OTHER, POLICY, VENUE, checker, event, row, write_feed


@pytest.fixture
def city(tmp_path):
    """A maker of workspaces, as loaded; JSON is YAML, so the files are written as such."""
    def make(*events, policy=None, neighbours=None, **venue):
        head = {"id": "town", "name_en": "Town", "timezone": "Asia/Shanghai", "country": "CN"}
        venues = {"city": head, "venues": [VENUE | venue, OTHER]}
        (tmp_path / "venues.yaml").write_text(json.dumps(venues), "utf-8")
        (tmp_path / "policy.yaml").write_text(json.dumps(POLICY | (policy or {})), "utf-8")
        columns = list(dict.fromkeys(key for e in events for key in e))
        with (tmp_path / "events.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(events)
        if neighbours:
            (tmp_path / "near.ics").write_bytes(neighbours)
        return checker.load(tmp_path)
    return make


@pytest.fixture
def written(city, tmp_path):
    """A small right plan as plan.csv and plan.json, and the result of its audit."""
    events = (event("a", gross_m2=9500, move_in_days=1, move_out_days=2, status="definite", organizer="甲;乙、丙", theme="green"),
              event("b", status="tentative", industries="tea;sea", kind="conference"), event("c", priority=1))
    town = city(*events)
    rows = [row("a", "05-10", "h1;h2"), row("b", "05-12", "")]
    result = checker.audit(town, rows)
    plan = []
    for r, cells in zip(rows, (("2021-05-09", "2021-05-11", "2021-05-13"), ("2021-05-12", "2021-05-13", "2021-05-13")), strict=True):
        plan.append(dict(zip(checker.COLUMNS, (
            r["event_id"], "v", [h for h in r["hall_ids"].split(";") if h], cells[0], r["show_first"], cells[1], cells[2],
            town.events[r["event_id"]].status, result["cost_by_event"].get(r["event_id"], 0)), strict=True)))
    document = {"city": "town", "status": "feasible", "cost": 501, "bound": 400, "gap": 101 / 501, "wall_s": 1.5, "timings": {},
                "seed": 0, "input_hash": "x", "versions": {}, "near": None, "cost_by_rule": {"unplaced": 500, "waste": 1, "hotels": 0},
                "cost_by_event": {"a": 1, "c": 500}, "placements": plan,
                "unplaced": [{"event_id": "c", "priority": 1, "why_zh": "满", "why_en": "full"}],
                "coverage": {"sea": {"brand_events": 0, "events": 2}, "tea": {"brand_events": 0, "events": 1}}}
    (tmp_path / "plan.json").write_text(json.dumps(document), "utf-8")
    with (tmp_path / "plan.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, checker.COLUMNS)
        writer.writeheader()
        writer.writerows(p | {"hall_ids": ";".join(p["hall_ids"])} for p in plan)
    return tmp_path


@pytest.fixture
def fed(written):
    """The same plan with right feeds beside it."""
    words = {"zh": (("海洋", "茶"), ("布展", "展期", "撤展"), "【暂定】", "占用"),
             "en": (("Sea", "Tea"), ("Move-in", "Show", "Move-out"), "[Tentative] ", "Occupied")}
    for lang, ((sea, tea), names, mark, busy) in words.items():
        def a(phase, first, last, name, transp, sea=sea):
            further = [f"CATEGORIES:{sea},{name},green"] + ["RELATED-TO:a-show@town.events.invalid"] * (phase != "show")
            return f"a-{phase}@town.events.invalid", first, last, f"Name of a · {name}", "CONFIRMED", transp, further

        def b(transp, tea=tea, names=names, mark=mark):
            further = [f"CATEGORIES:{tea},{names[1]}"]
            return "b-show@town.events.invalid", "05-12", "05-13", f"{mark}Name of b · {names[1]}", "TENTATIVE", transp, further

        show = a("show", "05-10", "05-11", names[1], "TRANSPARENT")
        held = [a("in", "05-09", "05-09", names[0], "OPAQUE"), a("show", "05-10", "05-11", names[1], "OPAQUE"),
                a("out", "05-12", "05-13", names[2], "OPAQUE")]
        slugs = ["org-" + hashlib.sha256(n.encode()).hexdigest()[:8] for n in "甲乙丙"]
        feeds = {"city": [show, b("TRANSPARENT")], "kinds/exhibition": [show], "kinds/conference": [b("TRANSPARENT")],
                 "industries/sea": [show, b("TRANSPARENT")], "industries/tea": [b("TRANSPARENT")],
                 "venues/v": [*held, b("OPAQUE")], "venues/w": [], "halls/v--h1": held, "halls/v--h2": held, "halls/v--h3": [],
                 "halls/v--room": [], "halls/v--yard": [], "halls/w--h1": [], "busy/w": [],
                 "busy/v": [("0f3e@x.invalid", "05-09", "05-13", busy, "CONFIRMED", "OPAQUE", [])]}
        for name, events in (feeds | {f"organizers/{s}": [show] for s in slugs}).items():
            write_feed(written, lang, name, events)
    return written
