"""What the audit says of a model's starts: whether halls can be found for some of them together."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import Floats, Ints, Mask
from scheduler.cpsat.model import Model
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from tests.agreement.brute_force import LATER, MISSING
from tests.agreement.nudging import greedy, nudges
from tests.factory import closure, event, hall, problem, room, venue

ALONE = {*LATER, MISSING}


def crammed(seed: int) -> Problem:
    """One venue of odd halls, too small for its seven events: a group, two needs, a booking."""
    rng = random.Random(seed)
    shut = (closure("2021-04-01", None), closure("2021-04-06", "2021-04-07"))
    halls = [
        hall(
            f"h{n}",
            1000 * rng.randint(2, 5),
            features=rng.choice(([], ["heavy-load"])),
            closures=rng.choice(((), (), (), shut[:1], shut[1:])),
            seats=rng.choice((0, 0, 300)),
        )
        for n in range(1, 6)
    ]
    site = venue(
        "expo",
        *halls,
        room("r1", 300),
        runs=rng.choice(([["h1", "h2", "h3", "h4", "h5"]], [["h1", "h2", "h3"], ["h4", "h5"]])),
        turnaround_days=rng.randint(0, 2),
    )
    events = [
        event(
            f"e{n}",
            gross_m2=rng.choice((1000, 3000, 4000, 6000, 8000)),
            seats=rng.choice((0, 0, 200)),
            show_days=rng.randint(1, 3),
            move_in_days=rng.randint(0, 2),
            move_out_days=rng.randint(0, 2),
            theme=rng.choice(("", "", "", "tea")),
            requires=rng.choice(([], [], [], ["heavy-load"])),
            co_located_with="e0" if n == 1 else "",
            booked_halls=("expo/h2", "expo/h3") if n == 2 and rng.random() < 0.5 else (),
        )
        for n in range(7)
    ]
    return problem(*events, venues=[site], first="2021-04-01", last="2021-04-14")


@dataclass
class Court:
    """Judges sets of start literals of one model by trying all halls."""

    problem: Problem
    model: Model = field(init=False)
    _offers: dict[tuple[str, str], list[tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.model = build(self.problem)
        self.home = {j: site for site in self.model.sites for j in site.opens}

    @property
    def starts(self) -> Mask:
        """Mask of the start literals."""
        mask = np.zeros(len(self.model.upper), bool)
        mask[list(self.home)] = True
        return mask

    def day(self, literal: int) -> int:
        """First show day of a start."""
        site = self.home[literal]
        return int(site.days[literal - site.opens.start])

    def stand_together(self, literals: list[int]) -> bool:
        """Whether the audit accepts these starts with any halls, whatever else is lacking."""
        rows = [
            (e.id, self.home[j].site.venue.id, self.day(j))
            for j in literals
            for e in self.home[j].site.unit.events
        ]
        return self._extend(Plan(), rows)

    def _extend(self, plan: Plan, rows: list[tuple[str, str, int]]) -> bool:
        if not rows:
            return not {(f.reason.rule, f.reason.case) for f in self._hard(plan)} - LATER
        event_id, venue_id, day = rows[0]
        for halls in self._halls(event_id, venue_id):
            bigger = Plan((*plan.placements, Placement(event_id, venue_id, halls, day)))
            broken = {(f.reason.rule, f.reason.case) for f in self._hard(bigger)}
            if not broken - ALONE and self._extend(bigger, rows[1:]):
                return True
        return False

    def _hard(self, plan: Plan) -> list[object]:
        return list(audit(self.problem, plan).hard)

    def _halls(self, event_id: str, venue_id: str) -> list[tuple[str, ...]]:
        key = event_id, venue_id
        if key not in self._offers:
            ids = [h.id for h in self.problem.venue_by_id[venue_id].halls]
            sets = (c for n in range(len(ids) + 1) for c in combinations(ids, n))
            self._offers[key] = [s for s in sets if self._has_room(event_id, venue_id, s)]
        return self._offers[key]

    def _has_room(self, event_id: str, venue_id: str, halls: tuple[str, ...]) -> bool:
        row = Placement(event_id, venue_id, halls, self.problem.horizon.start)
        return not any(f.reason.rule == "capacity" for f in self._hard(Plan((row,))))

    def legal_starts(self, count: int, seed: int) -> Iterator[Ints]:
        """Assignments of starts under plans that break no rule that more events could not mend."""
        rng = random.Random(seed)
        literal = {
            (e.id, site.site.venue.id, day): j
            for site in self.model.sites
            for day, j in zip(site.days.tolist(), site.opens, strict=True)
            for e in site.site.unit.events
        }
        for _ in range(count):
            base = greedy(self.problem, rng)
            for plan in (base, *nudges(self.problem, base, rng, 12)):
                if {(f.reason.rule, f.reason.case) for f in self._hard(plan)} <= LATER:
                    values = np.zeros(len(self.model.upper), np.int64)
                    keys = [(p.event_id, p.venue_id, p.show_first) for p in plan.placements]
                    values[[literal[key] for key in keys]] = 1
                    yield values

    def points(self, count: int, seed: int) -> Iterator[Floats]:
        """Random fractions: each unit on one to four of its starts, more or less near a day."""
        rng = np.random.default_rng(seed)
        horizon = self.problem.horizon
        for _ in range(count):
            values = np.zeros(len(self.model.upper))
            centre, spread = rng.integers(horizon.start, horizon.end), rng.choice((1, 3, 10))
            for unit in self.model.draft.units:
                literals = np.array([j for s in self.model.places(unit) for j in s.opens], int)
                if len(literals):
                    days = np.array([self.day(j) for j in literals.tolist()])
                    far = np.abs(days - centre) + spread * rng.random(len(literals))
                    chosen = literals[np.argsort(far)[: rng.integers(1, 5)]]
                    values[chosen] = rng.dirichlet(np.ones(len(chosen)))
            yield values
