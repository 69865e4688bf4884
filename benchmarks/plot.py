"""A plot of cost over time as SVG, written by hand: a panel an instance, a stepped line a solver.

Upwards: cost over the best cost known (1 is the best), on a logarithmic scale; our bound is dashed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from benchmarks.family import Instance
from benchmarks.results import OURS, SOLVERS, Result
from benchmarks.tables import NAMES, best_of

WIDTH, HEIGHT, LEFT, TOP, GAP_X, GAP_Y, COLUMNS = 330, 190, 46, 46, 62, 62, 2
COLOURS = {OURS: "#0b5cad", "greedy": "#8a8a8a", "interval": "#b3470b", "mip": "#6b3fa0", "timefold": "#1b7a3d"}
RATIOS = (0.5, 0.7, 0.9, 1, 1.1, 1.5, 2, 3, 5, 10, 20)
SECONDS = (1, 3, 10, 30, 60, 300, 600)


class Panel:
    """One instance's panel."""

    def __init__(self, number: int, low: float, high: float, last_s: float) -> None:
        self.x = LEFT + number % COLUMNS * (WIDTH + GAP_X)
        self.y = TOP + number // COLUMNS * (HEIGHT + GAP_Y)
        self.low, self.high, self.last_s = math.log(low), math.log(high), math.log(max(last_s, 2))

    def at(self, seconds: float, ratio: float) -> tuple[float, float]:
        """Where a value stands; what is beyond the panel stands on its edge."""
        across = min(1.0, max(0.0, math.log(max(seconds, 1)) / self.last_s))
        up = min(1.0, max(0.0, (math.log(max(ratio, 1e-9)) - self.low) / (self.high - self.low)))
        return round(self.x + across * WIDTH, 1), round(self.y + (1 - up) * HEIGHT, 1)

    def frame(self, title: str) -> list[str]:
        """Title, border, ticks."""
        out = [f'<text x="{self.x}" y="{self.y - 8}" font-weight="bold">{escape(title)}</text>',
               f'<rect x="{self.x}" y="{self.y}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#999"/>']
        for ratio in RATIOS:
            if self.low <= math.log(ratio) <= self.high:
                _, y = self.at(1, ratio)
                dash = "" if ratio == 1 else ' stroke-dasharray="1 3"'
                out.append(f'<path d="M{self.x} {y}h{WIDTH}" stroke="#bbb"{dash}/>'
                           f'<text x="{self.x - 5}" y="{y + 4}" text-anchor="end">{ratio:g}</text>')
        for second in SECONDS:
            if math.log(second) <= self.last_s:
                x, _ = self.at(second, 1)
                out.append(f'<text x="{x}" y="{self.y + HEIGHT + 14}" text-anchor="middle">{second:g} s</text>')
        return out

    def steps(self, values: Sequence[tuple[float, float]], colour: str, end_s: float, dashed: bool) -> str:
        """A line that holds each value until the next."""
        path, before = "", None
        for seconds, ratio in values:
            x, y = self.at(seconds, ratio)
            path += f"M{x} {y}" if before is None else f"H{x}V{y}"
            before = x
        path += f"H{self.at(end_s, 1)[0]}"
        dash = ' stroke-dasharray="5 3"' if dashed else ""
        return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8"{dash}/>'


def values(run: Result, which: int, best: float) -> list[tuple[float, float]]:
    """Seconds and ratio of each better cost (`which` 1) or bound (2)."""
    found: list[tuple[float, float]] = []
    for step in run.trace:
        value = step[which]
        if value is not None and value > 0 and (not found or found[-1][1] != value / best):
            found.append((float(step[0] or 0), value / best))
    return found


def longest(results: Sequence[Result]) -> dict[tuple[str, str], Result]:
    """The run with the longest limit of each instance and solver."""
    found: dict[tuple[str, str], Result] = {}
    for one in sorted(results, key=lambda one: one.limit_s):
        found[one.instance, one.solver] = one
    return found


def legend(solvers: Sequence[str]) -> list[str]:
    """Who is who."""
    out, x = [], LEFT
    for solver in solvers:
        out.append(f'<path d="M{x} 14h22" stroke="{COLOURS[solver]}" stroke-width="3"/>'
                   f'<text x="{x + 27}" y="18">{NAMES[solver]}</text>')
        x += 44 + 7 * len(NAMES[solver])
    return [*out, f'<path d="M{x} 14h22" stroke="{COLOURS[OURS]}" stroke-width="2" stroke-dasharray="5 3"/>'
                  f'<text x="{x + 27}" y="18">our bound</text>']


def plot(results: Sequence[Result], family: dict[str, Instance]) -> str:
    """The SVG document."""
    best, runs = best_of(results, family), longest(results)
    names = [name for name in dict.fromkeys(one.instance for one in results) if best[name][0]]
    body = legend([s for s in SOLVERS if any(one.solver == s for one in results)])
    for number, name in enumerate(names):
        least = float(best[name][0] or 1)
        mine = {solver: run for (instance, solver), run in runs.items() if instance == name}
        ends = [ratio for run in mine.values() for _, ratio in values(run, 1, least)[-1:] if run.cost is not None]
        bounds = [ratio for _, ratio in values(mine[OURS], 2, least)[-1:]] if OURS in mine else []
        low, high = min([0.97, *(0.97 * b for b in bounds)]), max([1.1, *(1.1 * e for e in ends)])
        panel = Panel(number, max(0.5, low), min(25, high), max([2, *(run.limit_s for run in mine.values())]))
        body += panel.frame(f"{name}: cost / {least:,.0f}")
        for solver, run in mine.items():
            if run.cost is not None and (line := values(run, 1, least)):
                end = run.wall_s if run.status == "optimal" else run.limit_s
                body.append(panel.steps(line, COLOURS[solver], max(end, line[-1][0]), False))
        if OURS in mine and (line := values(mine[OURS], 2, least)):
            body.append(panel.steps(line, COLOURS[OURS], max(mine[OURS].wall_s, line[-1][0]), True))
    rows = -(-max(1, len(names)) // COLUMNS)
    width, height = LEFT + COLUMNS * (WIDTH + GAP_X) - 30, TOP + rows * (HEIGHT + GAP_Y)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="sans-serif" font-size="11" role="img"><title>Cost over time</title>\n'
            f'<rect width="{width}" height="{height}" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n")
