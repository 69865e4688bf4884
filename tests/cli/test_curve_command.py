"""``whatif --curve``: the best cost with few moved events, and with more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_whatif import SHUT, scenario
from tests.cli.tiny import PLAN, answer, city, listing, run

FAR = PLAN.replace("05-14", "05-25")
"""Care stands two weeks from its wish, which nobody takes up any more."""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    city(tmp_path, **{"out/plan.csv": FAR.replace("2021-05-20", "2021-05-22")})
    scenario(tmp_path, "shut", SHUT)
    return tmp_path


def points(curve: dict[str, Any]) -> list[tuple[int, str, int | None, int | None, int]]:
    return [
        (p["moves"], p["status"], p["cost"], p["bound"], len(p["changes"]))
        for p in curve["points"]
    ]


def test_a_workspace_as_it_is(town: Path) -> None:
    before = listing(town)
    said = answer("-w", town, "whatif", "--curve", "--workers", 1)
    assert listing(town) == before
    assert (said["scenarios"], said["files"]) == ([], [])
    (curve,) = said["curves"]
    assert (curve["file"], curve["proven"]) == (None, True)
    found = points(curve)
    assert [(m, s, n) for m, s, _, _, n in found] == [
        (0, "optimal", 0), (1, "optimal", 1), (2, "optimal", 2),
    ]  # fmt: skip
    costs = [c for _, _, c, _, _ in found if c is not None]
    # Care is worth 2 points × priority 2 a day, from 14 days off to 2 behind the boats.
    assert (costs[0] - costs[1], costs[1] - costs[2]) == (4 * (14 - 2), 6 * 2)


def test_a_scenario_has_its_answer_and_its_curve(town: Path, tmp_path: Path) -> None:
    out, drawn = tmp_path / "results", tmp_path / "mine.svg"
    said = answer(
        "-w", town, "whatif", town / "scenarios" / "shut.yaml", "--curve", "--workers", 1,
        "-o", out, "--picture", drawn,
    )  # fmt: skip
    (one,), (curve,) = said["scenarios"], said["curves"]
    assert curve["file"] == one["file"] == "scenarios/shut.yaml"
    first, *others = points(curve)
    assert first == (0, "infeasible", None, None, 0)
    assert [c for _, _, c, _, _ in others] == sorted((c for _, _, c, _, _ in others), reverse=True)
    names = {p.name for p in out.iterdir()}
    assert {"curve.html", "curve.json", "curve.svg", "shut", "whatif.html"} <= names
    assert {Path(f).name for f in said["files"]} == {*names, "mine.svg"}
    page = (out / "whatif.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 2
    assert "events moved at most" in page
    assert "最多移动的活动数" in page
    assert json.loads((out / "curve.json").read_text(encoding="utf-8"))["curves"] == [curve]
    assert drawn.read_bytes() != (out / "curve.svg").read_bytes()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Change against quality: If shut", "saved per move")),
        ("zh", ("变动与质量：情景shut", "每多移一个省分")),
    ],
)
def test_told_as_a_table(town: Path, lang: str, words: tuple[str, ...]) -> None:
    path = town / "scenarios" / "shut.yaml"
    result = run("-w", town, "whatif", path, "--curve", "--workers", 1, lang=lang)
    assert result.exit_code == 0
    for word in words:
        assert word in result.stdout


@pytest.mark.parametrize(
    ("args", "lang", "told"),
    [
        ((), "en", "--curve is needed"),
        ((), "zh", "须有 --curve"),
        (("shut.yaml", "--picture", "a.svg"), "en", "--picture needs --curve"),
    ],
)
def test_what_cannot_be_asked(town: Path, args: tuple[str, ...], lang: str, told: str) -> None:
    result = run("-w", town, "whatif", *args, lang=lang)
    assert result.exit_code == 2
    assert told in result.stderr
