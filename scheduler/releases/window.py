"""Which entries a feed shows on a day: a rolling window, and cancelled ones until they are past.

The window keeps feeds small enough for every calendar service. It rolls at midnight in the city,
and a feed's Last-Modified must move with it, so the days of the changes are told as well.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.domain.entry import CANCELLED
from scheduler.domain.release import Directory
from scheduler.domain.span import FIRST_DAY, LAST_DAY, Day, Span

BACK_DAYS = 30
AHEAD_MONTHS = 18


@dataclass(frozen=True)
class Window:
    """What may be seen today.

    Parameters
    ----------
    today
        Day in the city's time zone.
    past
        First day after the horizon; from then on every entry is shown, since a calendar of a
        past year would be empty else.
    rolling
        Whether days limit what is shown; cancelled entries end in any case.
    """

    today: Day
    past: Day
    rolling: bool = True

    def shows(self, span: Span, status: str) -> bool:
        """Whether an entry or a block of days is seen today."""
        return self._shown(span, status, self.today)

    def rolled(self, seen: Iterable[tuple[Span, str]]) -> Day | None:
        """Last day up to today at whose midnight one of them came into sight or left it."""
        days = (day for span, status in seen for day in self._turns(span, status))
        return max((day for day in days if day <= self.today), default=None)

    def _turns(self, span: Span, status: str) -> Iterator[Day]:
        """Days on which it may come into sight or leave it."""
        possible = {span.end, span.end + BACK_DAYS, self.past}
        if self.rolling:
            possible.add(_first_seen(span.start))
        for day in possible:
            if self._shown(span, status, day) != self._shown(span, status, day - 1):
                yield day

    def _shown(self, span: Span, status: str, day: Day) -> bool:
        ahead = not self.rolling or span.start <= months_after(day, AHEAD_MONTHS)
        if status == CANCELLED:
            return ahead and day < span.end
        if not self.rolling or day >= self.past:
            return True
        return ahead and day < span.end + BACK_DAYS


def window_of(directory: Directory, today: Day, *, rolling: bool = True) -> Window:
    """Window of a city's feeds."""
    return Window(today, directory.horizon.end, rolling)


def midnight(directory: Directory, day: Day) -> datetime:
    """Moment in UTC at which a day begins in the city."""
    start = datetime.combine(date.fromordinal(day), datetime.min.time())
    return start.replace(tzinfo=ZoneInfo(directory.timezone)).astimezone(UTC)


@lru_cache(maxsize=4096)
def months_after(day: Day, months: int) -> Day:
    """Same day of the month, or the month's last, some months later or (negative) earlier."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return FIRST_DAY if year < date.min.year else LAST_DAY
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


@lru_cache(maxsize=4096)
def _first_seen(start: Day) -> Day:
    """First day from which something that starts on `start` is not too far ahead."""
    day = months_after(start, -AHEAD_MONTHS)
    while months_after(day, AHEAD_MONTHS) < start:
        day += 1  # clipped at a shorter month's end
    while day > FIRST_DAY and months_after(day - 1, AHEAD_MONTHS) >= start:
        day -= 1
    return day
