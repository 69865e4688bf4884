"""Legal inputs that are probably not meant: the warnings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.span import LAST_DAY, Span, iso
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure
from scheduler.errors import Fault
from scheduler.loading.capacity_lookup import VenueCapacity
from scheduler.loading.faults import fault

_NEEDS = ("gross_m2", "seats", "outdoor_m2")
_FEATURES = Text(
    "可选场馆没有一个展厅具备全部这些设施，请改正，或在 venues.yaml 补上 features",
    "are features that no hall of an allowed venue has together; correct them, or venues.yaml",
)


def doubts(problem: Problem) -> Iterator[Fault]:
    """Everything doubtful, file by file."""
    yield from _empty_venues(problem)
    yield from _policy_doubts(problem)
    capacities = {v.id: VenueCapacity(v, problem.horizon) for v in problem.venues}
    for event in problem.events:
        tell = partial(fault, problem.events_file, row=problem.row_of[event.id])
        for column, value, message in _event_doubts(problem, event, capacities):
            yield tell(message, column=column, value=value)
    yield from _alike(problem)


Doubt = tuple[str, object, Text]


def _event_doubts(
    problem: Problem, event: Event, capacities: dict[str, VenueCapacity]
) -> Iterator[Doubt]:
    yield from _unholdable(event, capacities)
    yield from _short_window(problem, event)
    yield from _booking(problem, event)
    yield from _preferences(problem, event)


def _unholdable(event: Event, capacities: dict[str, VenueCapacity]) -> Iterator[Doubt]:
    ids = event.venues or capacities
    if not event.has_needs or any(c.holds(event) for v, c in capacities.items() if v in ids):
        return
    allowed = [c for v, c in capacities.items() if v in ids]
    halls = [h for c in allowed for h in c.halls.values() if not h.outdoor]
    equipped = any(event.requires <= h.features for h in halls)
    if halls and not equipped and (event.gross_m2 or event.seats):
        yield "requires", ";".join(sorted(event.requires)), _FEATURES
        return
    offers = [c.most(event) for c in allowed]
    best = {need: max((o[need] for o in offers), default=0) for need in _NEEDS}
    short = [n for n in _NEEDS if getattr(event, n) > best[n]]
    column = (short or [n for n in _NEEDS if getattr(event, n)])[0]
    if short:
        message = Text(
            f"可选场馆最多只有 {best[column]:,}，请减小需求或放宽场馆",
            f"is more than the {best[column]:,} that any allowed venue has; lower it or allow more",
        )
    else:
        message = Text(
            "没有一个可选场馆能同时满足全部需求，请减小需求或放宽场馆",
            "cannot be met together with the other needs in any allowed venue; lower or allow more",
        )
    yield column, getattr(event, column), message


def _window(problem: Problem, event: Event) -> Span:
    """Days on which the event may be on show."""
    inside = Span(
        problem.horizon.start + event.move_in_days, problem.horizon.end - event.move_out_days
    )
    wished = Span.inclusive(event.earliest, event.latest)
    return Span(max(inside.start, wished.start), min(inside.end, wished.end))


def _short_window(problem: Problem, event: Event) -> Iterator[Doubt]:
    window = _window(problem, event)
    if len(window) < event.show_days:
        days = len(window)
        yield (
            "show_days",
            event.show_days,
            Text(
                f"长于可用的 {days} 天，此活动无法安排，请放宽 earliest 或 latest",
                f"is longer than the {days} days open to it, so it can never be placed; "
                "widen earliest or latest",
            ),
        )


def _booking(problem: Problem, event: Event) -> Iterator[Doubt]:
    if event.booked_start is None:
        return
    shown, value = event.show(event.booked_start), iso(event.booked_start)
    if not shown.within(_window(problem, event)):
        yield (
            "booked_start",
            value,
            Text(
                "预订日期在 earliest、latest 或排期之外，请改正其一",
                "lies outside earliest, latest or the horizon; correct one of them",
            ),
        )
    yield from _booked_venue(problem, event, event.tenancy(event.booked_start))


def _booked_venue(problem: Problem, event: Event, tenancy: Span) -> Iterator[Doubt]:
    for venue_id in dict.fromkeys(v for v, _ in event.booked_halls):
        venue = problem.venue_by_id[venue_id]
        if not tenancy.within(venue.open):
            message = Text(
                f"租期超出场馆 {venue_id} 的开放期，请改正其一",
                f"has days on which {venue_id} is not open; correct one of them",
            )
            yield "booked_start", iso(tenancy.start + event.move_in_days), message
        for _, hall_id in event.booked_halls:
            for closure in venue.closures_of(venue.hall_by_id[hall_id]):
                if tenancy.overlaps(closure.span):
                    yield "booked_halls", f"{venue_id}/{hall_id}", _closed(closure)


def _closed(closure: Closure) -> Text:
    span, why = closure.span, closure.reason if closure.file else Text()
    first = iso(max(span.start, 1))
    last = "…" if span.last >= LAST_DAY else iso(span.last)
    zh, en = (f"；{why.zh}", f"; {why.en}") if why else ("", "")
    return Text(
        f"在租期内关闭（{first} 至 {last}{zh}），请改订其他展厅或日期",
        f"is closed during the tenancy ({first} to {last}{en}); book other halls or dates",
    )


def _preferences(problem: Problem, event: Event) -> Iterator[Doubt]:
    preferred = event.preferred_venue
    if preferred and event.venues and preferred not in event.venues:
        yield (
            "preferred_venue",
            preferred,
            Text(
                "不在 venues 所列场馆之内，请加入或改正",
                "is not among venues; add it there or correct it",
            ),
        )
    start = event.preferred_start
    if start is not None and not event.show(start).within(_window(problem, event)):
        yield (
            "preferred_start",
            iso(start),
            Text(
                "在 earliest、latest 或排期之外，请改正",
                "lies outside earliest, latest or the horizon; correct it",
            ),
        )


def _empty_venues(problem: Problem) -> Iterator[Fault]:
    for i, venue in enumerate(problem.venues):
        if not venue.halls:
            message = Text("没有展厅，请补上 halls", "has no halls; add some")
            yield fault("venues.yaml", message, column=f"venues[{i}].halls", value=venue.id)


def _policy_doubts(problem: Problem) -> Iterator[Fault]:
    policy = problem.policy
    used = {e.theme for e in problem.events}
    for theme in policy.date_protection.themes:
        if theme not in used:
            message = Text(
                "没有活动属于此题材，请改正或删去", "is no event's theme; correct or delete it"
            )
            column = f"date_protection.themes.{theme}"
            yield fault("policy.yaml", message, column=column, value=theme)
    for slug in policy.industries:
        listing = [e for e in problem.events if slug in e.industries]
        brands, goal = sum(e.is_brand for e in listing), policy.coverage
        for found, wanted, zh, en in (
            (brands, goal.brand_events, "品牌活动", "brand events"),
            (len(listing), goal.events, "活动", "events"),
        ):
            if found < wanted:
                message = Text(
                    f"只有 {found} 个{zh}，少于覆盖目标 {wanted}，请补充活动",
                    f"has {found} of the {wanted} {en} that coverage asks for; add some",
                )
                yield fault("policy.yaml", message, column=f"industries.{slug}", value=slug)


def _alike(problem: Problem) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for event in problem.events:
        for column, name in (("name_zh", event.name.zh), ("name_en", event.name.en)):
            plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()
            first = seen.setdefault((column, plain), event.id) if plain else event.id
            if first != event.id:
                row, other = problem.row_of[event.id], problem.row_of[first]
                message = Text(
                    f"与第 {other} 行的名称相同，请核对是否重复",
                    f"is the name of row {other} as well; delete one if it is the same event",
                )
                yield fault(problem.events_file, message, row=row, column=column, value=name)
                break
