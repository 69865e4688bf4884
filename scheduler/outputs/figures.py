"""The tables that the page and the workbook both show, as pandas frames.

Days are day numbers (``Span``'s), names stand in ``*_zh`` and ``*_en`` columns, lists are tuples.
What is not given is ``None``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scheduler.domain.event import DIRECTIONS, EVIDENCES, KINDS, LEVELS, Event
from scheduler.domain.roster import Tenancy
from scheduler.domain.span import Day, is_weekend, iso
from scheduler.outputs.labels import hall_list, industry_name, pair
from scheduler.outputs.outcome import Outcome
from scheduler.rules import RULES
from scheduler.rules.coverage import covered

if TYPE_CHECKING:
    import pandas as pd

NEW = ("true", "false")
DIMENSIONS = {"direction": (*DIRECTIONS, ""), "level": (*LEVELS, ""), "new": NEW}
Row = Mapping[str, Any]


def frame(rows: Iterable[Row], columns: Iterable[str] = ()) -> pd.DataFrame:
    """Rows as a frame of plain Python values; `columns` name those of an empty one."""
    import pandas as pd

    found = list(rows)
    names = list(found[0]) if found else list(columns)
    return pd.DataFrame(found, columns=names, dtype=object)


# -- events ---------------------------------------------------------------------------------------


def events(o: Outcome) -> pd.DataFrame:
    """Every event in the order of events.csv, with its place if it has one."""
    return frame(_event_row(o, e) for e in o.problem.events)


def _event_row(o: Outcome, e: Event) -> Row:
    zh, en = pair(e.name, e.id)
    return {
        "event_id": e.id, "name_zh": zh, "name_en": en, "kind": e.kind,
        "industries": e.industries, "theme": e.theme, "direction": e.direction, "level": e.level,
        "is_new": e.is_new, "is_brand": e.is_brand, "leaders_open": e.leaders_open,
        "status": e.status, "priority": e.priority, "organizers": e.organizers,
        **_place_row(o.tenancies.get(e.id)),
        "show_days": e.show_days, "move_in_days": e.move_in_days, "move_out_days": e.move_out_days,
        "gross_m2": e.gross_m2, "seats": e.seats, "outdoor_m2": e.outdoor_m2,
        "requires": tuple(sorted(e.requires)),
        "daily_visitors": e.daily_visitors, "hotel_rooms": e.hotel_rooms,
        "earliest": e.earliest, "latest": e.latest,
        "preferred_start": e.preferred_start, "days_off": days_off(o, e),
        "preferred_venue": e.preferred_venue, "weekend": e.weekend,
        "booked_start": e.booked_start, "co_located": tuple(
            x for x in o.problem.group_of[e.id] if x != e.id
        ),
        "cost": o.cost_of(e.id), "evidence": e.evidence, "source": e.source, "notes": e.notes,
    }  # fmt: skip


def _place_row(t: Tenancy | None) -> Row:
    zh, en = pair(t.venue.name, t.venue.id) if t else (None, None)
    halls_zh, halls_en = hall_list(t.halls) if t else (None, None)
    return {
        "placed": t is not None,
        "venue_id": t and t.venue.id, "venue_zh": zh, "venue_en": en,
        "hall_ids": t.hall_ids if t else (), "halls_zh": halls_zh, "halls_en": halls_en,
        "tenancy_first": t and t.span.start, "show_first": t and t.show.start,
        "show_last": t and t.show.last, "tenancy_last": t and t.span.last,
        "hall_days": len(t.halls) * len(t.span) if t else 0,
    }  # fmt: skip


def days_off(o: Outcome, e: Event) -> int | None:
    """Days between the wished and the given first show day (later is positive)."""
    t = o.tenancies.get(e.id)
    return t.show.start - e.preferred_start if t and e.preferred_start is not None else None


def unplaced(o: Outcome) -> pd.DataFrame:
    """Events left out, with the reason."""
    weight = o.problem.policy.weights["unplaced"]
    rows: list[Row] = []
    for u in o.unplaced():
        zh, en = pair(o.problem.event_by_id[u.event_id].name, u.event_id)
        rows.append({
            "event_id": u.event_id, "name_zh": zh, "name_en": en, "priority": u.priority,
            "points": weight * u.priority, "why_zh": u.why.get("zh"), "why_en": u.why.get("en"),
        })  # fmt: skip
    return frame(rows, ("event_id", "name_zh", "name_en", "priority", "points", "why_zh", "why_en"))


def moves(o: Outcome) -> pd.DataFrame:
    """A row for each event and day on which it moves in or out, by venue and day."""
    order = {v.id: i for i, v in enumerate(o.problem.venues)}
    rows = [row for t in o.roster.tenancies for row in _move_rows(t)]
    rows.sort(key=lambda r: (order[r["venue_id"]], r["day"], r["phase"], r["event_id"]))
    return frame(rows, ("venue_id", "day", "phase", "event_id", "nth", "of", "show_first"))


def _move_rows(t: Tenancy) -> Iterator[Row]:
    phases = (
        ("in", range(t.span.start, t.show.start)), ("out", range(t.show.end, t.span.end)),
    )  # fmt: skip
    for phase, days in phases:
        for nth, day in enumerate(days, 1):
            yield {
                "venue_id": t.venue.id, "day": day, "phase": phase, "event_id": t.event.id,
                "nth": nth, "of": len(days), "show_first": t.show.start,
            }  # fmt: skip


# -- coverage and mix -----------------------------------------------------------------------------


def coverage(o: Outcome) -> pd.DataFrame:
    """Each industry's placed events and brand events against the goal."""
    goal = o.problem.policy.coverage
    rows = []
    for slug, have in covered(o.problem, o.roster).items():
        zh, en = pair(industry_name(o.problem, slug))
        brands, placed = len(have.brand_events), len(have.events)
        rows.append({
            "industry": slug, "name_zh": zh, "name_en": en,
            "brand_goal": goal.brand_events, "brands": brands,
            "events_goal": goal.events, "events": placed,
            "met": brands >= goal.brand_events and placed >= goal.events,
            "brand_ids": have.brand_events, "event_ids": have.events,
        })  # fmt: skip
    return frame(rows)


def industry_months(o: Outcome) -> pd.DataFrame:
    """Events listing an industry, by the month in which they open."""
    counts: Counter[tuple[str, str]] = Counter()
    for t in o.roster.tenancies:
        for slug in t.event.industries:
            counts[slug, month_of(t.show.start)] += 1
    months = months_of(o.problem.horizon)
    rows = ((s, m, counts[s, m]) for s in o.problem.policy.industries for m in months)
    return frame({"industry": s, "month": m, "events": n} for s, m, n in rows)


def breakdown(o: Outcome) -> pd.DataFrame:
    """Events by kind and each of direction, level and new: placed, and in all."""
    table = events(o).assign(new=lambda t: [str(bool(x)).lower() for x in t["is_new"]])
    rows = []
    for dimension, values in DIMENSIONS.items():
        grouped = table.groupby(["kind", dimension])["placed"].agg(["sum", "size"])
        counts = {key: (int(a), int(b)) for key, a, b in grouped.itertuples()}
        for kind in KINDS:
            for value in values:
                placed, total = counts.get((kind, value), (0, 0))
                rows.append({
                    "kind": kind, "dimension": dimension, "value": value,
                    "placed": placed, "events": total,
                })  # fmt: skip
    return frame(rows)


def mix(o: Outcome) -> pd.DataFrame:
    """Events by kind, direction, level and new together; only what occurs."""
    keys = ["kind", "direction", "level", "is_new"]
    grouped = events(o).groupby(keys)["placed"].agg(["sum", "size"]).reset_index()
    return grouped.rename(columns={"sum": "placed", "size": "events"})


def evidence(o: Outcome) -> pd.DataFrame:
    """Events by evidence class: in all, placed, and with a source named."""
    rows = []
    for value in (*EVIDENCES, ""):
        those = [e for e in o.problem.events if e.evidence == value]
        rows.append({
            "evidence": value, "events": len(those),
            "placed": sum(e.id in o.tenancies for e in those),
            "sourced": sum(bool(e.source.strip()) for e in those),
        })  # fmt: skip
    return frame(rows)


# -- cost and wishes ------------------------------------------------------------------------------


def cost_by_rule(o: Outcome) -> pd.DataFrame:
    """Every soft rule of this problem in the rulebook's order, also those that cost nothing."""
    paid = o.audit.cost_by_rule if o.audit else {}
    lines = Counter(f.reason.rule for f in o.soft)
    rows = []
    for rule in RULES:
        if rule.is_hard(o.problem) or (rule.id == "change" and o.problem.near is None):
            continue
        rows.append({
            "rule": rule.id, "title_zh": rule.title.zh, "title_en": rule.title.en,
            "points": paid.get(rule.id, 0), "lines": lines[rule.id],
        })  # fmt: skip
    return frame(rows)


def cost_lines(o: Outcome) -> pd.DataFrame:
    """Each thing that costs points in a sentence, the dearest first."""
    rows: list[Row] = []
    for f in sorted(o.soft, key=lambda f: -f.amount):
        text = o.sentence(f.reason)
        rows.append({
            "rule": f.reason.rule, "points": f.amount, "event_id": f.owner,
            "event_ids": f.reason.events, "day": min(f.reason.days, default=None),
            "text_zh": text.zh, "text_en": text.en,
        })  # fmt: skip
    columns = ("rule", "points", "event_id", "event_ids", "day", "text_zh", "text_en")
    return frame(rows, columns)


def wishes(o: Outcome) -> pd.DataFrame:
    """Wishes of date, venue and weekend: asked for, of placed events, met and missed."""
    asked = {
        "preferred-date": [e for e in o.problem.events if e.preferred_start is not None],
        "preferred-venue": [e for e in o.problem.events if e.preferred_venue],
        "weekend": [e for e in o.problem.events if e.weekend],
    }
    off = [abs(d) for e in asked["preferred-date"] if (d := days_off(o, e))]
    rows = []
    for wish, those in asked.items():
        placed = [e for e in those if e.id in o.tenancies]
        met = sum(_wish_met(o, wish, e) for e in placed)
        rows.append({
            "wish": wish, "asked": len(those), "placed": len(placed), "met": met,
            "missed": len(placed) - met, "unplaced": len(those) - len(placed),
            "days_off": sum(off) if wish == "preferred-date" else None,
        })  # fmt: skip
    return frame(rows)


def _wish_met(o: Outcome, wish: str, e: Event) -> bool:
    """Whether a placed event has its wish; read off the plan, as a weight may be 0."""
    t = o.tenancies[e.id]
    if wish == "preferred-date":
        return t.show.start == e.preferred_start
    if wish == "preferred-venue":
        return t.venue.id == e.preferred_venue
    return any(map(is_weekend, t.show)) == (e.weekend == "include")


# -- months ---------------------------------------------------------------------------------------


def month_of(day: Day) -> str:
    """``YYYY-MM`` of a day."""
    return iso(day)[:7]


def months_of(days: Iterable[Day]) -> list[str]:
    """Months that have one of the days, in order."""
    return list(dict.fromkeys(map(month_of, days)))
