"""Why the events a plan leaves out are not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from scheduler.audit import Audit
from scheduler.cpsat.builder import draft_of
from scheduler.cpsat.draft import Site, Unit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.solution import Unplaced
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.explain.alone import why_nowhere
from scheduler.explain.around import Around
from scheduler.rules import BY_ID
from scheduler.rules.wording import event_name

MOST_TRIES = 120
"""Places and days tried for one event, spread evenly over all that fit it alone."""

NOWHERE = Text("单独来看就无处可排：{why}", "fits nowhere, even alone: {why}")
DEARER = Text(
    "可排在 {venue}，{day} 开展，但全年总代价会高出 {points} 分",
    "could open at {venue} on {day}, but the cost of the plan in points would rise by {points}",
)
EQUAL = Text(
    "排在 {venue}、{day} 开展与不排同价",
    "opening at {venue} on {day} would cost as much as leaving it out",
)
CHEAPER = Text(
    "可排在 {venue}，{day} 开展，总代价还会低 {points} 分；本方案未证明为最优",
    "could open at {venue} on {day} and lower the cost in points by {points}; "
    "this plan is not proven best",
)
CROWDED = Text(
    "试了 {tries} 个场馆与日期，均与已排活动冲突：{why}",
    "places and days tried: {tries}, none without a clash with what stands: {why}",
)


LATE = Text(
    "时间用尽，未及查明原因；放宽 --time-limit 即可查明",
    "time ran out before the reason was looked into; raise --time-limit to have it",
)


def explain_unplaced(
    problem: Problem, plan: Plan, judged: Audit, go_on: Callable[[], bool] = lambda: True
) -> tuple[Unplaced, ...]:
    """A reason in both languages for every event without a place, in the order of the file.

    Parameters
    ----------
    plan
        A legal plan.
    go_on
        Asked before each event, those of most priority first; once it says no, those left are
        told that time ran out.
    """
    placed = judged.roster.by_event
    missing = [e for e in problem.events if e.id not in placed]
    if not missing:
        return ()
    why: dict[str, Text] = {}
    for e in sorted(missing, key=lambda e: -e.priority):
        if e.id not in why and go_on():
            unit = _unit(problem, problem.group_of[e.id])
            why |= dict.fromkeys((m.id for m in unit.events), _why(problem, judged, unit))
    return tuple(Unplaced(e.id, e.priority, why.get(e.id, LATE)) for e in missing)


def _unit(problem: Problem, group: Sequence[str]) -> Unit:
    """The draft of one unit; no rule narrows it by looking at others."""
    alone = replace(problem, events=tuple(problem.event_by_id[e] for e in group))
    return draft_of(alone).units[0]


def _why(problem: Problem, judged: Audit, unit: Unit) -> Text:
    around = Around(problem, judged.roster, unit)
    tries = list(_tries(around))
    if not tries:
        return _fill(NOWHERE, why=why_nowhere(problem, unit))
    against: Counter[tuple[str, str]] = Counter()
    best: tuple[int, Placement] | None = None
    mine = {e.id for e in unit.events}
    for rows in tries:
        hard = around.broken(rows)
        if not hard:
            extra = around.extra(rows)
            best = min(best or (extra, rows[0]), (extra, rows[0]), key=lambda pair: pair[0])
        for rule, other in {(f.reason.rule, o) for f in hard for o in _others(f, mine)}:
            against[rule, other] += 1
    if best is not None:
        return _priced(problem, *best)
    return _fill(CROWDED, tries=len(tries), why=_blame(problem, against))


def _others(finding: Finding, mine: set[str]) -> list[str]:
    return [e for e in finding.reason.events if e not in mine] or [""]


def _tries(around: Around) -> Iterator[tuple[Placement, ...]]:
    starts = [
        (site, i) for site in around.unit.sites for i, ok in enumerate(site.ok.tolist()) if ok
    ]
    for k in range(0, len(starts), max(1, -(-len(starts) // MOST_TRIES))):
        site, i = starts[k]
        yield _rows(around, site, around.problem.horizon.start + i)


def _rows(around: Around, site: Site, day: int) -> tuple[Placement, ...]:
    """Rows for all members, in free halls where there are any."""
    taken: set[str] = set()
    halls: dict[str, list[str]] = {e.id: [] for e in site.unit.events}
    index = day - around.problem.horizon.start
    here = [t for t in around.near(day).tenancies if t.venue.id == site.venue.id]
    for need in site.needs:
        span = need.event.tenancy(day)
        busy = taken | {
            h
            for t in here
            if t.span.free_days_to(span) < site.venue.turnaround_days
            for h in t.hall_ids
        }
        blocks = [b for b in need.blocks if b.ok[index]]
        blocks.sort(key=lambda b: (len(busy & set(b.halls)), b.stretch_m2))
        if blocks:
            halls[need.event.id].extend(blocks[0].halls)
            taken.update(blocks[0].halls)
    return tuple(Placement(e, site.venue.id, tuple(ids), day) for e, ids in halls.items())


def _priced(problem: Problem, extra: int, at: Placement) -> Text:
    sentence = DEARER if extra > 0 else EQUAL if extra == 0 else CHEAPER
    venue = problem.venue_by_id[at.venue_id].name
    return _fill(sentence, venue=venue, day=iso(at.show_first), points=abs(extra))


def _blame(problem: Problem, against: Counter[tuple[str, str]]) -> Text:
    def part(lang: str, rule: str, other: str, n: int) -> str:
        title = BY_ID[rule].title.get(lang)
        # Without another event, the event breaks the rule by itself.
        names = [event_name(problem, other, lang)] if other else []
        if lang == "zh":
            return f"{title}（{'，'.join([*names, str(n)])}）"
        return f"{title.lower()} ({', '.join([*names, str(n)])})"

    top = against.most_common(3)
    zh = "；".join(part("zh", rule, other, n) for (rule, other), n in top)
    return Text(zh, "; ".join(part("en", rule, other, n) for (rule, other), n in top))


def _fill(sentence: Text, **facts: Text | int | str) -> Text:
    def side(lang: str) -> str:
        plain = {k: v.get(lang) if isinstance(v, Text) else v for k, v in facts.items()}
        return sentence.get(lang).format(**plain)

    return Text(side("zh"), side("en"))
