"""Puts a release on a CalDAV server: a calendar for each venue, holds included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from scheduler.caldav import (
    Collection,
    Done,
    Ledger,
    Login,
    PushStopped,
    Server,
    checked,
    items_of,
    push,
    unprotected,
)
from scheduler.domain.release import Release
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.ical.released import render_feed
from scheduler.releases.lifecycle import today_in
from scheduler.store import Store

__all__ = [
    "Pushed", "Pushing", "checked", "push_release", "push_stored", "pushing_answer", "unprotected",
]  # fmt: skip

ABOUT = Text(
    "由会展排期发布，请勿改动；改动会在下次发布时告知排期方。",
    "Published by the convention planners. Please do not edit: they are told of any edit.",
)


@dataclass(frozen=True)
class Pushed:
    """What was done for a venue; `name` is its calendar's, in the language asked for."""

    venue_id: str
    name: str
    url: str
    done: Done


@dataclass(frozen=True)
class Pushing:
    """What a push did until it ended.

    Parameters
    ----------
    stopped
        Why it ended before its time; ``None`` when everything is done.
    """

    release: int
    calendars: tuple[Pushed, ...]
    stopped: PushStopped | None

    @property
    def ok(self) -> bool:
        """Whether the server now has everything as released."""
        return self.stopped is None and not any(c.done.edited for c in self.calendars)


def push_stored(
    store: Store, url: str, login: tuple[str, str] | None, lang: str, *,
    release: int | None = None, today: Day | None = None, force: bool = False,
    tell: Callable[[Pushed], None] = lambda pushed: None,
) -> Pushing:  # fmt: skip
    """Put a release of a store on a server; items are remembered in the store.

    Parameters
    ----------
    login
        User name and password.
    release
        Its number; ``None`` for the last one.
    today
        In the city; the day it is there if not given.

    Raises
    ------
    UsageError
        When there is no such release, or the address cannot be one.
    """
    who = Login(*login) if login else None
    with Server(url, who) as server:
        found = store.last() if release is None else store.release(release)
        if found is None:
            raise UsageError(
                Text("还没有发布过；请先用 scheduler publish。",
                     "Nothing was published yet; use scheduler publish first.")
            )  # fmt: skip
        day = today_in(found.directory, datetime.now(UTC)) if today is None else today
        return push_release(found, server, store.pushed, lang, day, force=force, tell=tell)


def push_release(
    release: Release, server: Server, ledger: Ledger, lang: str, today: Day, *,
    force: bool = False, tell: Callable[[Pushed], None] = lambda pushed: None,
) -> Pushing:  # fmt: skip
    """Bring the calendars of all venues up to date.

    A calendar of a language lies beside those of other languages, so that they do not rewrite
    each other's entries.

    Parameters
    ----------
    tell
        Called after every entry.
    """
    begun: dict[str, Pushed] = {}
    try:
        for venue_id, wanted in _wanted(release, lang, today):
            made = Pushed(venue_id, wanted.name, f"{server.base}{wanted.slug}/", Done())
            begun[venue_id] = made
            push(server, wanted, ledger, made.done, force=force, tell=partial(tell, made))
    except PushStopped as error:
        return Pushing(release.number, tuple(begun.values()), error)
    return Pushing(release.number, tuple(begun.values()), None)


def _wanted(release: Release, lang: str, today: Day) -> Iterator[tuple[str, Collection]]:
    for site, _ in release.directory.venues:
        feed = render_feed(release, f"venues/{site.id}.ics", lang, today, public=False)
        assert feed, site.id
        slug, domain = f"{site.id}-{lang}", release.directory.domain
        yield site.id, Collection(
            slug, site.name.get(lang) or site.id, ABOUT.get(lang), domain, items_of(feed.data)
        )


def pushing_answer(found: Pushing) -> dict[str, Any]:
    """What a push did, in JSON."""
    stopped = found.stopped.message if found.stopped else None
    return {
        "ok": found.ok,
        "release": found.release,
        "calendars": [
            {
                "venue_id": c.venue_id,
                "url": c.url,
                "made": c.done.made,
                "written": c.done.written,
                "deleted": c.done.deleted,
                "unchanged": c.done.same,
                "edited": list(c.done.edited),
            }
            for c in found.calendars
        ],
        "stopped_zh": stopped.zh if stopped else None,
        "stopped_en": stopped.en if stopped else None,
    }
