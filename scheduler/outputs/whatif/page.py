"""A page of scenarios in both languages, in one file without scripts or addresses."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from scheduler.domain.text import LANGS
from scheduler.outputs.changes.html import Html, joined, tag
from scheduler.outputs.content_policy import content_policy
from scheduler.outputs.curve import figure, say
from scheduler.outputs.files import replacing
from scheduler.outputs.labels import OUTCOMES
from scheduler.outputs.whatif import parts
from scheduler.outputs.whatif.words import KINDS, WORDS, difference, number, told

Json = dict[str, Any]
LANGUAGES = {"zh": ("zh-CN", "中文"), "en": ("en", "English")}


def write_page(path: Path, answer: Json, lang: str = "en") -> None:
    """Write the page; the same answer gives the same bytes.

    Parameters
    ----------
    path
        The file, replaced whole once the new one is complete.
    answer
        What ``whatif`` answers, best first.
    lang
        Language shown first (``zh`` or ``en``); the reader switches in place.
    """
    text = render(answer, lang)
    with replacing(path) as part:
        part.write_bytes(text.encode("utf-8", "replace"))


def render(answer: Json, lang: str = "en") -> str:
    """The page as text."""
    style = _style()
    head = joined(
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        Html('<meta name="referrer" content="no-referrer">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{content_policy(style)}">'),
        tag("title", f"{answer['before'][f'city_{lang}']} · {told('title', lang)}"),
        tag("style", Html(style)),
    )
    mains = (_main(answer, one) for one in LANGS)
    body = tag("body", _switch(lang), *mains)
    whole = tag("html", tag("head", head), body, lang=LANGUAGES[lang][0])
    return f"<!doctype html>\n{whole}\n"


def _switch(lang: str) -> Html:
    """Which of the two languages is shown, by the style alone."""
    choices = []
    for one in LANGS:
        checked = " checked" if one == lang else ""
        radio = Html(f'<input type="radio" name="lang" id="lang-{one}"{checked}>')
        label = tag("label", LANGUAGES[one][1], for_=f"lang-{one}", lang=LANGUAGES[one][0])
        choices.append(joined(radio, label))
    legend = tag("legend", WORDS["language"].zh, class_="sr")
    return tag("nav", tag("fieldset", legend, *choices))


def _main(answer: Json, lang: str) -> Html:
    scenarios = answer["scenarios"]
    cards = (_card(scenario, n, lang) for n, scenario in enumerate(scenarios, 1))
    foot = tag("footer", told("foot", lang))
    curves = (_curve(curve, lang) for curve in answer.get("curves", ()))
    overview = _overview(scenarios, lang) if scenarios else None
    inside = joined(_head(answer["before"], lang), overview, *cards, *curves, foot)
    return tag("main", inside, class_=lang, lang=LANGUAGES[lang][0])


def _curve(curve: Json, lang: str) -> Html:
    """The change-versus-quality curve, where it was asked for."""
    kind, meaning = (tag("p", say(key, (lang,)), class_="hint") for key in ("title", "meaning"))
    return tag("section", kind, Html(figure(curve, (lang,))), meaning, class_="card")


def _head(before: Json, lang: str) -> Html:
    cost = number(before["cost"])
    lead = told("lead", lang, cost=cost, placed=before["placed"], events=before["events"])
    illegal = told("illegal", lang, n=before["findings"]) if before["findings"] else None
    return tag(
        "header",
        tag("p", told("overline", lang, city=before[f"city_{lang}"]), class_="overline"),
        tag("h1", told("title", lang)),
        tag("p", lead, class_="lead"),
        tag("p", illegal, class_="bad-text") if illegal else None,
        class_="head",
    )


def _overview(scenarios: list[Json], lang: str) -> Html:
    keys = ("scenario", "result", "cost", "difference", "bound")
    kinds = ("moved", "lost", "won")
    heads = [*(told(k, lang) for k in keys), *(KINDS[k].get(lang) for k in kinds)]
    rows = []
    for n, s in enumerate(scenarios, 1):
        link = tag("a", s[f"title_{lang}"], href=f"#{lang}-{n}")
        counts = (number(s["counts"][k] if s["cost"] is not None else None) for k in kinds)
        delta = parts.signed(difference(s["cost_before"], s["cost"]))
        cells = number(s["cost"]), delta, number(s["bound"])
        rows.append(parts.row(link, parts.outcome(s, lang), *cells, *counts))
    made = parts.table(heads, rows, "figures ranking")
    return tag("section", tag("h2", told("side-by-side", lang)), made, class_="card")


def _card(scenario: Json, n: int, lang: str) -> Html:
    how = told("near" if scenario["near"] else "freely", lang)
    head = joined(
        tag("h2", f"{n}. {scenario[f'title_{lang}']}"),
        tag("p", scenario["file"], " · ", how, class_="id"),
        tag("p", parts.outcome(scenario, lang), class_="pills"),
    )
    free = scenario.get("free")
    more = tag("p", _free(free, lang), class_="hint") if free else None
    known = (_held(scenario, lang), parts.early(scenario, lang), parts.conflict(scenario, lang))
    inside = joined(head, *known, _details(scenario, lang), more)
    return tag("section", inside, class_="card scenario", id=f"{lang}-{n}")


def _held(scenario: Json, lang: str) -> Html | None:
    day, begun, soon = scenario["today"], len(scenario["begun"]), len(scenario["soon"])
    return tag("p", told("held", lang, day=day, begun=begun, soon=soon)) if day else None


def _details(s: Json, lang: str) -> Html:
    if s["cost"] is None:
        return tag("p", told("no-plan", lang), class_="hint")
    covered = list(parts.coverage(s, lang))
    same = tag("p", told("same-coverage", lang))
    moved = parts.changes(s, lang) if s["changes"] else tag("p", told("no-changes", lang))
    return joined(
        _numbers(s, lang),
        tag("h3", told("changes", lang)), moved,
        parts.unplaced(s, lang),
        tag("h3", told("rules", lang)), parts.pairs("rule", parts.rules(s, lang), lang),
        tag("h3", told("coverage", lang)),
        parts.pairs("industry", covered, lang, good=1) if covered else same,
        tag("h3", told("venues", lang)),
        parts.venues(s, lang),
    )  # fmt: skip


def _numbers(s: Json, lang: str) -> Html:
    """The few numbers that say most."""
    gap = "–" if s["gap"] is None else f"{s['gap']:.2%}"
    delta = parts.signed(difference(s["cost_before"], s["cost"]))
    cost = joined(f"{number(s['cost_before'])} → {number(s['cost'])} ", delta)
    shown: list[tuple[str, Html | str]] = [("cost", cost)]
    if s["change_cost"] is not None:
        shown.append(("change", number(s["change_cost"])))
    shown += [("bound", number(s["bound"])), ("gap", gap)]
    for key in ("placed", "hall_days", "visitors"):
        a, b = s[key]
        shown.append((key, f"{number(a)} → {number(b)}"))
    items = (tag("div", tag("dt", told(k, lang)), tag("dd", v)) for k, v in shown)
    return tag("dl", *items, class_="facts")


def _free(free: Json, lang: str) -> str:
    status = OUTCOMES[free["status"]].get(lang)
    cost, bound = number(free["cost"]), number(free["bound"])
    return told("free", lang, status=status, cost=cost, bound=bound, count=len(free["changes"]))


@cache
def _style() -> str:
    """Colours and type of the report, and what only this page has."""
    outputs = files("scheduler.outputs")
    names = ("report/assets/base.css", "whatif/assets/whatif.css")
    return "\n".join(outputs.joinpath(name).read_text(encoding="utf-8") for name in names)
