"""A workspace becomes a problem, or all its faults at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from workspaces import POLICY, VENUES, faults, loaded, only, row, table, told, workspace

from scheduler.domain.policy import (
    DEFAULT_CHANGE,
    DEFAULT_REMEDIES,
    DEFAULT_WEIGHTS,
    ClosedDays,
    Comfort,
    Coverage,
    Feeds,
    Limits,
)
from scheduler.domain.span import Span, day_of
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure
from scheduler.errors import InputError
from scheduler.loading import WorkspaceError, load, reader


def test_venues(tmp_path: Path) -> None:
    expo, forum = loaded(tmp_path).problem.venues
    assert (expo.id, expo.name, expo.district) == ("expo", Text("会展中心", "Expo Centre"), "bay")
    assert expo.address == Text("环岛路1号", "环岛路1号")
    assert (expo.latitude, expo.longitude, expo.turnaround_days) == (36.1, 120.4, 1)
    assert expo.open == Span.inclusive(day_of("2019-05-15"), None)
    assert expo.runs == (("h1", "h2"),)
    assert [h.name for h in expo.halls[:2]] == [Text("1号馆", "Hall 1"), Text("h2", "h2")]
    assert expo.halls[3].outdoor and expo.halls[0].features == {"ground-floor"}
    span = Span.inclusive(day_of("2021-08-01"), None)
    assert forum.halls[0].closures == (Closure(span, Text("", "works")),)
    assert (forum.turnaround_days, forum.moving_halls_per_day) == (0, None)


def test_policy_defaults(tmp_path: Path) -> None:
    policy = loaded(tmp_path).problem.policy
    assert policy.horizon == Span.inclusive(day_of("2021-04-01"), day_of("2021-12-31"))
    assert dict(policy.industries) == {"marine": Text("海洋", "Marine"), "health": Text("康养", "")}
    assert policy.coverage == Coverage(0, 0, False)
    assert policy.limits == Limits() and policy.comfort == Comfort() and policy.feeds == Feeds()
    assert policy.weights == DEFAULT_WEIGHTS and policy.change == DEFAULT_CHANGE
    assert policy.date_protection.days_of("tea") is None


def test_policy_in_full(tmp_path: Path) -> None:
    policy = loaded(
        tmp_path,
        row(theme="tea"),
        policy=POLICY
        + """
coverage: {brand_events: 0, events: 0, required: True}
date_protection: {days: 0, themes: {tea: 90}}
closed_days:
  - {public_holidays: true, kinds: [conference], reason_zh: 假日}
  - {from: 2021-06-07, to: 2021-06-10, kinds: [], min_daily_visitors: 20000}
limits: {openings_per_day: 1, large_event_visitors: 5000, large_events_per_district_day: 2}
comfort: {daily_visitors: 60000, hotel_rooms: 9000}
weights: {preferred-date: 7, change: {venue: 1}}
remedies: {window-day: 12}
feeds: {domain: events.example.org, url: https://events.example.org/}
neighbours: {days: 7}
""",
    ).problem.policy
    assert policy.coverage.required
    assert (policy.date_protection.days_of("tea"), policy.date_protection.days_of("x")) == (90, 0)
    assert policy.closed_days == (
        ClosedDays(public_holidays=True, kinds=frozenset({"conference"}), reason=Text("假日")),
        ClosedDays(Span.inclusive(day_of("2021-06-07"), day_of("2021-06-10")), False, None, 20000),
    )
    assert policy.limits == Limits(1, 5000, 2) and policy.comfort == Comfort(60000, 9000)
    assert policy.weights == {**DEFAULT_WEIGHTS, "preferred-date": 7}
    assert policy.change == {**DEFAULT_CHANGE, "venue": 1}
    assert policy.remedies == {**DEFAULT_REMEDIES, "window-day": 12} and policy.neighbour_days == 7
    assert policy.feeds == Feeds("events.example.org", "https://events.example.org")


def test_number_as_id_and_name(tmp_path: Path) -> None:
    venues = VENUES.replace("id: h2", "id: 007, name_en: 2").replace("[h1, h2]", "[h1, 007]")
    expo = loaded(tmp_path, venues=venues).problem.venues[0]
    assert (expo.halls[1].id, expo.halls[1].name, expo.runs) == (
        "007",
        Text("", "2"),
        (("h1", "007"),),
    )


def test_holidays(tmp_path: Path) -> None:
    policy = POLICY + "holidays: {add: [2021-07-23], remove: [2021-09-18]}\n"
    holidays = loaded(tmp_path, policy=policy).problem.holidays
    # Qingming: Saturday 3 and Sunday 4 April are the holiday, Monday 5 April the day off.
    assert {day_of("2021-04-03"), day_of("2021-04-04"), day_of("2021-04-05")} <= holidays
    # Mid-Autumn: Tuesday 21 September, Sunday 19 joins Monday 20, and Saturday 18 is removed.
    assert day_of("2021-09-19") in holidays and day_of("2021-09-18") not in holidays
    assert day_of("2021-07-23") in holidays and day_of("2021-07-24") not in holidays
    assert day_of("2020-10-01") in holidays and day_of("2022-10-01") in holidays


def test_input_hash_follows_each_file(tmp_path: Path) -> None:
    first = loaded(tmp_path).problem.input_hash
    assert first == load(tmp_path).problem.input_hash and len(first) == 64
    assert first != loaded(tmp_path, venues=VENUES + "# moved\n").problem.input_hash
    assert first != loaded(tmp_path, policy=POLICY + "# moved\n").problem.input_hash
    assert first != loaded(tmp_path, events=table(row()) + "\n").problem.input_hash


def test_missing_files_are_told_together(tmp_path: Path) -> None:
    assert told(faults(tmp_path)) == [
        ("venues.yaml", None, None, None),
        ("events.csv", None, None, None),
        ("policy.yaml", None, None, None),
    ]


@pytest.mark.parametrize("name", ["absent", "file", "nul\0"])
def test_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    assert only(faults(tmp_path / name)).message.en == "is no folder; name a workspace"


@pytest.mark.parametrize("name", ["venues.yaml", "events.csv", "policy.yaml"])
def test_folder_in_place_of_a_file(tmp_path: Path, name: str) -> None:
    workspace(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    fault = only(faults(tmp_path))
    assert (fault.file, fault.message.en) == (
        name,
        "is not a regular file; put a file there",
    )


@pytest.mark.parametrize("name", ["venues.yaml", "events.csv", "policy.yaml"])
def test_link_to_a_device(tmp_path: Path, name: str) -> None:
    workspace(tmp_path)
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to(os.devnull)
    assert only(faults(tmp_path)).message.en == "is not a regular file; put a file there"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "policy.yaml").chmod(0)
    assert only(faults(tmp_path)).message.en == "may not be read; change its permissions"


def test_too_large_a_file(tmp_path: Path) -> None:
    workspace(tmp_path)
    for name in ("events.csv", "venues.yaml"):
        with (tmp_path / name).open("r+b") as stream:
            stream.truncate(reader.MAX_BYTES + 1)
    assert [f.message.en for f in faults(tmp_path)] == [
        "is larger than 8 MiB; make it smaller",
        "is larger than 64 MiB; make it smaller",
    ]


def test_faults_of_all_files_at_once_with_warnings(tmp_path: Path) -> None:
    workspace(
        tmp_path,
        row(kind="expo", show_days=-2, venues="expoo", extra=1),
        row(id="b", industries="marin"),
        venues=VENUES.replace("seats: 800", "seats: many"),
        policy=POLICY + "limit: {}\nneighbours: {files: [none.ics]}\n",
    )
    with pytest.raises(WorkspaceError) as caught:
        load(tmp_path)
    assert told(caught.value.faults) == [
        ("none.ics", None, None, None),
        ("venues.yaml", None, "venues[0].halls[2].seats", "many"),
        ("policy.yaml", None, "limit", None),
        ("events.csv", 2, "kind", "expo"),
        ("events.csv", 2, "show_days", "-2"),
        ("events.csv", 2, "venues", "expoo"),
        ("events.csv", 3, "industries", "marin"),
    ]
    assert told(caught.value.warnings) == [("events.csv", 1, "extra", None)]


def test_both_event_files(tmp_path: Path) -> None:
    warnings = loaded(tmp_path, **{"events.xlsx": b"not even a workbook"}).warnings
    assert (only(warnings).file, only(warnings).row) == ("events.xlsx", None)


def test_faults_print_anywhere(tmp_path: Path) -> None:
    workspace(tmp_path, policy=POLICY + '"a\\ud800": {"\\ud801": 1}\n')
    with pytest.raises(InputError) as caught:
        load(tmp_path)
    assert str(caught.value).encode()


@pytest.mark.parametrize(
    "name", ["venues.yaml", "events.csv", "policy.yaml", "busy/busy.yaml", "near.ics"]
)
def test_a_link_to_itself_is_told_as_what_it_is(tmp_path: Path, name: str) -> None:
    workspace(tmp_path, policy=POLICY + "neighbours: {files: [near.ics], days: 7}\n")
    (tmp_path / "busy").mkdir()
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).symlink_to(Path(name).name)
    with pytest.raises(InputError) as caught:
        load(tmp_path)
    told = {f.file: f.message for f in caught.value.faults}[name]
    assert told.en == "is a link to itself; put a file there"
    assert told.zh == "是指向自身的链接，请换成文件"
