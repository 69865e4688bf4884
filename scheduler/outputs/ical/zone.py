"""VTIMEZONE: the one component of a calendar without entries (RFC 5545 wants at least one).

Written by hand, since generated ones full of RDATE lists crash some readers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scheduler.domain.span import Span

if TYPE_CHECKING:
    from icalendar.cal import Component

_DAY = timedelta(days=1)
_YEARS = (1970, 2037)
"""Years that zone data and readers agree upon; the horizon is cut to them."""


@lru_cache(maxsize=8)
def vtimezone(tzid: str, horizon: Span) -> bytes:
    """Zone as at the start of the horizon's first year, with each change in the horizon's years.

    A zone without daylight saving gets a single STANDARD.
    """
    from icalendar import Timezone

    zone = ZoneInfo(tzid)
    low, high = (min(max(year, _YEARS[0]), _YEARS[1]) for year in _years(horizon))
    first = datetime(low, 1, 1, tzinfo=UTC)
    component = Timezone()
    component.add("tzid", tzid)
    component.add_component(_observance(zone, first, datetime(1970, 1, 1)))
    for change in _changes(zone, first, datetime(high + 1, 1, 1, tzinfo=UTC)):
        component.add_component(_observance(zone, change, None))
    data: bytes = component.to_ical(sorted=False)
    return data


def _years(horizon: Span) -> tuple[int, int]:
    return datetime.fromordinal(horizon.start).year, datetime.fromordinal(horizon.last).year


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _changes(zone: ZoneInfo, first: datetime, end: datetime) -> Iterator[datetime]:
    """Moments in UTC at which the zone's offset changes."""
    days = (first + i * _DAY for i in range((end - first).days + 1))
    for day, after in pairwise(days):
        if _offset(zone, day) != _offset(zone, after):
            yield _change(zone, day)


def _change(zone: ZoneInfo, day: datetime) -> datetime:
    """The minute within 24 hours after `day` at which the new offset begins."""
    old = _offset(zone, day)
    moments = [day + timedelta(minutes=i) for i in range(24 * 60 + 1)]
    return moments[bisect_left(moments, True, key=lambda moment: _offset(zone, moment) != old)]


def _observance(zone: ZoneInfo, moment: datetime, since: datetime | None) -> Component:
    """STANDARD or DAYLIGHT in force from `moment`; `since` if it was in force before."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    local = moment.astimezone(zone)
    new = _offset(zone, moment)
    old = new if since else _offset(zone, moment - timedelta(seconds=1))
    component = TimezoneDaylight() if local.dst() else TimezoneStandard()
    component.add("dtstart", since or (moment + old).replace(tzinfo=None))
    component.add("tzoffsetfrom", old)
    component.add("tzoffsetto", new)
    component.add("tzname", local.tzname())
    return component
