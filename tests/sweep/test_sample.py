"""Random scenarios: the same for a seed whatever is asked for, and always sound."""

from __future__ import annotations

from pathlib import Path

from benchmarks.cities import write_city
from scheduler.scenarios.apply import changed
from scheduler.scenarios.read import read_city
from scheduler.sweep.sample import sampled
from tests import factory
from tests.cli.tiny import city

PROBLEM = factory.problem(
    factory.event("a", status="tentative", gross_m2=1000),
    factory.event("b", status="definite", gross_m2=2000, booked_halls=["expo/h1"]),
)


def test_scenario_k_is_the_same_whatever_n() -> None:
    few, many = list(sampled(PROBLEM, 7, 3)), list(sampled(PROBLEM, 7, 30))
    assert few == many[:3]
    assert [i.name for i in few] == [f"sample-7-0000{k}" for k in (1, 2, 3)]
    assert [i.key for i in sampled(PROBLEM, 8, 3)] != [i.key for i in few]


def test_the_draws_never_change() -> None:
    """What a seed means is a promise: older results would no longer be found."""
    first = next(sampled(PROBLEM, 7, 1))
    days = {"from": "2021-04-27", "to": "2021-05-19"}
    assert first.changes == (("close", {"venue": "expo", "hall": "h3", **days}),)


def test_only_uncertain_events_drop_out_and_booked_halls_never_grow_too_small() -> None:
    changes = [c for item in sampled(PROBLEM, 1, 200) for c in item.changes]
    assert {kind for kind, _ in changes} == {"close", "drop_event", "change_event"}
    assert {node for kind, node in changes if kind == "drop_event"} == {"a"}
    grown = [node for kind, node in changes if kind == "change_event"]
    assert {node["id"] for node in grown} == {"a"}  # type: ignore[index]
    sizes = {int(node["set"]["gross_m2"]) for node in grown}  # type: ignore[index]
    assert min(sizes) >= 1100 and max(sizes) <= 1500


def test_a_city_without_events_or_halls_has_scenarios_too() -> None:
    bare = factory.problem(venues=[])
    assert [i.changes for i in sampled(bare, 1, 2)] == [(), ()]
    assert next(sampled(bare, 1, 1)).title.zh == "sample-1-00001"


def test_all_are_sound(tmp_path: Path) -> None:
    write_city(tmp_path / "made", events=40, seed=2)
    city(tmp_path / "tiny")
    for folder in (tmp_path / "made", tmp_path / "tiny"):
        sources, loaded = read_city(folder)
        for item in sampled(loaded.problem, 1, 40):
            assert item.script is not None
            assert changed(sources, item.script).problem.events
