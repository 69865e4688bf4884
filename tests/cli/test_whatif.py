"""``whatif``: scenarios against the standing plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.tiny import PLAN, answer, city, listing, run

SHUT = (
    "close: {venue: expo, hall: h2, from: 2021-05-01, to: 2021-05-12, reason_zh: 修, "
    "reason_en: works}"
)
NONE = "close: {venue: square, from: 2021-05-01, to: 2021-05-02}"
CLASH = (
    "book: {id: boats, booked_start: 2021-05-10}\n"
    "close: {venue: expo, from: 2021-05-10, to: 2021-05-10, reason_en: works}"
)
FAIR = (
    "add_event: {id: fair, name_en: Fair, kind: festival, industries: health, show_days: 1, "
    "outdoor_m2: 500}\ndrop_event: parade"
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    city(tmp_path, **{"out/plan.csv": PLAN.replace("05-14", "05-13")})
    for name, changes in (("shut", SHUT), ("none", NONE), ("clash", CLASH), ("fair", FAIR)):
        scenario(tmp_path, name, changes)
    return tmp_path


def scenario(folder: Path, name: str, changes: str) -> Path:
    """A scenario file; each line is a change."""
    path = folder / "scenarios" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    items = "".join(f"  - {line}\n" for line in changes.splitlines())
    head = f"title_zh: 情景{name}\ntitle_en: If {name}\n"
    path.write_text(f"{head}changes:\n{items}", encoding="utf-8")
    return path


def whatif(folder: Path, *args: object, code: int = 0) -> Any:
    """The answer with one worker; names without a folder are scenarios'."""
    given = [folder / "scenarios" / f"{a}.yaml" if str(a).isalpha() else a for a in args]
    return answer("-w", folder, "whatif", *given, "--workers", 1, code=code)


def one(folder: Path, *args: object, code: int = 0) -> Any:
    """The answer about a single scenario."""
    [found] = whatif(folder, *args, code=code)["scenarios"]
    return found


def test_a_hall_is_closed(town: Path) -> None:
    before = listing(town)
    said = one(town, "shut")
    assert list(said)[:3] == ["file", "title_zh", "title_en"]
    assert (said["file"], said["title_zh"], said["title_en"]) == (
        "scenarios/shut.yaml", "情景shut", "If shut",
    )  # fmt: skip
    assert said["status"] == "optimal"
    assert said["cost"] == said["bound"] == sum(after for _, after in said["cost_by_rule"].values())
    [boats] = said["changes"]
    assert (boats["event_id"], boats["kind"], boats["name_zh"]) == ("boats", "moved", "船展")
    assert boats["from"] == {
        "venue_id": "expo", "hall_ids": ["h2", "h1"],
        "show_first": "2021-05-10", "show_last": "2021-05-12",
    }  # fmt: skip
    # One move-in day comes before the show, and Care stays until the 15th.
    assert boats["to"]["show_first"] == "2021-05-17"
    assert "(works)" in boats["why_en"]
    assert "（修）" in boats["why_zh"]
    assert said["cost_by_rule"]["preferred-date"] == [2 * 2 * 2, 2 * 2 * 2 + 3 * 2 * 7]
    assert said["change_cost"] == said["cost_by_rule"]["change"][1] > 0
    assert said["cost_by_rule"]["change"][0] == 0
    assert said["coverage"]["marine"] == [{"brand_events": 1, "events": 2}] * 2
    assert said["counts"] == {"moved": 1, "lost": 0, "won": 0, "cancelled": 0}
    expo = said["venues"]["expo"]
    assert expo["let"] == [2 * 4 + 3, 2 * 4 + 3]
    assert expo["open"] == [62, 50]
    assert listing(town) == before


def test_what_is_won_and_what_the_scenario_drops(town: Path) -> None:
    said = one(town, "fair")
    kinds = [(c["event_id"], c["kind"], bool(c["from"]), bool(c["to"])) for c in said["changes"]]
    assert kinds == [("fair", "won", False, True), ("parade", "cancelled", True, False)]
    assert [c["name_en"] for c in said["changes"]] == ["Fair", "Parade"]
    assert said["coverage"]["health"] == [
        {"brand_events": 0, "events": 1}, {"brand_events": 0, "events": 2},
    ]  # fmt: skip
    assert said["placed"] == [3, 3]


@pytest.mark.parametrize(
    ("lang", "head", "why"),
    [("en", "Not placed: 1", "horizon"), ("zh", "未排入 1 个：", "排期范围")],
)
def test_an_added_event_without_a_place_is_told_with_the_reason(
    town: Path, lang: str, head: str, why: str
) -> None:
    """It moves nobody and was nowhere before, so that no change tells of it."""
    path = scenario(
        town, "giant", "add_event: {id: giant, name_zh: 巨展, name_en: Giant, kind: exhibition, "
        "industries: marine, show_days: 40}",
    )  # fmt: skip
    [unplaced] = one(town, "giant")["unplaced"]
    lines = run("-w", town, "whatif", path, "--workers", 1, lang=lang).stdout.splitlines()
    told = lines[lines.index(head) + 1 :]
    name = {"en": "Giant", "zh": "巨展"}[lang]
    assert told[:2] == [f"  {name} (giant)", f"    {unplaced[f'why_{lang}']}"]
    assert why in told[1]


def test_nothing_has_to_change(town: Path) -> None:
    said = one(town, "none")
    assert (said["changes"], said["cost"]) == ([], said["cost_before"])
    assert "No event changes." in run("-w", town, "whatif", town / "scenarios/none.yaml").stdout


def test_no_plan_is_an_answer(town: Path) -> None:
    said = one(town, "clash")
    assert (said["status"], said["cost"], said["changes"]) == ("infeasible", None, [])
    assert said["coverage"]["marine"] == [{"brand_events": 1, "events": 2}, None]
    where = {m["rule"]: (m["file"], m["column"]) for m in said["conflicts"][0]["members"]}
    assert where == {
        "booking": ("scenarios/clash.yaml", "changes[0].book.booked_start"),
        "capacity": ("events.csv", "gross_m2"),
        "closure": ("scenarios/clash.yaml", "changes[1].close"),
    }
    told = run("-w", town, "whatif", town / "scenarios/clash.yaml", lang="zh")
    assert told.exit_code == 0
    assert "以下事实互相矛盾：" in told.stdout


def test_several_come_best_first(town: Path) -> None:
    said = whatif(town, town / "scenarios")["scenarios"]
    names = [s["file"].split("/")[1].split(".")[0] for s in said]
    assert names == ["fair", "none", "shut", "clash"]
    assert [s["cost"] for s in said[:3]] == sorted(s["cost"] for s in said[:3])
    told = run("-w", town, "whatif", town / "scenarios", "--workers", 1).stdout.splitlines()
    assert told[0] == "The scenarios, best first:"
    assert [line.split()[0] for line in told[2:6]] == ["1", "2", "3", "4"]
    assert [line for line in told if line.startswith("1. ")] == ["1. If fair (scenarios/fair.yaml)"]


def test_near_free_and_both(town: Path) -> None:
    near, free, both = (one(town, "shut", *flags) for flags in ([], ["--free"], ["--both"]))
    assert (near["near"], free["near"], both["near"]) == (True, False, True)
    assert "change" not in free["cost_by_rule"]
    assert free["change_cost"] is None
    assert free["cost"] <= near["cost"] - near["change_cost"]
    assert both["cost"] == near["cost"]
    assert both["free"]["cost"] == free["cost"]
    told = run("-w", town, "whatif", "--both", "--free", town / "scenarios/shut.yaml")
    assert (told.exit_code, told.stdout) == (2, "")


def test_known_on_a_day(town: Path) -> None:
    said = one(town, "shut", "--today", "2021-05-09")
    [early] = said["must_end_early"]
    assert (early["event_id"], early["last_day"]) == ("boats", "2021-05-09")
    assert early["lost_days"] == ["2021-05-10", "2021-05-11", "2021-05-12"]
    assert (said["begun"], said["soon"], said["changes"]) == (["boats"], ["care", "parade"], [])
    told = run("-w", town, "whatif", town / "scenarios/shut.yaml", "--today", "2021-05-09")
    assert said["today"] == "2021-05-09"
    assert "Known on 2021-05-09. Begun and left as they are: 1. About" in told.stdout
    assert "Begun, and must end early (points still count it whole):" in told.stdout
    assert "  Boats (boats): last day 2021-05-09; " in told.stdout


def test_the_plans_are_written(town: Path) -> None:
    said = whatif(town, "shut", "clash", "-o", town / "w", "--both")
    assert [Path(f).name for f in said["files"]] == [
        "shut", "shut.free", "clash", "clash.free", "whatif.html", "whatif.json", "whatif.xlsx",
    ]  # fmt: skip
    names = listing(town / "w" / "shut")
    assert {"plan.csv", "plan.json", "report.html", "report.xlsx"} <= set(names)
    assert "plan.csv" not in listing(town / "w" / "clash")
    # Written again, an older answer's files make room.
    assert whatif(town, "shut", "-o", town / "w")["files"]


def test_the_comparison_alone_is_written(town: Path) -> None:
    said = whatif(town, "fair", "--html", town / "a.html", "--xlsx", town / "b" / "c.xlsx")
    assert said["files"] == [str(town / "a.html"), str(town / "b" / "c.xlsx")]
    assert "If fair" in (town / "a.html").read_text(encoding="utf-8")
    assert (town / "b" / "c.xlsx").read_bytes().startswith(b"PK")
    told = run("-w", town, "whatif", town / "scenarios", "--html", town)
    assert (told.exit_code, told.stdout) == (2, "")


def test_words_in_both_languages(town: Path) -> None:
    path = town / "scenarios/shut.yaml"
    english, chinese = (
        run("-w", town, "whatif", path, "--workers", 1, lang=lang).stdout for lang in ("en", "zh")
    )
    assert len(english.splitlines()) == len(chinese.splitlines())
    assert "1. If shut (scenarios/shut.yaml)" in english
    assert "1. 情景shut（scenarios/shut.yaml）" in chinese
    assert "Moved: 1" in english
    assert "移位 1 个：" in chinese


def test_faults_of_all_scenarios_at_once(town: Path) -> None:
    for name in ("bad", "worse"):
        scenario(town, name, "close: {venue: expa, from: null, to: null}")
    said = whatif(town, "bad", "shut", "worse", "-o", town / "w", code=2)
    assert [(f["file"], f["column"], f["value"]) for f in said["errors"]] == [
        ("scenarios/bad.yaml", "changes[0].close.venue", "expa"),
        ("scenarios/worse.yaml", "changes[0].close.venue", "expa"),
    ]
    assert not (town / "w").exists()


def test_wrong_scenarios_are_told_before_a_plan_is_solved_for(town: Path) -> None:
    (town / "out" / "plan.csv").unlink()
    path = scenario(town, "bad", "drop_event: nobody")
    told = run("-w", town, "whatif", path)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "nobody" in told.stderr
    assert "solving for a standing plan" not in told.stderr


HOSTILE = ["", "\0", "- 1", "changes: [", "a: &a [*a]", "title_en: x\nchanges: 3"]


@pytest.mark.parametrize("content", HOSTILE)
def test_hostile_scenarios(town: Path, content: str) -> None:
    path = town / "x.yaml"
    path.write_text(content)
    told = run("-w", town, "whatif", path)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "x.yaml" in told.stderr
    assert "Traceback" not in told.stderr


def test_no_scenario(town: Path) -> None:
    (town / "empty").mkdir()
    for path in (town / "empty", town / "none.yaml"):
        told = run("-w", town, "whatif", path)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "Traceback" not in told.stderr


def test_each_scenario_has_a_folder_of_its_own_inside_the_one_asked_for(town: Path) -> None:
    """Whatever the files are called: one alike, one like another's second, one like ``..``."""
    for name in ("shut", "shut.free", "below/Shut", ".."):
        path = town / "many" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("title_zh: 试\ntitle_en: Try\nchanges: []\n", encoding="utf-8")
    before = listing(town)
    files = sorted(p for p in (town / "many").rglob("*.yaml"))
    out = town / "whatif"
    answer("-w", town, "whatif", *files, "--both", "--workers", 1, "-o", out)
    folders = {p.name for p in out.iterdir() if p.is_dir()}
    plain = {name for name in folders if f"{name}.free" in folders}
    assert len(folders) == 8
    assert len(plain) == 4
    assert len({name.casefold() for name in folders}) == 8
    assert {n for n in listing(town) if not n.startswith("whatif/")} == {*before, "whatif"}


def test_a_scenario_called_as_a_file_of_ours_keeps_its_plan(town: Path) -> None:
    """The comparison, the curves and the calendars have names in the same folder."""
    names = ("whatif.html", "feeds", "Curve.svg", "plan.csv")
    files = [scenario(town, name, NONE) for name in names]
    out = town / "results"
    for _ in range(2):
        said = answer("-w", town, "whatif", *files, "--curve", "--workers", 1, "-o", out)
        folders = [out / f"{name}-2" for name in names]
        assert all((folder / "plan.csv").is_file() for folder in folders)
        assert len({*said["files"]} & {str(folder) for folder in folders}) == len(said["files"]) - 6
        assert (out / "whatif.html").is_file()
