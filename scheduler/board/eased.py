"""Corrections of venues.yaml and policy.yaml as changes of a scenario, and closures taken back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scheduler.board.city import City
from scheduler.board.parts import span_answer
from scheduler.domain.conflict import Edit
from scheduler.domain.policy import ClosedDays
from scheduler.domain.problem import Problem
from scheduler.domain.span import Span, day_of, merge
from scheduler.domain.venue import Closure, Hall, Venue

Json = dict[str, Any]

_VENUE = re.compile(
    r"venues\[(\d+)\](?:\.halls\[(\d+)\])?\.([a-z_]+)(?:\[(\d+)\])?(?:\.(from|to))?"
)
_ENTRY = re.compile(r"closed_days\[(\d+)\](?:\.(from|to))?")

Piece = tuple[int, str | None, Any]
"""Entry of a list, key of it (``None`` for all of it), and the value."""


def city_changes(
    city: City, problem: Problem, edits: Iterable[Edit]
) -> tuple[list[Json], list[Json]]:
    """Edits of the board that take closures back, and changes of a scenario for all else."""
    closures: dict[tuple[Venue, Hall | None], list[Piece]] = defaultdict(list)
    terms: dict[str, Json] = defaultdict(dict)
    days: list[Piece] = []
    policy: Json = {}
    for edit in edits:
        path = edit.column or ""
        if found := _VENUE.fullmatch(path):
            venue, key = problem.venues[int(found[1])], found[3]
            hall = venue.halls[int(found[2])] if found[2] else None
            if key == "closures":
                closures[venue, hall].append((int(found[4]), found[5], edit.value))
            elif key == "open":
                span = terms[venue.id].setdefault("open", span_answer(venue.open))
                span[found[5]] = edit.value
            else:
                terms[venue.id][key] = edit.value
        elif found := _ENTRY.fullmatch(path):
            days.append((int(found[1]), found[2], edit.value))
        else:
            policy[path] = edit.value
    if days:
        policy["closed_days"] = _listed([_entry(e) for e in problem.policy.closed_days], days)
    taken: list[Json] = []
    changes: list[Json] = []
    for (venue, hall), pieces in closures.items():
        back, lifted = _lifted(city, venue, hall, pieces)
        taken += back
        changes += lifted
    changes += [{"change_venue": {"id": v, "set": keys}} for v, keys in terms.items()]
    return taken, changes + ([{"policy": policy}] if policy else [])


def _listed(entries: list[Json], pieces: Iterable[Piece]) -> list[Json]:
    """A list after corrections of it, as they would be made in the file."""
    for at, key, value in pieces:
        if key is not None:
            entries[at] = entries[at] | {key: value}
        elif value is None:
            del entries[at]
        else:
            entries.insert(at, value)
    return entries


def _entry(entry: ClosedDays) -> Json:
    told: Json = {
        **span_answer(entry.span), "public_holidays": entry.public_holidays or None,
        "kinds": None if entry.kinds is None else sorted(entry.kinds),
        "min_daily_visitors": entry.min_daily_visitors or None,
        "reason_zh": entry.reason.zh, "reason_en": entry.reason.en,
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}


def _lifted(
    city: City, venue: Venue, hall: Hall | None, pieces: Iterable[Piece]
) -> tuple[list[Json], list[Json]]:
    """Closures made on the board are taken back and made anew for the days that stay closed."""
    standing = [c for c in (hall or venue).closures if not c.file]
    kept = _listed([span_answer(c.span) for c in standing], pieces)
    gaps = list(_without([c.span for c in standing], [_span(e) for e in kept]))
    where = {"venue": venue.id, **({"hall": hall.id} if hall else {})}
    taken: list[Json] = []
    changes: list[Json] = []
    made: list[Span] = []
    for number, change in city.changes.items():
        body = change.get("close")
        if body and {k: body[k] for k in ("venue", "hall") if body.get(k)} == where:
            made.append(_span(body))
            if any(made[-1].overlaps(gap) for gap in gaps):
                taken.append({"op": "open", "closure": number})
                left = _without(made[-1:], gaps)
                changes += [{"close": {**body, **span_answer(part)}} for part in left]
    files = _others(standing, made)
    gaps = [g for g in gaps if any(g.overlaps(s) for s in files)]
    return taken, [*changes, *({"reopen": {**where, **span_answer(g)}} for g in gaps)]


def _others(standing: Iterable[Closure], made: Iterable[Span]) -> list[Span]:
    """Spans of closures that were not made on the board."""
    left = [c.span for c in standing]
    for span in made:
        if span in left:
            left.remove(span)
    return left


def _without(spans: Iterable[Span], gaps: Iterable[Span]) -> Iterator[Span]:
    """Days of `spans` that lie in no gap."""
    holes = merge(gaps)
    for span in merge(spans):
        at = span.start
        for hole in holes:
            if hole.overlaps(span):
                if at < hole.start:
                    yield Span(at, hole.start)
                at = max(at, hole.end)
        if at < span.end:
            yield Span(at, span.end)


def _span(node: Mapping[str, Any]) -> Span:
    ends = (node.get("from"), node.get("to"))
    return Span.inclusive(*(None if end is None else day_of(str(end)) for end in ends))

