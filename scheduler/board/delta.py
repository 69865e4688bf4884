"""What an edit changed in the document of a working plan, so that little has to be sent."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Json = dict[str, Any]

BY_ID = {"placements": "event_id", "events": "id", "venues": "id"}
"""Lists of which only the items that differ are sent, with the key that names an item."""

BY_KEY = ("cost_by_event",)
"""Maps of which only the entries that differ are sent."""

SORTED = ("placements",)
"""Lists whose order follows from their items."""


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Json:
    """``changed`` and ``gone`` of those keys of a document that differ.

    Of a list or map of many items ``changed`` has those that are new or differ, and ``gone``
    names those that are not there any more; ``whole`` names lists that are sent as they are,
    since their order changed.
    """
    changed: Json = {}
    gone: Json = {}
    whole: list[str] = []
    for name in (n for n in new if old[n] != new[n]):
        if name in BY_KEY:
            changed[name] = {k: v for k, v in new[name].items() if old[name].get(k) != v}
            lost: Iterable[str] = (k for k in old[name] if k not in new[name])
        elif name in BY_ID:
            before, after = (_named(doc[name], BY_ID[name]) for doc in (old, new))
            lost = [k for k in before if k not in after]
            if name not in SORTED and not _appended(before, after):
                changed[name], lost = new[name], ()
                whole.append(name)
            else:
                changed[name] = [v for k, v in after.items() if before.get(k) != v]
        else:
            changed[name], lost = new[name], ()
        if lost := list(lost):
            gone[name] = lost
    return {"changed": changed, "gone": gone, "whole": whole}


def spliced(name: str, old: Sequence[Json], new: Sequence[Json]) -> Json:
    """How a list becomes another: places in the old one that go, then what comes where.

    ``NAME_removed`` has places in the old list, ``NAME_added`` pairs of a place in the new list
    and what stands there, both rising. Items are the same when they are the same object, as what
    was told of an unchanged finding is.
    """
    at = {id(item): i for i, item in enumerate(old)}
    both = [(j, at.pop(id(item))) for j, item in enumerate(new) if id(item) in at]
    stay = _rising([i for _, i in both])
    kept = {both[k][1] for k in stay}
    known = {both[k][0] for k in stay}
    return {
        f"{name}_removed": [i for i in range(len(old)) if i not in kept],
        f"{name}_added": [[j, item] for j, item in enumerate(new) if j not in known],
    }


def _rising(numbers: Sequence[int]) -> list[int]:
    """Places of a longest stretch of rising numbers, gaps allowed (patience sorting)."""
    if all(a < b for a, b in pairwise(numbers)):
        return list(range(len(numbers)))
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for k, number in enumerate(numbers):
        pile = bisect_left(ends, number)
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1], tops[pile : pile + 1] = [number], [k]
    found, k = [], tops[-1] if tops else -1
    while k >= 0:
        found.append(k)
        k = before[k]
    return found[::-1]


def _named(items: Iterable[Json], key: str) -> dict[str, Json]:
    return {item[key]: item for item in items}


def _appended(before: Mapping[str, Json], after: Mapping[str, Json]) -> bool:
    """Whether what stayed stands in its order, and what is new behind it."""
    return [k for k in before if k in after] + [k for k in after if k not in before] == [*after]
