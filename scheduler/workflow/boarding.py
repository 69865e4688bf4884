"""Working plans of a workspace: begun, opened, edited, undone; everything by the ledger.

Not part of ``scheduler.workflow`` itself, since other commands need no database.
"""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from scheduler import replan
from scheduler.board.city import files_of, sources_of
from scheduler.board.document import Sheet
from scheduler.board.edits import checked, done
from scheduler.board.holding import with_own_lock
from scheduler.board.ledger import grown, own, redone, replayed, undone
from scheduler.board.opened import News, Opened
from scheduler.board.own_files import keep_inside
from scheduler.board.places import Places
from scheduler.board.start import Start, booked, places_of
from scheduler.board.state import Timeline
from scheduler.domain.ledger import EDIT, REDO, TITLE, UNDO, Entry, PlanHead
from scheduler.domain.plan import Plan
from scheduler.domain.text import Text
from scheduler.jobs.job import Task
from scheduler.loading import read_any
from scheduler.loading.faults import Ledger
from scheduler.loading.load import judge
from scheduler.loading.reader import present
from scheduler.outputs.bundle import PLAN_CSV
from scheduler.store import NoStore, Overtaken, Store, open_store
from scheduler.workflow.board_jobs import checked as asked
from scheduler.workflow.board_refusals import Behind, Missing, Nothing
from scheduler.workflow.standing import OUT

MOST_OPEN = 16
"""Plans that are kept in memory; others are opened anew from the ledger."""

FILE, EMPTY = "file", "empty"
Json = Mapping[str, Any]


class WorkingPlans:
    """All working plans of a workspace; may be used by several threads.

    Parameters
    ----------
    where
        Path or URL of the store, which is made when the first plan is begun.
    """

    def __init__(self, workspace: Path, where: str) -> None:
        self.workspace, self.where = workspace, where
        self._open: OrderedDict[int, Opened] = OrderedDict()
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._store: Store | None = None

    def heads(self) -> list[PlanHead]:
        """All plans in the order in which they were begun."""
        try:
            return self.store(create=False).boards.heads()
        except NoStore:
            return []

    def head(self, plan: int) -> PlanHead:
        """A plan by its number.

        Raises
        ------
        Missing
            When there is none.
        """
        try:
            found = self.store(create=False).boards.head(plan)
        except NoStore:
            found = None
        if found is None:
            raise Missing
        return found

    def begin(
        self, title: str, origin: str, who: str = "", first: Sequence[Json] = (),
        version: int | None = None,
    ) -> PlanHead:  # fmt: skip
        """Make a plan from ``file`` (out/plan.csv), ``empty``, ``release:N`` or ``plan:ID``.

        Parameters
        ----------
        first
            Edits that it begins with: they are written with it, or nothing is.
        version
            Of the plan that it begins with, as somebody saw it.

        Raises
        ------
        Missing
            When there is no such origin.
        Behind
            When that plan has gone on since.
        InputError
            When the workspace or the plan's file cannot be used.
        """
        start = self.start(origin, version)
        # A start that cannot be used is never written.
        done(start.board(), checked(list(first)) if first else ()).problem  # noqa: B018
        boards = self.store().boards
        return self.head(boards.begin(title, origin, who, start.kept(), first))

    def start(self, origin: str, version: int | None = None) -> Start:
        """What a plan from an origin would begin with; see `begin`."""
        kind, _, number = origin.partition(":")
        if kind == "plan" and number.isdecimal():
            plan = int(number[:9])
            files = Start.read(self._kept(plan)).files
            sheet = self.sheet(plan) if version is None else self.at(plan, version)
            return Start.of(files, sheet.timeline.board)
        files = files_of(self.workspace)
        if origin == EMPTY:
            return Start(files, locks=booked(judge(sources_of(files), Ledger()).problem))
        problem = judge(sources_of(files), Ledger()).problem
        if origin == FILE:
            path = self.workspace / OUT / PLAN_CSV
            keep_inside(self.workspace / OUT, PLAN_CSV)
            plan_read = read_any(path, problem).plan if present(path) else Plan()
            replan.own_rows_only(problem, plan_read, path.as_posix())
            return Start(files, replan.standing(problem, plan_read).placements, booked(problem))
        if kind == "release" and number.isdecimal():
            rows = self.store(create=False).record(int(number[:9])).plan.get("placements", ())
            placed = replan.standing(problem, Plan(tuple(places_of(rows)))).placements
            return Start(files, placed, booked(problem))
        raise Missing(
            Text("from 须为 file、empty、release:编号 或 plan:编号。",
                 "from must be file, empty, release:NUMBER or plan:NUMBER.")
        )  # fmt: skip

    def sheet(self, plan: int) -> Sheet:
        """A plan as it stands."""
        opened = self._opened(plan)
        sheet = opened.sheet
        # Without the lock when nothing is new, so that reading waits for no edit.
        if not self.store().boards.entries(plan, sheet.timeline.version):
            return sheet
        with opened.lock:
            return self._current(plan, opened)

    def at(self, plan: int, version: int) -> Sheet:
        """A plan as it stands, if that is the version that somebody saw.

        Raises
        ------
        Behind
            When it is not.
        """
        opened = self._opened(plan)
        with opened.lock:
            sheet = self._current(plan, opened)
            self._check(plan, sheet, version)
            return sheet

    def as_of(self, plan: int, until: Callable[[Entry], bool]) -> Sheet:
        """A plan as it stood after the last entry of which `until` is true."""
        self.head(plan)
        boards = self.store().boards
        entries = [entry for entry in boards.entries(plan) if until(entry)]
        return Sheet(replayed(Start.read(boards.start(plan)).board(), entries))

    def history(self, plan: int, after: int = 0) -> list[Entry]:
        """Entries of a plan's ledger that follow a version."""
        self.head(plan)
        return self.store().boards.entries(plan, after)

    def news(self, plan: int, after: int) -> list[News]:
        """Entries of a plan's ledger that follow a version, with what they changed."""
        entries = self.history(plan, after)
        if not entries:
            return []
        opened = self._opened(plan)
        with opened.lock:
            self._current(plan, opened)
            known = {news.entry.version: news for news in opened.news}
        return [known.get(entry.version, News(entry)) for entry in entries]

    def remembered(self, plan: int, after: int) -> list[News] | None:
        """The same without a look at the ledger; ``None`` when only that can tell."""
        opened = self._known(plan)
        return None if opened is None else opened.since(after)

    def edit(self, plan: int, version: int, raw: object, who: str = "") -> tuple[Sheet, Sheet]:
        """Do some edits, all or none; the plan before and after.

        Raises
        ------
        Behind
            When `version` is not the one that stands.
        InputError
            With every fault of the edits.
        """
        edits = checked(raw)
        return self._step(
            plan, version, who, EDIT,
            lambda line: line.edited(done(line.board, edits), who, edits), edits,
        )

    def attempt(self, plan: int, version: int | None, raw: object) -> tuple[Sheet, Sheet]:
        """What edits would do; nothing is written."""
        edits = checked(raw)
        opened = self._opened(plan)
        with opened.lock:
            before = self._current(plan, opened)
            self._check(plan, before, version)
        # What would be is judged without the lock: edits need not wait for it.
        return before, Sheet(before.timeline.edited(done(before.timeline.board, edits)), before)

    def places(self, plan: int, event_id: str) -> Mapping[str, Any]:
        """Where an event may be dragged to.

        Raises
        ------
        Missing
            When the plan has no such event.
        """
        sheet = self.sheet(plan)
        if event_id not in sheet.problem.event_by_id:
            raise Missing(Text("没有这个活动。", "There is no such event."))
        board = sheet.timeline.board
        cost, judge = sheet.judged.cost, sheet.judge
        # Where its lock does not hold it is no place for it.
        held = with_own_lock(board, event_id)
        found = Places(held, board.plan, event_id, cost, judge).answer()
        return {"version": sheet.timeline.version, **found}

    def task(self, plan: int, raw: Mapping[str, Any], who: str = "") -> Task:
        """A job about a plan as it stands, ready for the queue.

        Raises
        ------
        InputError
            With every fault of the request.
        """
        timeline = self.sheet(plan).timeline
        args = {key: value for key, value in raw.items() if key != "kind"}
        kind, given = asked(raw.get("kind"), args, timeline.board.city)
        files = Start.read(self._kept(plan)).files
        content = {"board": Start.of(files, timeline.board).kept(), "args": given}
        return Task(kind, plan, timeline.version, who, content)

    def undo(self, plan: int, version: int | None, who: str = "") -> tuple[Sheet, Sheet]:
        """Take the last step of somebody back; what others did since stays done.

        Raises
        ------
        Nothing
            When there is none.
        InputError
            When later steps build on it.
        """
        return self._back_or_on(plan, version, who, UNDO)

    def redo(self, plan: int, version: int | None, who: str = "") -> tuple[Sheet, Sheet]:
        """Do again what somebody did and was undone last.

        Raises
        ------
        Nothing
            When nothing was.
        InputError
            When that is not possible any more.
        """
        return self._back_or_on(plan, version, who, REDO)

    def rename(
        self, plan: int, version: int | None, title: str, who: str = ""
    ) -> tuple[Sheet, Sheet]:
        """Give a plan another title; blank takes its own away."""
        return self._step(plan, version, who, TITLE, Timeline.renamed, [{"title": title}])

    def store(self, *, create: bool = True) -> Store:
        """The store that the ledger is in."""
        with self._lock:
            if self._store is None:
                self._store = open_store(self.where, create=create)
            return self._store

    def _back_or_on(
        self, plan: int, version: int | None, who: str, kind: str
    ) -> tuple[Sheet, Sheet]:
        opened = self._opened(plan)
        with opened.lock:
            line = self._current(plan, opened).timeline
            self._check(plan, opened.sheet, version)
            steps, go = (line.past, undone) if kind == UNDO else (line.future, redone)
            try:
                step = own(steps, who)
            except IndexError:
                raise Nothing from None
            edits = () if step is steps[-1] else ({"step": step.version},)
            return self._step(plan, version, who, kind, lambda t: go(t, step.version), edits)

    def _step(
        self, plan: int, version: int | None, who: str, kind: str,
        go: Callable[[Timeline], Timeline], edits: Sequence[Json] = (),
    ) -> tuple[Sheet, Sheet]:  # fmt: skip
        opened = self._opened(plan)
        with opened.lock:
            before = self._current(plan, opened)
            self._check(plan, before, version)
            try:
                after = Sheet(go(before.timeline), before)
            except IndexError:
                raise Nothing from None
            # Told before it is written: who looks once it is written waits for nothing.
            after.since(before)
            try:
                made = after.timeline.version
                entry = self.store().boards.append(plan, made, who, kind, edits)
            except Overtaken:
                overtaken = before.timeline.version
                raise self._behind(plan, self._current(plan, opened), overtaken) from None
            opened.step(after, [entry])
            return before, after

    def _check(self, plan: int, sheet: Sheet, version: int | None) -> None:
        if version is not None and version != sheet.timeline.version:
            raise self._behind(plan, sheet, version)

    def _behind(self, plan: int, sheet: Sheet, version: int | None) -> Behind:
        after = sheet.timeline.version if version is None else max(version, 0)
        return Behind(sheet.timeline.version, self.store().boards.entries(plan, after))

    def _opened(self, plan: int) -> Opened:
        found = self._known(plan)
        if found is not None:
            return found
        # One at a time, so that many who ask for a plan do not all read it.
        with self._opening:
            found = self._known(plan)
            if found is not None:
                return found
            self.head(plan)
            boards = self.store().boards
            timeline = replayed(Start.read(boards.start(plan)).board(), boards.entries(plan))
            made = Opened(Sheet(timeline))
            # A city is many objects that stay: looking for garbage among them holds up edits.
            gc.freeze()
            with self._lock:
                self._open[plan] = made
                while len(self._open) > MOST_OPEN:
                    self._open.popitem(last=False)
            return made

    def _known(self, plan: int) -> Opened | None:
        with self._lock:
            found = self._open.get(plan)
            if found is not None:
                self._open.move_to_end(plan)
            return found

    def _current(self, plan: int, opened: Opened) -> Sheet:
        """What stands, with what another process may have written."""
        timeline = opened.sheet.timeline
        entries = self.store().boards.entries(plan, timeline.version)
        for entry in entries:
            timeline = grown(timeline, entry)
        if entries:
            opened.step(Sheet(timeline, opened.sheet), entries)
        return opened.sheet

    def _kept(self, plan: int) -> dict[str, Any]:
        self.head(plan)
        found: dict[str, Any] = self.store().boards.start(plan)
        return found


def before(moment: datetime) -> Callable[[Entry], bool]:
    """Entries up to a moment."""
    return lambda entry: entry.when <= moment
