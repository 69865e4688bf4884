"""Whatever the files hold: a problem or an InputError, nothing else."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import POLICY, VENUES, row, table, workspace

from scheduler.domain.problem import Problem
from scheduler.errors import Fault, InputError
from scheduler.loading import load, read_plan
from scheduler.loading.event_rows import READERS

CALENDAR = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//EN\r
BEGIN:VEVENT\r
UID:a@x\r
DTSTART;TZID=Asia/Tokyo:20210501T090000\r
DTEND;TZID=Asia/Tokyo:20210503T000000\r
RRULE:FREQ=MONTHLY;COUNT=5\r
CATEGORIES:Boats\r
END:VEVENT\r
END:VCALENDAR\r
"""
FULL_POLICY = (
    POLICY
    + """\
coverage: {brand_events: 1, events: 2, required: true}
date_protection: {days: 60, themes: {boats: 90}}
closed_days: [{public_holidays: true, kinds: [conference]}, {from: 2021-06-07, to: 2021-06-10}]
weights: {preferred-date: 2, change: {date: 30}}
neighbours: {files: [near.ics], days: 7}
"""
)
EVENTS = table(
    row(theme="boats", earliest="2021-05-01", gross_m2="9000", booked_halls="expo/h1;expo/h2"),
    row(id="b", name_zh="论坛", kind="conference", seats="300", co_located_with="boat-show"),
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for line in EVENTS.splitlines():
        book.active.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {
    "venues.yaml": VENUES.encode(),
    "policy.yaml": FULL_POLICY.encode(),
    "events.csv": EVENTS.encode(),
    "events.xlsx": workbook(),
    "near.ics": CALENDAR.encode(),
}


def attempt(folder: Path) -> None:
    """Load; whatever is told must be printable in both languages."""
    try:
        found: tuple[Fault, ...] = load(folder).warnings
    except InputError as error:
        found = error.faults
        assert found
    for fault in found:
        for lang in ("zh", "en"):
            fault.line(lang).encode()


def written(files: dict[str, bytes], folder: str) -> Path:
    for name, data in files.items():
        (Path(folder) / name).write_bytes(data)
    return Path(folder)


def test_the_files_themselves_are_sound(tmp_path: Path) -> None:
    assert len(load(written(FILES, str(tmp_path))).problem.events) == 2
    (tmp_path / "events.csv").unlink()
    assert len(load(tmp_path).problem.events) == 2


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(READERS)), st.text(max_size=20), max_size=8))
def test_any_text_in_any_cell(cells: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attempt(workspace(Path(folder), row() | cells, events=_csv(row() | cells)))


def _csv(cells: dict[str, str]) -> bytes:
    return table(cells).encode("utf-8", "surrogatepass")


NUMERIC = st.sampled_from(["0", "-1", "1.0", "9" * 30, "1e9", "٣", "²", "½", "1.", ".5", "+1"])
DATED = st.sampled_from(["2021-02-30", "0000-00-00", "2021-4-1", "99999", "2199-12-31", "1900/1/1"])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(READERS)), NUMERIC | DATED, max_size=8))
def test_numbers_and_dates_in_any_cell(cells: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attempt(workspace(Path(folder), row() | cells))


SNIPPETS = st.sampled_from(
    [b"\0", b"\xff", b"\xef\xbb\xbf", b"&a ", b"*a", b"[", b"]", b"{", b"}", b": ", b"- ", b"'",
     b'"', b"\n", b"\t", b"!!", b"? ", b"| ", b"%", b"2021-02-30", b"-1", b"99999999999999999999",
     b"~", b"\r", b"\xe4", b";", b",", b"9999", b"0001", b"RRULE:FREQ=DAILY\r\n",
     b"RDATE:20210101\r\n",
     b"TZID=Nowhere", b"BEGIN:VTIMEZONE\r\n", b"\\ud800", b"\xed\xa0\x80", b"---\n"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, bytes]:
    """The files with a few bytes cut, doubled, replaced or inserted in one of them."""
    name = draw(st.sampled_from(sorted(FILES)))
    data = bytearray(FILES[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 12))
        data[at : at + length] = draw(SNIPPETS | st.binary(max_size=6))
    return FILES | {name: bytes(data)}


@settings(max_examples=400, deadline=None)
@given(mutated(), st.booleans())
def test_mutated_files(files: dict[str, bytes], as_workbook: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written(files, folder)
        if as_workbook:
            (Path(folder) / "events.csv").unlink()
        attempt(Path(folder))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200) | st.text(max_size=80).map(
    lambda t: t.encode("utf-8", "surrogatepass")
))  # fmt: skip
def test_any_bytes_as_a_file(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attempt(written(FILES | {name: data}, folder))


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    return load(workspace(tmp_path_factory.mktemp("city"))).problem


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["placements", "event_id", "venue_id", "hall_ids", "show_first", "status"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(data=JSON)
def test_any_json_as_a_plan(problem: Problem, data: object) -> None:
    import json

    _attempt_plan(problem, json.dumps(data).encode(), "p.json")


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=100) | st.text(max_size=60).map(
    lambda t: b"event_id,venue_id,hall_ids,show_first\n" + t.encode("utf-8", "replace")
))  # fmt: skip
def test_any_bytes_as_a_plan(problem: Problem, data: bytes) -> None:
    _attempt_plan(problem, data, "p.csv")


def _attempt_plan(problem: Problem, data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            read_plan(path, problem)
        except InputError as error:
            assert str(error).encode()
