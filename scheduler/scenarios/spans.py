"""Days that a change or a file of the workspace names, before anything has judged them."""

from __future__ import annotations

from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.loading import cells
from scheduler.loading.faults import BadValue
from scheduler.scenarios.bench import Bench
from scheduler.scenarios.script import Step

_NEVER = Text("全在排期范围之外，不起作用", "lies outside the horizon and changes nothing")


def span_of(node: object, first: str, last: str) -> Span:
    """Inclusive days of a map; what is no date leaves its end open."""
    items = node if isinstance(node, dict) else {}
    return Span.inclusive(_day(items.get(first)), _day(items.get(last)))


def horizon_of(bench: Bench) -> Span:
    """The horizon as it is now."""
    return span_of(bench.policy.at(("horizon",)), "first", "last")


def doubt_beside_horizon(bench: Bench, step: Step) -> None:
    """Doubt days of which none can be planned: a mistyped year would pass for no effect."""
    if not span_of(step.node, "from", "to").overlaps(horizon_of(bench)):
        bench.doubts.append(step.origin.fault(_NEVER))


def ends_before_it_begins(bench: Bench, step: Step) -> bool:
    """Whether the days of a change are in the wrong order, which is refused."""
    first, last = (_day(step.node.get(key)) for key in ("from", "to"))
    if first is None or last is None or first <= last:
        return False
    message = Text(
        f"不得早于 from（{step.node['from']}）", f"must not be before from ({step.node['from']})"
    )
    bench.refuse(step.origin.at("to"), message, step.node["to"])
    return True


def _day(value: object) -> int | None:
    try:
        return cells.day(value) if isinstance(value, str) else None
    except BadValue:
        return None
