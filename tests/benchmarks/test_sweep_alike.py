"""A small sweep by processes, one by one and on a Dask cluster, and that a difference is seen."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import sweep
from tests.cli.test_sweep import planned


def test_a_tiny_sweep_is_the_same_everywhere(tmp_path: Path) -> None:
    plan = planned(tmp_path / "city") / "out" / "plan.csv"
    args = sweep.arguments(["--scenarios", "4", "--check", "2", "--workers", "2", "--dask"])
    rows, differ = sweep.run(tmp_path / "city", plan, tmp_path, args)
    assert differ == []
    said = dict(rows)
    assert str(said["scenarios"]).startswith("4: ")
    assert said["solved one by one besides"] == "2, different: 0"
    assert str(said["wall s on a Dask cluster of 2 workers"]).endswith(", different: 0")
    answer = tmp_path / "dask" / "sweep" / "sweep.json"
    there = json.loads(answer.read_text(encoding="utf-8"))
    there["scenarios"][1] |= {"cost": 1, "wall_s": 9.9}
    there["scenarios"][2]["wall_s"] = 9.9
    answer.write_text(json.dumps(there), encoding="utf-8")
    assert sweep.unlike(tmp_path / "sweep", answer.parent) == ["sample-1-00002"]


def test_a_wrong_line_would_be_seen(tmp_path: Path) -> None:
    plan = planned(tmp_path / "city") / "out" / "plan.csv"
    args = sweep.arguments(["--scenarios", "2", "--check", "1", "--workers", "1"])
    _, differ = sweep.run(tmp_path / "city", plan, tmp_path, args)
    assert differ == []
    path = tmp_path / "sweep" / "results.jsonl"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    wrong = [json.dumps(json.loads(line) | {"change": 77}) for line in lines]
    path.write_text("\n".join([head, *wrong, ""]), encoding="utf-8")
    named, _ = sweep.one_by_one(tmp_path / "city", plan, 2, 1, tmp_path / "sweep")
    assert named == ["sample-1-00001"]
