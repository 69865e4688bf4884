"""Plans from calendars: our own feeds, and those of others."""

from __future__ import annotations

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from workspaces import loaded, only, row

from scheduler.audit import audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster
from scheduler.domain.span import day_of
from scheduler.errors import Fault, InputError
from scheduler.loading import ReadPlan, read_any
from scheduler.outputs.ical import write_feeds
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.agreement.cities import small

MAY_1 = day_of("2021-05-01")
ROWS = (
    row(gross_m2=4000, move_in_days=2),
    row(id="summit", name_zh="海洋大会", name_en="Ocean Summit", kind="conference", seats=900,
        show_days=2),
    row(id="parade", name_zh="巡游", name_en="Harbour Parade", kind="festival", show_days=1),
)  # fmt: skip


@pytest.fixture
def problem(tmp_path: Path) -> Problem:
    return loaded(tmp_path, *ROWS).problem


def vevent(**fields: str) -> str:
    """A VEVENT; keyword ``dtstart`` is a date."""
    fields = {"uid": "x@elsewhere", "dtstart": "20210501", "dtend": "20210504"} | fields
    days = {"dtstart", "dtend"}
    lines = [
        f"{k.upper()};VALUE=DATE:{v}" if k in days and len(v) == 8 else f"{k.upper()}:{v}"
        for k, v in fields.items()
        if v
    ]
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def calendar(*vevents: str) -> str:
    """A calendar of some VEVENTs."""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//\r\n"
    return head + "".join(vevents) + "END:VCALENDAR\r\n"


def read(folder: Path, problem: Problem, *vevents: str) -> ReadPlan:
    (folder / "p.ics").write_text(calendar(*vevents), encoding="utf-8", newline="")
    return read_any(folder / "p.ics", problem)


def only_row(found: ReadPlan) -> Placement:
    assert len(found.plan) == 1
    return found.plan.placements[0]


def faults(folder: Path, problem: Problem, data: str) -> tuple[Fault, ...]:
    (folder / "p.ics").write_text(data, encoding="utf-8", newline="")
    with pytest.raises(InputError) as caught:
        read_any(folder / "p.ics", problem)
    return caught.value.faults


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("seed", range(3))
def test_our_own_feeds_say_the_plan_they_came_from(tmp_path: Path, seed: int, lang: str) -> None:
    problem = small(seed)
    best = solve(problem, SolveParams(20, gap=1, workers=1))
    assert best.plan is not None
    write_feeds(problem, Roster.read(problem, best.plan), tmp_path / "feeds")
    found = read_any(tmp_path / "feeds" / lang / "city.ics", problem)
    assert found.warnings == ()
    assert {p.place for p in found.plan.placements} <= {
        (v, h, d) for v, h, d in (p.place for p in best.plan.placements)
    }
    assert len(found.plan) == len(best.plan)
    assert audit(problem, found.plan).cost == best.cost


def test_uid(tmp_path: Path, problem: Problem) -> None:
    found = read(
        tmp_path, problem,
        vevent(uid="boat-show-show@other.example", summary="Anything",
               location="Expo Centre Hall 1\\, Hall h2\\, 环岛路1号"),
        vevent(uid="boat-show-in@other.example", summary="Anything", dtstart="20210429"),
    )  # fmt: skip
    assert found.warnings == ()
    placed = only_row(found)
    assert placed.place == ("expo", frozenset({"h1", "h2"}), MAY_1)
    assert placed.stated == (("show_last", MAY_1 + 2),)


@pytest.mark.parametrize(
    "title", ["Ocean Summit", "海洋大会", "【暂定】海洋大会 · 展期", "OCEAN  SUMMIT"]
)
def test_names(tmp_path: Path, problem: Problem, title: str) -> None:
    found = read(tmp_path, problem, vevent(summary=title, location="Forum\\, plenary"))
    assert found.warnings == ()
    assert only_row(found).place == ("forum", frozenset({"plenary"}), MAY_1)


@pytest.mark.parametrize(
    "title", ["The 3rd Ocean Summit 2021", "Ocean Sumit", "第三届海洋大会", "海洋大"]
)
def test_names_that_are_not_sure_are_told(tmp_path: Path, problem: Problem, title: str) -> None:
    found = read(tmp_path, problem, vevent(summary=title, location="Forum plenary"))
    assert only_row(found).event_id == "summit"
    told = only(found.warnings)
    assert (told.column, told.value) == ("SUMMARY", title)
    assert told.message.en == 'was taken for "Ocean Summit" (summit) by its name; please check'


def test_what_is_no_event_is_told_and_ignored(tmp_path: Path, problem: Problem) -> None:
    found = read(
        tmp_path, problem,
        vevent(summary="Harbour Parade", location="Forum"), vevent(summary="Staff party"),
        vevent(summary="Ocean Summit", status="CANCELLED"), vevent(summary="海洋大会 · 布展"),
    )  # fmt: skip
    assert only_row(found).place == ("forum", frozenset(), MAY_1)
    assert [w.value for w in found.warnings] == ["Staff party"]


def test_times_are_days_of_the_city(tmp_path: Path, problem: Problem) -> None:
    found = read(
        tmp_path, problem,
        vevent(summary="Harbour Parade", location="Forum", dtstart="20210430T200000Z",
               dtend="20210501T100000Z"),
    )  # fmt: skip
    placed = only_row(found)
    assert (placed.show_first, placed.stated) == (MAY_1, (("show_last", MAY_1),))


def test_an_entry_without_an_end_is_one_day(tmp_path: Path, problem: Problem) -> None:
    found = read(tmp_path, problem, vevent(summary="Harbour Parade", location="Forum", dtend=""))
    assert only_row(found).stated == (("show_last", MAY_1),)
    found = read(
        tmp_path, problem,
        vevent(summary="Harbour Parade", location="Forum", dtend="", duration="P2D"),
    )  # fmt: skip
    assert only_row(found).stated == (("show_last", MAY_1 + 1),)


@pytest.mark.parametrize(
    ("location", "venue", "halls", "warned"),
    [
        ("Expo Centre", "expo", [], True),
        ("Expo Centre, Hall 1", "expo", ["h1"], False),
        ("Hall 1, Expo Centre", "expo", ["h1"], False),
        ("会展中心 1号馆", "expo", ["h1"], False),
        ("会展中心 1号馆、h2", "expo", ["h1", "h2"], False),
        ("1号馆，会展中心", "expo", ["h1"], False),
        ("expo h2 3", "expo", ["h2"], True),
        ("会展中心 1号馆-h2", "expo", ["h1", "h2"], True),
        ("会展中心 h2至h1", "expo", ["h1", "h2"], True),
        ("会展中心 2021-5 h1", "expo", ["h1"], False),
        ("Town hall", "Town hall", [], False),
        ("", "?", [], False),
    ],
)
def test_places(
    tmp_path: Path, problem: Problem, location: str, venue: str, halls: list[str], warned: bool
) -> None:
    place = location.replace(",", "\\,")
    found = read(tmp_path, problem, vevent(summary="船展", location=place))
    assert only_row(found).place == (venue, frozenset(halls), MAY_1)
    assert bool(found.warnings) is warned


def test_the_same_entry_twice_is_one_row_but_two_dates_are_two(
    tmp_path: Path, problem: Problem
) -> None:
    one = vevent(summary="船展", location="expo h1")
    assert len(read(tmp_path, problem, one, one).plan) == 1
    later = vevent(summary="船展", location="expo h1", dtstart="20210601", dtend="20210604")
    found = read(tmp_path, problem, one, later).plan
    assert [f.reason.case for f in audit(problem, found).hard if f.reason.rule == "plan"] == [
        "twice"
    ]


def test_a_repeating_entry_counts_once(tmp_path: Path, problem: Problem) -> None:
    found = read(tmp_path, problem, vevent(summary="船展", location="expo h1",
                                           rrule="FREQ=YEARLY"))  # fmt: skip
    assert only(found.warnings).column == "RRULE"
    assert len(found.plan) == 1


def test_a_calendar_of_another_city(tmp_path: Path, problem: Problem) -> None:
    data = calendar(vevent(summary="Wine fair"), vevent(uid="wine-show@x", summary="Wine"))
    told = only(faults(tmp_path, problem, data))
    assert told.message.en.startswith("names no event of this workspace in 2 entries")
    assert told.message.zh.startswith("2 个条目中没有一个")


def test_an_empty_calendar_is_an_empty_plan(tmp_path: Path, problem: Problem) -> None:
    assert read(tmp_path, problem) == ReadPlan(Plan())


@pytest.mark.parametrize(
    "data",
    [
        "", "BEGIN:VCALENDAR", "BEGIN:VCARD\r\nEND:VCARD\r\n", "event_id,venue_id\n", "\0",
        calendar(vevent(summary="船展", dtstart="")),
        calendar(vevent(summary="船展", dtend="20210401")),
        calendar(vevent(summary="船展", dtstart="2021-99-99")),
    ],
)  # fmt: skip
def test_unreadable(tmp_path: Path, problem: Problem, data: str) -> None:
    assert all(f.message.zh and f.message.en for f in faults(tmp_path, problem, data))


def test_a_spreadsheet_with_names_for_ids(tmp_path: Path, problem: Problem) -> None:
    book = openpyxl.Workbook()
    book.active.append(["event_id", "venue_id", "hall_ids", "show_first"])
    book.active.append(["船展", "会展中心", "1号馆、h2", "2021-05-01"])
    book.active.append(["Ocean Summit", "FORUM", "plenary", "2021-05-02"])
    book.active.append(["船", "会展", "1号", "2021-05-03"])
    book.save(tmp_path / "p.xlsx")
    assert [p.place for p in read_any(tmp_path / "p.xlsx", problem).plan.placements] == [
        ("expo", frozenset({"h1", "h2"}), MAY_1),
        ("forum", frozenset({"plenary"}), MAY_1 + 1),
        ("会展", frozenset({"1号"}), MAY_1 + 2),
    ]


@pytest.mark.parametrize(
    ("cell", "halls", "told"),
    [
        ("h1 + h2", ["h1", "h2"], []),
        ("h1\nh2", ["h1", "h2"], []),
        ("h1-h2", ["h1", "h2"], ["h1, h2"]),
        ("h2～h1", ["h1", "h2"], ["h1, h2"]),
        ("1号馆—h2", ["h1", "h2"], ["h1, h2"]),
        ("h1 to h2", ["h1", "h2"], ["h1, h2"]),
        ("h1-h9", ["h1-h9"], []),
        ("h1-h1", ["h1-h1"], []),
        ("-", ["-"], []),
        ("h1——h2", ["h1", "h2"], ["h1, h2"]),
        ("h1-h2-h3", ["h1-h2-h3"], []),
    ],
)
def test_halls_as_people_write_them(
    tmp_path: Path, problem: Problem, cell: str, halls: list[str], told: list[str]
) -> None:
    """From one to another is taken for the stretch, and told; what is none stays as it is."""
    book = openpyxl.Workbook()
    book.active.append(["event_id", "venue_id", "hall_ids", "show_first"])
    book.active.append(["船展", "会展中心", cell, "2021-05-01"])
    book.save(tmp_path / "p.xlsx")
    found = read_any(tmp_path / "p.xlsx", problem)
    assert [p.hall_ids for p in found.plan.placements] == [tuple(halls)]
    wanted = [(2, "hall_ids", f"was taken for {t}; please check") for t in told]
    assert [(w.row, w.column, w.message.en) for w in found.warnings] == wanted
