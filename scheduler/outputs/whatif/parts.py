"""Parts of the page of scenarios: tables and lists in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scheduler.outputs.changes.html import Child, Html, joined, tag
from scheduler.outputs.effects import covered, shares, used, used_in_all
from scheduler.outputs.labels import OUTCOMES
from scheduler.outputs.whatif.words import (
    KINDS,
    STATUS_TONES,
    TONES,
    difference,
    number,
    told,
)

Json = dict[str, Any]
Pair = tuple[str, int | None, int | None]
"""A name, and what was before and is after."""


def pill(text: str, tone: str, *, status: bool = False) -> Html:
    """A word on a coloured ground."""
    return tag("span", text, class_=f"pill {tone} status" if status else f"pill {tone}")


def outcome(effect: Json, lang: str) -> Html:
    """What came of a solve."""
    status = effect["status"]
    return pill(OUTCOMES[status].get(lang), STATUS_TONES[status], status=True)


def table(heads: Sequence[str], rows: Iterable[Html], kind: str) -> Html:
    """A table that can be wider than its card; the first column names the rows."""
    columns = tag("tr", *(tag("th", head, scope="col") for head in heads))
    made = tag("table", tag("thead", columns), tag("tbody", *rows), class_=kind)
    # A part that can be scrolled must be reached by the keyboard, too.
    return tag("div", made, class_="wide", tabindex="0", role="group")


def row(head: Child, *cells: Child) -> Html:
    """A row with its name first."""
    return tag("tr", tag("th", head, scope="row"), *(tag("td", cell) for cell in cells))


def signed(value: int | None, *, good: int = -1) -> Html:
    """A difference, coloured by whether more or less is `good` (1, -1; 0 for neither)."""
    tone = "" if not value or not good else "up" if value * good > 0 else "down"
    return tag("span", number(value, sign=True), class_=f"delta {tone}".strip())


def pairs(name: str, those: Iterable[Pair], lang: str, good: int = -1) -> Html:
    """Before, after and difference of several things."""
    rows = (
        row(text, number(a), number(b), signed(difference(a, b), good=good)) for text, a, b in those
    )
    return table(_heads(name, lang), rows, "figures")


def _heads(name: str, lang: str) -> list[str]:
    return [told(key, lang) for key in (name, "before", "after", "difference")]


def rules(effect: Json, lang: str) -> Iterator[Pair]:
    """Points by rule."""
    for rule, (a, b) in effect["cost_by_rule"].items():
        yield f"{effect['rules'][rule][f'name_{lang}']} ({rule})", a, b


def coverage(effect: Json, lang: str) -> Iterator[Pair]:
    """Industries whose coverage differs."""
    for name, key, (was, now) in covered(effect):
        if was != now:
            yield told(key, lang, name=name[f"name_{lang}"]), was, now


def venues(effect: Json, lang: str) -> Html:
    """Venues whose use differs, and all together."""
    rows = [_use(venue[f"name_{lang}"], venue) for venue in used(effect)]
    rows.append(_use(told("all", lang), used_in_all(effect)))
    return table(_heads("venue", lang), rows, "figures")


def _use(name: str, use: Json) -> Html:
    return row(name, *shares(use), signed(difference(*use["let"]), good=0))


def changes(effect: Json, lang: str) -> Html:
    """A row for each event that changes."""
    heads = [told(key, lang) for key in ("event", "what", "from", "to", "why")]
    return table(heads, (_change(c, lang) for c in effect["changes"]), "changes")


def _change(change: Json, lang: str) -> Html:
    kind = change["kind"]
    name = joined(change[f"name_{lang}"], tag("small", change["event_id"], class_="id"))
    what = pill(KINDS[kind].get(lang), TONES[kind])
    places = (place(change[key], lang) for key in ("from", "to"))
    return row(name, what, *places, change[f"why_{lang}"])


def place(where: Json | None, lang: str) -> Html:
    """Show days, venue and halls."""
    if where is None:
        return tag("span", told("nowhere", lang), class_="nil")
    days = f"{where['show_first']} – {where['show_last']}"
    halls = " ".join([where["venue_id"], *where["hall_ids"]])
    return joined(tag("span", days, class_="nowrap"), tag("small", halls, class_="id"))


def early(scenario: Json, lang: str) -> Html | None:
    """Events that have begun and must end early."""
    those = scenario["must_end_early"]
    if not those:
        return None
    items = (
        tag("li", tag("strong", e[f"name_{lang}"]), " · ",
            told("last-day", lang, day=e["last_day"]), tag("p", e[f"why_{lang}"]))
        for e in those
    )  # fmt: skip
    made = callout(told("early", lang), items, "fair")
    return joined(made, tag("p", told("early-counts", lang), class_="hint"))


def conflict(scenario: Json, lang: str) -> Html | None:
    """The facts that contradict each other."""
    members = [m for c in scenario["conflicts"][:1] for m in c["members"]]
    if not members:
        return None
    items = (tag("li", m[f"text_{lang}"]) for m in members)
    return callout(told("conflict", lang), items, "bad")


def unplaced(effect: Json, lang: str) -> Html | None:
    """Events without a place, and why."""
    if not effect["unplaced"]:
        return None
    items = (
        tag("li", tag("strong", u[f"name_{lang}"]), tag("p", u[f"why_{lang}"]))
        for u in effect["unplaced"]
    )
    return joined(tag("h3", told("unplaced", lang)), tag("ul", *items, class_="reasons"))


def callout(head: str, items: Iterable[Html], tone: str) -> Html:
    """A list that must not be overlooked."""
    return tag("div", tag("strong", head), tag("ul", *items), class_=f"callout {tone}")
