"""What is wrong with a scenario is told of its file, at the place where it was written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.scenarios.read import read_city, script_of
from scheduler.scenarios.scenario import with_news
from tests.loading.workspaces import POLICY
from tests.scenarios.scripts import HEAD, applied, city, refused, tried, write, wrong

F = "scenarios/a.yaml"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "close: {venue: expa, from: null, to: null}",
            f'{F} changes[0].close.venue "expa" is no venue\'s id. Maybe expo? (line 4)',
        ),
        (
            "close: {venue: expo, hall: rom, from: null, to: null}",
            f'{F} changes[0].close.hall "rom" is no hall of this venue. Maybe room? (line 4)',
        ),
        (
            "close: {venue: expo, from: 2021-05-02, to: 2021-05-01}",
            f'{F} changes[0].close.to "2021-05-01" must not be before from (2021-05-02) (line 4)',
        ),
        (
            "forbid: {from: 2021-05-02, to: 2021-05-01}",
            f'{F} changes[0].forbid.to "2021-05-01" must not be before from (2021-05-02) (line 4)',
        ),
        (
            "close: {venue: expo, from: 2021-05-02}",
            f"{F} changes[0].close.to is missing; write null for no bound (line 4)",
        ),
        (
            "close: {venue: expo, from: 2021-05-02, to: null, haal: h1}",
            f'{F} changes[0].close.haal "h1" is an unknown key; delete or correct it. '
            "Maybe 'hall'? (line 4)",
        ),
        (
            "clos: {venue: expo, from: 2021-05-02, to: null}",
            f"{F} changes[0].clos is an unknown key; delete or correct it. Maybe 'close'? (line 4)",
        ),
        (
            "{unbook: forum, drop_event: forum}",
            f"{F} changes[0] must be a map of one key, one of close, open, resize, add_event, "
            "drop_event, change_event, book, unbook, forbid, policy, neighbour, reopen, "
            "change_venue (line 4)",
        ),
        (
            "reopen: {venue: forum, hall: plenary, from: 2021-05-01, to: 2021-05-02}",
            f"{F} changes[0].reopen names days on which nothing is closed (line 4)",
        ),
        (
            "reopen: {venue: forum, hall: plenary, from: 2021-08-01}",
            f"{F} changes[0].reopen.to is missing; write null for no bound (line 4)",
        ),
        (
            "change_venue: {id: expo, set: {}}",
            f"{F} changes[0].change_venue.set must have one of turnaround_days, "
            "moving_halls_per_day, open (line 4)",
        ),
        (
            "resize: {venue: expo, hall: h1}",
            f"{F} changes[0].resize must have gross_m2 or seats (line 4)",
        ),
        (
            "resize: {venue: expo, hall: h1, gross_m2: 0}",
            f'{F} changes[0].resize.gross_m2 "0" must be a whole number from 1 to 1000000000. '
            "Maybe 1? (line 4)",
        ),
        (
            "open: {venue: expo, hall: {id: h1, gross_m2: 9}}",
            f'{F} changes[0].open.hall.id "h1" is there already and open; rename it (line 4)',
        ),
        (
            "open: {venue: expo, hall: {id: h8, gross: 9, seats: 5}}",
            f'{F} changes[0].open.hall.gross "9" is an unknown key; delete or correct it. '
            "Maybe 'gross_m2'? (line 4)",
        ),
        (
            "open: {venue: {id: dome, name_en: Dome}}",
            f"{F} changes[0].open.venue.district is missing; add it (line 4)",
        ),
        (
            "open: {venue: expo}",
            f"{F} changes[0].open must be {{venue: its id, hall: a map}} or {{venue: a map}} "
            "(line 4)",
        ),
        (
            "drop_event: yact",
            f'{F} changes[0].drop_event "yact" is no event\'s id. Maybe yacht? (line 4)',
        ),
        (
            "drop_event: boat-show",
            f'{F} changes[0].drop_event "boat-show" is co-located with yacht; drop that too, or '
            "change its co_located_with (line 4)",
        ),
        (
            "change_event: {id: yacht, set: {show_dys: 3}}",
            f"{F} changes[0].change_event.set.show_dys is an unknown key; delete or correct it. "
            "Maybe show_days? (line 4)",
        ),
        (
            "change_event: {id: yacht, set: {show_days: -2}}",
            f'{F} changes[0].change_event.set.show_days "-2" must be a whole number from 1 to '
            "3660. Maybe 2? (line 4)",
        ),
        (
            "change_event: {id: yacht, set: {id: jacht}}",
            f'{F} changes[0].change_event.set.id "jacht" must stay; use drop_event and add_event '
            "(line 4)",
        ),
        (
            "change_event: {id: yacht, set: {industries: [marin]}}",
            f'{F} changes[0].change_event.set.industries "marin" is no industry of policy.yaml. '
            "Maybe marine? (line 4)",
        ),
        (
            "add_event: {id: yacht, name_en: Y, kind: festival, industries: marine, show_days: 1}",
            f'{F} changes[0].add_event.id "yacht" is an event\'s id already; rename it (line 4)',
        ),
        (
            "add_event: {id: y2, name_en: Y, kind: fest, industries: marine, show_days: 1}",
            f'{F} changes[0].add_event.kind "fest" must be one of conference, exhibition, '
            "festival. Maybe festival? (line 4)",
        ),
        (
            "add_event: {id: y2, name_en: Y, kind: festival, industries: marine}",
            f"{F} changes[0].add_event.show_days is missing; add it (line 4)",
        ),
        (
            "book: {id: yacht, booked_halls: [expo/h7]}",
            f'{F} changes[0].book.booked_halls "expo/h7" is no hall of venues.yaml. Maybe '
            "expo/h2? (line 4)",
        ),
        (
            "book: {id: yacht, booked_start: 2021-02-30}",
            f'{F} changes[0].book.booked_start "2021-02-30" must be a date like 2021-04-01. Maybe '
            "2021-02-28? (line 4)",
        ),
        (
            "book: {id: yacht}",
            f"{F} changes[0].book must have booked_start or booked_halls (line 4)",
        ),
        (
            "policy: {limits.openings_per_dya: 2}",
            f'{F} changes[0].policy.limits.openings_per_dya "2" is an unknown key; delete or '
            "correct it. Maybe 'openings_per_day'? (line 4)",
        ),
        (
            "policy: {horizon.first.day: 2}",
            f"{F} changes[0].policy.horizon.first.day is no path of policy.yaml like "
            "limits.openings_per_day (line 4)",
        ),
        (
            "policy: {weights.change.date: x}",
            f'{F} changes[0].policy.weights.change.date "x" must be a whole number from 0 to '
            "1000000 (line 4)",
        ),
        (
            "policy: {neighbours.files: [neighbours/no.ics]}",
            f'{F} changes[0].policy.neighbours.files "neighbours/no.ics" is no calendar listed so '
            "far; add it by neighbour (line 4)",
        ),
        (
            "policy: {horizon.first: 2022-01-01}",
            f'{F} changes make a fault: policy.yaml horizon.last "2021-12-31" must not be before '
            "first (2022-01-01) (line 1)",
        ),
        (
            "policy: {industries.health: null, industries.marine: null}",
            f"{F} changes make a fault: policy.yaml industries must name at least one industry "
            "(line 2)",
        ),
    ],
)
def test_one_change(tmp_path: Path, change: str, told: str) -> None:
    assert wrong(tmp_path, change) == [told]


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    changes = """
        close: {venue: expo, hall: h9, from: null, to: null}
        clos: {}
        forbid: {kinds: [party], from: null, to: null}
        change_event: {id: nobody, set: {show_days: 0}}
        change_event: {id: yacht, set: {show_days: 0, theme: A B}}"""
    told = wrong(tmp_path, changes)
    assert sorted(line.split()[1] for line in told) == [
        "changes[0].close.hall",
        "changes[1].clos",
        "changes[2].forbid.kinds[0]",
        "changes[3].change_event.id",
        "changes[4].change_event.set.show_days",
        "changes[4].change_event.set.theme",
    ]


def test_all_columns_of_an_event_are_told_in_one_round(tmp_path: Path) -> None:
    """Those that are missing, unknown, unreadable, and those that name nothing."""
    changes = """
        add_event: {id: y2, kind: fest, industries: marin, theme: A B, show_dys: 3, seats: {a: 1}}
        add_event: {kind: fest, name_en: Y, industries: marine, show_days: []}
        add_event: {id: yacht, name_en: Y, kind: fest, industries: marine, show_days: 1}
        add_event: {id: [a, b], name_en: Y, kind: fest, industries: marine, show_days: 1}
        add_event: {id: {a: b}, name_en: Y, kind: festival, industries: marine, show_days: 1}
        change_event: {id: yacht, set: {show_dys: 3, kind: fest, theme: {a: b}}}
        book: {id: forum, booked_start: 2021-13-01, booked_halls: [expo/h9]}"""
    told = wrong(tmp_path, changes)
    assert sorted(line.split()[1].removeprefix("changes") for line in told) == [
        "[0].add_event.industries",
        "[0].add_event.kind",
        "[0].add_event.name_zh",
        "[0].add_event.seats",
        "[0].add_event.show_days",
        "[0].add_event.show_dys",
        "[0].add_event.theme",
        "[1].add_event.id",
        "[1].add_event.kind",
        "[1].add_event.show_days",
        "[2].add_event.id",
        "[2].add_event.kind",
        "[3].add_event.id",
        "[3].add_event.kind",
        "[4].add_event.id",
        "[5].change_event.set.kind",
        "[5].change_event.set.show_dys",
        "[5].change_event.set.theme",
        "[6].book.booked_halls",
        "[6].book.booked_start",
    ]


def test_faults_of_the_workspace_keep_their_files(tmp_path: Path) -> None:
    city(tmp_path, policy=POLICY.replace("2021-12-31", "2020-12-31"))
    path = write(tmp_path, "drop_event: nobody")
    with pytest.raises(InputError) as caught:
        applied(tmp_path, path)
    assert [(f.file, f.column) for f in caught.value.faults] == [("policy.yaml", "horizon.last")]


def test_a_change_of_a_change_is_told_of_the_later_one(tmp_path: Path) -> None:
    changes = """
        forbid: {from: 2021-05-01, to: 2021-05-02}
        policy: {"closed_days[0].to": 2021-04-01}"""
    (told,) = wrong(tmp_path, changes)
    assert told.startswith(f'{F} changes[1].policy.closed_days[0].to "2021-04-01" must not be')


def test_doubts_name_the_scenario(tmp_path: Path) -> None:
    found = tried(tmp_path, "change_event: {id: yacht, set: {gross_m2: 90000, co_located_with: }}")
    told = [w.line("en") for w in found.warnings if w.file == F]
    assert told == [
        f'{F} changes[0].change_event.set.gross_m2 "90000" is more than the 9,000 that any '
        "allowed venue has; lower it or allow more (line 4)"
    ]


@pytest.mark.parametrize("head", ["base: b.yaml\n", "titel_en: x\ntitle_zh: 试\n"])
def test_head(tmp_path: Path, head: str) -> None:
    city(tmp_path)
    told = refused(tmp_path, write(tmp_path, "unbook: forum", head=head))
    assert told[0].startswith(f"{F} ")


def test_no_map_and_nothing(tmp_path: Path) -> None:
    city(tmp_path)
    for content in ("- a\n", "", "# nothing\n"):
        path = write(tmp_path, "")
        path.write_text(content, encoding="utf-8")
        (told,) = refused(tmp_path, path)
        assert "must hold title_zh, title_en and changes" in told


def test_bases_in_a_circle(tmp_path: Path) -> None:
    city(tmp_path)
    for name, base in (("a", "b"), ("b", "c"), ("c", "b")):
        write(tmp_path, "", f"scenarios/{name}.yaml", f"{HEAD}base: {base}.yaml\n")
    assert refused(tmp_path, tmp_path / F) == [
        'scenarios/c.yaml base "b.yaml" leads in a circle: scenarios/b.yaml → scenarios/c.yaml → '
        "scenarios/b.yaml (line 3)"
    ]


def test_too_many_bases(tmp_path: Path) -> None:
    city(tmp_path)
    for i in range(20):
        write(tmp_path, "", f"scenarios/s{i}.yaml", f"{HEAD}base: s{i + 1}.yaml\n")
    (told,) = refused(tmp_path, tmp_path / "scenarios/s0.yaml")
    assert "is one of more than 16 bases" in told


OUTSIDE = [
    "../b.yaml", "../../b.yaml", "sub/../b.yaml", "/etc/passwd", "C:\\b.yaml", "c:b.yaml",
    "\\\\server\\share\\b.yaml", "//server/share/b.yaml", "..\\b.yaml", "link.yaml",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_file_outside_the_workspace(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    city(home / "w")
    for folder in (home, home / "w"):
        (folder / "b.yaml").write_text(f"{HEAD}changes: []\n", encoding="utf-8")
        (folder / "b.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    path = write(home / "w", f"neighbour: '{name}'", head=f"{HEAD}base: '{name}'\n")
    for folder in (path.parent, home / "w"):
        os.symlink(home / "b.yaml", folder / "link.yaml")
    told = refused(home / "w", path)
    assert [line.split()[1] for line in told] == ["base", "changes[0].neighbour"]
    assert all("must be a path inside the workspace, without .." in line for line in told)


def test_a_link_to_itself_is_told_where_it_is_named(tmp_path: Path) -> None:
    city(tmp_path)
    path = write(tmp_path, "neighbour: loop.ics", head=f"{HEAD}base: loop.yaml\n")
    for link in (path.parent / "loop.yaml", tmp_path / "loop.ics"):
        os.symlink(link.name, link)
    told = refused(tmp_path, path)
    assert [line.split()[1] for line in told] == ["base", "changes[0].neighbour"]
    assert all("is a link to itself; put a file there" in line for line in told)


def test_a_base_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    city(tmp_path)
    path = write(tmp_path, "unbook: forum", head=f"{HEAD}base: no.yaml\n")
    assert refused(tmp_path, path) == [f'{F} base "no.yaml" is missing; add the file (line 3)']


def test_a_file_elsewhere_stands_on_files_beside_or_below_it(tmp_path: Path) -> None:
    """Who names a file means it; what the file names is not looked for anywhere."""
    city(tmp_path / "w")
    (tmp_path / "w" / "near.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    closing = "close: {venue: expo, hall: h1, from: 2021-05-01, to: null}"
    write(tmp_path, closing, "other/below/b.yaml", f"{HEAD}base: c.yaml\n")
    write(tmp_path, "unbook: forum", "other/below/c.yaml")
    head = f"{HEAD}base: below/b.yaml\n"
    path = write(tmp_path, "neighbour: near.ics", "other/a.yaml", head)
    found = applied(tmp_path / "w", path)
    assert found.problem.venue_by_id["expo"].hall_by_id["h1"].closures
    assert found.problem.event_by_id["forum"].booked_start is None
    for name in ("../w/scenarios/a.yaml", str(tmp_path / "w/policy.yaml"), "link.yaml"):
        write(tmp_path, "neighbour: ../other/x.ics", "other/a.yaml", f"{HEAD}base: '{name}'\n")
        if not (tmp_path / "other/link.yaml").is_symlink():
            os.symlink(tmp_path / "w/policy.yaml", tmp_path / "other/link.yaml")
        first, second = refused(tmp_path / "w", path)
        assert "must be a path beside or below this file, which lies outside" in first
        assert "must be a path inside the workspace" in second


def test_days_that_nobody_plans_are_doubted(tmp_path: Path) -> None:
    changes = """
        close: {venue: expo, from: 2012-05-01, to: 2012-05-31}
        forbid: {from: 2022-01-01, to: null}
        close: {venue: expo, from: 2020-01-01, to: 2021-04-01}"""
    told = [w.line("en") for w in tried(tmp_path, changes).warnings if w.file == F]
    assert told == [
        f"{F} changes[0].close lies outside the horizon and changes nothing (line 4)",
        f"{F} changes[1].forbid lies outside the horizon and changes nothing (line 5)",
    ]


def test_a_calendar_that_is_missing_or_listed_twice(tmp_path: Path) -> None:
    assert wrong(tmp_path, "neighbour: b.ics") == [
        f'{F} changes[0].neighbour "b.ics" is missing; add the file (line 4)'
    ]
    (tmp_path / "b.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n", encoding="utf-8")
    (told,) = refused(tmp_path, write(tmp_path, "neighbour: b.ics\nneighbour: b.ics"))
    assert told == f'{F} changes[1].neighbour "b.ics" is listed already; delete the change (line 5)'


@pytest.mark.parametrize(
    "policy", ["neighbours.files: [../b.ics]", "neighbours: {files: [../b.ics]}"]
)
def test_a_policy_lists_no_calendar_that_was_not_read(tmp_path: Path, policy: str) -> None:
    (told,) = wrong(tmp_path, f"policy: {{{policy}}}")
    key = policy.partition(":")[0]
    assert told == (
        f'{F} changes[0].policy.{key} "../b.ics" is no calendar listed so far; '
        "add it by neighbour (line 4)"
    )


def test_code_names_no_file_without_a_workspace(tmp_path: Path) -> None:
    city(tmp_path)
    content = {"title_en": "x", "base": "b.yaml", "changes": [{"neighbour": "b.ics"}]}
    script = script_of(content, "n")
    assert [f.column for f in script.faults] == ["base", "changes[0].neighbour"]


def test_doubts_that_a_scenario_raises_elsewhere_are_its_own(tmp_path: Path) -> None:
    goal = "coverage: {events: 1}\n"
    city(tmp_path, policy=POLICY + goal)
    _, loaded = read_city(tmp_path)
    known = loaded.warnings
    assert "industries.health" in [w.column for w in known]
    found = applied(tmp_path, write(tmp_path, "policy: {coverage.events: 4}"))
    told = [w.line("en") for w in with_news(found, known).warnings]
    assert told == [
        f'{F} changes make something doubtful: policy.yaml industries.marine "marine" has 3 of '
        "the 4 events that coverage asks for; add some",
        f'{F} changes make something doubtful: policy.yaml industries.health "health" has 0 of '
        "the 4 events that coverage asks for; add some",
    ]


def test_a_title_of_several_lines_is_one_line(tmp_path: Path) -> None:
    city(tmp_path)
    head = 'title_zh: "一\\n 二"\ntitle_en: "One\\r\\n\\u2028 two"\n'
    path = write(tmp_path, "drop_event: forum", head=head)
    title = applied(tmp_path, path).title
    assert (title.zh, title.en) == ("一 二", "One two")
