"""How quickly the planning board draws, and how smoothly a drag runs, in real Chromium.

    python benchmarks/board_ui.py [--events 2000] [--halls 60] [--days 365] [--runs 3] [-o board_ui.json]

Needs Chromium, playwright and idle cores. The page and its modules are those of `scheduler serve`; the plan is made
up and answered from memory, so that only the page is timed; all venues are unfolded. Four figures, medians of the
runs: milliseconds from the start of the navigation to the first frame with all bars in it, frames a second of a drag
across the year view (every frame moves the pointer), and milliseconds from an edit's answer, and from a turn of the
wheel, to the frame that shows it.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scheduler.web.board.assets import board_asset  # noqa: E402
from scheduler.web.board.html import board_page  # noqa: E402
from scheduler.web.layout import SAFE, asset  # noqa: E402

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"]
DEMANDED = {"first_ms": 1500, "drag_fps": 40}
FIRST = date(2021, 1, 1)
HALLS_A_VENUE = 6
INDUSTRIES = 13

DRAWN = """() => new Promise(done => {
  const look = () => document.querySelectorAll('.tl-bar').length >= %d
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))) : requestAnimationFrame(look);
  look();
})"""
"""Milliseconds from the navigation to the frame after the last bar."""

DRAG = """frames => new Promise(done => {
  const bar = [...document.querySelectorAll('.tl-bar')].find(b => b.getBoundingClientRect().top > 200);
  const box = bar.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + 10];
  const send = (type, dx, dy) => (bar.isConnected ? bar : document.body).dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, button: 0, buttons: 1, clientX: x + dx, clientY: y + dy }));
  Element.prototype.setPointerCapture = () => {};
  send('pointerdown', 0, 0);
  const times = [];
  const step = now => {
    times.push(now);
    const k = times.length;
    if (k > frames) { send('pointercancel', 0, 0); return done(1000 * (times.length - 1) / (now - times[0])); }
    send('pointermove', 300 * Math.sin(k / 9), 120 * Math.sin(k / 23));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
"""Frames a second of a drag that moves the pointer in every frame."""

REDRAW = """() => new Promise(done => {
  const { board } = document.querySelector('hall-timeline');
  const { doc } = board.plan;
  const [moved] = doc.placements, later = d => new Date(Date.parse(d) + 7 * 86400000).toISOString().slice(0, 10);
  const to = { ...moved, cost: 14 };
  for (const key of ['tenancy_first', 'show_first', 'show_last', 'tenancy_last']) to[key] = later(moved[key]);
  const clash = { ...doc.findings[0], hard: true, rule: 'occupancy', events: [moved.event_id, doc.placements[1].event_id] };
  const began = performance.now();
  board.plan.merge({ version: 2, ok: false, cost: 14, cost_by_rule: {}, findings_removed: [3, 5], findings_added: [[0, clash]],
    changed: { placements: [to], cost_by_event: { [moved.event_id]: 14 } }, gone: {}, whole: [] });
  board.refresh();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
})"""
"""Milliseconds from an edit's answer, which moves one event onto another, to the frame that shows it."""

ZOOM = """() => new Promise(done => {
  const box = document.querySelector('.tl-scroll');
  const began = performance.now();
  box.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true, deltaY: -100, clientX: 700, clientY: 400 }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
})"""


def document(events: int, halls: int, days: int, seed: int = 7) -> dict[str, Any]:
    """A plan as the API gives it: so many events of three phases, without overlaps where that goes."""
    rng = random.Random(seed)
    venues = [{"id": f"v{v}", "name_zh": f"第{v + 1}会展中心", "name_en": f"Expo {v + 1}", "district": "d", "closures": [],
               "halls": [{"id": f"h{i}", "name_zh": f"{i}号馆", "name_en": f"Hall {i}", "gross_m2": 10_000, "seats": 0, "outdoor": False,
                          "closures": []} for i in range(1, HALLS_A_VENUE + 1)], "runs": []} for v in range(halls // HALLS_A_VENUE)]
    rooms = [(v["id"], h["id"]) for v in venues for h in v["halls"]]  # type: ignore[index]
    free = dict.fromkeys(rooms, 0)
    industries = {f"i{k}": {"name_zh": f"产业{k}", "name_en": f"Industry {k}"} for k in range(INDUSTRIES)}
    rows, placements = [], []
    for n in range(events):
        room = rooms[n % len(rooms)]
        move_in, show, move_out = rng.randint(1, 3), rng.randint(2, 5), rng.randint(1, 2)
        gap = rng.randint(0, max(0, 2 * (days * len(rooms) // events - move_in - show - move_out)))
        first = min(free[room] + gap, days - move_in - show - move_out)
        free[room] = first + move_in + show + move_out
        iso = [(FIRST + timedelta(d)).isoformat() for d in (first, first + move_in, first + move_in + show - 1, first + move_in + show + move_out - 1)]
        rows.append({"id": f"e{n}", "name_zh": f"第{n}届国际博览会", "name_en": f"International Expo {n}", "kind": "exhibition",
                     "industries": [f"i{n % INDUSTRIES}"], "theme": "", "organizer": [], "status": "definite", "priority": 3,
                     "show_days": show, "move_in_days": move_in, "move_out_days": move_out, "gross_m2": 8000})
        placements.append({"event_id": f"e{n}", "venue_id": room[0], "hall_ids": [room[1]], "tenancy_first": iso[0], "show_first": iso[1],
                           "show_last": iso[2], "tenancy_last": iso[3], "cost": 0})
    return {
        "id": 1, "version": 1, "title": "Benchmark", "city": {"id": "c", "name_zh": "城", "name_en": "City"},
        "horizon": {"first": FIRST.isoformat(), "last": (FIRST + timedelta(days - 1)).isoformat()}, "today": None, "holidays": [],
        "policy": {"closed_days": []}, "industries": industries, "venues": venues, "events": rows, "placements": placements, "unplaced": [],
        "locks": {}, "closures": [], "findings": findings(placements), "cost": 0, "cost_by_rule": {}, "cost_by_event": {}, "coverage": {}, "rules": {},
        "undo": False, "redo": False, "undo_by": [], "redo_by": [],
    }


def findings(placements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Points of three rules for every second event."""
    return [{"rule": rule, "hard": False, "events": [p["event_id"]], "halls": [], "days": [p["show_first"]], "amount": 2,
             "text_zh": f"{p['event_id']} 与愿望相差 1 天", "text_en": f"{p['event_id']} is 1 day from its wish"}
            for rule in ("preferred-date", "weekend", "waste") for p in placements[::2]]


def places(doc: dict[str, Any]) -> dict[str, Any]:
    """Every hall open on every day, as the dearest case of what a drag dims."""
    days = (date.fromisoformat(doc["horizon"]["last"]) - FIRST).days
    starts = [{"show_first": (FIRST + timedelta(d)).isoformat(), "cost_change": d} for d in range(3, days - 8, 2)]
    return {"places": [{"venue_id": v["id"], "hall_ids": [h["id"]], "starts": starts} for v in doc["venues"] for h in v["halls"]]}


@contextmanager
def served(doc: dict[str, Any]) -> Iterator[str]:
    """The page and a plan from memory."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing."""

        def answer(self, body: bytes, media: str, status: int = 200) -> None:
            self.send_response(status)
            for name, value in (SAFE | {"content-type": media, "content-length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/board/":
                return self.answer(board_page("en").encode(), "text/html; charset=utf-8")
            if path.startswith("/assets/board/"):
                found = board_asset(path.removeprefix("/assets/board/"))
                return self.answer(*found) if found else self.answer(b"", "text/plain", 404)
            if path.startswith("/assets/"):
                return self.answer(asset("icon.svg"), "image/svg+xml")
            if path.endswith("/stream"):
                return self.answer(b": nothing\n\n", "text/event-stream")
            told = {"/api/plans": {"plans": [{"id": 1}], "me": {"planner": True}}, "/api/plans/1": doc}.get(path)
            return self.answer(json.dumps(told or places(doc)).encode(), "application/json")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"] or 0))
            self.answer(json.dumps({"version": 1, "cost": 0, "cost_change": 0, "cost_by_rule": {}, "findings_removed": [],
                                    "findings_added": [], "changed": {}, "gone": {}, "whole": []}).encode(), "application/json")

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/board/#fold=none"
    finally:
        server.shutdown()
        server.server_close()


def measure(url: str, doc: dict[str, Any], frames: int = 120) -> dict[str, float]:
    """One run in a fresh browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url, wait_until="commit")
        first = page.evaluate(DRAWN % len(doc["placements"]))
        page.wait_for_timeout(500)
        bars = page.locator(".tl-bar").count()
        fps = page.evaluate(DRAG, frames)
        redraw = page.evaluate(REDRAW)
        zoom = page.evaluate(ZOOM)
        browser.close()
    return {"first_ms": first, "drag_fps": fps, "redraw_ms": redraw, "zoom_ms": zoom, "bars": bars}


def main() -> None:
    """Measure and tell."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=2000)
    options.add_argument("--halls", type=int, default=60)
    options.add_argument("--days", type=int, default=365)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("-o", "--output", type=Path)
    chosen = options.parse_args()
    doc = document(chosen.events, chosen.halls, chosen.days)
    with served(doc) as url:
        runs = [measure(url, doc) for _ in range(chosen.runs)]
    found = {key: round(statistics.median(run[key] for run in runs), 1) for key in runs[0]}
    told = {"events": chosen.events, "halls": chosen.halls, "days": chosen.days, "runs": chosen.runs, **found,
            "kept": found["first_ms"] <= DEMANDED["first_ms"] and found["drag_fps"] >= DEMANDED["drag_fps"]}
    print(json.dumps(told, indent=1))
    if chosen.output:
        chosen.output.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
