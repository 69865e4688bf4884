"""Names what a rule lacks: page, encoding, sentence, title, or test file."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

import scheduler.cpsat.encode
import scheduler.rules
from scheduler.cpsat.encode import ENCODERS
from scheduler.domain.policy import DEFAULT_WEIGHTS
from scheduler.domain.text import Text
from scheduler.rules import BY_ID, RULES
from scheduler.rules.base import Rule

CONTRACT = [
    "plan", "horizon", "window", "booking", "venue", "capacity", "occupancy", "closure",
    "closed-days", "date-protection", "moving", "openings", "large-events", "coverage",
    "unplaced", "preferred-date", "preferred-venue", "weekend", "crowding", "hotels",
    "same-industry", "waste", "neighbour", "change",
]  # fmt: skip
"""The rules of the contract in its order."""

SHARED = {"__init__", "base", "load", "splits", "wording"}
"""Modules of the two rooms that are no rule's page or encoding."""

UNITS = {"days", "halls", "m²", "seats", "count"}
GIVEN = {"event", "other", "events", "halls", "days"}
"""Placeholders that every reason fills."""


def modules(package: str) -> set[str]:
    """Rule modules of a package's folder."""
    return {p.stem for p in Path(package).parent.glob("*.py")} - SHARED


def module_of(rule_id: str) -> str:
    """Module name of a rule."""
    return rule_id.replace("-", "_")


def placeholders(text: str) -> set[str]:
    """Names that a template asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_rulebook_is_the_contract() -> None:
    assert [rule.id for rule in RULES] == CONTRACT
    assert list(BY_ID) == CONTRACT


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert modules(scheduler.rules.__file__) == {module_of(r) for r in CONTRACT}
    pages = {rule.id: type(rule).__module__ for rule in RULES}
    assert pages == {r: f"scheduler.rules.{module_of(r)}" for r in CONTRACT}


def test_every_rule_has_one_encoding() -> None:
    assert sorted(e.rule for e in ENCODERS) == sorted(CONTRACT)
    assert modules(scheduler.cpsat.encode.__file__) == {module_of(r) for r in CONTRACT}
    twins = {e.rule: type(e).__module__ for e in ENCODERS}
    assert twins == {r: f"scheduler.cpsat.encode.{module_of(r)}" for r in CONTRACT}


def test_every_soft_rule_has_its_weight() -> None:
    soft = {rule.id for rule in RULES if not rule.hard} - {"change"}
    assert set(DEFAULT_WEIGHTS) == soft | {"coverage"}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_page(rule: Rule) -> None:
    assert rule.title.zh
    assert rule.title.en
    assert {rule.unit, *rule.units.values()} <= UNITS
    assert set(rule.units) <= set(rule.sentences)
    assert type(rule).__doc__
    assert rule.sentences


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_sentences_in_both_languages_with_the_same_placeholders(rule: Rule) -> None:
    for case, text in rule.sentences.items():
        assert isinstance(text, Text)
        assert text.zh, case
        assert text.en, case
        assert placeholders(text.zh) == placeholders(text.en), case
        assert all(name.isidentifier() for name in placeholders(text.en)), case


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_sentences_name_a_subject(rule: Rule) -> None:
    for case, text in rule.sentences.items():
        subjects = GIVEN | {"industry", "district", "value"}
        assert states_the_rule(case, text) or placeholders(text.en) & subjects, case


def states_the_rule(case: str, text: Text) -> bool:
    """Whether a sentence states the whole rule, so that it needs no subject."""
    same = placeholders(text.zh) == placeholders(text.en)
    return case.startswith("fact") and bool(text.zh and text.en) and same


@pytest.mark.parametrize("rule_id", CONTRACT)
def test_every_rule_has_a_test_file(rule_id: str) -> None:
    path = Path(__file__).parent / "rules" / f"test_{module_of(rule_id)}.py"
    assert path.is_file()
    assert f"Rule `{rule_id}`:" in path.read_text(encoding="utf-8")
