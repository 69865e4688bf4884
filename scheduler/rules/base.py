"""What every page of the rulebook has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Fact, Finding, Reason
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text


class Rule(ABC):
    """A rule of the contract: its meaning, its sentences and its check.

    Attributes
    ----------
    id : str
        Same id in audit, conflicts, reports and files.
    hard : bool
        Whether a finding makes a plan illegal; `coverage` decides by the policy.
    unit : str
        What a hard finding's amount counts: days, halls, m², seats or count. Soft ones count
        points.
    units : mapping of str to str
        The units of those cases that count something else.
    title : Text
        Short name for tables.
    sentences : dict of str to Text
        Templates by case. ``{event}``, ``{other}`` and ``{events}`` are names, ``{halls}`` hall
        names and ``{days}`` the dates of the reason; the rest are its facts.
    """

    id: ClassVar[str]
    hard: ClassVar[bool] = True
    unit: ClassVar[str] = "count"
    units: ClassVar[Mapping[str, str]] = MappingProxyType({})
    title: ClassVar[Text]
    sentences: ClassVar[dict[str, Text]]

    @abstractmethod
    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """Yield what the plan breaks (hard) or pays (soft)."""

    def sentence(self, case: str) -> Text:
        """The template of a case."""
        return self.sentences[case]

    def unit_of(self, case: str) -> str:
        """What the amount of a hard finding counts in a case."""
        return self.units.get(case, self.unit)

    def is_hard(self, problem: Problem) -> bool:
        """Whether the rule is hard for this problem."""
        return self.hard

    def breach(
        self,
        amount: int,
        case: str = "",
        *,
        events: tuple[str, ...] = (),
        halls: tuple[str, ...] = (),
        days: tuple[int, ...] = (),
        **facts: Fact,
    ) -> Finding:
        """A hard finding."""
        reason = Reason(self.id, case, events, halls, days, tuple(facts.items()))
        return Finding(reason, True, amount)

    def charge(
        self,
        points: int,
        case: str = "",
        *,
        owner: str | None,
        events: tuple[str, ...] = (),
        halls: tuple[str, ...] = (),
        days: tuple[int, ...] = (),
        **facts: Fact,
    ) -> Finding:
        """A soft finding; `owner` is the event that pays, ``None`` the city."""
        if owner is not None and not events:
            events = (owner,)
        reason = Reason(self.id, case, events, halls, days, tuple(facts.items()))
        return Finding(reason, False, points, owner)
