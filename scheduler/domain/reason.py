"""One Reason for a finding, a conflict's member and a cost line."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.span import Day
from scheduler.domain.text import Text

Fact = int | str | Text


@dataclass(frozen=True)
class Reason:
    """Why a rule speaks: the rule, its subjects and the facts its sentence needs.

    Parameters
    ----------
    rule
        Rule id of the contract.
    case
        Key of one of the rule's sentences.
    events, halls, days
        Subjects: event ids, halls as ``venue/hall`` (or ``venue``), day numbers.
    facts
        Named values for the sentence.
    """

    rule: str
    case: str = ""
    events: tuple[str, ...] = ()
    halls: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True)
class Finding:
    """A broken hard rule or the points of a soft one.

    Parameters
    ----------
    amount
        Points if soft; else days, halls, m² or a count, by the rule's unit.
    owner
        The event that a soft finding's points belong to; ``None`` for the city.
    """

    reason: Reason
    hard: bool
    amount: int
    owner: str | None = None
