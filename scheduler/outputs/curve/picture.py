"""Curves as one SVG: a panel for each, cost upwards over the number of events moved at most.

A full mark is proven; a hollow one stands on a bar that reaches down to the bound. The same
answer gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from scheduler.domain.text import LANGS
from scheduler.outputs.curve.scale import Scale
from scheduler.outputs.curve.words import say, titled
from scheduler.outputs.files import replacing

WIDTH, HEIGHT = 720, 330
"""Of a panel."""

LEFT, RIGHT, TOP, BOTTOM = 84, 24, 56, 62
"""Margins of a panel, for its title, ticks and words."""

INK, LINE, FAINT, BAR, VOID = "#1c2430", "#2563c9", "#d5dae3", "#8fb0ea", "#eceef2"

Json = dict[str, Any]


def write_picture(path: Path, curves: Sequence[Json], langs: Sequence[str] = LANGS) -> None:
    """Write the picture; the file is replaced whole."""
    with replacing(path) as part:
        part.write_bytes(picture(curves, langs).encode("utf-8", "replace"))


def picture(curves: Sequence[Json], langs: Sequence[str] = LANGS) -> str:
    """The picture as text.

    Parameters
    ----------
    curves
        As `scenarios.curve_answer` has them.
    langs
        Languages of its words, one beside the other.
    """
    height = HEIGHT * max(1, len(curves))
    panels = "".join(
        f'<g transform="translate(0 {HEIGHT * i})">{"".join(_panel(curve, langs))}</g>\n'
        for i, curve in enumerate(curves)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" font-size="12" '
        f'font-family="system-ui, sans-serif">\n<title>{escape(say("title", langs))}</title>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n{panels}</svg>\n'
    )


def _panel(curve: Json, langs: Sequence[str]) -> Iterator[str]:
    points = curve["points"]
    scale = Scale.over([v for p in points for v in (p["cost"], p["bound"]) if v is not None])
    base = HEIGHT - BOTTOM

    def up(value: float) -> float:
        return round(base - scale.share(value) * (base - TOP), 1)

    width = (WIDTH - LEFT - RIGHT) / len(points)
    yield _text(LEFT, 24, titled(curve, langs), "start", 'font-weight="bold" font-size="14"')
    yield _text(LEFT, 44, say("up", langs), "start")
    for tick in scale.ticks:
        yield f'<path d="M{LEFT} {up(tick)}H{WIDTH - RIGHT}" stroke="{FAINT}"/>'
        yield _text(LEFT - 8, up(tick) + 4, f"{tick:,}", "end")
    yield from _line(points, width, up)
    for i, point in enumerate(points):
        x = round(LEFT + (i + 0.5) * width, 1)
        yield from _point(point, x, width, up, langs)
        yield _text(x, base + 20, f"{point['moves']:,}", "middle")
    yield _text((LEFT + WIDTH - RIGHT) / 2, base + 38, say("across", langs), "middle")
    if curve["cut_short"]:
        yield _text(WIDTH - RIGHT, base + 54, say("cut-short", langs), "end")


def _line(points: Sequence[Json], width: float, up: Any) -> Iterator[str]:
    """From plan to plan in steps, since a plan serves every higher limit as well."""
    steps, last = "", 0.0
    for i, point in enumerate(points):
        if point["cost"] is not None:
            last = round(LEFT + (i + 0.5) * width, 1)
            steps += f"H{last}V{up(point['cost'])}" if steps else f"M{last} {up(point['cost'])}"
    if steps:
        yield f'<path d="{steps}H{WIDTH - RIGHT}" fill="none" stroke="{LINE}" stroke-width="2"/>'


def _point(
    point: Json, x: float, width: float, up: Any, langs: Sequence[str]
) -> Iterator[str]:
    base = HEIGHT - BOTTOM
    if point["cost"] is None:
        word = "none" if point["status"] == "infeasible" else "unknown"
        left = round(x - width / 2, 1)
        size = f'width="{round(width, 1)}" height="{base - TOP}"'
        yield f'<rect x="{left}" y="{TOP}" {size} fill="{VOID}"/>'
        for row, lang in enumerate(langs):
            yield _text(x, (TOP + base) / 2 + 16 * row, say(word, (lang,)), "middle")
        return
    y, proven = up(point["cost"]), point["cost"] == point["bound"]
    if not proven:
        end = base if point["bound"] is None else up(point["bound"])
        yield f'<path d="M{x} {y}V{end}" stroke="{BAR}" stroke-width="7"/>'
    fill = LINE if proven else "#fff"
    told = say("proven" if proven else "bracket", langs)
    yield f'<circle cx="{x}" cy="{y}" r="5" fill="{fill}" stroke="{LINE}" stroke-width="2">'
    yield f"<title>{escape(told)}</title></circle>"
    # To the right, for the line comes down from above.
    yield _text(x + 8, y - 8, f"{point['cost']:,}", "start")


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    place = f'x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}" fill="{INK}"'
    return f"<text {place} {more}>{escape(text)}</text>" if more else (
        f"<text {place}>{escape(text)}</text>"
    )
