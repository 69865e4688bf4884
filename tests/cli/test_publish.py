"""Publishing from the command line: publish, releases, release, rollback."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from tests.cli.tiny import BROKEN, PLAN, answer, city, listing, run, solve
from tests.loading.workspaces import row

MOVED = PLAN.replace("2021-05-20", "2021-05-21")
DAY = ("--today", "2021-03-01")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    files = {"plan.csv": PLAN, "moved.csv": MOVED, "broken.csv": BROKEN}
    return city(tmp_path / "town", **files)


def publish(town: Path, plan: str, *args: object, code: int = 0) -> dict:  # type: ignore[type-arg]
    said = answer("-w", town, "publish", town / plan, *DAY, *args, code=code)
    assert isinstance(said, dict)
    return said


def test_publish(town: Path) -> None:
    said = publish(town, "plan.csv", "-m", "春季")
    assert (said["ok"], said["published"], said["release"]) == (True, True, 1)
    assert said["diff"]["before"] is None
    assert {e["event_id"]: e["kinds"] for e in said["diff"]["events"]} == {
        "boats": ["new"], "care": ["new"], "parade": ["new"],
    }  # fmt: skip
    said = publish(town, "moved.csv")
    assert (said["release"], said["diff"]["cost"]) == (2, [14, 20])
    assert [e["kinds"] for e in said["diff"]["events"]] == [["moved"]]


def test_publishing_the_same_again_is_no_release(town: Path) -> None:
    publish(town, "plan.csv")
    said = publish(town, "plan.csv", "-m", "again")
    assert (said["ok"], said["published"], said["changed"]) == (True, False, False)
    assert (said["release"], said["diff"]) == (1, None)
    told = run("-w", town, "publish", town / "plan.csv", lang="zh")
    assert (told.exit_code, told.stdout) == (0, "与第 1 版相比没有变动，无须发布。\n")
    assert len(answer("-w", town, "releases")["releases"]) == 1


def test_pages_that_were_lost_are_written_by_the_same_command_again(town: Path) -> None:
    publish(town, "plan.csv")
    publish(town, "moved.csv", "--pages", town / "pages")
    said = publish(town, "moved.csv", "--pages", town / "again")
    assert not said["changed"]
    names = listing(town / "pages")
    assert listing(town / "again") == names
    for name in names:
        if (town / "pages" / name).is_file():
            assert (town / "again" / name).read_bytes() == (town / "pages" / name).read_bytes()


def test_a_dry_run_shows_and_leaves_no_release(town: Path) -> None:
    before = listing(town)
    said = publish(town, "plan.csv", "--dry-run")
    assert listing(town) == before
    assert (said["published"], said["release"], said["changed"]) == (False, None, True)
    assert len(said["diff"]["events"]) == 3
    assert answer("-w", town, "releases") == {"releases": []}
    told = run("-w", town, "publish", town / "plan.csv", "--dry-run").stdout
    assert told.endswith("Nothing was published; this would be release 1.\n")
    publish(town, "plan.csv")
    said = publish(town, "moved.csv", "--dry-run")
    assert (said["published"], said["diff"]["before"], said["diff"]["after"]) == (False, 1, 2)
    assert [r["number"] for r in answer("-w", town, "releases")["releases"]] == [1]


def test_another_domain_is_warned_of(town: Path) -> None:
    publish(town, "plan.csv")
    policy = town / "policy.yaml"
    policy.write_text(policy.read_text() + "\nfeeds: {domain: cal.example}\n")
    for lang, words in (("en", "gets a new UID"), ("zh", "换用新的 UID")):
        told = run("-w", town, "--lang", lang, "publish", town / "plan.csv", *DAY, "--dry-run")
        assert (told.exit_code, words in told.stderr) == (0, True)
    publish(town, "plan.csv")
    assert "UID" not in run("-w", town, "publish", town / "moved.csv", *DAY).stderr


def test_hard_rules(town: Path) -> None:
    before = listing(town)
    said = publish(town, "broken.csv", code=1)
    assert (said["ok"], said["published"]) == (False, False)
    assert [(f["rule"], f["hard"]) for f in said["refused"]] == [("occupancy", True)]
    told = run("-w", town, "publish", town / "broken.csv")
    assert told.stdout.startswith("Not published: the plan breaks hard rules (1 finding):\n")
    assert listing(town) == before
    said = publish(town, "broken.csv", "--accept", "occupancy：两家已谈妥: 是")
    (one,) = said["accepted"]
    assert (one["rule"], one["reason"]) == ("occupancy", "两家已谈妥: 是")
    kept = answer("-w", town, "release", 1)
    assert kept["accepted"] == [one]
    assert one["findings"][0]["events"] == ["boats", "care"]
    shown = run("-w", town, "release", 1).stdout
    assert "Occupancy (occupancy), for this reason: 两家已谈妥: 是" in shown


@pytest.mark.parametrize(
    "accept", ["occupancy", "occupancy:", "occupancy: ", "nonsense:why", ":why", "window:why"]
)
def test_acceptances_that_make_no_sense(town: Path, accept: str) -> None:
    before = listing(town)
    told = run("-w", town, "publish", town / "broken.csv", "--accept", accept)
    assert (told.exit_code, told.stdout) == (2, "")
    assert f"--accept {accept.split(':')[0]}" in told.stderr.replace('"', "")
    assert listing(town) == before


def test_a_rule_is_accepted_once(town: Path) -> None:
    twice = ("--accept", "occupancy:a", "--accept", "occupancy:b")
    assert run("-w", town, "publish", town / "broken.csv", *twice).exit_code == 2


def test_releases(town: Path) -> None:
    assert answer("-w", town, "releases") == {"releases": []}
    assert run("-w", town, "releases", lang="zh").stdout == "还没有发布过。\n"
    assert not (town / "scheduler.db").exists()
    publish(town, "plan.csv", "-m", "one\r\ntwo\x1b[31m")
    publish(town, "moved.csv")
    first, second = answer("-w", town, "releases")["releases"]
    assert (first["number"], first["cost"], first["events"]) == (1, 14, 3)
    assert first["message"] == "one\r\ntwo\x1b[31m"
    assert second["number"] == 2
    told = run("-w", town, "releases").stdout
    assert [line.split()[0] for line in told.splitlines()] == ["2", "1"]
    assert f"3 events  cost 14  {getpass.getuser()}  one…" in told
    assert "\x1b" not in told + run("-w", town, "release", 1).stdout


def test_release(town: Path) -> None:
    solve(town)
    answer("-w", town, "publish", town / "out" / "plan.json", *DAY)
    said = answer("-w", town, "release", 1)
    assert (said["number"], said["cost"], said["bound"]) == (1, said["bound"], said["cost"])
    assert said["plan"]["status"] == "optimal"
    assert {e["event_id"] for e in said["events"]} == {"boats", "care", "parade"}
    assert said["coverage"]["marine"] == {"brand_events": 1, "events": 2}
    assert (said["entries"], said["cancelled"]) == (4, 0)
    for lang, words in (("en", "Boats (boats)"), ("zh", "船展 (boats)")):
        assert words in run("-w", town, "release", 1, lang=lang).stdout


@pytest.mark.parametrize("args", [["release", 7], ["release", 1, "--diff", 9], ["rollback", 9]])
def test_a_release_that_is_not_there(town: Path, args: list[object]) -> None:
    told = run("-w", town, *args)
    assert told.exit_code == 2
    assert "use scheduler publish first" in told.stderr
    publish(town, "plan.csv")
    told = run("-w", town, *args)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "There is no release" in told.stderr


def test_differences_between_any_two(town: Path) -> None:
    publish(town, "plan.csv")
    publish(town, "moved.csv")
    said = answer("-w", town, "release", 2, "--diff", 1, *DAY)
    assert (said["before"], said["after"]) == (1, 2)
    assert [e["event_id"] for e in said["events"]] == ["parade"]
    back = answer("-w", town, "release", 1, "--diff", 2, *DAY)
    assert (back["before"], back["after"], back["cost"]) == (2, 1, [20, 14])
    assert answer("-w", town, "release", 1, "--diff", 0, *DAY)["before"] is None


def test_pages(town: Path, tmp_path: Path) -> None:
    publish(town, "plan.csv", "--pages", tmp_path / "now")
    answer("-w", town, "release", 1, "--pages", tmp_path / "later", *DAY)
    assert listing(tmp_path / "now") == listing(tmp_path / "later")
    assert "zh/venues/expo.html" in listing(tmp_path / "now")


def test_no_release_when_its_pages_cannot_be_written(town: Path, tmp_path: Path) -> None:
    publish(town, "plan.csv")
    publish(town, "moved.csv")
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "others" / "zh").mkdir(parents=True)
    (tmp_path / "others" / "zh" / "notes.txt").write_text("not a page")
    for folder in (tmp_path / "file", tmp_path / "others"):
        for args in (["publish", town / "plan.csv"], ["rollback", 1]):
            assert run("-w", town, *args, *DAY, "--pages", folder).exit_code == 2
    assert [r["number"] for r in answer("-w", town, "releases")["releases"]] == [1, 2]


def test_no_pages_when_there_is_no_release(town: Path, tmp_path: Path) -> None:
    publish(town, "plan.csv", "--dry-run", "--pages", tmp_path / "dry")
    assert "zh/venues/expo.html" in listing(tmp_path / "dry")
    publish(town, "broken.csv", "--pages", tmp_path / "refused", code=1)
    assert not (tmp_path / "refused").exists()


def test_rollback(town: Path) -> None:
    publish(town, "plan.csv", "-m", "good")
    publish(town, "moved.csv", "-m", "bad")
    said = answer("-w", town, "rollback", 1, *DAY)
    assert (said["published"], said["release"]) == (True, 3)
    kept = answer("-w", town, "release", 3)
    assert (kept["restores"], kept["cost"], kept["message"]) == (1, 14, "Back to release 1")
    assert kept["plan"] == answer("-w", town, "release", 1)["plan"]
    parade = next(e for e in said["diff"]["entries"] if e["event_id"] == "parade")
    assert (parade["from"]["sequence"], parade["to"]["sequence"]) == (1, 2)
    again = answer("-w", town, "rollback", 1, *DAY)
    assert (again["published"], again["release"]) == (False, 3)


def test_another_file(town: Path, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere.db"
    publish(town, "plan.csv", "--db", there)
    assert answer("-w", town, "releases") == {"releases": []}
    assert len(answer("-w", town, "releases", "--db", f"sqlite:///{there}")["releases"]) == 1


def test_wrong_files(town: Path) -> None:
    (town / "scheduler.db").write_text("no database\n" * 100)
    for args in (["publish", town / "plan.csv"], ["releases"], ["release", 1], ["rollback", 1]):
        told = run("-w", town, *args)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "is no database of scheduler" in told.stderr


def test_a_plan_of_another_city_is_not_published(town: Path) -> None:
    (town / "other.csv").write_text("event_id,venue_id,hall_ids,show_first\nx,y,,2021-05-01\n")
    assert run("-w", town, "publish", town / "other.csv").exit_code == 2
    assert not (town / "scheduler.db").exists()


def test_calendars_that_are_too_large_are_warned_of(tmp_path: Path) -> None:
    """801 processions in a month: too many for the calendars of the city, kind and square."""
    names = [f"p{n}" for n in range(801)]
    rows = [row(id=i, name_en=i, kind="festival", show_days=1, status="definite") for i in names]
    plan = [f"{name},square,,2021-05-{n % 31 + 1:02}" for n, name in enumerate(names)]
    head = PLAN.splitlines()[0]
    few = plan[:800]
    files = {"plan.csv": "\n".join([head, *plan]), "few.csv": "\n".join([head, *few])}
    town = city(tmp_path / "town", *rows, **files)
    assert publish(town, "few.csv", "--dry-run")["oversized"] == []
    said = publish(town, "plan.csv", "--dry-run")
    paths = ["city.ics", "industries/marine.ics", "kinds/festival.ics", "venues/square.ics"]
    assert sorted(said["oversized"]) == paths
    for lang, words in (("zh", "部分日历服务可能拒收"), ("en", "services may refuse it")):
        told = run("-w", town, "publish", town / "plan.csv", *DAY, "--dry-run", lang=lang)
        assert (told.exit_code, told.stderr.count(words)) == (0, 4)
