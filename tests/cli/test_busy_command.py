"""Venues' own calendars: taken in from a file or an address, and binding like closures."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from scheduler.audit import audit
from scheduler.errors import UsageError
from scheduler.loading import load, read_plan
from scheduler.workflow.occupying import Taken, add
from tests.cli.tiny import PLAN, answer, city, listing, run, solve
from tests.fetching.local_server import Local, page, serving, to
from tests.loading.workspaces import calendar, row

FAIR = """
UID:fair@venue.example
SUMMARY:Venue fair
DTSTART;VALUE=DATE:20210509
DTEND;VALUE=DATE:20210513
"""
LATER = FAIR.replace("0509", "0519").replace("0513", "0523")
OTHERS = "UID:c\nDTSTART;VALUE=DATE:20210501\nSTATUS:CANCELLED"
FREE = "UID:f\nDTSTART;VALUE=DATE:20210501\nTRANSP:TRANSPARENT"
OWN = "UID:boats-show@bayport.events.invalid\nDTSTART;VALUE=DATE:20210501"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = city(tmp_path / "town", **{"plan.csv": PLAN})
    (tmp_path / "own.ics").write_text(calendar(FAIR, OTHERS, FREE, OWN), encoding="utf-8")
    return folder


@pytest.fixture
def local() -> Iterator[Local]:
    with serving() as found:
        found.acts["/own.ics"] = page(calendar(FAIR).encode())
        yield found


def busy(town: Path, *args: object, code: int = 0) -> Any:
    return answer("-w", town, "busy", *args, code=code)


def stored(town: Path) -> dict[str, bytes]:
    return {p: (town / p).read_bytes() for p in listing(town) if p.startswith("busy/")}


def refused(town: Path, *args: object, lang: str = "en") -> str:
    """Stderr of a command that must change nothing."""
    before = stored(town)
    done = run("-w", town, "busy", *args, lang=lang)
    assert done.exit_code == 2, done.output
    assert stored(town) == before
    return done.stderr


def test_a_file_is_taken_in_and_told(town: Path) -> None:
    (said,) = busy(town, "add", "expo/h1", town.parent / "own.ics")["calendars"]
    assert (said["name"], said["venue_id"], said["hall_id"]) == ("expo-h1", "expo", "h1")
    assert (said["entries"], said["days"]) == (1, 4)
    assert said["skipped"] == {"cancelled": 1, "free": 1, "own": 1, "unreadable": 0}
    assert list(stored(town)) == ["busy/busy.yaml", "busy/expo-h1.ics"]
    (listed,) = busy(town, "list")["calendars"]
    assert listed == said | {"changed": False}


def test_the_list_for_people(town: Path) -> None:
    run("-w", town, "busy", "add", "expo", town.parent / "own.ics", "--name", "fairs")
    english = run("-w", town, "busy", "list").stdout
    assert "fairs: expo, days occupied 4 (entries 1); read " in english
    assert "close nothing: cancelled 1, free time 1, this city's own 1, unreadable 0" in english
    assert "fairs：expo，占用 4 天（1 条）" in run("-w", town, "busy", "list", lang="zh").stdout


def test_check_and_solve_keep_clear_of_it(town: Path) -> None:
    busy(town, "add", "expo/h1", town.parent / "own.ics")
    found = answer("-w", town, "check", town / "plan.csv", code=1)["findings"]
    (closed,) = (f for f in found if f["rule"] == "closure")
    assert closed["events"] == ["boats"]
    assert closed["days"] == ["2021-05-09", "2021-05-10", "2021-05-11", "2021-05-12"]
    assert "venue's calendar busy/expo-h1.ics: Venue fair" in closed["text_en"]
    assert "场馆日历 busy/expo-h1.ics：Venue fair" in closed["text_zh"]
    solve(town)
    made = answer("-w", town, "check", town / "out" / "plan.csv")
    assert made["ok"]
    problem = load(town).problem
    plan = read_plan(town / "out" / "plan.csv", problem)
    assert audit(problem, plan).cost == made["cost"]


def test_conflicts_name_the_calendar_and_its_entry(tmp_path: Path) -> None:
    booked = row(id="one", name_en="One", gross_m2=9000, booked_start="2021-05-10")
    town = city(tmp_path / "town", booked)
    (tmp_path / "own.ics").write_text(calendar(FAIR), encoding="utf-8")
    busy(town, "add", "expo/h1", tmp_path / "own.ics")
    (conflict,) = answer("-w", town, "conflicts", code=1)["conflicts"]
    members = {m["rule"]: m for m in conflict["members"]}
    closure = members["closure"]
    assert (closure["file"], closure["row"]) == ("busy/expo-h1.ics", None)
    assert "Venue fair" in closure["text_en"]
    assert "fair@venue.example" in run("-w", town, "conflicts").stdout
    assert conflict["remedies"]
    edited = {e["file"] for r in conflict["remedies"] for e in r["edits"]}
    assert "busy/expo-h1.ics" not in edited
    fixed = tmp_path / "fixed"
    assert run("-w", town, "conflicts", "--apply", 1, "-o", fixed).exit_code == 0
    assert stored(fixed) == stored(town)


def test_a_way_out_leaves_the_venues_days_alone(tmp_path: Path) -> None:
    booked = row(id="one", name_en="One", gross_m2=9000, booked_start="2021-05-12")
    town = city(tmp_path / "town", booked)
    hall = "{id: h1, name_en: Hall 1, gross_m2: 5000"
    text = (town / "venues.yaml").read_text(encoding="utf-8")
    works = f"{hall}, closures: [{{from: 2021-05-05, to: 2021-05-25}}]"
    (town / "venues.yaml").write_text(text.replace(hall, works), encoding="utf-8")
    last = FAIR.replace("0509", "0526").replace("0513", "0528")
    (tmp_path / "own.ics").write_text(calendar(last), encoding="utf-8")
    busy(town, "add", "expo/h1", tmp_path / "own.ics")
    (conflict,) = answer("-w", town, "conflicts", code=1)["conflicts"]
    ways = [[e["column"] for e in r["edits"]] for r in conflict["remedies"]]
    split = ["venues[0].halls[1].closures[0].to", "venues[0].halls[1].closures[1]"]
    number = ways.index(split) + 1
    fixed = tmp_path / "fixed"
    applied = run("-w", town, "conflicts", "--apply", number, "-o", fixed)
    assert applied.exit_code == 0, applied.output
    hall_1 = load(fixed).problem.venue_by_id["expo"].hall_by_id["h1"]
    assert [(len(c.span), c.file) for c in hall_1.closures] == [
        (7, ""), (11, ""), (2, "busy/expo-h1.ics")
    ]  # fmt: skip
    assert run("-w", fixed, "conflicts").exit_code == 0


def test_explain_names_the_calendar(town: Path) -> None:
    busy(town, "add", "expo/h1", town.parent / "own.ics")
    free = PLAN.replace("2021-05-10", "2021-05-16").replace("2021-05-14", "2021-05-25")
    (town / "free.csv").write_text(free, encoding="utf-8")
    asked = ("-w", town, "explain", "boats", "--plan", town / "free.csv", "--venue", "expo")
    said = answer(*asked, "--on", "2021-05-10", code=1)
    assert said["answer"] == "impossible"
    (member,) = (m for m in said["members"] if m["file"] == "busy/expo-h1.ics")
    assert (member["rule"], member["halls"], member["row"]) == ("closure", ["expo/h1"], None)
    assert "Hall 1 is closed 2021-05-09 to 2021-05-12" in member["text_en"]
    clear = answer(*asked, "--on", "2021-05-14")
    assert not [m for m in clear["members"] if m["rule"] == "closure"]


def test_an_address_is_read_once_it_may_be_private(town: Path, local: Local) -> None:
    told = refused(town, "add", "expo/h1", local.url + "/own.ics")
    assert "--allow-private" in told
    assert "--allow-private" in refused(town, "add", "expo", local.url + "/own.ics", lang="zh")
    assert local.seen == []
    (said,) = busy(town, "add", "expo/h1", local.url + "/own.ics", "--allow-private")["calendars"]
    assert (said["source"], said["days"]) == (local.url + "/own.ics", 4)


def test_redirects_are_followed_in_the_same_bounds(town: Path, local: Local) -> None:
    local.acts["/old"] = to("/own.ics")
    (said,) = busy(town, "add", "expo", local.url + "/old", "--allow-private")["calendars"]
    assert said["source"] == local.url + "/old"


@pytest.mark.parametrize(
    ("body", "status"), [(b"<html>Log in</html>", 200), (b"", 200), (calendar().encode(), 403)]
)
def test_what_is_no_calendar_is_not_kept(
    town: Path, local: Local, body: bytes, status: int
) -> None:
    local.acts["/own.ics"] = page(body, status)
    refused(town, "add", "expo", local.url + "/own.ics", "--allow-private")
    assert stored(town) == {}


def test_an_entry_that_cannot_be_read_is_named(town: Path) -> None:
    wrong = FAIR.replace("20210513", "20210501")
    (town.parent / "own.ics").write_text(calendar(wrong), encoding="utf-8")
    told = refused(town, "add", "expo", town.parent / "own.ics")
    assert 'busy/expo.ics VEVENT "fair@venue.example" ends before it starts' in told


BAD = tuple(
    f"UID:bad{n}\nDTSTART;VALUE=DATE:20210510\nDTEND;VALUE=DATE:20210501" for n in range(30)
)
NEVER = tuple(
    f"UID:never{n}\nDTSTART;VALUE=DATE:20210510\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    for n in range(25)
)


def test_every_bad_entry_is_told_and_none_is_kept(town: Path) -> None:
    (town.parent / "own.ics").write_text(calendar(*BAD, FAIR, *NEVER), encoding="utf-8")
    for lang, hint in (("en", "take in the others with --skip-bad"), ("zh", "请加 --skip-bad")):
        told = refused(town, "add", "expo", town.parent / "own.ics", lang=lang)
        assert hint in told
        assert [n for n in range(30) if f'"bad{n}"' not in told] == []
        assert [n for n in range(25) if f'"never{n}"' not in told] == []
        assert "fair@" not in told


def test_good_entries_are_taken_in_without_the_bad_ones_if_told_to(town: Path) -> None:
    """For good: each read, refresh and solve passes them over, and says so."""
    file = town.parent / "own.ics"
    file.write_text(calendar(BAD[0], FAIR, BAD[1], OTHERS), encoding="utf-8")
    (said,) = busy(town, "add", "expo", file, "--skip-bad")["calendars"]
    assert (said["entries"], said["days"]) == (1, 4)
    assert said["skipped"] == {"cancelled": 1, "free": 0, "own": 0, "unreadable": 2}
    told = [w["message_en"] for w in said["warnings"]]
    assert [n for n in range(2) if f'"bad{n}" ends before it starts' in told[n]] == [0, 1]
    (listed,) = busy(town, "list")["calendars"]
    assert listed == said | {"changed": False}
    warned = run("-w", town, "check", town / "plan.csv", lang="zh")
    assert "有 2 条无法读取，未视为占用（UID bad0, bad1）" in warned.stderr
    file.write_text(calendar(BAD[2], FAIR, LATER), encoding="utf-8")
    (again,) = busy(town, "refresh")["calendars"]
    assert (again["problems"], again["days"], again["skipped"]["unreadable"]) == ([], 8, 1)


def test_a_refresh_passes_over_bad_entries_if_told_to(town: Path) -> None:
    file = town.parent / "own.ics"
    busy(town, "add", "expo", file)
    file.write_text(calendar(BAD[0], LATER), encoding="utf-8")
    (said,) = busy(town, "refresh", code=1)["calendars"]
    assert "bad0" in said["problems"][0]["text_en"]
    (said,) = busy(town, "refresh", "--skip-bad")["calendars"]
    assert (said["problems"], said["entries"]) == ([], 1)


def test_what_is_no_calendar_is_refused_all_the_same(town: Path) -> None:
    (town.parent / "own.ics").write_text("nonsense", encoding="utf-8")
    assert "--skip-bad" not in refused(town, "add", "expo", town.parent / "own.ics")
    refused(town, "add", "expo", town.parent / "own.ics", "--skip-bad")


def test_people_who_add_at_once_lose_nothing(town: Path) -> None:
    names = [f"own{n}" for n in range(12)]
    gate = Barrier(len(names))

    def one(name: str) -> Taken:
        gate.wait()
        return add(town, "expo", str(town.parent / "own.ics"), name=name)

    with ThreadPoolExecutor(len(names)) as people:
        list(people.map(one, names))
    assert sorted(c["name"] for c in busy(town, "list")["calendars"]) == sorted(names)


def test_of_two_who_take_one_name_at_once_one_is_told(town: Path) -> None:
    gate = Barrier(4)

    def one(hall: str) -> str:
        gate.wait()
        try:
            return add(town, f"expo/{hall}", str(town.parent / "own.ics"), name="own").kept.hall
        except UsageError as error:
            return error.message.en

    with ThreadPoolExecutor(4) as people:
        said = list(people.map(one, ("h1", "h2", "h1", "h2")))
    lost = [s for s in said if s.startswith("There is a calendar own already")]
    (kept,) = busy(town, "list")["calendars"]
    assert (len(lost), kept["hall_id"] in said, kept["problems"]) == (3, True, [])


def test_a_wrong_entry_says_nothing_to_the_terminal(town: Path) -> None:
    wrong = FAIR.replace("20210513", "20210501").replace("fair@", "fair\x1b[2J@")
    (town.parent / "own.ics").write_text(calendar(wrong), encoding="utf-8")
    told = refused(town, "add", "expo", town.parent / "own.ics")
    assert "\x1b" not in told
    assert "fair\\x1b[2J@venue.example" in told


def test_refresh_brings_what_is_new_and_keeps_what_fails(town: Path, local: Local) -> None:
    busy(town, "add", "expo/h1", local.url + "/own.ics", "--allow-private")
    busy(town, "add", "expo/h2", town.parent / "own.ics")
    (again,) = busy(town, "refresh", "expo-h2")["calendars"]
    assert not again["changed"]
    local.acts["/own.ics"] = page(calendar(FAIR, LATER).encode())
    first, second = busy(town, "refresh", "--allow-private")["calendars"]
    assert (first["changed"], first["days"], second["changed"]) == (True, 8, False)
    before = stored(town)
    local.acts["/own.ics"] = page(b"", 500)
    first, second = busy(town, "refresh", "--allow-private", code=1)["calendars"]
    assert "status 500" in first["problems"][0]["text_en"]
    assert (first["days"], second["problems"]) == (8, [])
    assert stored(town)["busy/expo-h1.ics"] == before["busy/expo-h1.ics"]


def test_a_file_inside_the_workspace_moves_with_it(town: Path, tmp_path: Path) -> None:
    (town / "own.ics").write_text(calendar(FAIR), encoding="utf-8")
    (said,) = busy(town, "add", "expo", town / "own.ics")["calendars"]
    assert said["source"] == "own.ics"
    town.rename(tmp_path / "moved")
    assert busy(tmp_path / "moved", "refresh")["calendars"][0]["problems"] == []


def test_remove_leaves_nothing_behind(town: Path) -> None:
    before = load(town).problem.input_hash
    busy(town, "add", "expo", town.parent / "own.ics")
    assert load(town).problem.input_hash != before
    assert busy(town, "remove", "expo") == {"removed": "expo"}
    assert list(stored(town)) == ["busy/busy.yaml"]
    assert busy(town, "list") == {"calendars": []}
    assert load(town).problem.input_hash == before


def test_stale_and_changed_calendars_are_warned_of(town: Path) -> None:
    busy(town, "add", "expo", town.parent / "own.ics")
    warned = [w for w in answer("-w", town, "validate")["warnings"] if w["column"] == "fetched"]
    assert warned == []
    listed = town / "busy" / "busy.yaml"
    lines = listed.read_text(encoding="utf-8").splitlines(keepends=True)
    old = ['    fetched: "2021-01-01T00:00:00Z"\n' if "fetched" in x else x for x in lines]
    listed.write_text("".join(old), encoding="utf-8")
    with (town / "busy" / "expo.ics").open("a", encoding="utf-8") as file:
        file.write("\r\n")
    warnings = answer("-w", town, "validate")["warnings"]
    told = [w["message_en"] for w in warnings if w["file"] == "busy/expo.ics"]
    assert len([t for t in told if "days ago; run scheduler busy refresh expo" in t]) == 1
    assert len([t for t in told if "somebody changed it" in t]) == 1
    plan = town / "plan.csv"
    for command in (("check", plan), ("publish", plan), ("solve", "--time-limit", 20)):
        for lang, words in (("zh", "天前读取的，请运行"), ("en", "days ago; run scheduler busy")):
            assert run("-w", town, *command, lang=lang).stderr.count(words) == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("add", "expoo", "own.ics"), "expo"),
        (("add", "expo/h9", "own.ics"), "expo/h"),
        (("add", "expo", "missing.ics"), "is missing"),
        (("add", "expo", "file:///etc/passwd"), "http://"),
        (("add", "expo", "http://me:pass@venue.example/"), "user name or password"),
        (("add", "expo", "webcal://127.0.0.1/own.ics"), "https://127.0.0.1/own.ics"),
        (("add", "expo", "od\x1bd.ics"), "odd characters"),
        (("add", "expo", "own.ics", "--name", "../own"), "a-z"),
        (("add", "expo"), "busy add VENUE"),
        (("list", "expo"), "busy list"),
        (("remove", "expo"), "no calendar expo"),
        (("remove", "expo", "--allow-private"), "--allow-private and --skip-bad are for"),
        (("list", "--skip-bad"), "--allow-private and --skip-bad are for"),
        (("refresh", "expo"), "no calendar expo"),
    ],
)
def test_wrong_use_writes_nothing(town: Path, args: tuple[str, ...], said: str) -> None:
    assert said in refused(town, *args)


def test_a_name_is_given_once(town: Path) -> None:
    busy(town, "add", "expo", town.parent / "own.ics")
    assert "--name" in refused(town, "add", "expo", town.parent / "own.ics")
    busy(town, "add", "expo", town.parent / "own.ics", "--name", "second")
    assert len(busy(town, "list")["calendars"]) == 2


def test_a_broken_list_or_calendar_can_be_seen_and_mended(town: Path) -> None:
    busy(town, "add", "expo", town.parent / "own.ics")
    (town / "busy" / "expo.ics").write_text("nonsense", encoding="utf-8")
    assert answer("-w", town, "validate", code=2)["errors"][0]["file"] == "busy/expo.ics"
    assert busy(town, "list", code=1)["calendars"][0]["problems"]
    assert busy(town, "refresh")["calendars"][0]["problems"] == []
    assert run("-w", town, "validate").exit_code == 0


def test_where_nothing_can_be_written(town: Path) -> None:
    (town / "busy").write_text("in the way", encoding="utf-8")
    done = run("-w", town, "busy", "add", "expo", town.parent / "own.ics")
    assert (done.exit_code, "cannot be written" in done.stderr) == (2, True)
    assert (town / "busy").read_text(encoding="utf-8") == "in the way"


def test_an_event_asked_about_keeps_clear_of_it(town: Path) -> None:
    busy(town, "add", "expo", town.parent / "own.ics")
    (town / "new.yaml").write_text(
        "id: new\nname_en: New\nkind: exhibition\nindustries: marine\nshow_days: 2\n"
        "gross_m2: 4000\npreferred_start: 2021-05-10\n",
        encoding="utf-8",
    )
    made = answer("-w", town, "options", town / "new.yaml", "--plan", town / "free.csv", code=2)
    assert made["errors"]
    free = PLAN.replace("2021-05-10", "2021-05-16").replace("2021-05-14", "2021-05-25")
    (town / "free.csv").write_text(free, encoding="utf-8")
    made = answer("-w", town, "options", town / "new.yaml", "--plan", town / "free.csv")
    assert made["options"]
    shown = {(o["place"]["show_first"], o["place"]["show_last"]) for o in made["options"]}
    assert all(last < "2021-05-09" or first > "2021-05-12" for first, last in shown)
