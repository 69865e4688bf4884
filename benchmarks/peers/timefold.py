"""Peer "timefold": Timefold's local search, version 1.24.0, with hand-written moves.

It comes with the Python package ``timefold`` (last release 1.24.0b0, for Python 3.10 to 3.12), of which the
solver's jars are taken. The package would turn Python classes into Java ones, but it takes no moves
written in Python, and a score kept in Python ran about a thousand moves a second of processor time
in trials; so the model, the score (kept incrementally) and the moves are one Java file, ``Timefold.java``, which
a JDK of 17 or later compiles as it starts. The open edition searches on one thread. The start is the
greedy plan; of a co-located group's halls the 200 least wasteful sets a venue are kept; of a city with more than a
million options in all, each group keeps the venues it stands in or wishes for and some others.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.peers import greedy
from benchmarks.peers.counters import Counters, Effect, Unit
from benchmarks.peers.run import NoPeer, Places, Run
from benchmarks.peers.sheet import Sheet

TEMPERATURE = "0hard/60soft"
"""Simulated annealing: points more that are accepted at first; it cools down to the end of the time."""

WORD = 30
SOURCE = Path(__file__).with_name("Timefold.java")


def java() -> list[str]:
    """The command that starts the search.

    Raises
    ------
    NoPeer
        Without a JDK, or without the package.
    """
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if program is None:
        raise NoPeer("there is no Java on this machine (a JDK of 17 or later is needed)")
    modules = subprocess.run([program, "--list-modules"], capture_output=True, text=True)
    if "jdk.compiler@" not in modules.stdout:
        raise NoPeer("Java is there without its compiler (a JDK of 17 or later is needed)")
    found = importlib.util.find_spec("timefold")
    if found is None or not found.submodule_search_locations:
        raise NoPeer(f"the package timefold (1.24.0b0) is not there for Python "
                     f"{sys.version_info[0]}.{sys.version_info[1]}")
    jars = Path(found.submodule_search_locations[0]) / "solver" / "jars"
    return [program, "-cp", f"{jars}{os.sep}*", str(SOURCE)]


def started(run: Run) -> Sheet:
    """The greedy plan, the search's start."""
    sheet = Sheet(run.world)
    for group in greedy.order(run.world):
        if run.left > 0:
            greedy.place(sheet, group)
    if (cost := sheet.points) is not None:
        run.take(dict(sheet.places), cost)
    return sheet


class Tables:
    """All numbers in one list.

    First: days, number of rows, where the coverage goals begin, their number, the price of one
    missing, 1 if that breaks a rule; then free, unit, price, hard of each row; the goals; and the
    groups' parts. A group's head: points if left out, rules broken then, where its options, starts and
    costs begin, where its effects begin and how many, where its goals begin and how many, number of options and
    starts, the cheapest day, tenancy days before the start and after it. An option: points, where its legal
    starts begin (bits, 30 a number), where its effects begin and how many, where its halls are (their number
    first), venue.
    """

    def __init__(self, counters: Counters) -> None:
        self.world, goals = counters.world, counters.goals
        rows = [x for row in zip(counters.free, counters.unit, counters.price, map(int, counters.hard), strict=True)
                for x in row]
        self.numbers = [self.world.days, len(counters.free), 6 + len(rows), len(goals),
                        self.world.city.weight("coverage"), int(self.world.coverage_is_hard), *rows, *goals]
        self._known: dict[tuple[int, ...], int] = {}

    def part(self, numbers: Sequence[int]) -> int:
        """Where these numbers stand; the same ones stand once."""
        key = tuple(numbers)
        if key not in self._known:
            self._known[key] = len(self.numbers)
            self.numbers += numbers
        return self._known[key]

    def group(self, unit: Unit) -> int:
        """Where the head of a group stands."""
        options, words = list[int](), -(-self.world.days // WORD)
        for one in unit.options:
            legal = [one.legal >> WORD * n & (1 << WORD) - 1 for n in range(words)]
            halls = sorted(h for way in one.ways for h in way.halls)
            options += [one.points, self.part(legal), self.part(flat(one.effects)), len(one.effects),
                        self.part([len(halls), *halls]), one.ways[0].venue]
        events = [self.world.events[e] for e in unit.events]
        head = [unit.unplaced, 100 * unit.booked, self.part(options), self.part(unit.starts), self.part(unit.costs),
                self.part(flat(unit.effects)), len(unit.effects), self.part(unit.covers), len(unit.covers),
                len(unit.options), len(unit.starts), min(unit.starts, key=lambda s: unit.costs[s]),
                max(e.move_in_days for e in events), max(e.show_days + e.move_out_days for e in events) - 1]
        self.numbers += head
        return len(self.numbers) - len(head)


def flat(effects: list[Effect]) -> list[int]:
    """Effects, four numbers each."""
    return [x for effect in effects for x in effect]


def problem(counters: Counters, sheet: Sheet) -> Iterator[str]:
    """Lines for the search: the tables, then head, place and start of each group (as on the sheet)."""
    tables, groups = Tables(counters), []
    for unit in counters.units:
        at = [sheet.places.get(e) for e in unit.events]
        ways = tuple(one[0] for one in at if one is not None)
        place = next((n for n, option in enumerate(unit.options) if option.ways == ways), None)
        where = "- -" if place is None or at[0] is None else f"{place} {unit.starts.index(at[0][1])}"
        groups.append(f"{tables.group(unit)} {where}")
    yield " ".join(map(str, tables.numbers))
    yield from groups


def reserve_s(run: Run) -> float:
    """Seconds kept for ending and reading back."""
    return 0.3 + 0.0001 * len(run.world.events)


def search(run: Run, command: list[str], counters: Counters, sheet: Sheet) -> None:
    """Run Java; its better plans go to the trace, the last one to the run."""
    places: Places = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.txt"
        path.write_text("\n".join(problem(counters, sheet)), encoding="ascii")
        deadline = int(1000 * (run.began + run.limit_s - reserve_s(run)))
        arguments = [str(path), str(deadline), str(run.seed), TEMPERATURE]
        with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True) as java_:
            for line in java_.stdout or ():
                kind, *words = line.split()
                if kind == "T" and (run.best is None or int(words[0]) < run.best):
                    run.tell(int(words[0]))
                elif kind == "P":
                    group, place, start = map(int, words)
                    unit = counters.units[group]
                    places |= {e: (way, unit.starts[start])
                               for e, way in zip(unit.events, unit.options[place].ways, strict=True)}
                elif kind == "S" and words[0] == "0" and int(words[1]) == run.best:
                    run.places, run.status = places, "feasible"


def solve(run: Run) -> None:
    """Start greedily, then search until the limit."""
    command = java()
    told = subprocess.run([command[0], "--version"], capture_output=True, text=True).stdout.split()
    run.versions = {"timefold": importlib.metadata.version("timefold"), "java": told[1] if len(told) > 1 else ""}
    sheet = started(run)
    counters = Counters(run.world, sheet.places)
    if run.left < 1:
        run.note = "the time was over before the search began"
        return
    search(run, command, counters, sheet)
