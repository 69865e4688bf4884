"""Forms and rows into a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from scheduler.domain.event import Event
from scheduler.domain.policy import (
    DEFAULT_CHANGE,
    DEFAULT_REMEDIES,
    DEFAULT_WEIGHTS,
    ClosedDays,
    Comfort,
    Coverage,
    DateProtection,
    Feeds,
    Limits,
    Policy,
)
from scheduler.domain.problem import City, NeighbourEvent, Problem
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure, Hall, Venue
from scheduler.errors import Fault
from scheduler.loading import crosscheck
from scheduler.loading.busy import Frame, all_busy_days
from scheduler.loading.event_rows import Draft, check_columns, drafts
from scheduler.loading.faults import BadValue, Ledger
from scheduler.loading.forms import fill
from scheduler.loading.neighbours import neighbour_events
from scheduler.loading.public_holidays import check_country, public_holidays
from scheduler.loading.references import References
from scheduler.loading.schema import (
    CityForm,
    ClosedDaysForm,
    ClosureForm,
    Dates,
    Form,
    HallForm,
    Named,
    PolicyForm,
    VenueForm,
    VenuesForm,
)
from scheduler.loading.sources import Sources
from scheduler.loading.yaml_reader import Document

F = TypeVar("F", bound=Form)
Busy = Mapping[str, tuple[Closure, ...]]
_FALLBACK = Span.inclusive(737_791, 738_155)  # 2021, to expand calendars beside other faults


def assemble(sources: Sources, ledger: Ledger) -> Problem:
    """Judge what the files hold and freeze it.

    Raises
    ------
    InputError
        With all faults of all files.
    """
    venues = _filled(sources.venues, VenuesForm, crosscheck.check_venues, ledger)
    policy = _filled(sources.policy, PolicyForm, crosscheck.check_policy, ledger)
    if sources.venues and venues:
        _check_city(sources.venues, venues.city, ledger)
    rows = _events(sources, ledger)
    neighbours = _neighbours(sources, venues, policy, ledger)
    busy = _busy(sources, venues, policy, ledger)
    ledger.raise_faults()
    # Without faults, both forms are there.
    assert venues is not None and policy is not None
    return Problem(
        city=City(venues.city.id, _name(venues.city), venues.city.timezone, venues.city.country),
        venues=tuple(_venue(v, busy) for v in venues.venues),
        events=tuple(event for event, _ in rows),
        policy=_policy(policy),
        holidays=public_holidays(
            venues.city.country, _span(policy), policy.holidays.add, policy.holidays.remove
        ),
        neighbours=neighbours,
        input_hash=sources.input_hash,
        events_file=sources.events_file,
        rows=tuple((event.id, row) for event, row in rows),
    )


def _filled(
    document: Document | None,
    form: type[F],
    check: Callable[[Document], Iterator[Fault]],
    ledger: Ledger,
) -> F | None:
    filled = None
    if document is not None:
        with ledger.collecting():
            filled = fill(document, form)
        ledger.faults.extend(check(document))
    return filled


def _check_city(document: Document, city: CityForm, ledger: Ledger) -> None:
    try:
        check_country(city.country)
    except BadValue as bad:
        ledger.faults.append(document.fault(("city", "country"), bad.message, city.country))


def _events(sources: Sources, ledger: Ledger) -> list[tuple[Event, int]]:
    if sources.events is None:
        return []
    name = sources.events_file
    check_columns(sources.events, name, ledger)
    found = drafts(sources.events, name, ledger)
    references = _references(sources, found)
    for draft in found:
        ledger.faults.extend(references.check(draft))
    return [] if ledger.faults else [(d.event, d.row.number) for d in found]


def _references(sources: Sources, found: Iterable[Draft]) -> References:
    # With no industry, venue or id at all, that is the fault, not every row that names one.
    return References(
        sources.events_file,
        (sources.policy and crosscheck.known_industries(sources.policy)) or None,
        (sources.venues and crosscheck.known_halls(sources.venues)) or None,
        {d.id for d in found if d.id} or None,
    )


def _neighbours(
    sources: Sources, venues: VenuesForm | None, policy: PolicyForm | None, ledger: Ledger
) -> tuple[NeighbourEvent, ...]:
    """Read the calendars even beside other faults, so that theirs are told as well."""
    if not sources.neighbours:
        return ()
    zone = venues.city.timezone if venues else "UTC"
    horizon = _span(policy) if policy and not ledger.faults else _FALLBACK
    days = policy.neighbours.days if policy else 0
    return neighbour_events(sources.neighbours, zone, horizon, days, ledger)


def frame(sources: Sources, noted: Ledger) -> Frame:
    """What the venues' own calendars are read against.

    Raises
    ------
    InputError
        When venues.yaml or policy.yaml has faults; those of other files do not matter, unless
        one of the two could not be read (`noted`).
    """
    if sources.venues is None or sources.policy is None:
        noted.raise_faults()
    ledger = Ledger()
    venues = _filled(sources.venues, VenuesForm, crosscheck.check_venues, ledger)
    policy = _filled(sources.policy, PolicyForm, crosscheck.check_policy, ledger)
    ledger.raise_faults()
    assert venues is not None and policy is not None
    return _frame(venues, policy)


def _frame(venues: VenuesForm, policy: PolicyForm) -> Frame:
    halls = {v.id: {h.id for h in v.halls} for v in venues.venues}
    domain = f"{venues.city.id}.{policy.feeds.domain}"
    return Frame(venues.city.timezone, _span(policy), domain, halls)


def _busy(
    sources: Sources, venues: VenuesForm | None, policy: PolicyForm | None, ledger: Ledger
) -> Busy:
    if not sources.busy or venues is None or policy is None or ledger.faults:
        return {}
    return all_busy_days(sources.busy, _frame(venues, policy), ledger)


def _name(form: Named) -> Text:
    return Text(form.name_zh, form.name_en)


def _span(policy: PolicyForm) -> Span:
    return Span.inclusive(policy.horizon.first, policy.horizon.last)


def _dates(form: Dates) -> Span:
    return Span.inclusive(form.first, form.last)


def _closure(form: ClosureForm) -> Closure:
    return Closure(_dates(form), Text(form.reason_zh, form.reason_en))


def _hall(form: HallForm, busy: tuple[Closure, ...]) -> Hall:
    return Hall(
        id=form.id,
        name=_name(form) or Text(form.id, form.id),
        gross_m2=form.gross_m2,
        seats=form.seats,
        outdoor=form.outdoor,
        features=frozenset(form.features),
        closures=(*map(_closure, form.closures), *busy),
    )


def _venue(form: VenueForm, busy: Busy) -> Venue:
    return Venue(
        id=form.id,
        name=_name(form),
        district=form.district,
        halls=tuple(_hall(h, busy.get(f"{form.id}/{h.id}", ())) for h in form.halls),
        runs=form.runs,
        turnaround_days=form.turnaround_days,
        moving_halls_per_day=form.moving_halls_per_day,
        open=_dates(form.open),
        closures=(*map(_closure, form.closures), *busy.get(form.id, ())),
        address=Text(form.address.zh, form.address.en),
        latitude=form.latitude,
        longitude=form.longitude,
        contact=form.contact,
        url=form.url,
    )


def _closed_days(form: ClosedDaysForm) -> ClosedDays:
    return ClosedDays(
        span=_dates(form),
        public_holidays=form.public_holidays,
        # An empty list is no kinds given, which means all.
        kinds=frozenset(form.kinds) if form.kinds else None,
        min_daily_visitors=form.min_daily_visitors,
        reason=Text(form.reason_zh, form.reason_en),
    )


def _policy(form: PolicyForm) -> Policy:
    weights = form.weights.model_dump(by_alias=True, exclude_none=True, exclude={"change"})
    remedies = form.remedies.model_dump(by_alias=True, exclude_none=True)
    change = form.weights.change.model_dump(exclude_none=True)
    return Policy(
        horizon=_span(form),
        industries={slug: _name(named) for slug, named in form.industries.items()},
        coverage=Coverage(**form.coverage.model_dump()),
        date_protection=DateProtection(**form.date_protection.model_dump()),
        closed_days=tuple(map(_closed_days, form.closed_days)),
        limits=Limits(**form.limits.model_dump()),
        comfort=Comfort(**form.comfort.model_dump()),
        neighbour_days=form.neighbours.days,
        weights={**DEFAULT_WEIGHTS, **weights},
        change={**DEFAULT_CHANGE, **change},
        remedies={**DEFAULT_REMEDIES, **remedies},
        feeds=Feeds(**form.feeds.model_dump()),
    )
