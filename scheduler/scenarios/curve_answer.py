"""What is said of a change-versus-quality curve, as data; the table and the picture show it."""

from __future__ import annotations

from typing import Any

from scheduler.domain.span import iso
from scheduler.outputs.labels import pair
from scheduler.scenarios.brackets import Point
from scheduler.scenarios.compare import change_answer, compare
from scheduler.scenarios.curve import Curve
from scheduler.scenarios.scenario import Scenario

Json = dict[str, Any]


def curve_answer(found: Curve, scenario: Scenario) -> Json:
    """The curve of a scenario, or of the workspace as it is (then there is no file)."""
    zh, en = pair(scenario.title, scenario.file)
    return {
        "file": scenario.file or None,
        "title_zh": zh,
        "title_en": en,
        "today": None if scenario.today is None else iso(scenario.today),
        "proven": found.proven,
        "cut_short": found.free.stopped,
        "points": [_point(found, p) for p in found.points],
        "wall_s": found.wall_s,
    }


def _point(found: Curve, point: Point) -> Json:
    """One point; `changes` are those of its plan from the standing one."""
    changes = compare(found.problem, found.standing, point.plan).changes if point.plan else ()
    return {
        "moves": point.moves,
        "status": point.status,
        "cost": point.cost,
        "bound": point.bound,
        "moved": point.moved,
        "searched": not point.missing,
        "changes": [change_answer(c) for c in changes],
    }
