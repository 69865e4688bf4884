"""Venues' own calendars: taken into the workspace, read anew, listed and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from scheduler.domain.paths import real
from scheduler.domain.system_words import system_text
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError, UsageError
from scheduler.loading.busy import SKIPPED
from scheduler.loading.busy_files import (
    FOLDER,
    LIST,
    MAX_BYTES,
    BusyFile,
    Kept,
    digest,
    doubts,
    list_text,
    listed,
    moment,
)
from scheduler.loading.faults import BadValue, Ledger, nearest, with_guess
from scheduler.loading.neighbours import EVENT
from scheduler.loading.reader import read_bytes

__all__ = ["SKIPPED", "BadEntries", "Taken", "add", "calendars", "refresh", "remove"]

FETCH_S = 30.0
MOST_LETTERS = 64
Calendars = tuple[Kept, ...]


@dataclass(frozen=True)
class Taken:
    """A calendar of the workspace, and what it says.

    Parameters
    ----------
    age_days
        Whole days since it was read.
    entries, days
        Entries that close something, and the days of the horizon that they occupy.
    skipped
        Entries that close nothing: cancelled, free, own, unreadable.
    changed
        Whether this run has changed it.
    problems
        Why it could not be read (anew); what was kept stays as it was.
    doubts
        What may not be as meant.
    """

    kept: Kept
    age_days: int = 0
    entries: int = 0
    days: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    changed: bool = False
    problems: tuple[Text, ...] = ()
    doubts: tuple[Fault, ...] = ()


class BadEntries(InputError):
    """Entries of a calendar cannot be read, and nothing else is wrong."""


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def calendars(workspace: Path) -> tuple[Taken, ...]:
    """All calendars of a workspace; what is wrong with one is told beside it."""
    return tuple(_judged(workspace, kept) for kept in _listed(workspace))


def add(
    workspace: Path, place: str, source: str, *, name: str = "", allow_private: bool = False,
    skip_bad: bool = False,
) -> Taken:  # fmt: skip
    """Take a calendar in, for a ``venue`` or ``venue/hall``.

    Parameters
    ----------
    skip_bad
        Whether entries that cannot be read are passed over, from now on.

    Raises
    ------
    SchedulerError
        When anything is wrong; nothing is written then.
    """
    venue, _, hall = place.partition("/")
    _check_place(workspace, place, venue, hall)
    name = _named(name or place.replace("/", "-"), _listed(workspace))
    where = _source(workspace, source)
    data = _content(workspace, where, allow_private)
    kept = Kept(name, venue, hall, where, moment(now()), digest(data), _flag(skip_bad))
    try:
        taken = _read(workspace, kept, data)
    except InputError as error:
        if all(f.column == EVENT for f in error.faults):
            raise BadEntries(error.faults) from None
        raise

    def added(others: Calendars) -> Calendars:
        _named(name, others)
        return (*others, kept)

    _store(workspace, kept, data, added)
    return replace(taken, changed=True)


def refresh(
    workspace: Path, name: str | None = None, *, allow_private: bool = False,
    skip_bad: bool = False,
) -> Iterator[Taken]:  # fmt: skip
    """Read calendars from their sources again; one that fails stays as it was.

    Parameters
    ----------
    skip_bad
        Whether entries that cannot be read are passed over from now on; those of calendars that
        were taken in so are in any case.
    """
    found = _listed(workspace)
    for kept in found if name is None else (_known(found, name),):
        try:
            data = _content(workspace, kept.source, allow_private)
            lenient = kept.skip_bad or _flag(skip_bad)
            fresh = replace(kept, fetched=moment(now()), hash=digest(data), skip_bad=lenient)
            taken = _read(workspace, fresh, data)
            _store(workspace, fresh, data, _replaced(fresh))
        except (InputError, UsageError) as error:
            old = _judged(workspace, kept)
            yield replace(old, problems=(*_texts(error), *old.problems))
            continue
        yield replace(taken, changed=fresh.hash != kept.hash)


def remove(workspace: Path, name: str) -> Kept:
    """Take a calendar out again."""
    with _alone(workspace):
        kept = _known(_listed(workspace), name)
        rest = tuple(k for k in _listed(workspace) if k.name != name)
        _write(workspace / LIST, list_text(rest).encode())
        (workspace / kept.file).unlink(missing_ok=True)
    return kept


def _listed(workspace: Path) -> Calendars:
    ledger = Ledger()
    found = listed(workspace, ledger)
    ledger.raise_faults()
    return found


def _judged(workspace: Path, kept: Kept) -> Taken:
    try:
        data = read_bytes(workspace / kept.file, kept.file, MAX_BYTES)
        return _read(workspace, kept, data)
    except InputError as error:
        return Taken(kept, kept.age_days(now()), problems=_texts(error))


def _read(workspace: Path, kept: Kept, data: bytes) -> Taken:
    """What a calendar says, against the workspace's city and horizon."""
    from scheduler.loading.assemble import frame
    from scheduler.loading.busy import busy_days
    from scheduler.loading.sources import read_sources

    ledger = Ledger()
    against = frame(read_sources(workspace, ledger), ledger)
    said = Ledger()
    found = busy_days(BusyFile(kept, data), against, said)
    warned = (*said.told_warnings(), *doubts(BusyFile(kept, data), now()), *found.bad)
    days = found.days(against.horizon)
    return Taken(
        kept, kept.age_days(now()), found.entries, days, found.skipped, doubts=warned
    )


def _check_place(workspace: Path, place: str, venue: str, hall: str) -> None:
    from scheduler.loading.assemble import frame
    from scheduler.loading.sources import read_sources

    ledger = Ledger()
    halls = frame(read_sources(workspace, ledger), ledger).halls
    known = [*halls, *(f"{v}/{h}" for v, hs in halls.items() for h in sorted(hs))]
    if place not in known:
        message = Text(f"venues.yaml 中没有 {place}", f"{place} is not in venues.yaml")
        raise UsageError(with_guess(message, nearest(place, known)))


def _named(name: str, known: Calendars) -> str:
    from scheduler.loading import cells

    try:
        cells.slug(name)
        if len(name) > MOST_LETTERS:
            text = Text(f"至多 {MOST_LETTERS} 个字符", f"must have at most {MOST_LETTERS} letters")
            raise BadValue(text)
    except BadValue as bad:
        said = bad.message
        raise UsageError(Text(f"名称“{name}”{said.zh}", f'The name "{name}" {said.en}')) from None
    if name in {k.name for k in known}:
        raise UsageError(
            Text(
                f"已有名为 {name} 的日历；请用 --name 另取名称，或用 busy refresh {name} 更新",
                f"There is a calendar {name} already; give another --name, or use busy refresh "
                f"{name}.",
            )
        )
    return name


def _known(found: Calendars, name: str) -> Kept:
    for kept in found:
        if kept.name == name:
            return kept
    message = Text(f"没有名为 {name} 的日历", f"There is no calendar {name}")
    raise UsageError(with_guess(message, nearest(name, [k.name for k in found])))


def _source(workspace: Path, source: str) -> str:
    """An address, or a file as busy.yaml names it: from the workspace on if it lies inside."""
    if "://" in source:
        scheme, _, rest = source.partition("://")
        return f"https://{rest}" if scheme.lower() in ("webcal", "webcals") else source
    if not source.isprintable():
        raise UsageError(
            Text(
                "文件名含不可见字符，请改名", "The file's name holds odd characters; rename it."
            )
        )
    path, root = real(Path(source)), real(workspace)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _content(workspace: Path, source: str, allow_private: bool) -> bytes:
    # Not at the top, since validating needs no network.
    from scheduler.fetching import fetch

    if "://" not in source:
        return read_bytes(workspace / source, source, MAX_BYTES)
    found = fetch(
        source, allow_private=allow_private, most_bytes=MAX_BYTES, seconds=FETCH_S,
        headers={"Accept": "text/calendar, */*;q=0.1"},
    )  # fmt: skip
    if found.status != 200:
        raise UsageError(
            Text(
                f"{source} 未给出日历（状态 {found.status}）；请核对网址",
                f"{source} gave no calendar (status {found.status}); check the address.",
            )
        )
    return found.body


def _store(
    workspace: Path, kept: Kept, data: bytes, change: Callable[[Calendars], Calendars]
) -> None:
    """Write a calendar, then the list as it is by now, each whole or not at all."""
    with _alone(workspace):
        after = change(_listed(workspace))
        _write(workspace / kept.file, data)
        _write(workspace / LIST, list_text(after).encode())


@contextmanager
def _alone(workspace: Path) -> Iterator[None]:
    """Wait for others who write the list; only the files are touched meanwhile, no network."""
    from scheduler.outputs.files import alone_in

    folder = workspace / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritten(folder, error) from None
    with alone_in(folder):
        yield


def _replaced(fresh: Kept) -> Callable[[Calendars], Calendars]:
    def change(found: Calendars) -> Calendars:
        _known(found, fresh.name)  # somebody may have removed it while it was read
        return tuple(fresh if k.name == fresh.name else k for k in found)

    return change


def _flag(value: bool) -> str:
    return "yes" if value else ""


def _write(path: Path, data: bytes) -> None:
    from scheduler.outputs.files import replacing

    try:
        with replacing(path) as part:
            part.write_bytes(data)
    except OSError as error:
        raise _unwritten(path, error) from None


def _unwritten(path: Path, error: OSError) -> UsageError:
    why = system_text(error)
    return UsageError(
        Text(f"无法写入 {path.name}（{why.zh}）", f"{path.name} cannot be written ({why.en}).")
    )


def _texts(error: InputError | UsageError) -> tuple[Text, ...]:
    if isinstance(error, UsageError):
        return (error.message,)
    return tuple(Text(f.line("zh"), f.line("en")) for f in error.faults)
