"""Has the doctor look at a feed, and tells the diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.doctor import DEFECT, SEVERITIES, Finding, examine
from scheduler.doctor.feed import MOST_BYTES
from scheduler.loading.reader import read_bytes


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


def diagnose(path: Path) -> Diagnosis:
    """Examine a file.

    Raises
    ------
    InputError
        When it cannot be read, or holds no calendar.
    """
    name = path.as_posix()
    events, findings = examine(name, read_bytes(path, name, MOST_BYTES))
    return Diagnosis(name, events, findings)


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
