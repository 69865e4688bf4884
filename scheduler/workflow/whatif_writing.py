"""Writes what scenarios would do: plans and reports, one page and one workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs import bundle
from scheduler.outputs.answers import dumped
from scheduler.outputs.origin import NOTHING, Origin
from scheduler.scenarios.effect import Effect
from scheduler.workflow.judging import Judged
from scheduler.workflow.standing import Stands
from scheduler.workflow.whatif import Answered
from scheduler.workflow.writing import write_all

JSON, HTML, XLSX = "whatif.json", "whatif.html", "whatif.xlsx"


@dataclass(frozen=True)
class Targets:
    """Where results go; ``None`` where they are not asked for.

    Parameters
    ----------
    out
        Folder for a folder of each scenario, and for the comparison in all three forms.
    html, xlsx
        Files for the comparison alone.
    """

    out: Path | None = None
    html: Path | None = None
    xlsx: Path | None = None

    def check(self) -> None:
        """Tell before a long search that results could not be written.

        Raises
        ------
        UsageError
        """
        if self.out:
            bundle.check_target(self.out)
        for file in filter(None, (self.html, self.xlsx)):
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
    lang: str,
) -> list[Path]:
    """Write what was asked for; `answer` is what ``whatif`` answers."""
    # Not at the top, since tables take a while to load.
    from scheduler.outputs.whatif import write_book, write_page

    written = []
    if out := targets.out:

        def fill(folder: Path) -> None:
            (folder / JSON).write_text(dumped(answer), encoding="utf-8")
            write_page(folder / HTML, answer, lang)
            write_book(folder / XLSX, answer, lang)

        bundle.check_target(out)
        for name, effect in _folders(answers):
            write_all(out / name, _judged(workspace, stands, effect), lang)
            written.append(out / name)
        written += bundle.install(out, fill)
    for file, write in ((targets.html, write_page), (targets.xlsx, write_book)):
        if file:
            with bundle.telling(file):
                write(file, answer, lang)
            written.append(file)
    return written


def _folders(answers: Sequence[Answered]) -> Iterator[tuple[str, Effect]]:
    """A name for each plan: the scenario's file without its ending, and without dots ahead."""
    taken: set[str] = set()
    for answer in answers:
        # A file called ...yaml would have the folder .. written.
        stem = Path(answer.effect.scenario.file).stem.strip(". ") or "scenario"
        names = chain([stem], (f"{stem}-{n}" for n in count(2)))
        name = next(n for n in names if not _names(n) & taken)
        taken |= _names(name)
        yield name, answer.effect
        if answer.free is not None:
            yield f"{name}.free", answer.free


def _names(name: str) -> set[str]:
    """Folders of a scenario, as disks compare them that do not tell capitals apart."""
    return {name.casefold(), f"{name}.free".casefold()}


def _judged(workspace: Path, stands: Stands, effect: Effect) -> Judged:
    """The plan of a scenario as of a solve, for its outputs."""
    origin = _origin(workspace, stands.source) if effect.near and stands.source else NOTHING
    return Judged(effect.scenario.problem, effect.solution, effect.after, origin)


def _origin(workspace: Path, plan: Path) -> Origin:
    path, home = plan.resolve(), workspace.resolve()
    name = path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name
    return Origin(name, hashlib.sha256(path.read_bytes()).hexdigest())
