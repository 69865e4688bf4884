"""Whatever a plan's file holds, the validator and the checker judge it or say in one sentence why not."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import validate
from tests.benchmarks.checking import checker, event

HEADER = "event_id,venue_id,hall_ids,show_first\n"
MANY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def town(city, tmp_path):
    """A tiny city of one event."""
    city(event("a", gross_m2=5000, move_in_days=1, move_out_days=1))
    return tmp_path


def judged(town, name, content, capsys):
    """The validator's status and sentence; the checker must have the same."""
    (town / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    status = validate.main([str(town), str(town / name)])
    said = capsys.readouterr()
    other = checker.main([str(town), str(town / name)])
    told = capsys.readouterr()
    if status == 2 or other == 2:
        assert (other, told.err.partition(": ")[2]) == (status, said.err.partition(": ")[2])
        assert said.out == told.out == ""
        assert said.err.count("\n") == 1 and name in said.err
    return status, (said.err or said.out).partition(": ")[2].rstrip("\n")


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("p.csv", "", "p.csv, row 1 []: lacks event_id, venue_id, hall_ids, show_first. Are these the columns of a plan?"),
    ("p.csv", "foo,bar\n",
     "p.csv, row 1 ['foo', 'bar']: lacks event_id, venue_id, hall_ids, show_first. Are these the columns of a plan?"),
    ("p.csv", HEADER.replace("\n", ",show_first\n"),
     "p.csv, row 1, column show_first: stands twice in the header. Delete one of them."),
    ("p.csv", HEADER + "a," + "v" * 200_000 + ",h1,2021-05-10\n",
     "p.csv, row 2: is not CSV (field larger than field limit (131072)). Is a quotation mark missing?"),
    ("p.csv", HEADER.encode() + b"\xff,v,h1,2021-05-10\n",
     "p.csv, row 2 b'\\xff': is not UTF-8. Save it as UTF-8, or as .xlsx."),
    ("p.xlsx", b"PK\x03\x04 broken", "p.xlsx: is not a workbook (BadZipFile). Save it as .xlsx again, or as .csv."),
    ("p.json", '{"placements": ["a"], "placements": []}', "p.json, column placements: stands twice in one object. Delete one of them."),
    ("p.json", '{"placements": [], "cost": ' + "9" * 5000 + "}",
     "p.json: holds a number of thousands of digits. Is this a plan?"),
    ("p.json", "{}", "p.json {}: lacks placements. A plan is an object with \"placements\", a list."),
    ("p.json", "[]", "p.json []: lacks placements. A plan is an object with \"placements\", a list."),
    ("p.json", "{\n", "p.json, row 2: is not JSON (Expecting property name enclosed in double quotes, column 1)."),
    ("p.json", "[" * 200_000, "p.json: is nested too deeply. Is this a plan?"),
    ("p.json", '{"placements": [], "bound": NaN}', "p.json 'NaN': is no number of JSON. Leave out what is not known."),
    ("p.json", '{"placements": {"a": 1}}', "p.json, column placements {'a': 1}: should be a list of objects."),
    ("p.json", '{"placements": ["a"]}', "p.json, row 1, column placements 'a': should be an object."),
    ("p.json", '{"placements": [{"event_id": "a", "venue_id": "v", "hall_ids": 5, "show_first": "2021-05-10"}]}',
     "p.json, row 1, column hall_ids 5: should be a list of texts, as [\"h1\", \"h2\"]."),
    ("p.json", '{"placements": [{"event_id": ["a"], "venue_id": "v", "hall_ids": [], "show_first": ""}]}',
     "p.json, row 1, column event_id ['a']: should be a text."),
    ("p.json", '{"placements": [], "cost_by_rule": [5]}', "p.json, column cost_by_rule [5]: should be an object."),
    ("p.json", '{"placements": [], "coverage": {"sea": 5}}', "p.json, column coverage.sea 5: should be an object of two counts.")])
def test_what_is_no_plan_is_told_in_one_sentence(town, name, content, sentence, capsys):
    assert judged(town, name, content, capsys) == (2, sentence)


@pytest.mark.parametrize("day", ["20210510", "2021-W19-1", "2021-5-10", "2021/05/10", "2021-05-10T00:00", ""])
def test_a_day_in_another_form_is_none(town, day, capsys):
    """As documented: YYYY-MM-DD, and nothing else that a library of dates takes."""
    (town / "p.csv").write_text(f"{HEADER}a,v,h1,{day}\n")
    assert validate.main([str(town), str(town / "p.csv"), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["broken"] == [f"plan: a: no such event, venue 'v' or day {day!r}"]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_at_the_end_of_the_calendar_breaks_the_plan(town, day, capsys):
    (town / "p.csv").write_text(f"{HEADER}a,v,h1,{day}\n")
    assert validate.main([str(town), str(town / "p.csv"), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["broken"] == [f"plan: a: from {day} on its tenancy leaves the calendar"]


def test_half_a_character_is_printed_as_its_escape(town, capsys):
    plan = '{"placements": [{"event_id": "\\ud800", "venue_id": "v", "hall_ids": [], "show_first": "2021-05-10"}]}'
    (town / "p.json").write_text(plan)
    assert validate.main([str(town), str(town / "p.json")]) == 1
    assert "\\ud800: no such event" in capsys.readouterr().out


def test_no_bound_is_not_a_bound_without_end(written):
    path = written / "plan.json"
    text = json.dumps(json.loads(path.read_text()) | {"bound": 0, "gap": 0})
    path.write_text(text.replace('"bound": 0', '"bound": -1e999').replace('"gap": 0', '"gap": 1e999'))
    assert not checker.check(written, path)["ok"]


def test_right_header_alone_is_an_empty_plan(town, capsys):
    assert judged(town, "p.csv", HEADER, capsys)[0] == 0


def workbook(*rows):
    """An .xlsx as bytes."""
    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


BOOK = workbook(HEADER.strip().split(","), ["a", "v", "h1", "2021-05-10"])


def part(*edits):
    """The workbook with pieces put into its first sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for at, piece in edits if name.endswith("sheet1.xml") else ():
                data = data[:at] + piece + data[at:]
            new.writestr(name, data)
    return made.getvalue()


def test_rows_beyond_a_sheet_are_not_passed_over(town, capsys):
    """A row of five bytes may call itself the thousand millionth; nobody counts up to it, and nobody ignores it."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
    far = part((sheet.index(b"</sheetData>"), b'<row r="1000000000"><c r="A1000000000" t="n"><v>1</v></c></row>'))
    assert judged(town, "p.xlsx", far, capsys) == (
        2, "p.xlsx: has more rows than a sheet can have (1048576). Delete what stands below the plan.")


def packed(**parts):
    """The workbook with parts in place of its own; ``sheet``, ``texts``, ``styles`` or one by no usual name."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "texts": "xl/sharedStrings.xml", "styles": "xl/styles.xml", "odd": "xl/t.bin"}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in {names[part] for part in parts}:
                new.writestr(name, old.read(name))
        for part, pieces in parts.items():
            with new.open(names[part], "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
    return made.getvalue()


def sheet_of(rows, size=b"A1:D2"):
    """A first sheet: the plan's header and row, then others."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old:
        head, tail = old.read("xl/worksheets/sheet1.xml").split(b"</sheetData>")
    assert b'<dimension ref="A1:D2" />' in head
    return [head.replace(b"A1:D2", size), *rows, b"</sheetData>", tail]


BLANKS = b" " * 2**20


def test_what_a_sheet_says_of_its_size_is_not_believed(town, capsys):
    """Nothing of an endless sheet is there but what is written in it."""
    book = packed(sheet=sheet_of([], size=b"A1:XFD1048576"))
    assert judged(town, "p.xlsx", book, capsys)[0] in {0, 1}
    (town / "events.csv").rename(town / "shows.csv")
    columns = (town / "shows.csv").read_text(encoding="utf-8").splitlines()
    (town / "events.xlsx").write_bytes(workbook(*(line.split(",") for line in columns)))
    assert judged(town, "p.xlsx", book, capsys)[0] in {0, 1}


def test_the_texts_of_a_large_city_are_read(town, capsys):
    """Ten thousand events with a note and a source each are ten MiB of them."""
    assert judged(town, "p.xlsx", packed(texts=[BLANKS] * 12), capsys)[0] in {0, 1}


@pytest.mark.parametrize(("parts", "sentence"), [
    ({"sheet": [BLANKS] * 200}, "unpacks to 200 MiB where 128 are enough. Save only its first sheet."),
    ({"texts": [BLANKS] * 40}, "unpacks to 40 MiB where 32 are enough. Save only its first sheet."),
    ({"styles": [BLANKS] * 20}, "unpacks to 20 MiB where 8 are enough. Save only its first sheet."),
    ({"odd": [BLANKS] * 20}, "unpacks to 20 MiB where 8 are enough. Save only its first sheet."),
    ({"sheet": sheet_of(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(3, 320))},
     "has more than 5000000 cells, blank ones included. Delete what stands beside the plan."),
])
def test_little_on_the_disk_and_much_in_memory(town, capsys, parts, sentence):
    """Refused before it is unpacked, within memory that any machine has."""
    book = packed(**parts)
    assert len(book) < 4 * 2**20
    tracemalloc.start()
    try:
        assert judged(town, "p.xlsx", book, capsys) == (2, f"p.xlsx: {sentence}")
        assert tracemalloc.get_traced_memory()[1] < 400 * 2**20
    finally:
        tracemalloc.stop()


CELLS = st.sampled_from(["a", "v", "h1", "h1;h2", "2021-05-10", "0001-01-01", "9999-12-31", '"', ",", "\n", "\x00", "2021-W19-1", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS | st.characters(codec=None),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["event_id", "venue_id", "hall_ids", "show_first", "placements", "coverage", "bound", "cost", "gap",
                         "unplaced", "cost_by_rule", "cost_by_event", "status", "city"]), inner, max_size=6), max_leaves=12)


@MANY
@given(st.one_of(st.binary(max_size=60), st.lists(CELLS, max_size=12).map(lambda cells: (HEADER + ",".join(cells)).encode())))
def test_any_bytes_in_a_csv(town, capsys, data):
    assert judged(town, "p.csv", data, capsys)[0] in {0, 1, 2}


@MANY
@given(st.one_of(
    st.tuples(st.integers(0, len(BOOK)), st.binary(max_size=8)).map(lambda e: BOOK[:e[0]] + e[1] + BOOK[e[0] + 3:]),
    st.lists(st.tuples(st.integers(0, 600), st.binary(max_size=8)), max_size=3).map(lambda edits: part(*edits))))
def test_any_bytes_in_a_workbook(town, capsys, data):
    assert judged(town, "p.xlsx", data, capsys)[0] in {0, 1, 2}


@MANY
@given(st.one_of(st.binary(max_size=60), VALUES.map(lambda one: json.dumps(one).encode()),
                 VALUES.map(lambda one: json.dumps({"placements": [], "status": "feasible"} | (one if isinstance(one, dict) else {})).encode())))
def test_any_json(town, capsys, data):
    assert judged(town, "p.json", data, capsys)[0] in {0, 1, 2}
