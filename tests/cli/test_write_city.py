"""``whatif --write-city``: the city of a scenario as files, for other programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scheduler.domain.problem import Problem
from scheduler.loading import load
from scheduler.scenarios.many import read_all
from tests.cli.test_whatif import FAIR, SHUT, scenario
from tests.cli.tiny import ROOT, answer, run
from tests.cli.tiny import city as tiny

ODD = (
    "change_event: {id: boats, set: {name_en: '2021', name_zh: 'yes, # \"no\"'}}\n"
    "open: {venue: {id: '12', name_zh: '007', district: bay, open: {from: 2021-05-02, to: null}, "
    "halls: [{id: '1', gross_m2: 900}, {id: '2', gross_m2: 800}], runs: [['1', '2']]}}\n"
    "forbid: {kinds: [festival], from: null, to: 2021-05-08, reason_zh: '2021-05-01'}\n"
    "policy: {date_protection: {days: 5, themes: {}}}"
)
"""Words that look like numbers, dates and truth values, and a span without a beginning."""


def bare(problem: Problem) -> Problem:
    """What of a problem does not depend on where it was written."""
    return replace(problem, rows=(), input_hash="", events_file="events.csv")


def written(folder: Path, *names: str) -> Path:
    """The cities of scenarios, in a new folder."""
    files = [folder / "scenarios" / f"{name}.yaml" for name in names]
    said = answer("-w", folder, "whatif", *files, "--write-city", folder / "new", "--workers", 1)
    assert said["files"] == [str(folder / "new" / name) for name in sorted(names)]
    return folder / "new"


@pytest.mark.parametrize("changes", [SHUT, FAIR, ODD])
def test_read_again_it_is_the_same_city(tmp_path: Path, changes: str) -> None:
    tiny(tmp_path)
    path = scenario(tmp_path, "one", changes)
    before = {p: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    new = written(tmp_path, "one") / "one"
    made = read_all(tmp_path, [path])[0].problem
    assert bare(load(new).problem) == bare(made)
    assert bare(made) != bare(load(tmp_path).problem)
    assert {p: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


def test_numbers_and_dates_are_such_and_words_stay_words(tmp_path: Path) -> None:
    tiny(tmp_path)
    scenario(tmp_path, "one", ODD)
    scenario(tmp_path, "two", SHUT)
    new = written(tmp_path, "one", "two")
    venues, policy = (
        YAML(typ="safe", pure=True).load((new / "one" / name).read_text(encoding="utf-8"))
        for name in ("venues.yaml", "policy.yaml")
    )
    opened = venues["venues"][-1]
    assert (opened["id"], opened["name_zh"], opened["runs"]) == ("12", "007", [["1", "2"]])
    assert opened["halls"][0] == {"id": "1", "gross_m2": 900}
    assert opened["open"] == {"from": date(2021, 5, 2), "to": None}
    assert policy["closed_days"][-1]["reason_zh"] == "2021-05-01"
    assert policy["horizon"]["first"] == date(2021, 5, 1)
    table = (new / "one" / "events.csv").read_text(encoding="utf-8")
    assert '"yes, # ""no"""' in table


def test_qingdao_with_its_neighbours(tmp_path: Path) -> None:
    """The city itself is big enough to have every kind of key."""
    from scheduler.outputs.amend import write_city
    from scheduler.scenarios.read import read_city

    sources, loaded = read_city(ROOT)
    write_city(ROOT, sources, tmp_path)
    assert bare(load(tmp_path).problem) == bare(loaded.problem)


def test_a_city_and_its_plan_have_folders_of_one_name(tmp_path: Path) -> None:
    """Two files are called alike, the dearer one first; the answers come best first."""
    tiny(tmp_path)
    dear = scenario(tmp_path, "a/one", "drop_event: parade")
    cheap = scenario(tmp_path, "b/one", "drop_event: boats")
    again = cheap.parent / ".." / "a" / "one.yaml"
    said = answer(
        "-w", tmp_path, "whatif", dear, cheap, again, "--workers", 1,
        "--write-city", tmp_path / "city", "-o", tmp_path / "plans",
    )  # fmt: skip
    assert [Path(s["file"]).parts[1] for s in said["scenarios"]] == ["b", "a"]
    for name, left in (("one", {"boats", "care"}), ("one-2", {"care", "parade"})):
        table = (tmp_path / "plans" / name / "plan.csv").read_text(encoding="utf-8-sig")
        assert {line.split(",")[0] for line in table.splitlines()[1:]} == left
        assert {e.id for e in load(tmp_path / "city" / name).problem.events} == left
    assert sorted(p.name for p in (tmp_path / "city").iterdir()) == ["one", "one-2"]


@pytest.mark.parametrize(
    ("args", "en", "zh"),
    [
        (("--curve",), "needs scenario files", "须给出情景文件"),
        (("scenarios/one.yaml", "--today", "2021-05-10"), "--today", "已开始的活动不动"),
        (("scenarios/one.yaml",), "not an empty folder", "不是空文件夹"),
    ],
)
def test_what_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], en: str, zh: str
) -> None:
    tiny(tmp_path)
    scenario(tmp_path, "one", SHUT)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    target = "full" if len(args) == 1 and args[0] != "--curve" else "new"
    for lang, words in (("en", en), ("zh", zh)):
        result = run("whatif", *args, "--write-city", target, lang=lang)
        assert result.exit_code == 2
        assert words in result.stderr
    assert not (tmp_path / "new").exists()
