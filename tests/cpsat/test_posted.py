"""Rows that encodings post, against the plain definition on cities made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from scheduler.cpsat.builder import build
from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.encode.coverage import Coverage as CoverageRows
from scheduler.cpsat.encode.date_protection import DateProtection as ProtectionRows
from scheduler.cpsat.encode.large_events import LargeEvents
from scheduler.cpsat.encode.moving import Moving
from scheduler.cpsat.encode.openings import Openings
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import Model, SiteVars
from scheduler.cpsat.rows import RowTable
from scheduler.domain.event import Event
from scheduler.domain.policy import Coverage, DateProtection, Limits
from tests.factory import event, hall, problem, venue

Row = dict[int, int]

CITY = problem(
    event("a", theme="tea", leaders_open=True, daily_visitors=9000, gross_m2=4000, move_in_days=2),
    event("b", theme="tea", leaders_open=True, daily_visitors=9000, gross_m2=9000, show_days=2),
    event("c", co_located_with="b", theme="tea", leaders_open=True, seats=100, move_out_days=1),
    event("d", theme="car", daily_visitors=9000, gross_m2=4000, move_in_days=1, move_out_days=2),
    venues=[
        venue("expo", *(hall(h, seats=200) for h in ("h1", "h2", "h3")), moving_halls_per_day=2),
        venue("other", hall("h1"), district="hills", moving_halls_per_day=1),
    ],
    first="2021-04-01",
    last="2021-04-14",
    coverage=Coverage(0, 2, required=True),
    date_protection=DateProtection(4, {}),
    limits=Limits(1, 5000, 1),
)


def posted(model: Model, encoder: Encoder) -> list[tuple[Row, float, float]]:
    """What an encoding posts, with both sides."""
    model.rows = RowTable()
    encoder.post(model)
    matrix = matrix_of(model)
    out = []
    for i in range(len(matrix.low)):
        part = matrix.rows[i].tocoo()
        pairs = zip(part.col.tolist(), part.data.astype(int).tolist(), strict=True)
        out.append((dict(pairs), float(matrix.low[i]), float(matrix.high[i])))
    return out


def sums(model: Model, days: Callable[[Event, str, int], dict[int, int]]) -> Iterator[Row]:
    """For each day of the horizon, the openings by what they weigh on it."""
    for day in CITY.horizon:
        row: Row = {}
        for site in model.sites:
            for opening, j in zip(site.days.tolist(), site.opens, strict=True):
                weigh = [days(e, site.site.venue.id, opening) for e in site.site.unit.events]
                weight = sum(w.get(day, 0) for w in weigh)
                if weight:
                    row[j] = weight
        yield row


def opening(event: Event, venue_id: str, day: int) -> dict[int, int]:
    """Openings by city leaders."""
    return {day: 1} if event.leaders_open else {}


def large(district: str) -> Callable[[Event, str, int], dict[int, int]]:
    """Show days of large events at one venue."""
    return lambda e, venue_id, day: (
        dict.fromkeys(e.show(day), 1) if e.daily_visitors >= 5000 and venue_id == district else {}
    )


def protected(event: Event, venue_id: str, day: int) -> dict[int, int]:
    """Show days of the longest tea show in a group, and the four days after them."""
    days = {"a": 3, "b": 0, "c": 3, "d": 0}[event.id]
    return dict.fromkeys(range(day, day + days + 4), 1) if days else {}


def moving(event: Event, venue_id: str, day: int) -> dict[int, int]:
    """Halls on moving days at the smaller venue."""
    halls = 1 if venue_id == "other" else 0
    tenancy, show = event.tenancy(day), event.show(day)
    return {d: halls for d in tenancy if d not in show}


def within(a: Row, b: Row) -> bool:
    """Whether row `b` has all of row `a`."""
    return all(w <= b.get(j, 0) for j, w in a.items())


@pytest.mark.parametrize(
    ("encoder", "days"),
    [
        (Openings(), [opening]),
        (LargeEvents(), [large("expo"), large("other")]),
        (ProtectionRows(), [protected]),
    ],
    ids=lambda x: getattr(x, "rule", ""),
)
def test_rows_by_day(
    encoder: Encoder, days: list[Callable[[Event, str, int], dict[int, int]]]
) -> None:
    model = build(CITY)
    expected = [row for each in days for row in sums(model, each)]
    rows = posted(model, encoder)
    assert rows
    assert all((low, high) == (-np.inf, 1) and row in expected for row, low, high in rows)
    for row in expected:
        units = [sum(row.get(j, 0) for s in model.places(u) for j in s.opens) for u in
                 model.draft.units]  # fmt: skip
        alone = sum(map(bool, units)) < 2 and max(row.values(), default=0) < 2
        assert alone or any(within(row, said) for said, _, _ in rows)


def test_a_group_that_opens_twice_fits_no_day() -> None:
    model = build(CITY)
    group = model.draft.units[1]
    heavy = {j for s in model.places(group) for j in s.opens}
    rows = posted(model, Openings())
    assert {j for row, _, _ in rows for j, w in row.items() if w == 2} == heavy


def test_coverage_counts_every_member() -> None:
    model = build(CITY)
    (row, low, high), *others = posted(model, CoverageRows())
    assert (low, high) == (2, np.inf)
    for unit in model.draft.units:
        for site in model.places(unit):
            assert {row[j] for j in site.opens} == {len(unit.events)}
    assert len(others) == len(CITY.policy.industries) - 1


def test_moving_with_blocks_of_one_size() -> None:
    model = build(CITY)
    expected = [row for row in sums(model, moving) if row]
    plain = [r for r, _, high in posted(model, Moving()) if high == 1 and within(r, _any(expected))]
    assert plain
    assert all(row in expected for row in plain)


def _any(rows: list[Row]) -> Row:
    """A row that has all of some rows."""
    out: Row = {}
    for row in rows:
        for j, w in row.items():
            out[j] = max(out.get(j, 0), w)
    return out


def test_moving_adds_literals_for_larger_blocks_on_tight_days_alone() -> None:
    halls = (hall("h1", 4000), hall("h2", 2000), hall("h3", 2500))
    made = problem(
        event("a", gross_m2=2000, move_in_days=2),
        event("b", gross_m2=2000, move_in_days=1),
        event("c", gross_m2=4000, booked_start="2021-04-05", move_in_days=1),
        venues=[venue("expo", *halls, runs=[["h2", "h3"]], moving_halls_per_day=2)],
        first="2021-04-01",
        last="2021-04-09",
    )
    model = build(made)
    before = len(model.upper)
    rows = posted(model, Moving())
    # Only on day 4, when c moves in, can more than two halls be moving.
    (both,) = range(before, len(model.upper))
    a, b, c = (model.places(unit)[0] for unit in model.draft.units)
    (need,) = model.needs_of(c)
    blocks = zip(need.takes, need.blocks, strict=True)
    (pair,) = (take for take, block in blocks if len(block.halls) == 2)
    moving_in = dict.fromkeys([*_on(a, (5, 6)), *_on(b, (5,)), *_on(c, (5,))], 1)
    assert rows == [
        ({pair: 1, c.opens[0]: 1, both: -1}, -np.inf, 1),
        ({**moving_in, both: 1}, -np.inf, 2),
    ]


def _on(site: SiteVars, april: tuple[int, ...]) -> list[int]:
    """Literals of a site by days of April."""
    first = CITY.horizon.start
    days = zip(site.days.tolist(), site.opens, strict=True)
    return [j for day, j in days if day - first + 1 in april]
