"""The best places for an event, or for a new one, in the plan that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.audit import audit
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.loading import load_with_event
from scheduler.outputs.answers import place_answer
from scheduler.scenarios.compare import Change, change_answer, compare
from scheduler.search.params import SolveParams
from scheduler.workflow.explaining import check_event
from scheduler.workflow.standing import Stands

if TYPE_CHECKING:
    from scheduler.explain.options import Option

YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Offer:
    """A place for an event, and who else would move for it, and why."""

    option: Option
    changes: tuple[Change, ...]


def is_file(event: str) -> bool:
    """Whether what was asked about is a file with a new event rather than an id."""
    return event.lower().endswith(YAML) or any(c in event for c in "/\\.")


def with_new_event(workspace: Path, path: Path, stands: Stands) -> tuple[Stands, str]:
    """The standing plan in a city that has one event more, and that event's id.

    Raises
    ------
    InputError
        With every fault of the event.
    """
    loaded, event_id = load_with_event(workspace, path)
    if event_id in stands.plan.by_event():
        used = Text(
            f"现行方案中已有活动“{event_id}”，请另取 id",
            f'the standing plan has an event "{event_id}" already; choose another id',
        )
        raise UsageError(used)
    judged = audit(loaded.problem, stands.plan)
    # What was proven of plans without the event says nothing of plans with it.
    return replace(stands, problem=loaded.problem, judged=judged, bound=None), event_id


def options(
    stands: Stands,
    event_id: str,
    most: int,
    params: SolveParams,
    free_only: bool = False,
    first: Callable[[list[Offer]], None] = lambda offers: None,
) -> list[Offer]:
    """Up to `most` places that displace nobody, then as many that others make room for.

    Parameters
    ----------
    free_only
        Whether to leave out the second part.
    first
        Told the first part as soon as it is there.

    Raises
    ------
    UsageError
        For an unknown event.
    """
    check_event(stands.problem, event_id)
    # Not at the top, since numbers take a while to load.
    from scheduler.explain.explanation import Standing
    from scheduler.explain.options import Options

    base = Standing(stands.plan, stands.judged, stands.bound)
    search = Options(replace(stands.problem, near=None), base, event_id, most)
    free = _offers(stands, event_id, search.free())
    first(free)
    return free if free_only else [*free, *_offers(stands, event_id, search.displacing(params))]


def _offers(stands: Stands, event_id: str, found: Iterable[Option]) -> list[Offer]:
    offers = []
    for option in found:
        both = compare(stands.problem, stands.plan, option.plan)
        changes = tuple(c for c in both.changes if c.event_id != event_id)
        offers.append(Offer(option, changes))
    return offers


def options_answer(event_id: str, offers: Iterable[Offer]) -> dict[str, Any]:
    """What ``options`` says; `extra_cost` adds up from `by_rule`."""
    return {"event_id": event_id, "options": [_offer_answer(o) for o in offers]}


def _offer_answer(offer: Offer) -> dict[str, Any]:
    option = offer.option
    return {
        "place": place_answer(option.place),
        "extra_cost": option.extra,
        "extra_cost_low": option.low,
        "by_rule": option.by_rule,
        "changes": [change_answer(c) for c in offer.changes],
        "displaces": option.displaces,
        "other_halls": [list(h) for h in option.halls],
    }
