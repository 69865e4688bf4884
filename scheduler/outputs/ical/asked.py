"""What a reader may ask of a feed, read alike from an address and from a command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.domain.entry import CANCELLED, PHASE_KEYS
from scheduler.domain.span import Day, Span, day_of
from scheduler.domain.text import Text
from scheduler.errors import UsageError

OPTIONS = ("phases", "cancelled", "from", "to")

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True)
class FeedOptions:
    """What a reader wants of a feed.

    Parameters
    ----------
    phases
        Of ``in``, ``show``, ``out``; ``None``: those that the feed has by itself. Busy and
        free/busy feeds have no phases.
    cancelled
        Whether cancelled entries are wanted.
    first, last
        Only what has a day from `first` to `last`, both inclusive, inside the window.
    form
        ``ics``, ``json`` (jCal, RFC 7265) or ``xml`` (xCal, RFC 6321).
    """

    phases: frozenset[str] | None = None
    cancelled: bool = True
    first: Day | None = None
    last: Day | None = None
    form: str = "ics"

    def wants(self, span: Span, status: str) -> bool:
        """Whether something of these days and status is wanted."""
        wanted = Span.inclusive(self.first, self.last)
        return span.overlaps(wanted) and (self.cancelled or status != CANCELLED)


PLAIN = FeedOptions()


def feed_options(given: Mapping[str, str], form: str = "ics") -> FeedOptions:
    """Options by what was written for each of `OPTIONS`; what is not there is not limited.

    Raises
    ------
    UsageError
        When a value cannot be used.
    """
    first, last = _day(given, "from"), _day(given, "to")
    if first is not None and last is not None and first > last:
        raise UsageError(Text("from 不能晚于 to。", "from must not be later than to."))
    return FeedOptions(_phases(given), _flag(given), first, last, form)


def _phases(given: Mapping[str, str]) -> frozenset[str] | None:
    if "phases" not in given:
        return None
    if given["phases"] == "all":
        return frozenset(PHASE_KEYS)
    chosen = frozenset(given["phases"].split(","))
    if not chosen <= set(PHASE_KEYS):
        known = ", ".join(PHASE_KEYS)
        raise UsageError(
            Text(
                f"phases 只能取 {known}，以逗号分隔，或取 all。",
                f"phases must be some of {known}, separated by commas, or all.",
            )
        )
    return chosen


def _flag(given: Mapping[str, str]) -> bool:
    value = _FLAGS.get(given.get("cancelled", "1").lower())
    if value is None:
        raise UsageError(Text("cancelled 须为 0 或 1。", "cancelled must be 0 or 1."))
    return value


def _day(given: Mapping[str, str], name: str) -> Day | None:
    if name not in given:
        return None
    try:
        if _DATE.fullmatch(given[name]):
            return day_of(given[name])
    except ValueError:
        pass
    raise UsageError(
        Text(f"{name} 须写作 2021-05-01 这样的日期。", f"{name} must be a date like 2021-05-01.")
    )
