"""Days that can be let after all: what is left of closures, whose they are, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.span import day_of
from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.scenarios.read import read_city
from scheduler.scenarios.scenario import Scenario, with_news
from tests.loading.workspaces import VENUES
from tests.scenarios.scripts import city, refused, tried, write, wrong

F = "scenarios/a.yaml"
TWO = VENUES.replace(
    "gross_m2: 5000,", "gross_m2: 5000, closures: [{from: 2021-05-01, to: 2021-05-07}, "
    "{from: 2021-06-01, to: 2021-06-09, reason_en: works}],",
)  # fmt: skip
"""Hall 1 is shut in May and in June."""

WHOLE = VENUES.replace(
    "    turnaround_days: 1", "    closures: [{from: 2021-05-01, to: 2021-05-07, reason_zh: 修, "
    "reason_en: works}]\n    turnaround_days: 1",
)  # fmt: skip
"""The whole venue is shut."""


def sources(made: Scenario) -> list[tuple[str, str] | None]:
    """Who wrote each closure of hall 1: file and path."""
    closures = made.problem.venue_by_id["expo"].hall_by_id["h1"].closures
    found = [
        made.source("venues.yaml", "", f"venues[0].halls[0].closures[{i}].from")
        for i in range(len(closures))
    ]
    return [w and (w.file, w.path) for w in found]


def test_closures_that_stay_belong_to_those_who_wrote_them(tmp_path: Path) -> None:
    made = tried(
        tmp_path,
        """
        close: {venue: expo, hall: h1, from: 2021-08-01, to: 2021-08-02}
        reopen: {venue: expo, hall: h1, from: 2021-05-01, to: 2021-05-07}""",
        venues=TWO,
    )
    assert sources(made) == [
        ("venues.yaml", "venues[0].halls[0].closures[1]"), (F, "changes[0].close"),
    ]  # fmt: skip


def test_a_closure_that_is_cut_apart_belongs_to_the_change(tmp_path: Path) -> None:
    made = tried(
        tmp_path, "reopen: {venue: expo, hall: h1, from: 2021-05-03, to: 2021-05-04}", venues=TWO
    )
    assert sources(made) == [
        (F, "changes[0].reopen"), (F, "changes[0].reopen"),
        ("venues.yaml", "venues[0].halls[0].closures[1]"),
    ]  # fmt: skip


def test_one_after_the_other(tmp_path: Path) -> None:
    made = tried(
        tmp_path,
        """
        close: {venue: expo, hall: h1, from: 2021-08-01, to: 2021-08-02}
        reopen: {venue: expo, hall: h1, from: 2021-05-01, to: 2021-05-07}
        reopen: {venue: expo, hall: h1, from: 2021-06-01, to: 2021-06-09}""",
        venues=TWO,
    )
    assert sources(made) == [(F, "changes[0].close")]


def test_closures_of_a_venue_that_opens_are_the_openings(tmp_path: Path) -> None:
    halls = "[{id: a, gross_m2: 9}]"
    made = tried(
        tmp_path,
        f"""
        open: {{venue: {{id: new, name_en: New, district: bay, halls: {halls}, closures: [{{from: 2021-05-01, to: 2021-05-02}}, {{from: 2021-07-01, to: 2021-07-02}}]}}}}
        reopen: {{venue: new, from: 2021-05-01, to: 2021-05-02}}""",  # noqa: E501
    )
    found = made.source("venues.yaml", "", "venues[2].closures[0].to")
    assert found and (found.file, found.path) == (F, "changes[0].open.venue.closures[1]")


def test_a_closure_that_stays_makes_no_warning_the_scenarios(tmp_path: Path) -> None:
    change = "reopen: {venue: expo, hall: h1, from: 2021-05-01, to: 2021-05-07}"
    made = tried(tmp_path, change, venues=TWO)
    old = read_city(tmp_path)[1].warnings
    doubt = Fault("venues.yaml", None, "venues[0].runs", None, Text("x", "y"))
    news = with_news(replace(made, warnings=(*made.warnings, doubt)), old).warnings
    assert [(w.file, w.column) for w in news] == [(F, "changes")]


def test_the_venue_is_closed_and_not_the_hall(tmp_path: Path) -> None:
    change = "reopen: {venue: expo, hall: h1, from: 2021-05-02, to: 2021-05-03}"
    assert wrong(tmp_path, change, venues=WHOLE) == [
        f'{F} changes[0].reopen.hall "h1" is closed with the whole venue (venues.yaml '
        "venues[0].closures[0]: 2021-05-01–2021-05-07 works); leave out hall to reopen the venue, "
        "and close its other halls (line 4)"
    ]


def test_the_venue_is_closed_by_a_change_and_the_hall_besides(tmp_path: Path) -> None:
    """The hall's own closure goes, which is of no use: a doubt, in both languages."""
    made = tried(
        tmp_path,
        """
        close: {venue: expo, from: 2021-05-01, to: null, reason_zh: 修}
        reopen: {venue: expo, hall: h1, from: 2021-05-01, to: 2021-05-07}""",
        venues=TWO,
    )
    [told] = [w for w in made.warnings if w.file == F]
    assert told.line("en").startswith(
        f'{F} changes[1].reopen.hall "h1" is closed with the whole venue ({F} changes[0].close: '
        "2021-05-01–… 修); leave out hall"
    )
    assert f"（{F} changes[0].close：2021-05-01–… 修）" in told.line("zh")
    [left] = made.problem.venue_by_id["expo"].hall_by_id["h1"].closures
    assert left.span.start == day_of("2021-06-01")


@pytest.mark.parametrize(
    "change",
    [
        "reopen: {venue: forum, hall: plenary, from: 2021-09-05, to: 2021-09-01}",
        "close: {venue: forum, hall: plenary, from: 2021-09-05, to: 2021-09-01}",
    ],
)
def test_days_in_the_wrong_order(tmp_path: Path, change: str) -> None:
    """Told once, and together with a hall that does not exist."""
    kind = change.split(":")[0]
    told = f'{F} changes[0].{kind}.to "2021-09-01" must not be before from (2021-09-05) (line 4)'
    assert wrong(tmp_path / "a", change) == [told]
    lines = wrong(tmp_path / "b", change.replace("plenary", "attic"))
    hall = f'{F} changes[0].{kind}.hall "attic" is no hall of this venue (line 4)'
    assert sorted(lines) == sorted([hall, told])


@pytest.mark.parametrize(
    ("hall", "told"),
    [
        ("", "is not closed itself, but h1 is; name it as hall"),
        (", hall: h2", "names days on which nothing is closed"),
    ],
)
def test_a_hall_is_closed_and_not_the_venue(tmp_path: Path, hall: str, told: str) -> None:
    city(tmp_path, venues=TWO)
    path = write(tmp_path, f"reopen: {{venue: expo{hall}, from: 2021-05-02, to: null}}")
    [line] = refused(tmp_path, path)
    assert told in line
