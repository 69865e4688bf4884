"""The parts of a venue's page that tell of single events."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.span import Span
from scheduler.outputs.changes.concerns import Concern
from scheduler.outputs.changes.dates import length_text, span_text
from scheduler.outputs.changes.html import Html, joined, tag
from scheduler.outputs.changes.words import AT_PLACE, STATUSES, told
from scheduler.outputs.ical.text import one_line, title
from scheduler.outputs.labels import KINDS, LIST, PHASES
from scheduler.releases.stays import Stay

TONES = {
    "cancelled": "bad", "leaves": "bad", "moved": "fair", "setup": "fair", "venue": "fair",
    "halls": "fair", "held": "fair", "new": "good", "back": "good", "arrives": "good",
    "confirmed": "good",
}  # fmt: skip
"""Colour of what happens, always beside its word; what is missing is quiet."""


_WIDTHS = {1: "one", 2: "two"}
"""Style of a table of days by its number of columns."""


def pill(kind: str, lang: str) -> Html:
    """What happens, as a coloured word."""
    return tag("span", AT_PLACE[kind].get(lang), class_=f"pill {TONES.get(kind, 'quiet')}")


def event_name(concern: Concern, lang: str) -> str:
    """The event's name in one line."""
    return title(concern.stay.subject.name, lang, concern.event_id)


def card(concern: Concern, lang: str) -> Html:
    """Everything that a venue wants to know of an event that changes."""
    tone = TONES.get(concern.kinds[0], "quiet")
    subject = concern.stay.subject
    pills = joined(*(pill(kind, lang) for kind in concern.kinds))
    head = joined(
        tag("div", pills, class_="pills"),
        tag("h3", event_name(concern, lang)),
        tag("p", KINDS[subject.kind].get(lang), " · ", tag("code", concern.event_id), class_="id"),
    )
    facts = tag("dl", *(_pair(*fact) for fact in _facts(concern, lang)), class_="pairs")
    parts = (tag("header", head), _days(concern, lang), facts)
    return tag("article", *parts, class_=f"event {tone}", id=anchor(concern))


def anchor(concern: Concern) -> str:
    """Name of the card within the page."""
    return f"event-{concern.event_id}"


def _pair(name: str, value: Html | str) -> Html:
    return tag("div", tag("dt", name), tag("dd", value))


def _facts(concern: Concern, lang: str) -> Iterator[tuple[str, Html | str]]:
    before, after = concern.before, concern.after
    organizers = [one_line(o) for o in concern.stay.subject.organizers]
    if before and after and before.subject.name != after.subject.name:
        names = (title(s.subject.name, lang, concern.event_id) for s in (before, after))
        yield told("name", lang), _step(*names)
    yield told("halls", lang), _step(_halls(before, lang), _halls(after, lang))
    yield told("status", lang), _step(_status(before, lang), _status(after, lang))
    listed = LIST.get(lang).join(filter(None, organizers))
    yield told("organizers", lang), listed or told("no-organizer", lang)
    if concern.elsewhere:
        name = title(concern.elsewhere, lang, "")
        yield told("venue", lang), told("from" if after else "to", lang, venue=name)


def _status(stay: Stay | None, lang: str) -> str | None:
    return STATUSES[stay.status].get(lang) if stay else None


def _halls(stay: Stay | None, lang: str) -> str | None:
    if stay is None:
        return None
    names = LIST.get(lang).join(title(hall.name, lang, hall.id) for hall in stay.halls)
    return names or told("no-halls", lang)


def _step(before: str | None, after: str | None) -> Html | str:
    """Old and new value, or the one value if they do not differ."""
    if before is not None and after is not None and before != after:
        return joined(tag("del", before), " → ", tag("ins", after))
    if after is not None:
        return after
    return tag("del", before)


def _days(concern: Concern, lang: str) -> Html:
    """Move-in, show and move-out days; old and new side by side where they differ."""
    shown = _columns(concern)
    heads = (tag("th", told(key, lang), scope="col") for key, _ in shown)
    head = tag("thead", tag("tr", tag("td"), *heads))
    rows = [
        _row(phase, [(key, spans.get(phase)) for key, spans in shown], lang)
        for phase in PHASES
        if any(phase in spans for _, spans in shown)
    ]
    return tag("table", head, tag("tbody", *rows), class_=f"days {_WIDTHS[len(shown)]}")


def _columns(concern: Concern) -> list[tuple[str, dict[str, Span]]]:
    """Heading and days by phase of each column."""
    before, after = concern.before, concern.after
    if before and after and before.phases == after.phases:
        return [("days", dict(after.phases))]
    sides = (("before", before), ("now", after))
    return [(key, dict(stay.phases)) for key, stay in sides if stay]


def _row(phase: str, spans: list[tuple[str, Span | None]], lang: str) -> Html:
    same = len({span for _, span in spans}) == 1 < len(spans)
    cells = (_cell("days" if same else key, span, lang) for key, span in spans)
    return tag("tr", tag("th", PHASES[phase].get(lang), scope="row"), *cells)


def _cell(key: str, span: Span | None, lang: str) -> Html:
    """Days of a phase: struck out where they hold no more, marked where they are new."""
    if span is None:
        return tag("td", told("none", lang), class_="nil")
    text = span_text(span, lang)
    marked = tag({"before": "del", "now": "ins"}.get(key, "span"), text)
    return tag("td", marked, tag("small", length_text(span, lang)))
