"""``whatif --curve``: the best cost with few moved events, and with more."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scheduler import workflow
from scheduler.cli.curving import curves_of, tell_missing
from scheduler.cli.screen import Screen
from scheduler.cli.whatif_show import tell_left
from tests.cli.test_whatif import SHUT, scenario
from tests.cli.tiny import PLAN, answer, city, listing, run
from tests.loading.workspaces import row

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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_picture_that_cannot_be_written_is_told_before_the_search(
    town: Path, tmp_path: Path, lang: str
) -> None:
    folder, page = tmp_path / "drawn", tmp_path / "page.html"
    folder.mkdir()
    (town / "out" / "plan.csv").unlink()
    for picture in (folder, town / "events.csv" / "mine.svg"):
        result = run(
            "-w", town, "whatif", "--curve", "--workers", 1, "--picture", picture, "--html", page,
            lang=lang,
        )  # fmt: skip
        assert (result.exit_code, result.stdout) == (2, "")
        # Nothing was solved for before.
        [told] = result.stderr.splitlines()
        assert {"en": "is a f", "zh": "是文件"}[lang] in told
        assert not page.exists()


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


def test_a_workspace_as_it_is_has_its_page_and_its_sheets(town: Path, tmp_path: Path) -> None:
    page, book, out = (tmp_path / "results" / name for name in ("a.html", "a.xlsx", "all"))
    said = answer(
        "-w", town, "whatif", "--curve", "--workers", 1, "--html", page, "--xlsx", book, "-o", out
    )
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") == 2
    assert "The workspace as it is" in text
    assert "best first" not in text
    points, moves = openpyxl.load_workbook(book)
    assert (points.title, moves.title) == ("Curve 曲线", "Curve moves 曲线移动")
    (curve,) = said["curves"]
    costs = [row[4] for row in points.iter_rows(min_row=2, values_only=True)]
    assert costs == [p["cost"] for p in curve["points"]]
    events = [row[3] for row in moves.iter_rows(min_row=2, values_only=True)]
    assert events == [c["event_id"] for p in curve["points"] for c in p["changes"]]
    names = {"curve.html", "curve.json", "curve.svg", "whatif.html", "whatif.json", "whatif.xlsx"}
    assert {p.name for p in out.iterdir()} == names
    assert {Path(f).name for f in said["files"]} == {*names, "a.html", "a.xlsx"}


def test_on_a_day_what_has_begun_stays(town: Path) -> None:
    """The parade is too near to move, and Care, which would be better elsewhere, is so, too."""
    (curve,) = answer("-w", town, "whatif", "--curve", "--today", "2021-05-09", "--workers", 1)[
        "curves"
    ]
    assert (curve["today"], curve["title_en"]) == (
        "2021-05-09", "The workspace as it is on 2021-05-09",
    )  # fmt: skip
    assert [p["moves"] for p in curve["points"]] == [0]
    (later,) = answer("-w", town, "whatif", "--curve", "--today", "2021-05-01", "--workers", 1)[
        "curves"
    ]
    assert [c["event_id"] for c in later["points"][-1]["changes"]] == ["care"]


def stopped(folder: Path, at: int) -> tuple[list[workflow.Scenario], list[dict[str, Any]]]:
    """Curves of a town of five parades, all on wrong days; Ctrl-C comes as search `at` begins."""
    days = (3, 5, 7, 9, 11)
    rows = [
        row(id=f"p{n}", name_zh=f"游{n}", name_en=f"Parade {n}", kind="festival", show_days=1,
            preferred_start=f"2021-05-{n + 10}")
        for n in days
    ]  # fmt: skip
    plan = "".join(f"p{n},square,,2021-05-0{i}\n" for i, n in enumerate(days, 1))
    city(folder, *rows, **{"out/plan.csv": PLAN.splitlines()[0] + "\n" + plan})
    path = scenario(folder, "closed", "forbid: {from: 2021-05-20, to: 2021-05-21}")
    params = workflow.SolveParams(60, workers=1)
    stands = workflow.standing(folder, None, params)
    met = workflow.met(stands, workflow.scenarios(folder, [path]))
    asked = [workflow.as_it_is(stands), *met]
    begun = 0

    def press(progress: workflow.Progress) -> None:
        nonlocal begun
        begun += progress.phase == "build"
        if begun == at and not params.stop.said:
            os.kill(os.getpid(), signal.SIGINT)

    with workflow.interruptible(params.stop):
        return asked, curves_of(stands, asked, params, press)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ('points of "The workspace as it is" that were not looked for: at most 2, 4 moved',
                "no curve was looked for: If closed")),
        ("zh", ("“工作区现状”未求的点：最多移动 2、4 个", "未求曲线：情景closed")),
    ],
)  # fmt: skip
def test_after_a_stop_the_points_that_are_missing_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: tuple[str, ...]
) -> None:
    asked, curves = stopped(tmp_path, 2)
    assert tell_missing(Screen(lang), curves, asked) == 1
    told = capsys.readouterr().err
    for words in said:
        assert words in told
    searched = [(p["moves"], p["searched"]) for p in curves[0]["points"]]
    assert searched == [(0, True), (1, True), (2, False), (4, False), (5, True)]
    workflow.write_curves(tmp_path / "drawn", curves, lang)
    page = (tmp_path / "drawn" / "curve.html").read_text(encoding="utf-8")
    assert page.count("提前停止，未求 · stopped before it was looked for") == 2


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "not looked at: If closed"), ("zh", "未求解的情景：情景closed")],
)
def test_after_a_stop_the_scenarios_that_are_missing_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    asked, _ = stopped(tmp_path, 1)
    assert tell_left(Screen(lang), [], asked[1:]) == 1
    assert words in capsys.readouterr().err
    assert tell_left(Screen(lang), [], []) == 0


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "may end too early"), ("zh", "可能过早结束")]
)
def test_after_a_stop_an_end_that_is_no_end_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    asked, curves = stopped(tmp_path, 1)
    assert curves[0]["cut_short"]
    tell_missing(Screen(lang), curves, asked)
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "lang", "told"),
    [
        ((), "en", "--curve is needed"),
        ((), "zh", "须有 --curve"),
        (("--curve", "--free"), "en", "need scenario files"),
        (("shut.yaml", "--picture", "a.svg"), "en", "--picture needs --curve"),
    ],
)
def test_what_cannot_be_asked(town: Path, args: tuple[str, ...], lang: str, told: str) -> None:
    result = run("-w", town, "whatif", *args, lang=lang)
    assert result.exit_code == 2
    assert told in result.stderr
