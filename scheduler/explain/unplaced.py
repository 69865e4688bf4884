"""Why the events a plan leaves out are not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scheduler.audit import Audit, audit
from scheduler.cpsat.builder import draft_of
from scheduler.cpsat.draft import Site, Unit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.solution import Unplaced
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.explain.alone import why_nowhere
from scheduler.rules import BY_ID, RULES
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


def explain_unplaced(problem: Problem, plan: Plan, judged: Audit) -> tuple[Unplaced, ...]:
    """A reason in both languages for every event without a place, in the order of the file."""
    placed = judged.roster.by_event
    missing = [e for e in problem.events if e.id not in placed]
    if not missing:
        return ()
    units = {e.id: unit for unit in draft_of(problem).units for e in unit.events}
    return tuple(
        Unplaced(e.id, e.priority, _why(problem, plan, judged, units[e.id])) for e in missing
    )


def _why(problem: Problem, plan: Plan, judged: Audit, unit: Unit) -> Text:
    tries = list(_tries(problem, judged.roster, unit))
    if not tries:
        return _fill(NOWHERE, why=why_nowhere(problem, unit))
    against: Counter[tuple[str, str]] = Counter()
    best: tuple[int, Placement] | None = None
    for rows in tries:
        trial = Plan((*plan.placements, *rows))
        hard = _hard(problem, trial)
        if not hard:
            extra = audit(problem, trial).cost - judged.cost
            best = min(best or (extra, rows[0]), (extra, rows[0]), key=lambda pair: pair[0])
        mine = {e.id for e in unit.events}
        for rule, other in {(f.reason.rule, o) for f in hard for o in _others(f, mine)}:
            against[rule, other] += 1
    if best is not None:
        return _priced(problem, *best)
    return _fill(CROWDED, tries=len(tries), why=_blame(problem, against))


def _hard(problem: Problem, plan: Plan) -> list[Finding]:
    roster = Roster.read(problem, plan)
    rules = [rule for rule in RULES if rule.is_hard(problem) and rule.id != "coverage"]
    return [f for rule in rules for f in rule.findings(problem, roster)]


def _others(finding: Finding, mine: set[str]) -> list[str]:
    return [e for e in finding.reason.events if e not in mine] or [""]


def _tries(problem: Problem, roster: Roster, unit: Unit) -> Iterator[tuple[Placement, ...]]:
    starts = [
        (site, i) for site in unit.sites for i, ok in enumerate(site.ok.tolist()) if ok
    ]
    for k in range(0, len(starts), max(1, -(-len(starts) // MOST_TRIES))):
        site, i = starts[k]
        yield _rows(roster, site, problem.horizon.start + i)


def _rows(roster: Roster, site: Site, day: int) -> tuple[Placement, ...]:
    """Rows for all members, in free halls where there are any."""
    taken: set[str] = set()
    halls: dict[str, list[str]] = {e.id: [] for e in site.unit.events}
    index = day - roster.problem.horizon.start
    for need in site.needs:
        span = need.event.tenancy(day)
        busy = taken | {
            h
            for t in roster.tenancies
            if t.venue.id == site.venue.id
            and t.span.free_days_to(span) < site.venue.turnaround_days
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
