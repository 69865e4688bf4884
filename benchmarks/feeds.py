"""Times the feeds of a release: both languages, public and private forms, first from nothing.

Usage: ``python benchmarks/feeds.py [WORKSPACE PLAN] [--city EVENTS:SEED ...]``

A city's plan is the one its generator kept legal. Prints a row per plan: entries, files, MB and
seconds for rendering, for writing them into an empty folder, and for writing them again when
nothing has changed. The day is the horizon's first.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a script, only this folder is there

from benchmarks.cities import write_city
from scheduler import workflow
from scheduler.domain.entry import draft_entries
from scheduler.domain.release import Release, directory_of
from scheduler.domain.text import LANGS
from scheduler.outputs.ical.contentline import forget
from scheduler.outputs.ical.released import render_all
from scheduler.outputs.ical.static import Written, write_released
from scheduler.releases.lifecycle import next_release

HEAD = """| plan | entries | files | MB | render, s | first write, s | write again, s | files a feed passes 800 entries in |
| --- | --- | --- | --- | --- | --- | --- | --- |"""


def release_of(workspace: Path, plan: Path) -> Release:
    """The first release of a plan."""
    found = workflow.opened(workspace, plan)
    assert found.audit is not None
    drafts = draft_entries(found.problem, found.audit.roster)
    return next_release(None, directory_of(found.problem), drafts, datetime(2020, 1, 1, tzinfo=UTC), "", {})


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def row(name: str, release: Release) -> str:
    """Measure a release."""
    today = release.directory.horizon.start
    forget()
    render_s, made = timed(
        lambda: [m for public in (True, False) for lang in LANGS for m in render_all(release, lang, today, public=public)]
    )
    size = sum(len(m.data) for m in made)
    large = sum(m.data.count(b"BEGIN:VEVENT\r\n") > 800 for m in made)
    with tempfile.TemporaryDirectory() as folder:

        def write() -> list[Written]:
            return [write_released(release, today, Path(folder, str(public)), public=public) for public in (True, False)]

        forget()
        first_s, _ = timed(write)
        again_s, again = timed(write)
        assert not any(w.changed for w in again)
    return (
        f"| {name} | {len(release.entries):,} | {len(made):,} | {size / 1e6:.1f} | {render_s:.2f} | {first_s:.2f} "
        f"| {again_s:.2f} | {large} |"
    )


def releases(args: argparse.Namespace) -> Iterator[tuple[str, Release]]:
    """Everything asked for."""
    if args.plan:
        yield args.workspace.resolve().name, release_of(args.workspace, args.plan)
    for city in args.city:
        events, seed = map(int, city.split(":"))
        with tempfile.TemporaryDirectory() as folder:
            write_city(Path(folder), events=events, seed=seed)
            yield f"city {city}", release_of(Path(folder), Path(folder, "hidden", "plan.csv"))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", nargs="?", type=Path)
    parser.add_argument("plan", nargs="?", type=Path)
    parser.add_argument("--city", action="append", default=[], metavar="EVENTS:SEED")
    print(HEAD)
    for name, release in releases(parser.parse_args()):
        print(row(name, release), flush=True)


if __name__ == "__main__":
    main()
