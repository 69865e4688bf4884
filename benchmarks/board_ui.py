"""How quickly the planning board draws, and how smoothly a drag runs, in real Chromium.

    python benchmarks/board_ui.py [--events 2000] [--halls 60] [--days 365] [--runs 3] [-o board_ui.json]

Needs Chromium, playwright and idle cores. The page and its modules are those of `scheduler serve`; the plan is made
up and answered from memory (board_made.py), so that only the page is timed; all venues are unfolded. Four figures,
medians of the runs: milliseconds from the start of the navigation to the first frame with all bars in it, frames a
second of a drag across the year view (every frame moves the pointer, and has the veils over what is not legal and a tip
that tells what the place breaks and costs), and milliseconds from an edit's answer, and from a turn of the wheel, to
the frame that shows it. Any error of the page, and a drag without veils or verdicts, ends the program.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.board_made import answers, document, moved  # noqa: E402
from scheduler.web.board.assets import board_asset  # noqa: E402
from scheduler.web.board.html import board_page  # noqa: E402
from scheduler.web.layout import SAFE, asset  # noqa: E402

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"]
DEMANDED = {"first_ms": 1500, "drag_fps": 40}
PATIENCE_MS = 10_000
"""Within which a drag must know where its event may go."""

DRAWN = """() => new Promise(done => {
  const look = () => document.querySelectorAll('.tl-bar').length >= %d
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))) : requestAnimationFrame(look);
  look();
})"""
"""Milliseconds from the navigation to the frame after the last bar."""

DRAG = """([frames, patience]) => new Promise((done, fail) => {
  // From the middle of the plan, so that the pointer never leaves it: beyond the year nothing is known.
  const field = document.querySelector('.tl-scroll').getBoundingClientRect();
  const middle = bar => { const b = bar.getBoundingClientRect(); return [b.left + b.width / 2, b.top + 10]; };
  const off = bar => { const [x, y] = middle(bar); return Math.hypot(x - field.left - field.width / 2, y - field.top - field.height / 2); };
  const bar = [...document.querySelectorAll('.tl-bar')].sort((a, b) => off(a) - off(b))[0];
  const [x, y] = middle(bar);
  const send = (type, dx, dy) => (bar.isConnected ? bar : document.body).dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, button: 0, buttons: 1, clientX: x + dx, clientY: y + dy }));
  const count = what => document.querySelectorAll(what).length;
  Element.prototype.setPointerCapture = () => {};
  send('pointerdown', 0, 0);
  send('pointermove', 9, 0);
  const began = performance.now(), times = [];
  let verdicts = 0;
  const wait = now => {
    if (count('.tl-veil')) return requestAnimationFrame(step);
    if (now - began > patience) return fail(new Error('the drag drew no veil'));
    requestAnimationFrame(wait);
  };
  const step = now => {
    times.push(now);
    const k = times.length;
    if (k > 1) verdicts += count('.talk :is(.good-text, .bad-text)') > 0;
    if (k > frames) {
      const veils = count('.tl-veil');
      send('pointercancel', 0, 0);
      return done({ drag_fps: 1000 * (times.length - 1) / (now - times[0]), veils, verdicts });
    }
    send('pointermove', 300 * Math.sin(k / 9), 120 * Math.sin(k / 23));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(wait);
})"""
"""Frames a second of a drag that moves the pointer in every frame, its veils, and its frames with a verdict."""

REDRAW = """answer => new Promise(done => {
  const { board } = document.querySelector('hall-timeline');
  const began = performance.now();
  board.plan.merge(answer);
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
            return self.told("get", path)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"] or 0))
            self.told("post", self.path)

        def told(self, method: str, path: str) -> None:
            found = answers(doc, method, path)
            body = json.dumps({} if found is None else found[1]).encode()
            self.answer(body, "application/json", 404 if found is None else 200)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/board/#fold=none"
    finally:
        server.shutdown()
        server.server_close()


class Broken(RuntimeError):
    """What was timed is not what the board does."""


def measure(url: str, doc: dict[str, Any], frames: int = 120) -> dict[str, float]:
    """One run in a fresh browser.

    Raises
    ------
    Broken
        When the page told of an error, or frames of the drag had no veil or no verdict.
    """
    from playwright.sync_api import sync_playwright

    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(url, wait_until="commit")
        first = page.evaluate(DRAWN % len(doc["placements"]))
        page.wait_for_timeout(500)
        bars = page.locator(".tl-bar").count()
        drag = page.evaluate(DRAG, [frames, PATIENCE_MS])
        redraw = page.evaluate(REDRAW, moved(doc))
        zoom = page.evaluate(ZOOM)
        browser.close()
    if drag["verdicts"] < frames:
        faults.append(f"only {drag['verdicts']} of {frames} frames told what the place breaks and costs")
    if faults:
        raise Broken("; ".join(faults))
    return {"first_ms": first, **drag, "redraw_ms": redraw, "zoom_ms": zoom, "bars": bars}


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
