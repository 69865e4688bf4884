"""Peer "timefold": Timefold's local search through its Python package (and a Java of 17 or later).

The package's last release is 1.24.0b0, for Python 3.10 to 3.12; its open edition searches on one thread.
It takes no moves written in Python. What can be tuned is: the start is the greedy plan; starts near the
wish stand in a group's value range more often, so that they are drawn more often; halls alone, start
alone, both at once, and the starts of two groups at once are drawn with hand-set weights; late acceptance. Of a group's halls for several events at once the least wasteful 200 are kept.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Sequence
from typing import Any

from benchmarks.peers import greedy
from benchmarks.peers.counters import Counters, Effect, Unit
from benchmarks.peers.run import NoPeer, Places, Run
from benchmarks.peers.sheet import Sheet

NEAR = ((3, 8), (14, 4))
"""Days around the wish within which a start stands so many times in the value range."""

SEARCH = """<solver xmlns="https://timefold.ai/xsd/solver">
  <localSearch>
    <unionMoveSelector>
      <changeMoveSelector><fixedProbabilityWeight>3</fixedProbabilityWeight>
        <valueSelector variableName="start"/></changeMoveSelector>
      <changeMoveSelector><fixedProbabilityWeight>3</fixedProbabilityWeight>
        <valueSelector variableName="place"/></changeMoveSelector>
      <cartesianProductMoveSelector><fixedProbabilityWeight>4</fixedProbabilityWeight>
        <changeMoveSelector><entitySelector id="one"/><valueSelector variableName="start"/></changeMoveSelector>
        <changeMoveSelector><entitySelector mimicSelectorRef="one"/><valueSelector variableName="place"/>
        </changeMoveSelector></cartesianProductMoveSelector>
      <cartesianProductMoveSelector><fixedProbabilityWeight>1</fixedProbabilityWeight>
        <changeMoveSelector><valueSelector variableName="start"/></changeMoveSelector>
        <changeMoveSelector><valueSelector variableName="start"/></changeMoveSelector></cartesianProductMoveSelector>
    </unionMoveSelector>
    <acceptor><lateAcceptanceSize>{late}</lateAcceptanceSize></acceptor>
    <forager><acceptedCountLimit>1</acceptedCountLimit></forager>
  </localSearch>
</solver>"""
LATE = 400


def model() -> Any:
    """The planning classes; importing them starts the JVM.

    Raises
    ------
    NoPeer
        Without Java, without the package, or when the two do not go together.
    """
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise NoPeer("there is no Java on this machine (a JDK or JRE of 17 or later is needed)")
    try:
        from benchmarks.peers import timefold_model
    except ImportError as error:
        raise NoPeer(f"the package timefold 1.24.0b0 is not there for Python {sys.version_info[0]}."
                     f"{sys.version_info[1]} ({error})") from error
    except Exception as error:  # the JVM's own errors are of many kinds
        raise NoPeer(f"the package timefold does not work with this Java ({error})") from error
    return timefold_model


def started(run: Run) -> Sheet:
    """The greedy plan, the search's start."""
    sheet = Sheet(run.world)
    for group in greedy.order(run.world):
        if run.left > 0:
            greedy.place(sheet, group)
    if (cost := sheet.points) is not None:
        run.take(dict(sheet.places), cost)
    return sheet


def weighted(unit: Unit) -> list[int]:
    """The starts, those near the cheapest more often."""
    wish = min(unit.starts, key=lambda s: unit.costs[s])
    out = list(unit.starts)
    for days, times in NEAR:
        out += [s for s in unit.starts if abs(s - wish) <= days] * (times - 1)
    return out


class Tables:
    """All numbers in one list.

    First: days, number of rows, where the coverage goals begin, their number, the price of one
    missing, 1 if that breaks a rule; then free, unit, price, hard of each row; the goals; and the
    groups' parts. A group's head: points if left out, rules broken then, where its options, starts and
    costs begin, where its effects begin and how many, where its goals begin and how many. An option:
    points, legal starts as bits, where its effects begin and how many.
    """

    def __init__(self, counters: Counters) -> None:
        world, goals = counters.world, counters.goals
        rows = [x for row in zip(counters.free, counters.unit, counters.price, map(int, counters.hard), strict=True)
                for x in row]
        self.numbers = [world.days, len(counters.free), 6 + len(rows), len(goals), world.city.weight("coverage"),
                        int(world.coverage_is_hard), *rows, *goals]
        self._known: dict[tuple[int, ...], int] = {}

    def part(self, numbers: Sequence[int]) -> int:
        """Where these numbers stand; the same ones stand once."""
        key = tuple(numbers)
        if key not in self._known:
            self._known[key] = len(self.numbers)
            self.numbers += numbers
        return self._known[key]

    def group(self, unit: Unit, starts: list[int]) -> int:
        """Where the head of a group stands."""
        options = []
        for one in unit.options:
            options += [one.points, one.legal, self.part(flat(one.effects)), len(one.effects)]
        head = [unit.unplaced, 100 * unit.booked, self.part(options), self.part(starts), self.part(unit.costs),
                self.part(flat(unit.effects)), len(unit.effects), self.part(unit.covers), len(unit.covers)]
        self.numbers += head
        return len(self.numbers) - len(head)


def flat(effects: list[Effect]) -> list[int]:
    """Effects, four numbers each."""
    return [x for effect in effects for x in effect]


def year_of(classes: Any, counters: Counters, sheet: Sheet) -> Any:
    """The problem in Timefold's classes, placed as the sheet is."""
    from timefold.solver.domain import ValueRangeFactory

    tables, groups = Tables(counters), []
    for number, unit in enumerate(counters.units):
        starts = weighted(unit)
        at = [sheet.places.get(e) for e in unit.events]
        ways = tuple(one[0] for one in at if one is not None)
        place = next((n for n, option in enumerate(unit.options) if option.ways == ways), None)
        start = starts.index(at[0][1]) if place is not None and at[0] is not None else 0
        ranges = (ValueRangeFactory.create_int_value_range(0, n) for n in (len(unit.options), len(starts)))
        groups.append(classes.Group(number, tables.group(unit, starts), *ranges, place, start))
    return classes.Year(groups, classes.Tables(" ".join(map(str, tables.numbers))))


def places_of(counters: Counters, year: Any) -> Places:
    """The places of a solution."""
    found: Places = {}
    for group in year.groups:
        if group.place is not None:
            unit = counters.units[group.number]
            for e, way in zip(unit.events, unit.options[group.place].ways, strict=True):
                found[e] = way, weighted(unit)[group.start]
    return found


def solve(run: Run) -> None:
    """Start greedily, then search until the limit."""
    classes = model()
    from jpype import JImplements, JOverride
    from timefold.solver import SolverFactory
    from timefold.solver.config import (
        EnvironmentMode,
        ScoreDirectorFactoryConfig,
        SolverConfig,
    )

    sheet = started(run)
    counters = Counters(run.world)
    year = year_of(classes, counters, sheet)
    if run.left < 1:
        run.note = "the time was over before the search began"
        return
    config = SolverConfig.create_from_xml_text(SEARCH.format(late=LATE))
    config.solution_class, config.entity_class_list = classes.Year, [classes.Group]
    config.environment_mode, config.random_seed = EnvironmentMode.NO_ASSERT, run.seed
    config.score_director_factory_config = ScoreDirectorFactoryConfig(
        incremental_score_calculator_class=classes.Calculator)
    solver = SolverFactory.create(config).build_solver()

    @JImplements("ai.timefold.solver.core.api.solver.event.SolverEventListener")
    class Listener:
        """Reads the score alone: turning each better plan into Python would take the time."""

        @JOverride
        def bestSolutionChanged(self, event: Any) -> None:  # noqa: N802
            score = event.getNewBestScore()
            if score.hardScore() == 0 and (run.best is None or -score.softScore() < run.best):
                run.tell(int(-score.softScore()))

    solver._delegate.addEventListener(Listener())
    end = threading.Timer(max(0.1, run.left - reserve(run)), solver.terminate_early)  # its own clock starts late
    end.daemon = True
    end.start()
    found = solver.solve(year)
    end.cancel()
    if found.score.hard_score == 0 and (run.best is None or -found.score.soft_score <= run.best):
        run.places, run.status = places_of(counters, found), "feasible"


def reserve(run: Run) -> float:
    """Seconds kept for turning the plan back into Python."""
    return 0.5 + 0.001 * len(run.world.events)
