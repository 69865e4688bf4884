"""Public holidays by the contract's rule."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.span import Day, Span, is_weekend
from scheduler.domain.text import Text
from scheduler.loading.faults import BadValue


def check_country(country: str) -> None:
    """Refuse a country whose holidays are not known.

    Raises
    ------
    BadValue
        With the most likely code.
    """
    from holidays import list_supported_countries

    if country in (known := list_supported_countries()):
        return
    upper = country.strip().upper()
    two = {"CHN": "CN", "PRC": "CN", "UK": "GB", "CHINA": "CN"}.get(upper, upper[:2])
    raise BadValue(
        Text("须为 CN 这样的国家代码", "must be a country code like CN"),
        upper if upper in known else two if two in known else None,
    )


def public_holidays(
    country: str, horizon: Span, add: Iterable[Day] = (), remove: Iterable[Day] = ()
) -> frozenset[Day]:
    """Public holidays of the horizon's years and one year either side.

    The country's dates, then every Saturday and Sunday adjacent to one, again and again, then
    `add` and `remove`.
    """
    from datetime import date

    from holidays import country_holidays

    first, last = date.fromordinal(horizon.start).year, date.fromordinal(horizon.last).year
    listed = country_holidays(country, years=range(first - 1, last + 2))
    return (_with_weekends(d.toordinal() for d in listed) | frozenset(add)) - frozenset(remove)


def _with_weekends(days: Iterable[Day]) -> frozenset[Day]:
    found = set(days)
    fresh = list(found)
    while fresh:
        day = fresh.pop()
        for beside in (day - 1, day + 1):
            if is_weekend(beside) and beside not in found:
                found.add(beside)
                fresh.append(beside)
    return frozenset(found)
