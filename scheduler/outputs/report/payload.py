"""The data of the page, ready for JSON: days count from the first day of the horizon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scheduler import __version__
from scheduler.domain.reason import Finding
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.domain.venue import Hall, Venue
from scheduler.outputs import colours, figures, headline
from scheduler.outputs.assumptions import assumptions
from scheduler.outputs.imprint import Imprint
from scheduler.outputs.labels import TERMS, industry_name, pair
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.report.contradictions import contradictions
from scheduler.outputs.robustness import robust_page
from scheduler.outputs.usage import shut, space_of, usage
from scheduler.rules import BY_ID, RULES

if TYPE_CHECKING:
    import pandas as pd

Json = Any
DAY_KEYS = (
    "tenancy_first", "show_first", "show_last", "tenancy_last", "earliest", "latest",
    "preferred_start", "booked_start", "day",
)  # fmt: skip


def payload(o: Outcome, lang: str, imprint: Imprint | None = None) -> dict[str, Json]:
    """Everything the page shows."""
    horizon = o.problem.horizon
    return {
        "lang": lang,
        "version": __version__,
        "imprint": pair(imprint.text) if imprint else None,
        "city": pair(o.problem.city.name, o.problem.city.id),
        "first": iso(horizon.start),
        "days": len(horizon),
        "holidays": sorted(d - horizon.start for d in o.problem.holidays if d in horizon),
        "solve": _solve(o),
        "terms": {k: {v: pair(t) for v, t in values.items()} for k, values in TERMS.items()},
        "rules": {r.id: {"name": pair(r.title), "hard": r.is_hard(o.problem)} for r in RULES},
        "kinds": colours.KINDS,
        "industries": _industries(o),
        "venues": [_venue(o, v) for v in o.problem.venues],
        "events": _records(o, figures.events(o)),
        "lines": _records(o, figures.cost_lines(o)),
        "hard": [_finding(o, f) for f in o.hard],
        "contradictions": contradictions(o),
        "figures": _figures(o),
        "robust": robust_page(o.solution.robust),
        "assumptions": assumptions(o),
    }


def _solve(o: Outcome) -> dict[str, Json]:
    tone, text = headline.verdict(o)
    s = o.solution
    return {
        "status": s.status, "tone": tone, "verdict": pair(text), "plan": o.has_plan,
        "cost": o.audit.cost if o.audit else s.cost, "bound": s.bound, "gap": s.gap,
        "stopped": s.stopped, "hash": o.problem.input_hash,
    }  # fmt: skip


def _industries(o: Outcome) -> list[Json]:
    return [
        {"id": slug, "name": pair(industry_name(o.problem, slug)),
         "colour": colours.industry_colour(i)}
        for i, slug in enumerate(o.problem.policy.industries)
    ]  # fmt: skip


def _venue(o: Outcome, venue: Venue) -> Json:
    return {
        "id": venue.id, "name": pair(venue.name, venue.id), "district": venue.district,
        "address": pair(venue.address), "contact": venue.contact, "url": venue.url,
        "turnaround": venue.turnaround_days, "moving": venue.moving_halls_per_day,
        "halls": [_hall(o, venue, h) for h in venue.halls],
    }  # fmt: skip


def _hall(o: Outcome, venue: Venue, hall: Hall) -> Json:
    start, horizon = o.problem.horizon.start, o.problem.horizon
    reasons = {c.span.common(horizon): c.reason for c in venue.closures_of(hall)}
    closed = [
        (s.start - start, s.end - start, pair(reasons.get(s, Text("未开放", "Not open"))))
        for s in shut(o.problem, venue, hall)
    ]
    return {
        "id": hall.id, "name": pair(hall.name, hall.id), "space": space_of(hall),
        "m2": hall.gross_m2, "seats": hall.seats, "closed": closed,
    }  # fmt: skip


def _finding(o: Outcome, f: Finding) -> Json:
    unit = BY_ID[f.reason.rule].unit_of(f.reason.case)
    return {
        "rule": f.reason.rule, "amount": f.amount, "unit": unit,
        "text": pair(o.sentence(f.reason)), "events": f.reason.events,
    }  # fmt: skip


def _figures(o: Outcome) -> dict[str, Json]:
    used = usage(o.problem, o.roster)
    spaces = used.by_venue()
    return {
        "numbers": [
            {"key": n.key, "name": pair(n.title), "value": n.value, "total": n.total}
            for n in headline.numbers(o, spaces)
        ],
        "months": figures.months_of(o.problem.horizon),
        "coverage": _records(o, figures.coverage(o)),
        "industry_months": _nested(figures.industry_months(o), "industry", "month", "events"),
        "breakdown": _records(o, figures.breakdown(o)),
        "spaces": _records(o, spaces),
        "weeks": _series(used.by("week"), "week"),
        "tightness": _series(used.by("month"), "month"),
        "rules": _records(o, figures.cost_by_rule(o)),
        "unplaced": _records(o, figures.unplaced(o)),
        "wishes": _records(o, figures.wishes(o)),
        "evidence": _records(o, figures.evidence(o)),
        "moves": _records(o, figures.moves(o)),
    }


def _records(o: Outcome, table: pd.DataFrame) -> list[Json]:
    """Rows as objects: ``*_zh`` and ``*_en`` become one pair, days offsets, blanks vanish."""
    start = o.problem.horizon.start
    rows = table.astype(object).to_dict("records")
    return [_record(row, start) for row in rows]


def _record(row: Mapping[Any, Any], start: int) -> Json:
    found: dict[str, Json] = {}
    for key, value in row.items():
        if value is None or value == "" or value == ():
            continue
        if key.endswith("_zh"):
            found[key[:-3]] = (value, row[key[:-3] + "_en"])
        elif not key.endswith("_en"):
            found[key] = value - start if key in DAY_KEYS else value
    return found


def _nested(table: pd.DataFrame, outer: str, inner: str, value: str) -> Json:
    found: dict[str, dict[str, Json]] = defaultdict(dict)
    for a, b, c in zip(table[outer], table[inner], table[value], strict=True):
        found[a][b] = c
    return found


def _series(table: pd.DataFrame, period: str) -> list[Json]:
    """One object a venue and space with parallel lists over its weeks or months."""
    found: dict[tuple[str, str], dict[str, Json]] = {}
    columns: Iterable[str] = ("venue", "space", period, "open", "show", "moving")
    for venue, space, when, free, show, moving in table[list(columns)].itertuples(index=False):
        line = found.setdefault(
            (venue, space),
            {"venue": venue, "space": space, "at": [], "open": [], "show": [], "moving": []},
        )
        for key, item in (("at", when), ("open", free), ("show", show), ("moving", moving)):
            line[key].append(item)
    return list(found.values())
