"""Checks between the keys of a YAML file.

They read the raw document, so that one misspelt key does not hide what else is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import Fault
from scheduler.loading import cells
from scheduler.loading.faults import BadValue, nearest, with_guess
from scheduler.loading.yaml_reader import Document, Node, Path

_MAX_HORIZON = 3660
_NAMELESS = Text("须有 name_zh 或 name_en", "must have name_zh or name_en")


def known_halls(document: Document) -> dict[str, set[str]]:
    """Hall ids by venue id, as far as they can be read."""
    found: dict[str, set[str]] = {}
    for _, venue in _maps(document.root, "venues"):
        if isinstance(key := venue.get("id"), str):
            halls = found.setdefault(key, set())
            halls.update(str(h["id"]) for _, h in _maps(venue, "halls") if "id" in h)
    return found


def known_industries(document: Document) -> set[str]:
    """Industry slugs, as far as they can be read."""
    return set(_map(document.root, "industries"))


def check_venues(document: Document) -> Iterator[Fault]:
    """Faults between the keys of venues.yaml."""
    root = document.root
    yield from _nameless(document, ("city",), _map(root, "city"))
    yield from _twice(document, root, "venues", ())
    for i, venue in _maps(root, "venues"):
        path: Path = ("venues", i)
        yield from _nameless(document, path, venue)
        yield from _reversed(document, (*path, "open"), _map(venue, "open"), "from", "to")
        yield from _closures(document, path, venue)
        yield from _twice(document, venue, "halls", path)
        yield from _runs(document, path, venue)
        for j, hall in _maps(venue, "halls"):
            yield from _check_hall(document, (*path, "halls", j), hall)


def check_policy(document: Document) -> Iterator[Fault]:
    """Faults between the keys of policy.yaml."""
    horizon = _map(document.root, "horizon")
    yield from _reversed(document, ("horizon",), horizon, "first", "last")
    first, last = _day(horizon.get("first")), _day(horizon.get("last"))
    if first and last and last - first >= _MAX_HORIZON:
        message = Text("排期范围最长十年", "must be at most ten years after first")
        yield document.fault(("horizon", "last"), message, horizon["last"])
    for slug, industry in _map(document.root, "industries").items():
        if isinstance(industry, dict):
            yield from _nameless(document, ("industries", slug), industry)
    if isinstance(document.root, dict) and document.root.get("industries") == {}:
        yield document.fault(
            ("industries",), Text("至少须有一个产业", "must name at least one industry")
        )
    for i, entry in _maps(document.root, "closed_days"):
        yield from _reversed(document, ("closed_days", i), entry, "from", "to")


def _check_hall(document: Document, path: Path, hall: dict[str, Node]) -> Iterator[Fault]:
    yield from _closures(document, path, hall)
    gross, seats = _positive(hall.get("gross_m2")), _positive(hall.get("seats"))
    outdoor = str(hall.get("outdoor")).lower() == "true"
    if not gross and not seats:
        yield document.fault(
            path,
            Text("须有大于 0 的 gross_m2 或 seats", "must have gross_m2 or seats above 0"),
            hall.get("id"),
        )
    elif outdoor and not gross:
        yield document.fault(
            path,
            Text("室外场地须有 gross_m2", "must have gross_m2, since it is outdoor"),
            hall.get("id"),
        )


def _closures(document: Document, path: Path, owner: dict[str, Node]) -> Iterator[Fault]:
    for i, closure in _maps(owner, "closures"):
        yield from _reversed(document, (*path, "closures", i), closure, "from", "to")


def _runs(document: Document, path: Path, venue: dict[str, Node]) -> Iterator[Fault]:
    halls = [str(h.get("id")) for _, h in _maps(venue, "halls")]
    seen: set[str] = set()
    for i, run in enumerate(_list(venue, "runs")):
        for j, hall in enumerate(run if isinstance(run, list) else ()):
            where = (*path, "runs", i, j)
            if not isinstance(hall, str):
                continue
            if hall not in halls:
                unknown = Text("该场馆没有此展厅", "is no hall of this venue; correct it")
                yield document.fault(where, with_guess(unknown, nearest(hall, halls)), hall)
            elif hall in seen:
                message = Text(
                    "展厅在 runs 中出现两次，请删去其一", "stands twice in runs; delete one"
                )
                yield document.fault(where, message, hall)
            seen.add(hall)


def _twice(document: Document, owner: Node, key: str, path: Path) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for i, item in _maps(owner, key):
        name = item.get("id")
        if not isinstance(name, str):
            continue
        if name in seen:
            message = Text(
                f"与 {key}[{seen[name]}] 重复，请改名",
                f"is the id of {key}[{seen[name]}] already; rename it",
            )
            yield document.fault((*path, key, i, "id"), message, name)
        seen.setdefault(name, i)


def _nameless(document: Document, path: Path, item: dict[str, Node]) -> Iterator[Fault]:
    """An empty map is told of as missing keys or as empty elsewhere, but for industries."""
    if (item or path[0] == "industries") and not (item.get("name_zh") or item.get("name_en")):
        yield document.fault(path, _NAMELESS, item.get("id"))


def _reversed(
    document: Document, path: Path, item: dict[str, Node], low: str, high: str
) -> Iterator[Fault]:
    first, last = _day(item.get(low)), _day(item.get(high))
    if first and last and first > last:
        message = Text(f"不得早于 {low}（{item[low]}）", f"must not be before {low} ({item[low]})")
        yield document.fault((*path, high), message, item[high])


def _day(value: Node) -> Day | None:
    try:
        return cells.day(value) if isinstance(value, str) else None
    except BadValue:
        return None


def _positive(value: Node) -> bool:
    """Whether a size is given; an unreadable one is told of as such."""
    try:
        return isinstance(value, str) and cells.whole(value) > 0
    except BadValue:
        return True


def _map(owner: Node, key: str) -> dict[str, Node]:
    value = owner.get(key) if isinstance(owner, dict) else None
    return value if isinstance(value, dict) else {}


def _list(owner: Node, key: str) -> list[Node]:
    value = owner.get(key) if isinstance(owner, dict) else None
    return value if isinstance(value, list) else []


def _maps(owner: Node, key: str) -> Iterable[tuple[int, dict[str, Any]]]:
    return ((i, item) for i, item in enumerate(_list(owner, key)) if isinstance(item, dict))
