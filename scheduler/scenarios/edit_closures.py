"""The change of venues.yaml that takes days out of closures: reopen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.domain.span import Span, iso
from scheduler.domain.text import Text
from scheduler.loading.yaml_reader import Path, dotted
from scheduler.scenarios.bench import Bench
from scheduler.scenarios.edit_venues import place_of
from scheduler.scenarios.script import Step
from scheduler.scenarios.spans import ends_before_it_begins, span_of

_NOTHING = Text("这些日子并未停用", "names days on which nothing is closed")
_VENUE = 2
"""Steps of a venue's path; that of a hall has two more."""


def reopen(bench: Bench, step: Step) -> None:
    """Take days out of every closure of a venue or hall that has them."""
    path = place_of(bench, step)
    if ends_before_it_begins(bench, step) or path is None:
        return
    gap = span_of(step.node, "from", "to")
    old = _closures(bench, path)
    kept: list[tuple[Any, int | None]] = []
    for i, entry in enumerate(old):
        if _shuts(entry, gap):
            kept += [(part, None) for part in _apart(entry, gap)]
        else:
            kept.append((entry, i))
    if len(kept) == len(old) and all(i is not None for _, i in kept):
        _refuse(bench, step, path, gap)
        return
    bench.venues.relist((*path, "closures"), kept, step.origin)
    whole = _whole_venue(bench, path, gap)
    if whole is not None:
        bench.doubts.append(step.origin.at("hall").fault(whole, step.form.body.hall))


def _closures(bench: Bench, path: Path) -> list[Any]:
    found = bench.venues.at((*path, "closures"))
    return found if isinstance(found, list) else []


def _shuts(entry: object, gap: Span) -> bool:
    """Whether an entry closes some of the days; what is no closure is told when it is judged."""
    return isinstance(entry, dict) and span_of(entry, "from", "to").overlaps(gap)


def _apart(entry: dict[str, Any], gap: Span) -> list[dict[str, Any]]:
    """A closure before and after some days; an open end stays open."""
    span, found = span_of(entry, "from", "to"), []
    if span.start < gap.start:
        found.append(entry | {"to": iso(gap.start - 1)})
    if span.end > gap.end:
        found.append(entry | {"from": iso(gap.end)})
    return found


def _refuse(bench: Bench, step: Step, path: Path, gap: Span) -> None:
    """Nothing is closed there; what is meant may be the venue, or its halls."""
    body = step.form.body
    whole, halls = _whole_venue(bench, path, gap), list(_shut_halls(bench, path, gap))
    if whole is not None:
        bench.refuse(step.origin.at("hall"), whole, body.hall)
    elif halls:
        zh, en = "、".join(halls), ", ".join(halls)
        verb = "is; name it" if len(halls) == 1 else "are; name one"
        message = Text(
            f"场馆本身并未停用，停用的是展厅 {zh}；请以 hall 指明",
            f"is not closed itself, but {en} {verb} as hall",
        )
        bench.refuse(step.origin.at("venue"), message, body.venue)
    else:
        bench.refuse(step.origin, _NOTHING)


def _whole_venue(bench: Bench, path: Path, gap: Span) -> Text | None:
    """That a hall is closed with its whole venue, and what to do; ``None`` when it is not."""
    venue = path[:_VENUE]
    if venue == path:
        return None
    told = [
        _told(bench, (*venue, "closures", i), entry)
        for i, entry in enumerate(_closures(bench, venue))
        if _shuts(entry, gap)
    ]
    if not told:
        return None
    zh, en = "；".join(t.zh for t in told), "; ".join(t.en for t in told)
    return Text(
        f"所在场馆整馆停用（{zh}）；请去掉 hall，使整馆恢复，其余展厅另行停用",
        f"is closed with the whole venue ({en}); leave out hall to reopen the venue, and close "
        "its other halls",
    )


def _told(bench: Bench, path: Path, entry: dict[str, Any]) -> Text:
    """Where a closure is written, its days and its reason."""
    origin = bench.venues.origin(path)
    where = f"{origin.document.name} {dotted(origin.path)}"
    days = f"{entry.get('from') or '…'}–{entry.get('to') or '…'}"
    reason = Text(str(entry.get("reason_zh") or ""), str(entry.get("reason_en") or ""))
    zh, en = (f"{days} {reason.get(lang)}".rstrip() for lang in ("zh", "en"))
    return Text(f"{where}：{zh}", f"{where}: {en}")


def _shut_halls(bench: Bench, path: Path, gap: Span) -> Iterator[str]:
    """Halls of a venue that are closed on some of the days; none of a hall's."""
    for i, hall in bench.venues.maps(*path, "halls"):
        entries = _closures(bench, (*path, "halls", i))
        if any(_shuts(entry, gap) for entry in entries):
            yield str(hall.get("id"))
