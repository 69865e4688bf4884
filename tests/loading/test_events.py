"""Cells of the event table: what is read, and what is told of."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from workspaces import COLUMNS, ROW, faults, loaded, only, row, table, told, workspace

from scheduler.domain.event import Event
from scheduler.domain.span import day_of
from scheduler.domain.text import Text
from scheduler.loading import load


def event(folder: Path, **cells: object) -> Event:
    return loaded(folder, row(**cells)).problem.events[0]


def cell_fault(folder: Path, **cells: object) -> tuple[Any, ...]:
    fault = only(faults(workspace(folder, row(**cells))))
    assert (fault.file, fault.row) == ("events.csv", 2)
    return fault.column, fault.value, fault.message.en


def test_the_least_a_row_needs(tmp_path: Path) -> None:
    problem = loaded(tmp_path).problem
    assert problem.events == (Event("boat-show", Text("船展"), "exhibition", ("marine",), 3),)
    assert problem.row_of == {"boat-show": 2} and problem.events_file == "events.csv"


def test_every_column(tmp_path: Path) -> None:
    full = row(
        name_en="Boat Show",
        industries="marine; health；",
        theme="boats",
        direction="flagship",
        level="national",
        is_new="TRUE",
        is_brand="False",
        leaders_open="true",
        organizer="商务部、省政府;City",
        status="tentative",
        priority=5,
        move_in_days=2,
        move_out_days="1.0",
        gross_m2="6000.00",
        seats=500,
        outdoor_m2=10,
        requires="",
        daily_visitors=9000,
        hotel_rooms=400,
        earliest="2021-05-01",
        latest="2021/6/30",
        preferred_start="2021年5月4日",
        weekend="include",
        venues="expo;forum",
        preferred_venue="expo",
        booked_start="2021-5-4 00:00:00",
        booked_halls="expo/h1;expo/h2",
        co_located_with="b",
        evidence="press",
        source="s",
        notes="=1+1\tn\nm",
    )
    found = loaded(tmp_path, full, row(id="b", name_zh="B")).problem.events[0]
    assert found == Event(
        id="boat-show",
        name=Text("船展", "Boat Show"),
        kind="exhibition",
        industries=("marine", "health"),
        show_days=3,
        move_in_days=2,
        move_out_days=1,
        theme="boats",
        direction="flagship",
        level="national",
        is_new=True,
        is_brand=False,
        leaders_open=True,
        organizers=("商务部", "省政府", "City"),
        status="tentative",
        priority=5,
        gross_m2=6000,
        seats=500,
        outdoor_m2=10,
        daily_visitors=9000,
        hotel_rooms=400,
        earliest=day_of("2021-05-01"),
        latest=day_of("2021-06-30"),
        preferred_start=day_of("2021-05-04"),
        weekend="include",
        venues=frozenset({"expo", "forum"}),
        preferred_venue="expo",
        booked_start=day_of("2021-05-04"),
        booked_halls=(("expo", "h1"), ("expo", "h2")),
        co_located_with="b",
        evidence="press",
        source="s",
        notes="=1+1\tn\nm",
    )


@pytest.mark.parametrize(
    "text",
    [
        "2021-04-01",
        "2021/4/1",
        "2021.4.1",
        "2021年4月1日",
        "2021-04-01T00:00",
        "2021-4-1 00:00:00.0",
        "2021/4/1 0:00",
        "2021/4/1 0:00:00",
    ],
)
def test_dates(tmp_path: Path, text: str) -> None:
    assert event(tmp_path, earliest=text).earliest == day_of("2021-04-01")


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("20210401", "2021-04-01"),
        ("2021-04/01", "2021-04-01"),
        ("44287", "2021-04-01"),
        ("4/13/2021", "2021-04-13"),
        ("13.04.2021", "2021-04-13"),
        ("4/1/2021", None),
        ("2021-02-30", "2021-02-28"),
        ("2021-04-01 09:30", "2021-04-01"),
        ("２０２１-04-01", "2021-04-01"),
        ("2021-13-01", None),
        ("0000-01-01x", None),
        ("soon", None),
    ],
)
def test_bad_dates(tmp_path: Path, text: str, guess: str | None) -> None:
    tail = f". Maybe {guess}?" if guess else ""
    message = "must be a date like 2021-04-01" + tail
    assert cell_fault(tmp_path, earliest=text) == ("earliest", text, message)


@pytest.mark.parametrize("text", ["1600-01-01", "9999-12-31"])
def test_dates_out_of_reach(tmp_path: Path, text: str) -> None:
    message = "must lie in 1900 to 2199; a bound that may be open is left blank"
    assert cell_fault(tmp_path, latest=text) == ("latest", text, message)


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("-2", "2"), ("10,000", "10000"), ("10 000", "10000"), ("2.5", "3"), ("1.2万", "12000"),
        ("5000㎡", "5000"), ("5000 m2", "5000"), ("１０", "10"), ("many", None), ("1e3", None),
        ("1000000001", "1000000000"), ("9" * 30, None), ("1 to 2", None), ("NaN", None),
    ],
)  # fmt: skip
def test_bad_numbers(tmp_path: Path, text: str, guess: str | None) -> None:
    tail = f". Maybe {guess}?" if guess else ""
    message = "must be a whole number from 0 to 1000000000" + tail
    assert cell_fault(tmp_path, gross_m2=text) == ("gross_m2", text, message)


def test_endless_number(tmp_path: Path) -> None:
    column, value, _ = cell_fault(tmp_path, gross_m2="9" * 100_000)
    assert column == "gross_m2" and len(value) == 200


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        ("show_days", "0", "must be a whole number from 1 to 3660. Maybe 1?"),
        ("move_in_days", "-2", "must be a whole number from 0 to 3660. Maybe 2?"),
        ("move_out_days", "9999", "must be a whole number from 0 to 3660. Maybe 3660?"),
        ("priority", "6", "must be a whole number from 1 to 5. Maybe 5?"),
        ("priority", "0", "must be a whole number from 1 to 5. Maybe 1?"),
        ("kind", "Exhibition",
         "must be one of conference, exhibition, festival. Maybe exhibition?"),
        ("kind", "展览",
         "must be one of conference, exhibition, festival. Maybe exhibition?"),
        ("kind", "x", "must be one of conference, exhibition, festival"),
        ("direction", "brands",
         "must be one of brand, national-strategy, industry-fusion, flagship, new. Maybe brand?"),
        ("level", "省级", "must be one of national, provincial, city, market. Maybe provincial?"),
        ("status", "definit", "must be one of definite, tentative, proposed. Maybe definite?"),
        ("weekend", "avoids", "must be one of include, avoid. Maybe avoid?"),
        ("evidence", "pres", "must be one of press, documented, recalled. Maybe press?"),
        ("is_new", "yes", "must be true or false. Maybe true?"),
        ("is_brand", "否", "must be true or false. Maybe false?"),
        ("leaders_open", "ture", "must be true or false. Maybe true?"),
        ("id", "Boat Show", "must consist of a-z, 0-9 and hyphens. Maybe boat-show?"),
        ("id", "船展", "must consist of a-z, 0-9 and hyphens"),
        ("theme", "Tea_expo", "must consist of a-z, 0-9 and hyphens. Maybe tea-expo?"),
        ("industries", "marine,health",
         "must be slugs (a-z, 0-9, -) separated by ;. Maybe marine;health?"),
        ("industries", "marine;health;marine", "lists marine twice. Maybe marine;health?"),
        ("industries", "marin", "is no industry of policy.yaml. Maybe marine?"),
        ("venues", "expo2", "is no venue of venues.yaml. Maybe expo?"),
        ("preferred_venue", "fourm", "is no venue of venues.yaml. Maybe forum?"),
        ("booked_halls", "expo/h3", "is no hall of venues.yaml. Maybe expo/h2?"),
        ("booked_halls", "h1", "must be venue/hall;venue/hall"),
        ("booked_halls", "expo／h1", "must be venue/hall;venue/hall. Maybe expo/h1?"),
        ("booked_halls", "expo/h1;forum/plenary", "must name halls of one venue; keep one venue"),
        ("booked_halls", "expo/h1;expo/h1", "lists expo/h1 twice. Maybe expo/h1?"),
        ("co_located_with", "boat-show", "must be another event; leave it blank"),
        ("co_located_with", "boat-shows", "is no event's id. Maybe boat-show?"),
        ("organizer", "a、b;a", "lists a twice. Maybe a;b?"),
        ("notes", "a\x07b", "holds control characters; delete them. Maybe ab?"),
        ("name_zh", "", "must be filled in"),
        ("kind", "", "must be filled in"),
        ("industries", "", "must be filled in"),
        ("show_days", "", "must be filled in"),
        ("id", "", "must be filled in"),
    ],
)  # fmt: skip
def test_bad_cells(tmp_path: Path, column: str, text: str, message: str) -> None:
    assert cell_fault(tmp_path, **{column: text}) == (column, text, message)


def test_chinese_remedy(tmp_path: Path) -> None:
    workspace(tmp_path, row(move_in_days=-2))
    assert only(faults(tmp_path)).message.zh == "须为 0 至 3660 的整数。也许是 2？"


def test_same_id_twice(tmp_path: Path) -> None:
    workspace(tmp_path, row(), row(id="b"), row(kind="festival"))
    fault = only(faults(tmp_path))
    assert (fault.row, fault.column, fault.value) == (4, "id", "boat-show")
    assert fault.message.en == "is the id of row 2 already; rename it"


def test_row_numbers_count_blank_lines_and_line_breaks(tmp_path: Path) -> None:
    header = ",".join(COLUMNS)
    events = f'{header}\n\n , ,\na,"x\ny",festival,marine,1\n\nb,y,festival,marine,0\n'
    assert told(faults(workspace(tmp_path, events=events))) == [("events.csv", 6, "show_days", "0")]


@pytest.mark.parametrize(
    ("events", "row_", "column", "message"),
    [
        ("", 1, None, "row 1 must hold the column names"),
        ("\n" + table(ROW), 1, None, "row 1 must hold the column names"),
        ("id,id\n", 1, "id", "column stands twice; delete one"),
        (table(ROW) + "a,b,festival,marine,1,more\n", 3, None,
         "cell 6 stands under no column name; check commas and quotes"),
        (table(ROW) + 'a,"b', 3, None,
         "is not proper CSV (unexpected end of data); check the quotes"),
        (table(ROW) + "a,b\0", None, None, "line 3 holds a NUL character; save it as UTF-8 text"),
        (table(ROW).replace("kind", "Kind"), 1, "kind", "column is missing; add it. Maybe Kind?"),
        (table(ROW).replace("show_days", "x"), 1, "show_days", "column is missing; add it"),
        (table(ROW).replace("name_zh", "title"), 1, "name_zh", "column is missing; add it"),
    ],
)  # fmt: skip
def test_bad_tables(
    tmp_path: Path, events: str, row_: int | None, column: str | None, message: str
) -> None:
    fault = only(faults(workspace(tmp_path, events=events)))
    assert (fault.row, fault.column, fault.message.en) == (row_, column, message)


def test_without_ids_nothing_is_said_of_those_named(tmp_path: Path) -> None:
    rows = table(row(), row(id="b", co_located_with="boat-show"))
    headless = rows.replace("id,", "key,", 1)
    assert told(faults(workspace(tmp_path, events=headless))) == [("events.csv", 1, "id", None)]


def test_too_long_a_cell(tmp_path: Path) -> None:
    fault = only(faults(workspace(tmp_path, row(notes="x" * 200_000))))
    assert fault.row == 2 and "field larger than field limit" in fault.message.en


def test_short_rows_and_unknown_columns(tmp_path: Path) -> None:
    events = "id , name_en,kind,industries,show_days,themes\nb,B,festival,marine,1\n"
    found = loaded(tmp_path, events=events)
    assert found.problem.events[0].id == "b"
    warning = only(found.warnings)
    assert (warning.row, warning.column) == (1, "themes")
    assert warning.message.en == "is an unknown column and is ignored. Maybe theme?"


def test_no_events(tmp_path: Path) -> None:
    assert loaded(tmp_path, events=",".join(COLUMNS)).problem.events == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8(tmp_path: Path, encoding: str) -> None:
    found = loaded(tmp_path, events=table(ROW).encode(encoding))
    assert found.problem.events[0].name == Text("船展") and found.warnings == ()


@pytest.mark.parametrize(("encoding", "named"), [("gb18030", "GB18030"), ("utf-16", "UTF-16")])
def test_other_encodings(tmp_path: Path, encoding: str, named: str) -> None:
    found = loaded(tmp_path, events=table(ROW).encode(encoding))
    assert found.problem.events[0].name == Text("船展")
    assert only(found.warnings).message.en == f"was read as {named}; better save it as UTF-8"


def test_one_broken_character_is_no_gb18030(tmp_path: Path) -> None:
    data = table(row(notes="这是一条很长的中文备注")).encode().replace("船".encode(), b"\xe8\x88")
    fault = only(faults(workspace(tmp_path, events=data)))
    assert fault.message.en == "line 2 is not UTF-8; save it as UTF-8"


def test_tabs_instead_of_commas(tmp_path: Path) -> None:
    found = loaded(tmp_path, events=table(ROW).replace(",", "\t").encode("utf-16"))
    assert found.problem.events[0].show_days == 3 and len(found.warnings) == 2


def sheet(folder: Path, *rows: list[Any], name: str = "events.xlsx") -> Path:
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    book.create_sheet("second").append(["not read"])
    workspace(folder)
    (folder / "events.csv").unlink()
    book.save(folder / name)
    return folder


HEADER = [*COLUMNS, "earliest", "latest", "is_brand", "gross_m2", "leaders_open"]


def test_workbook_with_real_cells(tmp_path: Path) -> None:
    cells = [
        2021,
        "船展",
        "exhibition",
        "marine",
        3.0,
        datetime(2021, 5, 1),
        date(2021, 6, 1),
        True,
    ]
    problem = load(sheet(tmp_path, HEADER, [], [*cells, 5000, False])).problem
    found = problem.events[0]
    assert (found.id, found.show_days, found.is_brand, found.leaders_open) == (
        "2021",
        3,
        True,
        False,
    )
    assert (found.earliest, found.latest) == (day_of("2021-05-01"), day_of("2021-06-01"))
    assert (found.gross_m2, problem.row_of, problem.events_file) == (
        5000,
        {"2021": 3},
        "events.xlsx",
    )


def test_workbook_faults(tmp_path: Path) -> None:
    cells = ["a", "船展", "exhibition", "marine", 2.5, datetime(2021, 5, 1, 9), "#N/A", 1, -5]
    assert told(faults(sheet(tmp_path, HEADER, cells))) == [
        ("events.xlsx", 2, "show_days", "2.5"),
        ("events.xlsx", 2, "earliest", "2021-05-01 09:00:00"),
        ("events.xlsx", 2, "latest", "#N/A"),
        ("events.xlsx", 2, "is_brand", "1"),
        ("events.xlsx", 2, "gross_m2", "-5"),
    ]


def test_formula_without_a_result(tmp_path: Path) -> None:
    """Each is told of with its column, and other faults beside it."""
    rows = (["a", "b", "festival", "marine", "=1+1"], ["b", "=A1", "feast", "marine", 1])
    found = faults(sheet(tmp_path, HEADER, *rows))
    assert told(found) == [
        ("events.xlsx", 2, "show_days", "=1+1"),
        ("events.xlsx", 3, "name_zh", "=A1"),
        ("events.xlsx", 3, "kind", "feast"),
    ]
    assert {f.message.en for f in found[:2]} == {
        "is a formula without a result; open and save it in Excel"
    }


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0old"])
def test_no_workbook(tmp_path: Path, data: bytes) -> None:
    workspace(tmp_path, **{"events.xlsx": data})
    (tmp_path / "events.csv").unlink()
    assert only(faults(tmp_path)).file == "events.xlsx"
