"""The command that times planning again: which closures it tries, and what it tells of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import again
from benchmarks.cities import write_tiny
from tests.benchmarks.checking import event

PLAN = """event_id,venue_id,hall_ids,show_first
small,v,h9,2021-05-01
none,v,,2021-05-02
large,w,h1;h2;h3,2021-05-03
middle,v,h1;h2,2021-05-04
"""


def test_every_hall_of_the_largest_shows_is_closed(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text(PLAN, "utf-8")
    large = ["w/h1:2021-05-03", "w/h2:2021-05-03", "w/h3:2021-05-03"]
    assert again.under_largest(tmp_path, 1) == large
    assert again.under_largest(tmp_path, 2) == [*large, "v/h1:2021-05-04", "v/h2:2021-05-04"]
    assert again.under_largest(tmp_path, 9) == [*large, "v/h1:2021-05-04", "v/h2:2021-05-04", "v/h9:2021-05-01"]
    assert again.under_shows(tmp_path, 3) == ["w/h1:2021-05-03", "v/h1:2021-05-04", "v/h9:2021-05-01"]


def test_slowest_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tiny city, both halls of its largest show: rows as they come, then sorted by wall seconds."""
    write_tiny(tmp_path / "town", seed=11)
    again.main([str(tmp_path / "town"), "--largest", "1", "--workers", "1"])
    said = capsys.readouterr()
    head, rule, nothing, *sorted_rows = said.out.splitlines()
    assert (head.count("|"), rule.count("|"), nothing.split(" | ")[3:6]) == (9, 9, ["optimal", "587", "587"])
    assert len(sorted_rows) == 2 and sorted(sorted_rows) == sorted(said.err.splitlines())
    walls = [float(row.split(" | ")[1]) for row in sorted_rows]
    assert walls == sorted(walls, reverse=True)
    assert all(float(row.split(" | ")[2]) > 0 and row.endswith("| agrees |") for row in sorted_rows)


def test_a_closure_that_leaves_no_plan_is_told(city: Callable[..., object], tmp_path: Path) -> None:
    city(event("a", gross_m2=5000, booked_start="2021-05-10", booked_halls="v/h1"))
    assert again.solve(tmp_path, tmp_path / "base", 1).plan["status"] == "optimal"
    _, line = again.again(tmp_path, tmp_path / "base", "v/h1:2021-05-10", 1)
    assert line.split(" | ")[3:] == ["infeasible", "–", "–", "–", "agrees |"]


def test_what_solve_refuses_ends_with_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="venues.yaml"):
        again.solve(tmp_path, tmp_path / "out", 1)
