"""Makes a plan, or an older release, the next release.

Not part of ``scheduler.workflow`` itself, since other commands need no database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.domain.entry import State, draft_entries
from scheduler.domain.release import Release, directory_of
from scheduler.domain.span import Day
from scheduler.errors import Fault
from scheduler.outputs.answers import coverage_answer, dumped
from scheduler.outputs.changes import Figures
from scheduler.outputs.changes.answer import NOTHING
from scheduler.outputs.ical import oversized_in
from scheduler.outputs.tables import plan_document
from scheduler.releases.consequences import Consequences
from scheduler.releases.diff import consequences
from scheduler.releases.lifecycle import differs, new_states, next_release, today_in
from scheduler.store import Accepted, NoStore, Record, Store, open_store
from scheduler.workflow.judging import Judged, check
from scheduler.workflow.somebody import local_user

STORE = "scheduler.db"
"""File of releases inside a workspace."""


def store_of(workspace: Path, db: str | None, *, create: bool = False) -> Store:
    """Open the store of a workspace, or the one that was named."""
    return open_store(db or workspace / STORE, create=create)


@contextmanager
def store_to_publish(workspace: Path, db: str | None, *, dry: bool) -> Iterator[Store]:
    """Open the store, made if need be; a dry run makes none, but looks at an empty one."""
    if not dry:
        with store_of(workspace, db, create=True) as store:
            yield store
        return
    with TemporaryDirectory() as elsewhere:
        try:
            found = store_of(workspace, db)
        except NoStore:
            found = open_store(Path(elsewhere, STORE))
        with found as store:
            yield store


@dataclass(frozen=True)
class Publication:
    """The next release before it is one.

    Parameters
    ----------
    known
        Last state of every UID.
    today
        In the city.
    """

    store: Store
    previous: Release | None
    release: Release
    record: Record
    known: dict[str, State]
    today: Day

    @property
    def changed(self) -> bool:
        """Whether any reader could see a difference."""
        return differs(self.previous, self.release)

    @cached_property
    def diff(self) -> Consequences:
        """What it changes for events and for readers."""
        return consequences(self.previous, self.release, self.today)

    @property
    def last_diff(self) -> Consequences:
        """What the last release changed."""
        assert self.previous is not None
        number = self.previous.number
        before = self.store.release(number - 1) if number > 1 else None
        return consequences(before, self.previous, self.today)

    @cached_property
    def oversized(self) -> list[Fault]:
        """Warnings for calendars that calendar services may refuse."""
        return list(oversized_in(self.release, self.today))

    @property
    def figures(self) -> tuple[Figures, Figures]:
        """Cost and coverage before and after."""
        number = self.previous.number if self.previous else None
        before = figures_of(self.store.record(number)) if number else NOTHING
        return before, figures_of(self.record)

    def commit(self) -> None:
        """Make it a release.

        Raises
        ------
        Conflict
            When somebody else has published meanwhile.
        """
        self.store.add(self.release, self.record, new_states(self.known, self.release))


def figures_of(record: Record) -> Figures:
    """Cost and coverage of a release."""
    return Figures(record.cost, record.coverage)


def publication(
    store: Store, found: Judged, message: str, accepted: tuple[Accepted, ...],
    today: Day | None = None, now: datetime | None = None, who: str = "",
) -> Publication:  # fmt: skip
    """The release that a plan would be; nothing is written.

    Parameters
    ----------
    who
        Account of whoever publishes it; the machine's user where there is none.
    """
    assert found.audit is not None
    problem, judged = found.problem, found.audit
    record = Record(
        input_hash=problem.input_hash,
        cost=judged.cost,
        bound=found.solution.bound,
        cost_by_rule=dict(judged.cost_by_rule),
        coverage=coverage_answer(problem, judged.roster),
        plan=plan_document(problem, found.solution, judged, found.origin),
        accepted=accepted,
        who=who or local_user(),
    )
    previous = store.last()
    known = store.states()
    when = now or datetime.now(UTC)
    drafts = draft_entries(problem, judged.roster)
    release = next_release(previous, directory_of(problem), drafts, when, message, known, today)
    return Publication(store, previous, release, record, known, _day(release, today))


def judged_again(workspace: Path, store: Store, number: int) -> Judged:
    """The plan of an older release, judged by today's inputs."""
    plan = store.record(number).plan
    with TemporaryDirectory() as folder:
        path = Path(folder, f"release-{number}.json")
        path.write_text(dumped(plan), encoding="utf-8")
        return check(workspace, path)


def rollback(
    store: Store, number: int, message: str, accepted: tuple[Accepted, ...],
    today: Day | None = None, now: datetime | None = None,
) -> Publication:  # fmt: skip
    """The release that would say again what an older one said; SEQUENCE goes on upward.

    Parameters
    ----------
    accepted
        What today's inputs say against it.
    """
    old, previous = store.release(number), store.last()
    known = store.states()
    when = now or datetime.now(UTC)
    release = next_release(previous, old.directory, old.entries, when, message, known, today)
    record = replace(store.record(number), restores=number, accepted=accepted, who=local_user())
    return Publication(store, previous, release, record, known, _day(release, today))


def _day(release: Release, today: Day | None) -> Day:
    return today_in(release.directory, release.published) if today is None else today
