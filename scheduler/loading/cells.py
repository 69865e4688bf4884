"""Typed reading of single values; what cannot be read comes back with a "Maybe"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date

from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.loading.faults import BadValue, nearest

MAX_COUNT = 10**9
MAX_DAYS = 3660
FIRST_YEAR, LAST_YEAR = 1900, 2199

_DATE = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
    r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?",
    re.ASCII,
)
_WHOLE = re.compile(r"(\d+)(?:\.0*)?", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d+(?:\.\d+)?", re.ASCII)
_SLUG = re.compile(r"[a-z0-9-]+")
# What XML forbids; such a character could be written to no calendar page or workbook.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EXCEL_EPOCH = date(1899, 12, 30).toordinal()
_ALIASES = {
    "会议": "conference",
    "大会": "conference",
    "论坛": "conference",
    "congress": "conference",
    "展览": "exhibition",
    "展会": "exhibition",
    "展览会": "exhibition",
    "expo": "exhibition",
    "fair": "exhibition",
    "节庆": "festival",
    "节": "festival",
    "国家级": "national",
    "省级": "provincial",
    "市级": "city",
    "确定": "definite",
    "暂定": "tentative",
    "拟办": "proposed",
}
_YES = {"yes", "y", "1", "on", "t", "是", "有", "√", "✓"}
_NO = {"no", "n", "0", "off", "f", "否", "无", "×"}

Reader = Callable[[str], object]


class Uncomputed(str):
    """A formula of a workbook that nobody computed; it would silently read as a blank cell."""


def computed(value: object) -> None:
    """Refuse a formula without a result."""
    if isinstance(value, Uncomputed):
        raise BadValue(
            Text(
                "公式没有计算结果，请用 Excel 打开并保存",
                "is a formula without a result; open and save it in Excel",
            )
        )


def text(value: str) -> str:
    """Any text a page, a calendar and a workbook can hold."""
    if (clean := cleaned(value)) != value:
        raise BadValue(
            Text("含不可显示的控制字符，请删去", "holds control characters; delete them"), clean
        )
    return value


def cleaned(value: str) -> str:
    """A text without what none of them can hold."""
    return _UNPRINTABLE.sub("", value)


def slug(value: str) -> str:
    """An id such as ``tea-expo-2021``."""
    if not _SLUG.fullmatch(value):
        guess = re.sub(r"[\s_./]+", "-", unicodedata.normalize("NFKC", value[:200]).lower())
        guess = re.sub(r"[^a-z0-9-]", "", guess).strip("-")
        raise BadValue(
            Text("只能由小写字母、数字和连字符组成", "must consist of a-z, 0-9 and hyphens"), guess
        )
    return value


def whole(value: str, low: int = 0, high: int = MAX_COUNT) -> int:
    """A whole number in ``[low, high]``; ``1000.0`` counts as one."""
    expected = Text(f"须为 {low} 至 {high} 的整数", f"must be a whole number from {low} to {high}")
    match = _WHOLE.fullmatch(value)
    # The length is looked at first, since converting endless digits is slow and then refused.
    if not match or len(match[1].lstrip("0")) > len(str(high)):
        raise BadValue(expected, _guess_whole(value, low, high))
    number = int(match[1])
    if not low <= number <= high:
        raise BadValue(expected, str(min(max(number, low), high)))
    return number


def _guess_whole(value: str, low: int, high: int) -> str | None:
    if len(value) > 40:
        return None
    plain = re.sub(r"[,\s_']", "", unicodedata.normalize("NFKC", value)).lower()
    match = re.fullmatch(r"[-+]?(\d+(?:\.\d+)?)([万k]?)(?:m2|[^\d.]*)", plain, re.ASCII)
    if not match:
        return None
    number = float(match[1]) * {"万": 10_000, "k": 1000}.get(match[2], 1)
    # Needs are rounded up: a hall too small helps nobody.
    rounded = -int(-number // 1)
    return str(rounded) if low <= rounded <= high else None


def decimal(value: str, low: float, high: float) -> float:
    """A decimal number in ``[low, high]``."""
    if not _DECIMAL.fullmatch(value) or len(value) > 40 or not low <= float(value) <= high:
        raise BadValue(Text(f"须为 {low} 至 {high} 的数", f"must be a number from {low} to {high}"))
    return float(value)


def flag(value: str) -> bool:
    """``true`` or ``false`` in any case."""
    lowered = value.lower()
    if lowered not in ("true", "false"):
        guess = "true" if lowered in _YES else "false" if lowered in _NO else None
        raise BadValue(
            Text("须为 true 或 false", "must be true or false"),
            guess or nearest(value, ("true", "false")),
        )
    return lowered == "true"


def choice(value: str, options: Collection[str]) -> str:
    """One of a few words."""
    if value not in options:
        listed = ", ".join(options)
        alias = _ALIASES.get(value.strip().lower(), "")
        guess = alias if alias in options else nearest(value, options)
        raise BadValue(Text(f"须为其中之一：{listed}", f"must be one of {listed}"), guess)
    return value


def day(value: str) -> Day:
    """A calendar day, as ``2021-04-01``, ``2021/4/1``, ``2021.4.1`` or ``2021年4月1日``.

    Midnight after it, as Excel writes a cell that shows the time, changes nothing.
    """
    match = _DATE.fullmatch(value)
    expected = Text("须为 2021-04-01 这样的日期", "must be a date like 2021-04-01")
    if not match:
        raise BadValue(expected, _guess_day(value))
    year, month, of_month = (
        (int(p) for p in match.group(1, 3, 4) if p)
        if match[3]
        else (int(p) for p in match.group(1, 5, 6))
    )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(
            Text(
                f"年份须在 {FIRST_YEAR} 至 {LAST_YEAR} 之间；可以不设的期限请留空",
                f"must lie in {FIRST_YEAR} to {LAST_YEAR}; a bound that may be open is left blank",
            )
        )
    try:
        return date(year, month, of_month).toordinal()
    except ValueError:
        raise BadValue(expected, _nearby(year, month, of_month)) from None


def _nearby(year: int, month: int, of_month: int) -> str | None:
    """The last real day of the month, when only the day is too large."""
    for last in range(min(of_month, 31), 27, -1):
        try:
            return date(year, month, last).isoformat()
        except ValueError:
            continue
    return None


def _guess_day(value: str) -> str | None:
    if len(value) > 40:
        return None
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", value)).strip()
    if re.fullmatch(r"\d{5}", plain, re.ASCII):
        # The day number a date cell turns into once its format is lost.
        guess = date.fromordinal(_EXCEL_EPOCH + int(plain))
        return guess.isoformat() if FIRST_YEAR <= guess.year <= LAST_YEAR else None
    found = re.match(r"(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})(?!\d)", plain, re.ASCII)
    if found:
        return _valid(*found.groups())
    found = re.fullmatch(r"(\d{1,2})\D(\d{1,2})\D(\d{4})", plain, re.ASCII)
    # 4/1/2021 is April in one country and January in the next: guess only what is certain.
    if found and int(found[2]) > 12:
        return _valid(found[3], found[1], found[2])
    if found and (int(found[1]) > 12 or found[1] == found[2]):
        return _valid(found[3], found[2], found[1])
    return None


def _valid(year: str, month: str, of_month: str) -> str | None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(of_month)).isoformat()
    except ValueError:
        return _nearby(int(year), int(month), int(of_month))


def listed(value: str, separators: str = ";；") -> tuple[str, ...]:
    """Parts of a list, blanks dropped, none twice."""
    parts = [p.strip() for p in re.split(f"[{separators}]", value)]
    found = [p for p in parts if p]
    twice = next((p for i, p in enumerate(found) if p in found[:i]), None)
    if twice is not None:
        once = ";".join(dict.fromkeys(found))
        raise BadValue(Text(f"“{twice}”出现两次", f"lists {twice} twice"), once)
    return tuple(found)


def slugs(value: str) -> tuple[str, ...]:
    """Slugs separated by ``;``."""
    parts = listed(value)
    if any(not _SLUG.fullmatch(p) for p in parts):
        guess = _guess_slugs(value)
        raise BadValue(
            Text("须为以“;”分隔的小写标识", "must be slugs (a-z, 0-9, -) separated by ;"), guess
        )
    return parts


def _guess_slugs(value: str) -> str | None:
    parts = [p.strip().lower() for p in re.split(r"[;；,，、|/]", value[:200])]
    fixed = [re.sub(r"[\s_]+", "-", p) for p in parts if p]
    return ";".join(fixed) if fixed and all(_SLUG.fullmatch(p) for p in fixed) else None


def hall_refs(value: str) -> tuple[tuple[str, str], ...]:
    """Halls as ``venue/hall;venue/hall``, all of one venue."""
    parts = [p.partition("/") for p in listed(value)]
    if any(not _SLUG.fullmatch(v) or not _SLUG.fullmatch(h) for v, _, h in parts):
        guess = value[:200].replace("／", "/").replace(" ", "").replace(",", ";")
        good = re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+(;[a-z0-9-]+/[a-z0-9-]+)*", guess)
        raise BadValue(
            Text("须为“场馆/展厅;场馆/展厅”", "must be venue/hall;venue/hall"),
            guess if good else None,
        )
    if len({v for v, _, _ in parts}) > 1:
        raise BadValue(
            Text(
                "须为同一场馆的展厅，请只留一个场馆", "must name halls of one venue; keep one venue"
            )
        )
    return tuple((v, h) for v, _, h in parts)
