"""Has the doctor look at a feed, and tells the diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scheduler.doctor import (
    DEFECT,
    SEVERITIES,
    Finding,
    compare,
    examine,
    examine_visit,
    ordered,
    visit,
)
from scheduler.doctor.feed import MOST_BYTES
from scheduler.domain.span import Day
from scheduler.loading.reader import read_bytes

ADDRESSES = {"http": "http", "https": "https", "webcal": "https", "webcals": "https"}
"""Scheme that is read for each that may be given."""


@dataclass(frozen=True)
class Diagnosis:
    """What the doctor found in a feed; defects come first.

    Parameters
    ----------
    events
        Number of its VEVENTs.
    """

    source: str
    events: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no defect."""
        return all(f.check.severity != DEFECT for f in self.findings)

    def count(self, severity: str) -> int:
        """Checks of a severity that strike."""
        return sum(f.check.severity == severity for f in self.findings)


def diagnose(
    source: str, again: Path | None = None, today: Day | None = None, *,
    allow_private: bool = False,
) -> Diagnosis:  # fmt: skip
    """Examine a file, or an address and how it is served.

    Parameters
    ----------
    source
        A file, or an http, https or webcal address.
    again
        An earlier copy of the same feed, to compare with.
    today
        Events that were past by then may be gone; UTC's today if not given.
    allow_private
        Also read addresses of this machine and private networks.

    Raises
    ------
    InputError
        When it cannot be read, or holds no calendar.
    FetchError, UsageError
        When an address sends no feed.
    """
    name, data, served = _read(source, allow_private)
    events, findings = examine(name, data)
    compared = _compared(name, data, again, today)
    return Diagnosis(name, events, ordered((*served, *findings, *compared)))


def _read(source: str, allow_private: bool) -> tuple[str, bytes, tuple[Finding, ...]]:
    """Name, bytes, and what is wrong with the serving."""
    scheme, _, rest = source.partition("://")
    if scheme.lower() not in ADDRESSES or not rest:
        path = Path(source)
        return path.as_posix(), read_bytes(path, path.as_posix(), MOST_BYTES), ()
    url = f"{ADDRESSES[scheme.lower()]}://{rest}"
    seen = visit(url, allow_private=allow_private, most_bytes=MOST_BYTES)
    return url, seen.first.body, examine_visit(seen)


def _compared(
    name: str, data: bytes, again: Path | None, today: Day | None
) -> tuple[Finding, ...]:
    if again is None:
        return ()
    day = datetime.now(UTC).date() if today is None else date.fromordinal(today)
    earlier = again.as_posix()
    return compare(name, data, earlier, read_bytes(again, earlier, MOST_BYTES), day)


def diagnosis_answer(found: Diagnosis) -> dict[str, Any]:
    """The diagnosis in JSON."""
    return {
        "ok": found.ok,
        "source": found.source,
        "events": found.events,
        **{f"{severity}s": found.count(severity) for severity in SEVERITIES},
        "findings": [_told(finding) for finding in found.findings],
    }


def _told(finding: Finding) -> dict[str, Any]:
    page = finding.check
    return {
        "id": page.id,
        "severity": page.severity,
        "text_zh": page.wrong.zh,
        "text_en": page.wrong.en,
        "remedy_zh": page.remedy.zh,
        "remedy_en": page.remedy.en,
        "clients": {
            "measured": bool(page.clients.measured),
            "refuse": page.clients.those("X"),
            "misread": page.clients.those("d"),
            "reported_zh": page.clients.reported.zh,
            "reported_en": page.clients.reported.en,
        },
        "places": [
            {"line": hit.line, "uid": hit.uid or None, "value": hit.value or None}
            for hit in finding.hits
        ],
        "more": finding.more,
    }
