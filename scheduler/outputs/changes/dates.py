"""Days as venues read them: with weekdays and as short as can be."""

from __future__ import annotations

from datetime import date

from scheduler.domain.span import Day, Span
from scheduler.domain.text import Text

_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_COUNT = Text("{n} 天", "{n} {days}")


def span_text(span: Span, lang: str) -> str:
    """``Mon 10 – Thu 13 May 2021`` or ``2021年5月10日（周一）至13日（周四）``."""
    first, last = date.fromordinal(span.start), date.fromordinal(span.last)
    return _chinese(first, last) if lang == "zh" else _english(first, last)


def length_text(span: Span, lang: str) -> str:
    """How many days."""
    return _COUNT.get(lang).format(n=len(span), days="day" if len(span) == 1 else "days")


def day_text(day: Day, lang: str) -> str:
    """One day."""
    return span_text(Span(day, day + 1), lang)


def _english(first: date, last: date) -> str:
    end = f"{_weekday(last, 'en')} {last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    start = f"{_weekday(first, 'en')} {first.day}"
    if (first.year, first.month) != (last.year, last.month):
        start += f" {_MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} – {end}"


def _chinese(first: date, last: date) -> str:
    start = f"{first.year}年{first.month}月{first.day}日（周{_weekday(first, 'zh')}）"
    if first == last:
        return start
    end = f"{last.day}日（周{_weekday(last, 'zh')}）"
    if (first.year, first.month) != (last.year, last.month):
        end = f"{last.month}月{end}"
    if first.year != last.year:
        end = f"{last.year}年{end}"
    return f"{start}至{end}"


def _weekday(day: date, lang: str) -> str:
    return _WEEKDAYS[lang][day.weekday()]
