"""How calendar entries live from one release to the next.

A UID's life, steps in this order:

1. An entry that nobody saw before has SEQUENCE 0; one that comes back after any absence has a
   greater SEQUENCE than was ever shown for its UID.
2. An entry that says the same as before is the same object, so that feeds keep their bytes.
3. One whose days, place, status or feeds differ has SEQUENCE + 1: where it leaves a feed or comes
   back to it, its status there differs. Any other change (a name, an address) moves its stamps
   only: RFC 5546 2.1.4 counts revisions that people must act on, and at an equal SEQUENCE its
   readers take the later DTSTAMP (2.1.5).
4. What a feed carried and carries no more is cancelled there, with the last place it showed,
   until its last day is past; one that was past already is not. A feed that the city has no more
   stays as long.

Worked example: a definite show moves from hall h1 to h2. Its entries have SEQUENCE 1 and stand in
h2's feed; h1's feed keeps them as cancelled, SEQUENCE 1, in its public and its private form. It
moves back: SEQUENCE 2 in h1's feed, cancelled with SEQUENCE 2 in h2's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.domain.entry import CANCELLED, CONFIRMED, Entry, State
from scheduler.domain.feedpaths import paths_of
from scheduler.domain.release import Directory, Left, Release
from scheduler.domain.span import Day
from scheduler.releases.busy import busy_after
from scheduler.releases.keeping import kept
from scheduler.releases.told import told_after

States = Mapping[str, State]
"""The last state of every UID that was ever in a release."""

_NEVER: frozenset[str] = frozenset()


def next_release(
    previous: Release | None,
    directory: Directory,
    drafts: Iterable[Entry],
    now: datetime,
    message: str,
    known: States,
    today: Day | None = None,
) -> Release:
    """The release that follows `previous` when `drafts` are made public.

    Parameters
    ----------
    drafts
        In any order; no UID twice. Their states do not count.
    now
        The release is always later than the last one, even when the clock was put back.
    today
        In the city; that of the release's time if not given.
    """
    published = _published(previous, now)
    day = today_in(directory, published) if today is None else today
    turn = _Turn(previous, directory, published, day, known)
    entries = tuple(sorted((turn.entry(draft) for draft in drafts), key=lambda e: e.order))
    left = turn.left(entries)
    number = previous.number + 1 if previous else 1
    busy = busy_after(previous, entries, published)
    feeds = kept(directory, left, previous)
    made = Release(number, published, message, feeds, entries, left, busy)
    return replace(made, told=told_after(previous, made, day))


def differs(previous: Release | None, release: Release) -> bool:
    """Whether any reader could see a change; a past cancellation less is none."""
    if previous is None:
        return True
    before, after = previous.directory, release.directory
    names = (sorted(before.organizers), sorted(after.organizers))
    same = names[0] == names[1] and replace(before, organizers=()) == replace(after, organizers=())
    return not same or previous.entries != release.entries


def new_states(known: States, release: Release) -> dict[str, State]:
    """States of a release that are later than what is known of their UIDs.

    A cancellation that is still shown may be older than one that is past already.
    """
    found: dict[str, State] = {}
    for entry in (*(left.entry for left in release.left), *release.entries):
        last = found.get(entry.uid) or known.get(entry.uid)
        if last is None or _age(entry.state) > _age(last):
            found[entry.uid] = entry.state
    return found


def _age(state: State) -> tuple[int, datetime]:
    return state.sequence, state.modified


def today_in(directory: Directory, moment: datetime) -> Day:
    """Day of a moment in the city."""
    return moment.astimezone(ZoneInfo(directory.timezone)).date().toordinal()


def _published(previous: Release | None, now: datetime) -> datetime:
    moment = now.astimezone(UTC).replace(microsecond=0)
    return max(moment, previous.published + timedelta(seconds=1)) if previous else moment


def feeds_with(entry: Entry | None, *, public: bool) -> frozenset[str]:
    """Feeds that carry an entry in one of their forms."""
    if entry is None or (public and entry.status != CONFIRMED):
        return _NEVER
    return frozenset(paths_of(entry))


class _Turn:
    """The step from one release to the next."""

    def __init__(
        self, previous: Release | None, directory: Directory, now: datetime, today: Day,
        known: States,
    ) -> None:  # fmt: skip
        self.old = {entry.uid: entry for entry in previous.entries} if previous else {}
        self.old_left = previous.left if previous else ()
        self.now, self.today, self.known = now, today, known
        self.looks_other = _looks_other(previous.directory if previous else directory, directory)

    def entry(self, draft: Entry) -> Entry:
        """An entry in its new state, or the very same one."""
        was = self.old.get(draft.uid)
        if was is None:
            return replace(draft, state=self._revised(draft.uid, 1))
        if replace(draft, state=was.state) == was and not self.looks_other(was):
            return was
        return replace(draft, state=self._revised(draft.uid, int(_matters(was, draft))))

    def left(self, entries: Iterable[Entry]) -> tuple[Left, ...]:
        """What readers must still be told is cancelled."""
        new = {entry.uid: entry for entry in entries}
        found = [*self._still_left(new), *self._newly_left(new)]
        return tuple(sorted(found, key=lambda a: (*a.entry.order, not a.public, min(a.paths))))

    def _revised(self, uid: str, step: int) -> State:
        states = [self.known[uid]] if uid in self.known else []
        states += [self.old[uid].state] if uid in self.old else []
        if not states:
            return State(0, self.now, self.now)
        sequence = max(state.sequence for state in states)
        return State(sequence + step, states[0].created, self.now)

    def _still_left(self, new: Mapping[str, Entry]) -> Iterator[Left]:
        for left in self.old_left:
            back = feeds_with(new.get(left.entry.uid), public=left.public)
            if left.entry.span.end > self.today and (paths := left.paths - back):
                entry = left.entry
                if self.looks_other(entry):
                    entry = replace(entry, state=replace(entry.state, modified=self.now))
                same = entry is left.entry and paths == left.paths
                yield left if same else Left(entry, paths, left.public)

    def _newly_left(self, new: Mapping[str, Entry]) -> Iterator[Left]:
        for uid, was in self.old.items():
            now = new.get(uid)
            if now is was or was.span.end <= self.today:
                continue
            state = now.state if now else self._revised(uid, 1)
            cancelled = replace(was, status=CANCELLED, state=state)
            for public in (True, False):
                gone = feeds_with(was, public=public) - feeds_with(now, public=public)
                if gone:
                    yield Left(cancelled, gone, public)


def _matters(was: Entry, draft: Entry) -> bool:
    """Whether people must act: other days, place, status or feeds."""
    return (
        (was.span, was.status, was.site.id) != (draft.span, draft.status, draft.site.id)
        or [hall.id for hall in was.halls] != [hall.id for hall in draft.halls]
        or feeds_with(was, public=False) != feeds_with(draft, public=False)
    )


def _looks_other(before: Directory, after: Directory) -> Callable[[Entry], bool]:
    """Whether an entry reads differently by what the directory says: its page, its industries."""
    a, b = before.industries, after.industries
    # What is not listed any more keeps the name that it had.
    renamed = {slug for slug, name in b.items() if a.get(slug) != name}
    moved = before.url != after.url
    return lambda entry: moved or not renamed.isdisjoint(entry.subject.industries)
