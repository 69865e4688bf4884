"""Curves as one HTML file that opens offline: the pictures with their tables, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from scheduler.domain.text import LANGS
from scheduler.outputs.content_policy import content_policy
from scheduler.outputs.curve.picture import picture
from scheduler.outputs.curve.words import say, titled
from scheduler.outputs.files import replacing
from scheduler.outputs.labels import OUTCOMES

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1c2430; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin: 0 0 2rem; }
th, td { padding: .25rem .75rem; border-bottom: 1px solid #d5dae3; text-align: right; }
th:last-child, td:last-child { text-align: left; }
section { break-inside: avoid; }
@media (max-width: 32rem) { th, td { padding: .25rem .3rem; overflow-wrap: anywhere; } }
"""

Json = dict[str, Any]


def write_page(path: Path, curves: Sequence[Json], lang: str = "en") -> None:
    """Write the page; the same answer gives the same bytes."""
    with replacing(path) as part:
        part.write_bytes(page(curves, lang).encode("utf-8", "replace"))


def page(curves: Sequence[Json], lang: str = "en") -> str:
    """The page as text; `lang` is what the page says of itself."""
    body = "".join(f"<section>\n{figure(curve)}</section>\n" for curve in curves)
    title = escape(say("title"))
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{content_policy(STYLE)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>{escape(say('meaning'))}</p>\n{body}</body>\n</html>\n"
    )


def figure(curve: Json, langs: Sequence[str] = LANGS) -> str:
    """One curve, for a page of any kind: its picture, and the same in figures."""
    heads = "".join(
        f'<th scope="col">{escape(say(key, langs))}</th>'
        for key in ("moves", "moved", "cost", "bound", "result")
    )
    end = f"<p>{escape(say('cut-short', langs))}</p>\n" if curve["cut_short"] else ""
    return (
        f"<h2>{escape(titled(curve, langs))}</h2>\n{picture([curve], langs)}"
        f'<table class="figures">\n'
        f"<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{''.join(_rows(curve, langs))}</tbody>\n</table>\n{end}"
    )


def _rows(curve: Json, langs: Sequence[str]) -> Iterator[str]:
    for p in curve["points"]:
        figures = [_figure(p[key]) for key in ("moved", "cost", "bound")]
        cells = [*figures, _result(p, langs)]
        head = f'<tr><th scope="row">{p["moves"]:,}</th>'
        yield head + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>\n"


def _result(point: Json, langs: Sequence[str]) -> str:
    said = " · ".join(OUTCOMES[point["status"]].get(lang) for lang in langs)
    return said if point["searched"] else f"{said} ({say('unsearched', langs)})"


def _figure(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
