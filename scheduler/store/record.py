"""What is kept of a release besides what calendars show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Accepted:
    """A hard rule that is broken somewhere, and why the plan was published all the same.

    Parameters
    ----------
    findings
        As in the answer of ``check``: the one that was accepted. Stores of older versions of this
        program have all findings of the rule under one reason.
    """

    rule: str
    reason: str
    findings: tuple[Json, ...] = ()


@dataclass(frozen=True)
class Record:
    """What a release was made from.

    Parameters
    ----------
    cost, bound
        Points; `bound` is ``None`` when nothing was proven.
    coverage
        Placed events of each industry: ``{"brand_events": n, "events": n}``.
    plan
        Content of plan.json.
    restores
        Number of the release that was rolled back to; ``None`` for others.
    who
        Who published it: an account, else the machine's user; blank in old releases.
    """

    input_hash: str
    cost: int
    bound: int | None = None
    cost_by_rule: Mapping[str, int] = field(default_factory=dict)
    coverage: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    plan: Json = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()
    restores: int | None = None
    who: str = ""


@dataclass(frozen=True)
class Summary:
    """A release in a list.

    Parameters
    ----------
    events
        Events that stand, holds included.
    accepted
        Findings against hard rules that were accepted.
    who
        Who published it, where that was recorded.
    """

    number: int
    published: datetime
    message: str
    input_hash: str
    cost: int
    bound: int | None
    events: int
    accepted: int
    restores: int | None
    who: str = ""
