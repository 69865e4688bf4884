"""The year in colours: a row a hall, a column a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from scheduler.domain.roster import Tenancy
from scheduler.domain.span import Day, is_weekend
from scheduler.domain.text import Text
from scheduler.domain.venue import Hall, Venue
from scheduler.outputs import colours
from scheduler.outputs.figures import month_of
from scheduler.outputs.imprint import Imprint
from scheduler.outputs.labels import PHASES, industry_name, pair
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.usage import shut
from scheduler.outputs.xlsx.book import Book

HEAD = 3
LABELS = 1
WEEKDAYS = {"zh": "一二三四五六日", "en": "MTWTFSS"}
"""One letter in the report's language: a column has no room for two."""
NO_HALL = Text("不占展厅", "no hall")


def year_sheet(book: Book, o: Outcome, imprint: Imprint | None = None) -> None:
    """Halls × days: pale while moving, strong while on show, grey where closed.

    Parameters
    ----------
    imprint
        Stands in the corner above the halls.
    """
    sheet = book.sheet("Year 全年", "#0b7a85")
    sheet.set_column(0, 0, 44)
    sheet.freeze_panes(HEAD, LABELS)
    sheet.repeat_rows(0, HEAD - 1)
    sheet.set_paper(8)
    for row, part in enumerate(imprint.parts if imprint else ()):
        book.text(sheet, row, 0, part.get(book.lang), book.style(bold=True))
    _heads(book, sheet, o)
    tenancies = _by_row(o)
    row = HEAD
    for venue in o.problem.venues:
        title = book.style(bold=True, bg_color="#e4e9f1")
        sheet.set_row(row, None, title)
        book.text(sheet, row, 0, book.both(Text(*pair(venue.name, venue.id))), title)
        row += 1
        for hall in venue.halls:
            book.text(sheet, row, 0, "   " + book.both(Text(*pair(hall.name, hall.id))))
            _closures(book, sheet, row, o, venue, hall)
            _bars(book, sheet, row, o, tenancies.get((venue.id, hall.id), []))
            row += 1
        for t in tenancies.get((venue.id, ""), []):  # each in a row of its own: no clash
            book.text(sheet, row, 0, "   " + book.both(NO_HALL))
            _bars(book, sheet, row, o, [t])
            row += 1
    _legend(book, sheet, row + 1, o)


def _column(o: Outcome, day: Day) -> int:
    return day - o.problem.horizon.start + LABELS


def _heads(book: Book, sheet: Any, o: Outcome) -> None:
    """Months, days of the month and weekdays; weekends and holidays tint their whole column."""
    weekdays = WEEKDAYS[book.lang]
    for month, days in groupby(o.problem.horizon, key=month_of):
        span = list(days)
        style = book.style(bold=True, align="center", bg_color="#1f3a68", font_color="#ffffff")
        first, last = _column(o, span[0]), _column(o, span[-1])
        if first < last:
            sheet.merge_range(0, first, 0, last, month, style)
        else:
            book.text(sheet, 0, first, month, style)
    for day in o.problem.horizon:
        holiday = day in o.problem.holidays
        tint = colours.HOLIDAY if holiday else colours.WEEKEND if is_weekend(day) else None
        paint = {"bg_color": tint} if tint else {}
        at, when = _column(o, day), date.fromordinal(day)
        small = book.style(font_size=7, align="center", **paint)
        sheet.set_column(at, at, 2.4, book.style(**paint))
        sheet.write_number(1, at, when.day, small)
        sheet.write_string(2, at, weekdays[when.weekday()], small)


def _by_row(o: Outcome) -> dict[tuple[str, str], list[Tenancy]]:
    rows: dict[tuple[str, str], list[Tenancy]] = {}
    for t in sorted(o.roster.tenancies, key=lambda t: t.span.start):
        for hall in t.hall_ids or ("",):
            rows.setdefault((t.venue.id, hall), []).append(t)
    return rows


def _closures(book: Book, sheet: Any, row: int, o: Outcome, venue: Venue, hall: Hall) -> None:
    style = book.style(pattern=14, fg_color=colours.CLOSED, bg_color="#ffffff")
    for span in shut(o.problem, venue, hall):
        for day in span:
            sheet.write_blank(row, _column(o, day), None, style)


def _bars(book: Book, sheet: Any, row: int, o: Outcome, tenancies: list[Tenancy]) -> None:
    """Fill the days; a day let twice is red, and names run on over the blank cells after them."""
    taken: set[Day] = set()
    for t in tenancies:
        for day, phase in _phases(o, t):
            clash = day in taken
            style = book.style(**_paint(o, t, phase, clash))
            if day == t.show.start:
                book.text(sheet, row, _column(o, day), book.both(_name(t)), style)
            else:
                sheet.write_blank(row, _column(o, day), None, style)
            taken.add(day)


def _phases(o: Outcome, t: Tenancy) -> Iterator[tuple[Day, str]]:
    for day in t.span.common(o.problem.horizon):
        yield day, "show" if day in t.show else "in" if day < t.show.start else "out"


def _paint(o: Outcome, t: Tenancy, phase: str, clash: bool) -> dict[str, Any]:
    if clash:
        return {"bg_color": colours.CLASH, "font_color": "#ffffff", "bold": True}
    industries = list(o.problem.policy.industries)
    main = t.event.main_industry
    at = industries.index(main) if main in industries else len(industries)
    colour = colours.industry_colour(at)
    if phase == "show":
        return {"bg_color": colour, "font_color": "#ffffff", "font_size": 8}
    return {"bg_color": colours.tint(colour, 0.4)}


def _name(t: Tenancy) -> Text:
    return Text(*pair(t.event.name, t.event.id))


def _legend(book: Book, sheet: Any, row: int, o: Outcome) -> None:
    """What the colours mean."""
    for i, slug in enumerate(o.problem.policy.industries):
        style = book.style(bg_color=colours.industry_colour(i), font_color="#ffffff")
        book.text(sheet, row + i, 0, book.both(industry_name(o.problem, slug)), style)
    row += len(o.problem.policy.industries)
    before, after = PHASES["in"], PHASES["out"]
    moving = Text(f"浅色：{before.zh}、{after.zh}", f"pale: {before.en}, {after.en}")
    marks: tuple[tuple[Text, dict[str, Any]], ...] = (
        (moving, {"bg_color": colours.tint("#596475", 0.4)}),
        (Text("停用或未开放", "Closed or not open"), {"pattern": 14, "fg_color": colours.CLOSED}),
        (Text("法定节假日", "Public holiday"), {"bg_color": colours.HOLIDAY}),
        (Text("冲突", "Clash"), {"bg_color": colours.CLASH, "font_color": "#ffffff"}),
    )
    for i, (label, paint) in enumerate(marks):
        book.text(sheet, row + i, 0, book.both(label), book.style(**paint))
