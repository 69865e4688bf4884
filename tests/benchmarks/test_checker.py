"""The independent checker as a command, and what it asks of plan.csv and plan.json."""

import json

import pytest

from tests.benchmarks.checking import checker, texts


def test_command_says_yes(written, capsys):
    for name in ("plan.csv", "plan.json"):
        assert checker.main([str(written), str(written / name)]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["ok"], answer["cost"], answer["cost_by_event"]) == (True, 501, {"a": 1, "c": 500})


def test_command_says_no_or_does_not_understand(written, capsys):
    (written / "plan.csv").write_text((written / "plan.csv").read_text().replace("definite,1", "definite,2"))
    assert checker.main([str(written), str(written / "plan.csv")]) == 1
    assert json.loads(capsys.readouterr().out)["findings"][-1]["rule"] == "plan-csv"
    assert checker.main([str(written), str(written / "none.csv")]) == 2
    (written / "policy.yaml").write_text("a: [")
    assert checker.main([str(written), str(written / "plan.csv")]) == 2
    with pytest.raises(SystemExit) as usage:
        checker.main([])
    assert usage.value.code == 2


@pytest.mark.parametrize(("old", "new"), [
    ("h1;h2", "h2;h1"), (",tentative,", ",definite,"), (",cost", ",points"), ("2021-05-13,tent", ",tent")])
def test_plan_csv_columns(written, old, new):
    path = written / "plan.csv"
    path.write_text(path.read_text().replace(old, new))
    assert texts(checker.check(written, path))


def test_plan_csv_order(written):
    path = written / "plan.csv"
    head, first, second = path.read_text().splitlines()
    path.write_text(f"{head}\n{second}\n{first}\n")
    assert texts(checker.check(written, path)) == ["the rows are not sorted by show_first, then event_id"]


@pytest.mark.parametrize("edit", [
    {"cost": 500}, {"bound": 502, "gap": -1 / 501}, {"status": "optimal"}, {"gap": 0.5}, {"gap": None}, {"bound": None},
    {"status": "perfect"}, {"cost_by_rule": {"unplaced": 501}}, {"cost_by_event": {"c": 501}}, {"unplaced": []},
    {"unplaced": [{"event_id": "c", "priority": 2, "why_zh": "满", "why_en": "full"}]},
    {"unplaced": [{"event_id": "c", "priority": 1, "why_zh": "", "why_en": "full"}]},
    {"coverage": {"sea": {"brand_events": 0, "events": 2}}}, {"status": "infeasible"}, {"near": {"file": "p.csv", "hash": ""}},
    {"city": "village"}])
def test_plan_json_is_consistent(written, edit):
    path = written / "plan.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | edit))
    result = checker.check(written, path)
    assert {f["rule"] for f in result["findings"] if f["hard"]} == {"plan-json"}


@pytest.mark.parametrize("edit", [
    {"status": "optimal", "bound": 501, "gap": 0.0}, {"bound": None, "gap": None},
    {"status": "infeasible", "cost": None, "bound": None, "gap": None, "placements": [], "unplaced": [], "coverage": {}}])
def test_plan_json_may_say(written, edit):
    path = written / "plan.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | edit))
    assert checker.check(written, path)["ok"]


def test_plan_json_lacks_a_key(written):
    path = written / "plan.json"
    path.write_text(json.dumps({k: v for k, v in json.loads(path.read_text()).items() if k != "seed"}))
    assert texts(checker.check(written, path)) == ["key seed is missing"]
