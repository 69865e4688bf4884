"""A workspace changed by a scenario, judged as the workspace itself is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from scheduler.errors import Fault
from scheduler.loading.faults import Ledger, WorkspaceError
from scheduler.loading.load import judge
from scheduler.loading.sources import Sources
from scheduler.scenarios import edit_closures, edit_events, edit_policy, edit_venues
from scheduler.scenarios.bench import Bench
from scheduler.scenarios.scenario import Scenario
from scheduler.scenarios.script import Script, Step
from scheduler.scenarios.telling import Teller

EDITS: dict[str, Callable[[Bench, Step], None]] = {
    "close": edit_venues.close,
    "open": edit_venues.open_,
    "resize": edit_venues.resize,
    "add_event": edit_events.add_event,
    "drop_event": edit_events.drop_event,
    "change_event": edit_events.change_event,
    "book": edit_events.book,
    "unbook": edit_events.unbook,
    "forbid": edit_policy.forbid,
    "policy": edit_policy.policy,
    "reopen": edit_closures.reopen,
    "change_venue": edit_venues.change_venue,
}
"""How each kind of change edits the sources; `neighbour` needs its file besides."""


def changed(sources: Sources, script: Script) -> Scenario:
    """The city that a scenario makes of a sound workspace.

    Parameters
    ----------
    sources
        Read once for any number of scenarios; they are not touched.

    Raises
    ------
    WorkspaceError
        With all faults at once: those of the scenario name its file and the place inside.
    """
    bench = _edited(sources, script)
    known = (*script.faults, *bench.faults)
    teller = Teller(bench, script)
    try:
        loaded = judge(bench.edited(_hash(sources, script)), Ledger())
    except WorkspaceError as error:
        # What is wrong with a place was told already when it was written there.
        places = {(f.file, f.column) for f in known}
        more = (f for f in map(teller.fault, error.faults) if (f.file, f.column) not in places)
        raise WorkspaceError(
            _once((*known, *more)),
            _once(map(teller.warning, error.warnings)),
        ) from None
    warnings = _once((*bench.doubts, *map(teller.warning, loaded.warnings)))
    if known:
        raise WorkspaceError(_once(known), warnings)
    # No file has a row for an event that was added.
    rows = tuple(row for row in loaded.problem.rows if row[0] not in bench.added)
    problem = replace(loaded.problem, rows=rows)
    return Scenario(script.name, script.title, problem, warnings, tuple(teller.written()))


def changed_sources(sources: Sources, script: Script) -> Sources:
    """The files of the city that a sound scenario makes, to be written down."""
    return _edited(sources, script).edited(_hash(sources, script))


def _edited(sources: Sources, script: Script) -> Bench:
    bench = Bench(sources)
    for step in script.steps:
        if step.form.kind == "neighbour":
            edit_policy.neighbour(bench, step, script.neighbours[step.form.body])
        else:
            EDITS[step.form.kind](bench, step)
    return bench


def _once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(dict.fromkeys(faults))


def _hash(sources: Sources, script: Script) -> str:
    """Of all that the changed city depends on; where the changes were written does not matter."""
    steps = [[step.form.kind, step.node] for step in script.steps]
    digest = hashlib.sha256(sources.input_hash.encode())
    digest.update(json.dumps(steps, ensure_ascii=False, sort_keys=True).encode())
    for file in script.neighbours.values():
        digest.update(hashlib.sha256(file.data).digest())
    return digest.hexdigest()
