"""Parts of a working plan's document that come from the city's files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scheduler.domain.event import Event
from scheduler.domain.policy import Policy
from scheduler.domain.problem import Problem
from scheduler.domain.span import FIRST_DAY, LAST_DAY, Day, Span, iso
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure, Hall, Venue

Json = dict[str, Any]

PLAIN = (
    "kind", "theme", "direction", "level", "is_new", "is_brand", "leaders_open", "status",
    "priority", "show_days", "move_in_days", "move_out_days", "gross_m2", "seats", "outdoor_m2",
    "daily_visitors", "hotel_rooms", "weekend", "preferred_venue", "co_located_with", "evidence",
    "source", "notes",
)  # fmt: skip
DAYS = ("earliest", "latest", "preferred_start", "booked_start")


def event_answer(problem: Problem, event: Event) -> Json:
    """The columns of events.csv; lists as lists, days as dates, blank ones null."""
    days: dict[str, Day | None] = {name: getattr(event, name) for name in DAYS}
    return {
        "id": event.id,
        "name_zh": event.name.get("zh"),
        "name_en": event.name.get("en"),
        "industries": list(event.industries),
        "organizer": list(event.organizers),
        **{name: getattr(event, name) for name in PLAIN},
        **{name: None if day is None else iso(day) for name, day in days.items()},
        "requires": sorted(event.requires),
        "venues": sorted(event.venues),
        "booked_halls": [f"{venue}/{hall}" for venue, hall in event.booked_halls],
        "row": problem.row_of.get(event.id),
    }


def venue_answer(venue: Venue) -> Json:
    """A venue with its halls, closures and runs."""
    return {
        "id": venue.id,
        "name_zh": venue.name.get("zh"),
        "name_en": venue.name.get("en"),
        "district": venue.district,
        "turnaround_days": venue.turnaround_days,
        "moving_halls_per_day": venue.moving_halls_per_day,
        "open": span_answer(venue.open),
        "closures": [_closure(c) for c in venue.closures],
        "halls": [_hall(h) for h in venue.halls],
        "runs": [list(run) for run in venue.runs],
    }


def _hall(hall: Hall) -> Json:
    return {
        "id": hall.id,
        "name_zh": hall.name.get("zh"),
        "name_en": hall.name.get("en"),
        "gross_m2": hall.gross_m2,
        "seats": hall.seats,
        "outdoor": hall.outdoor,
        "features": sorted(hall.features),
        "closures": [_closure(c) for c in hall.closures],
    }


def _closure(closure: Closure) -> Json:
    return {**span_answer(closure.span), **_reason(closure.reason)}


def closure_answer(number: int, body: Mapping[str, Any]) -> Json:
    """A closure made on the board, with the number by which it is taken back."""
    return {
        "number": number,
        "venue_id": body["venue"],
        "hall_id": body.get("hall"),
        "from": body["from"],
        "to": body["to"],
        "reason_zh": body.get("reason_zh", ""),
        "reason_en": body.get("reason_en", ""),
    }


def span_answer(span: Span) -> Json:
    """Inclusive ends; null is open-ended."""
    return {
        "from": None if span.start <= FIRST_DAY else iso(span.start),
        "to": None if span.last >= LAST_DAY else iso(span.last),
    }


def policy_answer(policy: Policy) -> Json:
    """What of policy.yaml a plan is judged by, but for the horizon and the holidays."""
    coverage, limits, comfort = policy.coverage, policy.limits, policy.comfort
    protection = policy.date_protection
    return {
        "coverage": {
            "brand_events": coverage.brand_events, "events": coverage.events,
            "required": coverage.required,
        },
        "date_protection": {"days": protection.days, "themes": dict(protection.themes)},
        "closed_days": [
            {
                **span_answer(entry.span),
                "public_holidays": entry.public_holidays,
                "kinds": None if entry.kinds is None else sorted(entry.kinds),
                "min_daily_visitors": entry.min_daily_visitors,
                **_reason(entry.reason),
            }
            for entry in policy.closed_days
        ],
        "limits": {
            "openings_per_day": limits.openings_per_day,
            "large_event_visitors": limits.large_event_visitors,
            "large_events_per_district_day": limits.large_events_per_district_day,
        },
        "comfort": {
            "daily_visitors": comfort.daily_visitors, "hotel_rooms": comfort.hotel_rooms
        },
        "weights": dict(policy.weights),
        "change": dict(policy.change),
    }  # fmt: skip


def _reason(text: Text) -> Json:
    return {"reason_zh": text.get("zh"), "reason_en": text.get("en")}
