"""Turns a Reason into a sentence; the only place that does."""

from __future__ import annotations

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Fact, Reason
from scheduler.domain.span import Day, Span, iso, merge
from scheduler.domain.text import LANGS, Text


def hall_name(problem: Problem, ref: str, lang: str) -> str:
    """Name of ``venue/hall`` or ``venue`` in a language."""
    venue_id, _, hall_id = ref.partition("/")
    venue = problem.venue_by_id.get(venue_id)
    if venue is None:
        return ref
    hall = venue.hall_by_id.get(hall_id)
    if hall is None:
        return venue.name.get(lang)
    return f"{venue.name.get(lang)} {hall.name.get(lang)}"


def event_name(problem: Problem, event_id: str, lang: str) -> str:
    """Name of an event in a language, its id if unknown."""
    event = problem.event_by_id.get(event_id)
    return event.name.get(lang) if event else event_id


def date_list(days: tuple[Day, ...], lang: str) -> str:
    """Days as ISO dates, stretches joined: ``2021-05-01–2021-05-03``."""
    spans = merge(Span(d, d + 1) for d in days)
    texts = [iso(s.start) if len(s) == 1 else f"{iso(s.start)}–{iso(s.last)}" for s in spans]
    return ("、" if lang == "zh" else ", ").join(texts)


def sentence(problem: Problem, reason: Reason, lang: str) -> str:
    """The reason's sentence in `lang`."""
    from scheduler.rules import BY_ID

    sep = "、" if lang == "zh" else ", "
    names = [event_name(problem, e, lang) for e in reason.events]
    values: dict[str, object] = {
        "event": names[0] if names else "",
        "other": names[1] if len(names) > 1 else "",
        "events": sep.join(names),
        "halls": sep.join(hall_name(problem, h, lang) for h in reason.halls),
        "days": date_list(reason.days, lang),
    }
    for key, value in reason.facts:
        values[key] = _shown(value, lang)
    template = BY_ID[reason.rule].sentence(reason.case).get(lang)
    return template.format(**values)


def _shown(value: Fact, lang: str) -> str:
    """A fact as people write it: 115,900."""
    if isinstance(value, Text):
        return value.get(lang)
    return f"{value:,}" if isinstance(value, int) else value


def text_of(problem: Problem, reason: Reason) -> Text:
    """The reason's sentence in both languages."""
    zh, en = (sentence(problem, reason, lang) for lang in LANGS)
    return Text(zh, en)
