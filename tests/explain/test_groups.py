"""Ways to part co-located groups leave exactly the parts that they name."""

from __future__ import annotations

import random

import pytest

from scheduler.explain.conflicts.groups import applied, partings
from tests.factory import event, problem


def links(rng: random.Random, count: int) -> list[tuple[str, str]]:
    """Events and whom each is linked to: a tree, and now and then a ring."""
    names = [f"e{n}" for n in range(count)]
    found = [(e, rng.choice(names[:n]) if n else "") for n, e in enumerate(names)]
    if rng.random() < 0.4:
        found[0] = (names[0], rng.choice(names[1:]))
    rng.shuffle(found)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_the_parts_are_those_named(seed: int) -> None:
    rng = random.Random(seed)
    count = rng.randint(2, 6)
    city = problem(*(event(e, co_located_with=link) for e, link in links(rng, count)))
    (group,) = city.groups
    for way in partings(city, group):
        parts = {frozenset(g) for g in applied(city, way).problem.groups}
        if way.leaving == group or count == 2:
            assert parts == {frozenset({e}) for e in group}
        else:
            assert parts == {frozenset(way.leaving), frozenset(group) - frozenset(way.leaving)}
        assert {e.id for e in applied(city, way).edits} == {e for e, _ in way.links}


def test_the_price_is_that_of_those_who_leave() -> None:
    city = problem(event("a", priority=5), event("b", priority=2, co_located_with="a"),
                   event("c", priority=1, co_located_with="a"))  # fmt: skip
    found = {way.leaving: applied(city, way).price for way in partings(city, city.groups[0])}
    assert found == {("a",): 500, ("b",): 200, ("c",): 100, ("a", "b", "c"): 300}


def test_a_pair_linked_both_ways_is_parted() -> None:
    city = problem(event("a", co_located_with="b"), event("b", co_located_with="a"))
    (way,) = partings(city, city.groups[0])
    assert way.links == (("a", ""), ("b", ""))
