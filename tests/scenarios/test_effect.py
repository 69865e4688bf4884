"""A scenario, solved: what it does to the standing plan."""

from __future__ import annotations

from scheduler.audit import audit
from scheduler.scenarios.effect import KINDS
from tests.outputs.report_factory import PLAN, city
from tests.scenarios.effects import AFTER, answer, effect, impossible, known, shrunk


def test_what_becomes_of_the_events() -> None:
    found = effect()
    kinds = {kind: [c.event_id for c in found.of_kind(kind)] for kind in KINDS}
    assert kinds == {"moved": ["tea"], "lost": ["fair"], "won": ["lost"], "cancelled": ["evil"]}
    assert [c.event_id for c in found.changes][-1] == "evil"
    [gone] = found.of_kind("cancelled")
    assert (gone.before is None, gone.after) == (False, None)
    assert gone.why.zh and gone.why.en


def test_points_before_and_after() -> None:
    found = effect()
    was, now = audit(city(), PLAN), audit(shrunk(), AFTER)
    assert found.cost_by_rule()["unplaced"] == (was.cost_by_rule["unplaced"], 500 * 3)
    assert found.cost_by_rule()["change"] == (0, now.cost_by_rule["change"])
    assert found.change_cost == now.cost_by_rule["change"] > 0
    assert found.after and found.after.cost == now.cost
    assert effect(near=False).change_cost == 0
    assert "change" not in effect(near=False).cost_by_rule()


def test_without_a_plan() -> None:
    found = impossible()
    assert (found.after, found.changes, found.change_cost) == (None, (), 0)
    assert {after for _, after in found.cost_by_rule().values()} == {None}
    assert found.rank > effect().rank


def test_what_is_said() -> None:
    first, second = answer(known(), impossible())["scenarios"]
    assert (first["cost"] - first["bound"], first["free"]["near"]) == (7, False)
    assert first["counts"] == {"moved": 1, "lost": 1, "won": 1, "cancelled": 1}
    assert first["coverage"]["trade"] == [
        {"brand_events": 1, "events": 2}, {"brand_events": 1, "events": 2},
    ]  # fmt: skip
    assert first["coverage"]["food"][1] == {"brand_events": 1, "events": 1}
    assert (first["begun"], first["soon"]) == (["tea"], ["fair"])
    [early] = first["must_end_early"]
    assert (early["event_id"], early["last_day"], early["lost_days"]) == (
        "tea", "2021-05-16", ["2021-05-17"],
    )  # fmt: skip
    assert first["placed"] == [4, 3]
    # Tea takes two halls for 8 days, the evil event one for a day; then the lost one for two.
    assert first["venues"]["expo"]["let"] == [2 * 8 + 1, 2 * 8 + 2]
    assert first["venues"]["expo"]["open"] == [5 * 91 - 10] * 2
    assert first["venues"]["idle"]["let"] == [0, 0]
    assert second["placed"] == [4, None]
    assert second["coverage"]["food"] == [{"brand_events": 1, "events": 2}, None]
    assert second["venues"]["expo"]["let"] == [17, None]
    assert second["conflicts"][0]["members"]
