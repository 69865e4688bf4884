"""Puts data, style and modules together to one file that asks the network for nothing."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from scheduler.audit import Audit
from scheduler.domain.problem import Problem
from scheduler.domain.solution import Solution
from scheduler.outputs.content_policy import content_policy
from scheduler.outputs.files import replacing
from scheduler.outputs.imprint import Imprint
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.report.payload import payload

STYLES = ("base.css", "timeline.css", "sections.css", "print.css")
MODULES = (
    "dom.js", "dates.js", "i18n.js", "model.js", "address.js", "state.js", "overlay.js",
    "parts.js", "table.js", "lanes.js", "scale.js", "fold.js", "rows.js", "groups.js", "walk.js",
    "names.js", "light.js", "daystop.js", "wheel.js",
    "timeline.js", "details.js", "chart.js", "contradictions.js", "overview.js", "coverage.js",
    "usage.js", "costs.js", "robust.js", "events.js", "sources.js", "plans.js", "main.js",
)  # fmt: skip
"""Modules in the order in which they need each other."""

IMPORT = re.compile(r"^import\s[^;]*;\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(async |class |const |function |let ))", re.MULTILINE)
SLOT = re.compile(r"\{\{(\w+)\}\}")


def write_html(
    path: Path, problem: Problem, solution: Solution, audit: Audit | None, lang: str = "en",
    imprint: Imprint | None = None,
) -> None:  # fmt: skip
    """Write the report; the same input gives the same bytes.

    Parameters
    ----------
    path
        The file, replaced whole once the new one is complete.
    audit
        Judgement of ``solution.plan``; ``None`` without a plan.
    lang
        Language shown first (``zh`` or ``en``); the page switches in place.
    imprint
        What a working plan says of itself; ``None`` for a plan that was solved.
    """
    text = render(Outcome(problem, solution, audit), lang, imprint)
    with replacing(path) as part:
        part.write_bytes(text.encode("utf-8", "replace"))


def render(outcome: Outcome, lang: str = "en", imprint: Imprint | None = None) -> str:
    """The page as text."""
    style, script = bundle()
    strings = json.loads(asset("strings.json"))
    title = strings["title"][("zh", "en").index(lang)]
    fill = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "title": escape(f"{outcome.problem.city.name.get(lang)} · {title}"),
        "policy": content_policy(style, script),
        "style": style,
        "script": script,
        "data": embed(payload(outcome, lang, imprint)),
        "strings": embed(strings),
    }
    return SLOT.sub(lambda slot: fill[slot[1]], asset("page.html"))


def embed(data: object) -> str:
    """JSON that no text of a file can break out of: ``<`` is written as its escape."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def bundle() -> tuple[str, str]:
    """All styles and all modules, each as one text; modules lose their import and export."""
    style = "\n".join(asset(name) for name in STYLES)
    modules = (EXPORT.sub("", IMPORT.sub("", asset(name))) for name in MODULES)
    return style, "\n".join(modules)


@cache
def asset(name: str) -> str:
    """Text of a file that comes with the package."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")
