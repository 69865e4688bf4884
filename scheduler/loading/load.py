"""Loading a workspace: everything that is wrong at once, or a Problem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.domain.problem import Problem
from scheduler.errors import Fault, InputError
from scheduler.loading.busy_files import doubts as busy_doubts
from scheduler.loading.faults import Ledger, WorkspaceError
from scheduler.loading.sources import Sources, read_sources


@dataclass(frozen=True)
class Loaded:
    """A usable problem, and what is doubtful about it."""

    problem: Problem
    warnings: tuple[Fault, ...] = ()


def load(workspace: Path) -> Loaded:
    """Load a workspace.

    Raises
    ------
    WorkspaceError
        An `InputError` with all faults of all files, and the warnings found by then.
    """
    ledger = Ledger()
    try:
        sources = read_sources(workspace, ledger)
    except InputError as error:
        raise WorkspaceError(error.faults, ledger.warnings) from None
    ledger.warnings.extend(d for file in sources.busy for d in busy_doubts(file, datetime.now(UTC)))
    return judge(sources, ledger)


def judge(sources: Sources, ledger: Ledger) -> Loaded:
    """Check sources that were read, or changed by a scenario, and freeze them.

    Raises
    ------
    WorkspaceError
        With all faults, those noted in `ledger` included.
    """
    # Not at the top, since pydantic would slow down every command's help.
    from scheduler.loading.assemble import assemble
    from scheduler.loading.doubts import doubts

    problem = assemble(sources, ledger)
    ledger.warnings.extend(doubts(problem))
    return Loaded(problem, ledger.told_warnings())
