"""What is said of a change-versus-quality curve, as data; the table and the picture show it."""

from __future__ import annotations

from typing import Any

from scheduler.domain.text import Text
from scheduler.scenarios.brackets import Point
from scheduler.scenarios.compare import change_answer, compare
from scheduler.scenarios.curve import Curve

Json = dict[str, Any]


def curve_answer(found: Curve, file: str | None, title: Text) -> Json:
    """The curve of a scenario, or of the workspace as it is (then `file` is ``None``)."""
    return {
        "file": file,
        "title_zh": title.get("zh"),
        "title_en": title.get("en"),
        "proven": found.proven,
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
