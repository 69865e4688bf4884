"""Writes what scenarios would do: plans and reports, one page and one workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs import bundle
from scheduler.outputs.answers import dumped
from scheduler.outputs.origin import NOTHING, Origin, Supposed, numbered, place_in, places_in
from scheduler.scenarios.apply import changed_sources
from scheduler.scenarios.effect import Effect
from scheduler.scenarios.read import read_city, read_scenario
from scheduler.scenarios.scenario import Scenario
from scheduler.workflow.curving import CURVE_HTML, CURVE_JSON, CURVE_SVG
from scheduler.workflow.judging import Judged
from scheduler.workflow.resolving import check_new
from scheduler.workflow.standing import Stands
from scheduler.workflow.whatif import Answered
from scheduler.workflow.writing import write_all

JSON, HTML, XLSX = "whatif.json", "whatif.html", "whatif.xlsx"

OURS = (
    JSON, HTML, XLSX, CURVE_JSON, CURVE_SVG, CURVE_HTML, bundle.FEEDS, bundle.PLAN_CSV,
    bundle.PLAN_JSON, bundle.REPORT_HTML, bundle.REPORT_XLSX,
)  # fmt: skip
"""What no scenario's folder may be called: files of ours stand beside it, or are looked for."""


@dataclass(frozen=True)
class Targets:
    """Where results go; ``None`` where they are not asked for.

    Parameters
    ----------
    out
        Folder for a folder of each scenario, and for the comparison in all three forms.
    html, xlsx
        Files for the comparison alone.
    picture
        File for the curves alone.
    """

    out: Path | None = None
    html: Path | None = None
    xlsx: Path | None = None
    picture: Path | None = None

    def check(self) -> None:
        """Tell before a long search that results could not be written.

        Raises
        ------
        UsageError
        """
        if self.out:
            bundle.check_target(self.out)
        for file in filter(None, (self.html, self.xlsx, self.picture)):
            bundle.check_target(file.parent)
            if file.is_dir():
                text = Text(f"“{file}”是文件夹，不是文件。", f'"{file}" is a folder, not a file.')
                raise UsageError(text)


def write_whatif(
    targets: Targets,
    workspace: Path,
    stands: Stands,
    answers: Sequence[Answered],
    answer: dict[str, Any],
    named: Mapping[str, Named],
    lang: str,
) -> list[Path]:
    """Write what was asked for.

    Parameters
    ----------
    answer
        What ``whatif`` answers.
    named
        Names by scenario file, as `names_of` has them.
    """
    # Not at the top, since tables take a while to load.
    from scheduler.outputs.whatif import write_book, write_page

    written = []
    if out := targets.out:

        def fill(folder: Path) -> None:
            (folder / JSON).write_text(dumped(answer), encoding="utf-8")
            write_page(folder / HTML, answer, lang)
            write_book(folder / XLSX, answer, lang)

        bundle.check_target(out)
        for name, place, effect in _plans(answers, named):
            write_all(out / name, _judged(workspace, stands, place, effect), lang)
            written.append(out / name)
        written += bundle.install(out, fill)
    for file, write in ((targets.html, write_page), (targets.xlsx, write_book)):
        if file:
            with bundle.telling(file):
                write(file, answer, lang)
            written.append(file)
    return written


def write_cities(workspace: Path, files: Sequence[Path], out: Path) -> list[Path]:
    """Write the city that each sound scenario makes, a workspace each, into a new folder.

    Raises
    ------
    UsageError
        When `out` holds anything.
    """
    from scheduler.outputs.amend import write_city

    check_new(out)
    sources, _ = read_city(workspace)
    made = [changed_sources(sources, read_scenario(workspace, f)) for f in files]

    def fill(folder: Path) -> None:
        for name, city in zip(_names(files), made, strict=True):
            (folder / name).mkdir()
            write_city(workspace, city, folder / name)

    return bundle.install(out, fill)


@dataclass(frozen=True)
class Named:
    """What a scenario is called.

    Parameters
    ----------
    folder
        In the folder of the answer.
    place
        In the workspace, as the certificate has it.
    """

    folder: str
    place: str


def names_of(
    workspace: Path, files: Sequence[Path], scenarios: Sequence[Scenario]
) -> dict[str, Named]:
    """Names of scenarios by their files, in whichever order they are told.

    Parameters
    ----------
    files, scenarios
        As asked for, and as read of them; `write_cities` gives the same names to the same files.
    """
    found = (s.file for s in scenarios)
    named = map(Named, _names(files), places_in(workspace, files))
    return dict(zip(found, named, strict=True))


def _plans(
    answers: Sequence[Answered], named: Mapping[str, Named]
) -> Iterator[tuple[str, str, Effect]]:
    """A name for each plan, and the place of its scenario."""
    for answer in answers:
        name = named[answer.effect.scenario.file]
        yield name.folder, name.place, answer.effect
        if answer.free is not None:
            yield f"{name.folder}.free", name.place, answer.free


def _names(files: Sequence[Path]) -> Iterator[str]:
    """Folders for files: without their endings and without dots ahead, each once.

    None differs from another in capitals alone, none is what ``--both`` adds to another, and none
    is a file of ours.
    """
    taken = {name.casefold() for name in OURS}
    for file in files:
        # A file called ...yaml would have the folder .. written.
        stem = file.stem.strip(". ") or "scenario"
        for name in numbered(stem):
            folders = {name.casefold(), f"{name}.free".casefold()}
            if not folders & taken:
                break
        taken |= folders
        yield name


def _judged(workspace: Path, stands: Stands, place: str, effect: Effect) -> Judged:
    """The plan of a scenario as of a solve, for its outputs."""
    plan = ("", "")
    if source := stands.source:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        plan = (place_in(workspace, source), digest)
    supposed = Supposed(place, *plan, effect.near, effect.scenario.today)
    origin = replace(Origin(*plan) if effect.near else NOTHING, supposed=supposed)
    return Judged(effect.scenario.problem, effect.solution, effect.after, origin)
