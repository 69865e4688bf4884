"""Whatever a file holds, the doctor answers."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.doctor import AGAIN, CHECKS, compare, examine
from scheduler.errors import InputError
from tests.doctor.feeds import feed, ids

FEED = feed()
IDS = {one.id for one in CHECKS}
PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([
        b"\r\n", b"\n ", b"\r", b";", b":", b'"', b",", b"\\", b"BEGIN:VEVENT\r\n", b"\x00",
        b"END:VEVENT\r\n", b"BEGIN:VCALENDAR\r\n", b"DTSTART:\r\n", b"\xe8\x88", b"T", b"Z",
    ]),
)  # fmt: skip
EDITS = st.lists(st.tuples(st.integers(0, len(FEED)), st.integers(0, 40), PIECES), max_size=8)


def mutated(edits: list[tuple[int, int, bytes]]) -> bytes:
    """The sound feed after edits of (start, length, piece)."""
    data = FEED
    for start, length, piece in edits:
        data = data[:start] + piece + data[start + length :]
    return data


@settings(deadline=None, max_examples=300)
@given(EDITS)
def test_mutated_feeds(edits: list[tuple[int, int, bytes]]) -> None:
    with suppress(InputError):
        assert set(ids(mutated(edits))) <= IDS


@settings(deadline=None, max_examples=200)
@given(EDITS, EDITS)
def test_mutated_copies(
    before: list[tuple[int, int, bytes]], after: list[tuple[int, int, bytes]]
) -> None:
    with suppress(InputError):
        told = compare("b", mutated(after), "a", mutated(before), date(2021, 5, 2))
        assert {finding.check.id for finding in told} <= {one.id for one in AGAIN}


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_in_a_calendar(data: bytes) -> None:
    # A space in front would fold BEGIN itself.
    assert set(ids(b"BEGIN:VCALENDAR\r\nX-A:" + data + b"\r\nEND:VCALENDAR\r\n")) <= IDS


def test_deep_nesting_and_long_parameters_end() -> None:
    deep = b"BEGIN:X\r\n" * 50_000
    assert "too-deep" in ids(feed().replace(b"SEQUENCE:0\r\n", deep, 1))
    assert "stray-line" in ids(feed().replace(b"SUMMARY:Tea", b"SUMMARY;A=" + b"," * 200_000))


def test_places_are_counted_to_a_bound() -> None:
    findings = examine("feed.ics", b"BEGIN:VCALENDAR\r\n" + b"x\r\n" * 5_000)[1]
    strays = next(f for f in findings if f.check.id == "stray-line")
    assert (len(strays.hits), strays.more) == (1_000, True)
