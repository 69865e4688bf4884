"""The numbers behind page and workbook."""

from __future__ import annotations

import pytest

from scheduler.outputs import figures, headline
from scheduler.outputs.usage import usage
from tests.outputs.report_factory import WHY, clash, day, hopeless, outcome


def test_events_have_their_place_and_distance_to_the_wish() -> None:
    rows = figures.events(outcome()).set_index("event_id")
    assert list(rows.index) == ["tea", "summit", "fair", "evil", "lost"]
    assert rows.loc["tea", "days_off"] == 3
    assert rows.loc["tea", "hall_days"] == 2 * 8
    assert rows.loc["tea", "tenancy_first"] == day("05-12")
    assert rows.loc["tea", "tenancy_last"] == day("05-19")
    assert rows.loc["tea", ["halls_zh", "halls_en"]].tolist() == ["1号馆、2号馆", "Hall 1, Hall 2"]
    assert rows.loc["lost", "venue_id"] is None
    assert not rows.loc["lost", "placed"]


def test_coverage_counts_every_industry_an_event_lists() -> None:
    rows = figures.coverage(outcome()).set_index("industry")
    assert rows.loc["food", ["brands", "events", "met"]].tolist() == [1, 2, True]
    assert rows.loc["trade", ["brands", "events", "met"]].tolist() == [1, 2, True]
    assert rows.loc["ocean", ["brands", "events", "met"]].tolist() == [1, 1, False]
    assert rows.loc["trade", "name_en"] == "商贸"


def test_breakdown_and_mix_add_up_to_all_events() -> None:
    o = outcome()
    table = figures.breakdown(o)
    for dimension in ("direction", "level", "new"):
        those = table[table["dimension"] == dimension]
        assert (those["placed"].sum(), those["events"].sum()) == (4, 5)
    assert figures.mix(o)["events"].sum() == 5


def test_usage_keeps_show_and_moving_apart() -> None:
    o = outcome()
    spaces = usage(o.problem, o.roster).by_venue().set_index(["venue", "space"])
    expo = spaces.loc["expo", "hall"]
    assert expo["open"] == 4 * 91 - 10
    assert expo["show"] == 2 * 4 + 1
    assert expo["moving"] == 2 * 4
    assert expo["peak"] == 3 / 4
    assert spaces.loc["idle", "hall"]["share"] == 0


def test_weeks_begin_on_monday_and_hold_all_days() -> None:
    o = outcome()
    weeks = usage(o.problem, o.roster).by("week")
    assert weeks["week"].min() == "2021-03-29"
    assert weeks["open"].sum() == (4 + 1 + 1 + 1) * 91 - 10
    assert weeks["show"].sum() == 2 * 4 + 1 + 2
    months = usage(o.problem, o.roster).by("month").set_index(["venue", "space", "month"])
    assert months.loc["expo", "hall", "2021-05"]["share"] == pytest.approx(17 / (4 * 31 - 10))


def test_a_clash_counts_a_hall_day_once() -> None:
    o = clash()
    used = usage(o.problem, o.roster)
    assert used.by_venue()["peak"].max() <= 1
    assert int(used.show.to_numpy().sum()) == 2 * 4 + 2


def test_wishes_met_and_missed() -> None:
    rows = figures.wishes(outcome()).set_index("wish")
    counts = ["asked", "placed", "met", "missed"]
    assert rows.loc["preferred-date", counts].tolist() == [2, 2, 1, 1]
    assert rows.loc["preferred-date", "days_off"] == 3
    assert rows.loc["preferred-venue", counts].tolist() == [2, 2, 1, 1]
    assert rows.loc["weekend", counts].tolist() == [1, 1, 1, 0]


def test_cost_lines_add_up_to_the_cost() -> None:
    o = outcome()
    assert o.audit is not None
    assert sum(figures.cost_lines(o)["points"]) == o.audit.cost
    assert sum(figures.cost_by_rule(o)["points"]) == o.audit.cost
    assert list(figures.cost_lines(o)["points"]) == sorted(
        figures.cost_lines(o)["points"], reverse=True
    )


def test_unplaced_events_carry_their_reason() -> None:
    rows = figures.unplaced(outcome()).to_dict("records")
    assert [(r["event_id"], r["points"], r["why_zh"], r["why_en"]) for r in rows] == [
        ("lost", 1500, WHY.zh, WHY.en)
    ]


def test_moves_are_sorted_by_venue_and_day() -> None:
    rows = figures.moves(outcome())
    found = list(rows[["venue_id", "day", "phase", "event_id"]].itertuples(index=False, name=None))
    assert found == [
        ("expo", day("05-12"), "in", "tea"),
        ("expo", day("05-13"), "in", "tea"),
        ("expo", day("05-14"), "in", "tea"),
        ("expo", day("05-19"), "out", "tea"),
        ("forum", day("05-19"), "in", "summit"),
    ]


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_without_a_plan_every_table_still_stands(status: str) -> None:
    o = hopeless(status)
    assert headline.verdict(o)[0] == "bad"
    assert figures.unplaced(o).empty
    assert figures.moves(o).empty
    assert figures.cost_lines(o).empty
    assert figures.coverage(o)["events"].tolist() == [0, 0, 0]
    assert usage(o.problem, o.roster).by_venue()["show"].sum() == 0


def test_verdicts() -> None:
    assert headline.verdict(outcome(status="optimal"))[0] == "good"
    assert headline.verdict(outcome())[1].en == "Legal, not proven best"
    assert headline.verdict(clash())[0] == "bad"
