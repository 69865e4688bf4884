"""The ways to part a co-located group, and the links that each of them leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.explain.conflicts.easing import Step, event_edit

MOST_PARTINGS = 12
"""Ways to part one group that are looked at, those in which the fewest leave first."""

Group = tuple[str, ...]


@dataclass(frozen=True)
class Parting:
    """A group in parts.

    Parameters
    ----------
    leaving
        Those that no longer stand with the others; in all but the last way they stay together.
    links
        The cells `co_located_with` that become another, by event.
    """

    group: Group
    leaving: Group
    links: tuple[tuple[str, str], ...]


def partings(problem: Problem, group: Group) -> Iterator[Parting]:
    """Yield one event leaving for each, then several together, at last all apart."""
    if len(group) == 2:
        # The one whose row holds the link leaves.
        linked = next(e for e in group if problem.event_by_id[e].co_located_with)
        yield _parting(problem, group, (linked,), [(e,) for e in group])
        return
    few = [part for n in range(1, len(group) // 2 + 1) for part in combinations(group, n)]
    for leaving in few[:MOST_PARTINGS]:
        rest = tuple(e for e in group if e not in leaving)
        yield _parting(problem, group, leaving, [rest, leaving])
    yield _parting(problem, group, group, [(e,) for e in group])


def _parting(
    problem: Problem, group: Group, leaving: Group, parts: Sequence[Group]
) -> Parting:
    new = {e: link for part in parts for e, link in _links(problem, part).items()}
    old = {e: problem.event_by_id[e].co_located_with for e in group}
    return Parting(group, leaving, tuple((e, new[e]) for e in group if new[e] != old[e]))


def _links(problem: Problem, part: Group) -> dict[str, str]:
    """Links among a part that join it, as many as can be those that are there."""
    links = {e: problem.event_by_id[e].co_located_with for e in part}
    links = {e: link if link in part else "" for e, link in links.items()}
    events = tuple(replace(problem.event_by_id[e], co_located_with=links[e]) for e in part)
    first, *others = replace(problem, events=events).groups
    for piece in others:
        links[_end(links, piece)] = first[0]
    return links


def _end(links: dict[str, str], piece: Group) -> str:
    """Where the links of a piece end, or one of those in a ring, which one link less leaves whole.

    Each event has one link at most, so that following them ends at one or the other.
    """
    at = piece[0]
    for _ in piece:
        at = links[at] or at
    return at


def applied(problem: Problem, parting: Parting) -> Step:
    """The group parted, at a price for each event that leaves; of all, one need not."""
    weights = [problem.event_by_id[e].priority for e in parting.leaving]
    if parting.leaving == parting.group:
        weights.remove(max(weights))
    after = problem
    for e, link in parting.links:
        after = after.with_event(replace(after.event_by_id[e], co_located_with=link))
    edits = tuple(event_edit(problem, e, "co_located_with", link) for e, link in parting.links)
    price = problem.policy.remedies["apart"] * sum(weights)
    return Step(after, price, edits, _text(problem, parting))


def _text(problem: Problem, parting: Parting) -> Text:
    who = [problem.event_by_id[e].name for e in parting.leaving]
    zh = "".join(f"“{n.get('zh')}”" for n in who)
    en = ", ".join(n.get("en") for n in who)
    several = 1 < len(who) < len(parting.group)
    return Text(
        f"不再要求{zh}{'与同组其他活动' if several else ''}同期同馆",
        f"no longer co-locate {en}{' with the others' if several else ''}",
    )
