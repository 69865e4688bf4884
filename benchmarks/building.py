"""Times what goes before a search: loading, and building the models of an instance.

    python benchmarks/building.py [INSTANCE ...] [--seed N] [--files FOLDER]

INSTANCE is a name of the family (default: city-1000-a) or a workspace's folder. A row each model that the
search begins with: of a city searched as a whole the whole, of a large one the starts of the first plan and
the outline; and the promising starts, of each unit the thirty with fewest points (a search takes as many at
most, by what the outline's relaxation says). Draft: who may stand where and when, at what price; build:
variables and rows; matrix: the arrays that solvers get. Seconds of processor, of wall in brackets.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.family import read_family, workspace_of
from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.draft import Draft
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.outline import Outlook
from scheduler.domain.problem import Problem
from scheduler.loading import load
from scheduler.search.large import FEWEST, FIRST_STARTS, MOST, STARTS
from scheduler.search.promise import by_points, choice_of, promising
from scheduler.search.solve import LARGE

HEAD = ("instance", "model", "load", "draft", "build", "matrix", "draft to matrix", "variables", "rows", "entries")
Made = TypeVar("Made")


@dataclass
class Timer:
    """Seconds of processor and of wall, step by step."""

    steps: list[tuple[float, float]] = field(default_factory=list)

    def of(self, make: Callable[[], Made]) -> Made:
        """What is made, its time noted."""
        began = time.process_time(), time.perf_counter()
        made = make()
        self.steps.append((time.process_time() - began[0], time.perf_counter() - began[1]))
        return made

    def cells(self) -> list[str]:
        """Each step, and all of them together."""
        both = [*self.steps, (sum(cpu for cpu, _ in self.steps), sum(wall for _, wall in self.steps))]
        return [f"{cpu:.2f} ({wall:.2f})" for cpu, wall in both]


def starts(problem: Problem, seed: int, count: int) -> Draft:
    """So many starts of each unit, those with fewest points."""
    return promising(choice_of(Outlook(problem, seed)), by_points, count, math.inf)


def drafts(problem: Problem, seed: int) -> Iterator[tuple[str, Callable[[], Draft]]]:
    """The models that a search begins with, in its order."""
    if len(problem.groups) * len(problem.venues) > LARGE:
        first = max(FEWEST, min(MOST, FIRST_STARTS // max(1, len(problem.groups))))
        yield "starts of the first plan", lambda: starts(problem, seed, first)
        yield "outline", lambda: Outlook(problem, seed).outline()
    else:
        yield "whole", lambda: draft_of(problem)
    yield "promising starts", lambda: starts(problem, seed, STARTS)


def rows(name: str, workspace: Path, seed: int) -> Iterator[list[str]]:
    """The cells of each model of a workspace."""
    loading = Timer()
    problem = loading.of(lambda: load(workspace)).problem
    for model_name, make in drafts(problem, seed):
        timer = Timer()
        draft = timer.of(make)
        model = timer.of(lambda draft=draft: build(problem, draft))
        matrix = timer.of(lambda model=model: matrix_of(model))
        sizes = (matrix.rows.shape[1], matrix.rows.shape[0], matrix.rows.nnz)
        yield [name, model_name, loading.cells()[0], *timer.cells(), *(f"{size:,}" for size in sizes)]


def workspaces(parser: argparse.ArgumentParser, names: Sequence[str], files: Path | None) -> Iterator[tuple[str, Path]]:
    """Name and folder of each instance of the family or workspace; what is neither ends the command first."""
    family = read_family()
    if unknown := [name for name in names if name not in family and not Path(name, "policy.yaml").exists()]:
        parser.error(f"neither in family.csv nor a workspace: {', '.join(unknown)}")
    for name in names:
        if name in family:
            with workspace_of(family[name], files) as workspace:
                yield name, workspace
        else:
            yield Path(name).name, Path(name)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is returned."""
    parser = argparse.ArgumentParser(description="Time loading and building the models of instances.")
    parser.add_argument("instances", nargs="*", default=["city-1000-a"], metavar="INSTANCE",
                        help="name in benchmarks/family.csv, or a workspace's folder (default: city-1000-a)")
    parser.add_argument("--seed", type=int, default=1, help="of the venues that a choice of starts draws")
    parser.add_argument("--files", type=Path, help="folder in which generated instances stay")
    args = parser.parse_args(argv)
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for name, workspace in workspaces(parser, args.instances, args.files):
        for cells in rows(name, workspace, args.seed):
            print(f"| {' | '.join(cells)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
