"""What the audit says about one rule, every sentence checked on the way."""

from __future__ import annotations

import re

from scheduler.audit import audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.text import LANGS
from scheduler.rules.wording import sentence

CHINESE = re.compile("[一-鿿]")


def findings(problem: Problem, plan: Plan, rule: str) -> list[Finding]:
    """Findings of a rule; both sentences of each must be complete and in their language."""
    found = [f for f in audit(problem, plan).findings if f.reason.rule == rule]
    for finding in found:
        zh, en = told(problem, finding)
        assert not re.search(r"[{}]|None|Text\(", zh + en), (zh, en)
        assert zh != en
        assert CHINESE.search(zh), zh
        assert not CHINESE.search(en), en
        assert not re.search(r"^[\W_]|\(\)|: $|  ", en), en
    return found


def told(problem: Problem, finding: Finding) -> tuple[str, str]:
    """The finding's sentence in Chinese and English."""
    zh, en = (sentence(problem, finding.reason, lang) for lang in LANGS)
    return zh, en


def amounts(problem: Problem, plan: Plan, rule: str) -> list[int]:
    """Amounts of a rule's findings, hard or soft."""
    return [f.amount for f in findings(problem, plan, rule)]


def broken(problem: Problem, plan: Plan) -> set[str]:
    """Ids of the hard rules that a plan breaks."""
    return {f.reason.rule for f in audit(problem, plan).hard}


def points(problem: Problem, plan: Plan, rule: str) -> int:
    """Points of a soft rule, by the audit's sums; its findings must add up to them."""
    found = findings(problem, plan, rule)
    total = audit(problem, plan).cost_by_rule.get(rule, 0)
    assert not any(f.hard for f in found)
    assert sum(f.amount for f in found) == total
    return total


def owners(problem: Problem, plan: Plan, rule: str) -> set[str | None]:
    """Who pays: event ids, ``None`` for the city."""
    return {f.owner for f in findings(problem, plan, rule)}
