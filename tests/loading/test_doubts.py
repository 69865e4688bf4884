"""Warnings: legal, but probably not meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import POLICY, VENUES, loaded, only, row, told


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"gross_m2": 9000}, None, None),
        ({"gross_m2": 9001}, "gross_m2", "9001"),
        ({"gross_m2": 4001, "venues": "forum"}, "gross_m2", "4001"),
        ({"gross_m2": 5000, "requires": "ground-floor"}, None, None),
        ({"gross_m2": 5001, "requires": "ground-floor"}, "gross_m2", "5001"),
        ({"seats": 3000}, None, None),
        ({"seats": 3001}, "seats", "3001"),
        ({"seats": 800, "requires": "ground-floor"}, "seats", "800"),
        ({"seats": 801, "gross_m2": 1}, "gross_m2", "1"),
        ({"seats": 800, "gross_m2": 9000, "outdoor_m2": 20000}, None, None),
        ({"outdoor_m2": 20000, "requires": "no-such"}, None, None),
        ({"gross_m2": 1, "requires": "no-such"}, "requires", "no-such"),
        ({"seats": 1, "requires": "ground-floor;crane"}, "requires", "crane;ground-floor"),
        ({"gross_m2": 1, "requires": "ground-floor", "venues": "forum"}, "requires",
         "ground-floor"),
        ({"outdoor_m2": 20001}, "outdoor_m2", "20001"),
    ],
)  # fmt: skip
def test_no_venue_holds_it(
    tmp_path: Path, cells: dict[str, object], column: str | None, value: str | None
) -> None:
    found = told(loaded(tmp_path, row(**cells)).warnings)
    assert found == ([("events.csv", 2, column, value)] if column else [])


def test_one_hall_serves_one_need(tmp_path: Path) -> None:
    venues = VENUES.replace("id: room, seats: 800", "id: room, seats: 800, gross_m2: 9500")
    assert loaded(tmp_path, row(seats=800, gross_m2=9000), venues=venues).warnings == ()
    found = loaded(tmp_path, row(seats=800, gross_m2=9500), venues=venues).warnings
    assert only(found).message.en.startswith("cannot be met together")


def test_hall_closed_throughout_holds_nothing(tmp_path: Path) -> None:
    venues = VENUES.replace("from: 2021-08-01", "from: 2021-04-01")
    assert only(loaded(tmp_path, row(seats=3000), venues=venues).warnings).column == "seats"


@pytest.mark.parametrize(
    ("cells", "short"),
    [
        ({"earliest": "2021-05-01", "latest": "2021-05-03"}, False),
        ({"earliest": "2021-05-01", "latest": "2021-05-02"}, True),
        ({"earliest": "2021-05-02", "latest": "2021-05-01"}, True),
        ({"latest": "2021-04-04", "move_in_days": 1}, False),
        ({"latest": "2021-04-04", "move_in_days": 2}, True),
        ({"earliest": "2021-12-28", "move_out_days": 1}, False),
        ({"earliest": "2021-12-28", "move_out_days": 2}, True),
        ({"show_days": 275}, False),
        ({"show_days": 276}, True),
    ],
)
def test_window_shorter_than_the_show(
    tmp_path: Path, cells: dict[str, object], short: bool
) -> None:
    found = loaded(tmp_path, row(**cells)).warnings
    assert [f.column for f in found] == (["show_days"] if short else [])


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"booked_start": "2021-05-01", "booked_halls": "expo/h1"}, None, None),
        ({"booked_start": "2021-03-31"}, "booked_start", "2021-03-31"),
        ({"booked_start": "2021-12-30"}, "booked_start", "2021-12-30"),
        ({"booked_start": "2021-05-01", "latest": "2021-05-02"}, None, None),
        ({"booked_start": "2021-07-29", "booked_halls": "forum/plenary"}, None, None),
        ({"booked_start": "2021-07-29", "booked_halls": "forum/plenary", "move_out_days": 1},
         "booked_halls", "forum/plenary"),
    ],
)  # fmt: skip
def test_bookings(
    tmp_path: Path, cells: dict[str, object], column: str | None, value: str | None
) -> None:
    found = [w for w in loaded(tmp_path, row(**cells)).warnings if w.column != "show_days"]
    if "latest" in cells:
        assert only(tuple(found)).message.en.startswith("lies outside earliest")
    else:
        assert told(tuple(found)) == ([("events.csv", 2, column, value)] if column else [])


def test_booking_before_the_venue_opens(tmp_path: Path) -> None:
    venues = VENUES.replace("from: 2019-05-15", "from: 2021-05-15")
    cells = row(booked_start="2021-05-15", booked_halls="expo/h1", move_in_days=1)
    warning = only(loaded(tmp_path, cells, venues=venues).warnings)
    assert (warning.column, warning.message.en) == (
        "booked_start", "has days on which expo is not open; correct one of them",
    )  # fmt: skip


def test_booking_without_a_day(tmp_path: Path) -> None:
    assert loaded(tmp_path, row(booked_halls="expo/h1")).warnings == ()


def test_preferences(tmp_path: Path) -> None:
    cells = row(venues="expo", preferred_venue="forum", preferred_start="2021-12-30")
    assert told(loaded(tmp_path, cells).warnings) == [
        ("events.csv", 2, "preferred_venue", "forum"),
        ("events.csv", 2, "preferred_start", "2021-12-30"),
    ]


def test_rows_alike(tmp_path: Path) -> None:
    rows = (row(name_en="Boat Show"), row(id="b", name_zh="新", name_en="BOAT  show"), row(id="c"))
    assert told(loaded(tmp_path, *rows).warnings) == [
        ("events.csv", 3, "name_en", "BOAT  show"),
        ("events.csv", 4, "name_zh", "船展"),
    ]


def test_coverage_out_of_reach(tmp_path: Path) -> None:
    policy = POLICY + "coverage: {brand_events: 1, events: 2}\n"
    rows = (row(is_brand="true"), row(id="b", name_zh="b", industries="health;marine"))
    found = loaded(tmp_path, *rows, policy=policy).warnings
    assert [(f.file, f.column, f.value) for f in found] == [
        ("policy.yaml", "industries.health", "health")
    ] * 2
    assert [f.message.en for f in found] == [
        "has 0 of the 1 brand events that coverage asks for; add some",
        "has 1 of the 2 events that coverage asks for; add some",
    ]


def test_theme_nobody_uses(tmp_path: Path) -> None:
    policy = POLICY + "date_protection: {themes: {tea: 90}}\n"
    assert told(loaded(tmp_path, policy=policy).warnings) == [
        ("policy.yaml", None, "date_protection.themes.tea", "tea")
    ]


def test_venue_without_halls(tmp_path: Path) -> None:
    venues = VENUES + "  - {id: empty, name_en: Empty, district: bay}\n"
    assert told(loaded(tmp_path, venues=venues).warnings) == [
        ("venues.yaml", None, "venues[2].halls", "empty")
    ]
