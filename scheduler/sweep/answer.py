"""What ``sweep`` says in JSON, and the rows of its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from scheduler.sweep.figures import Dropped, Figures, Group, Loss, Result

Json = dict[str, Any]


def sweep_answer(plan: str | None, base_cost: int, results: Sequence[Result], f: Figures) -> Json:
    """All scenarios in their order, and the figures."""
    return {
        "plan": plan,
        "cost": base_cost,
        "pending": sum(r.outcome is None for r in results),
        "with_plan": sum(r.loss is not None for r in results),
        "robustness": {"over": f.over} | group_answer(f.robustness),
        "halls": [_placed(g) for g in f.halls],
        "venues": [_placed(g) for g in f.venues],
        "months": [{"month": g.key[0]} | group_answer(g) for g in f.months],
        "events": [event_answer(d) for d in f.events],
        "scenarios": [row(r) for r in results],
    }


def group_answer(group: Group) -> Json:
    """Mean and worst loss, and how many scenarios they are of; ``low`` is null when unknown."""
    return {
        "expected_loss": _loss(group.expected),
        "worst_loss": _loss(group.worst),
        "worst_scenario": group.worst_name or None,
        "with_plan": group.with_plan,
        "infeasible": group.infeasible,
        "unknown": group.unknown,
        "failed": group.failed,
    }


def _placed(group: Group) -> Json:
    return dict(zip(("venue_id", "hall_id"), group.key, strict=False)) | group_answer(group)


def event_answer(dropped: Dropped) -> Json:
    """How often an event is dropped or moved."""
    return asdict(dropped)


def _loss(loss: Loss | None) -> Json | None:
    return None if loss is None else {"low": loss.low, "high": loss.high}


def row(result: Result) -> Json:
    """A scenario as a row of the table; fields are null while it is still to be solved.

    ``loss_low`` also is when nothing is known of how near a plan can be.
    """
    item, done, loss = result.item, result.outcome, result.loss
    place = item.place or (None, None)
    return {
        "scenario": item.name,
        "source": item.source,
        "title_zh": item.title.get("zh"),
        "title_en": item.title.get("en"),
        "venue_id": place[0],
        "hall_id": place[1] or None,
        "month": item.month,
        "status": done.status if done else None,
        "cost": done.cost if done else None,
        "change": done.change if done else None,
        "bound": done.bound if done else None,
        "loss_low": loss.low if loss else None,
        "loss_high": loss.high if loss else None,
        "moved": list(done.moved) if done else None,
        "dropped": list(done.dropped) if done else None,
        "placed": list(done.placed) if done else None,
        "late": done.late if done else None,
        "cause": done.cause if done else None,
        "why_zh": done.why_zh if done else None,
        "why_en": done.why_en if done else None,
        "key": item.key,
        "wall_s": done.wall_s if done else None,
        "peak_mb": done.peak_mb if done else None,
        "tries": done.tries if done else None,
    }
