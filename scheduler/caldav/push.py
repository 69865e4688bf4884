"""Brings one collection on a server to what a release says, touching only what differs.

1. List the collection's ETags; make the collection if it is missing.
2. An item with the ETag we left it at is as we left it: it is written (with If-Match) only if
   its digest differs, and not even looked at otherwise.
3. An item with another ETag is fetched. Its seal tells whether somebody has edited it or whether
   a run of ours broke off before it could note the ETag.
4. Edited items are told, and overwritten only by force; items of others are never touched.
5. Entries of ours that the release does not show any more are deleted (with If-Match).

Every item is noted once it stands on the server, so a run may break off anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scheduler.caldav import dav, failures
from scheduler.caldav.client import Answer, Server
from scheduler.caldav.item import Item, address, seal_of, sealed
from scheduler.caldav.ledger import Ledger, Seen


@dataclass(frozen=True)
class Collection:
    """A calendar on the server and what it must hold.

    Parameters
    ----------
    slug
        Its folder below the server's address.
    name, about
        Shown by clients; given when the calendar is made, and left alone afterwards.
    domain
        Right-hand side of our UIDs; items of other names belong to others.
    items
        By UID.
    """

    slug: str
    name: str
    about: str
    domain: str
    items: Mapping[str, Item]


@dataclass
class Done:
    """What a push did, in items."""

    made: bool = False
    written: int = 0
    deleted: int = 0
    same: int = 0
    edited: list[str] = field(default_factory=list)
    """UIDs of items that somebody else edited or removed; left alone unless forced."""


def push(
    server: Server, wanted: Collection, ledger: Ledger, done: Done, *, force: bool = False,
    tell: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Bring a collection up to date.

    Parameters
    ----------
    done
        Counts what is done, also when something fails.
    force
        Overwrite what somebody else edited.
    tell
        Called after every item.

    Raises
    ------
    PushStopped
        When the server does not take something; what was done stays.
    """
    run = _Run(server, wanted, ledger, done, force)
    run.open()
    for item in wanted.items.values():
        run.bring(item)
        tell()
    for name in run.gone():
        run.remove(name)
        tell()


class _Run:
    """One push of one collection."""

    def __init__(
        self, server: Server, wanted: Collection, ledger: Ledger, done: Done, force: bool
    ) -> None:
        self.server, self.wanted, self.ledger, self.force = server, wanted, ledger, force
        self.done = done
        self.url = f"{server.base}{wanted.slug}/"
        self.known = ledger.known(self.url)
        self.there: dict[str, str] = {}

    def open(self) -> None:
        """List what is there; make the calendar if there is none."""
        answer = self._list()
        if answer.status == 404:
            self._make()
            answer = self._list()
        if answer.status != 207:
            known = answer.status in (401, 403, 423, 429, 503, 507) or answer.status >= 500
            raise (
                failures.refused(self.url, answer.status)
                if known
                else failures.stopped(self.url, failures.NOT_CALDAV)
            )
        try:
            found = dav.listing(answer.body, self.url)
        except ValueError:
            raise failures.stopped(self.url, failures.NOT_CALDAV) from None
        if not found.calendar:
            raise failures.stopped(self.url, failures.NOT_CALDAV)
        self.there = {name: _strong(etag) for name, etag in found.etags.items()}

    def _list(self) -> Answer:
        headers = {"Depth": "1", "Content_Type": "application/xml; charset=utf-8"}
        return self.server.ask("PROPFIND", self.url, dav.LIST, **headers)

    def _make(self) -> None:
        body = dav.make_calendar(self.wanted.name, self.wanted.about)
        kind = "application/xml; charset=utf-8"
        answer = self.server.ask("MKCALENDAR", self.url, body, Content_Type=kind)
        if answer.status not in (200, 201, 207):
            raise failures.refused(self.url, answer.status)
        self.done.made = True

    def bring(self, item: Item) -> None:
        """Make one item say what it must."""
        seen, etag = self.known.get(item.uid), self.there.get(f"{item.uid}.ics")
        if etag is None:
            if seen and not self.force:
                self.done.edited.append(item.uid)
            else:
                self._put(item, If_None_Match="*")
        elif seen and seen.etag == etag:
            if seen.digest == item.digest:
                self.done.same += 1
            else:
                self._put(item, If_Match=etag)
        else:
            self._settle(item)

    def _settle(self, item: Item) -> None:
        """Find out whose the present state of an item is that is not as we remember it."""
        answer = self.server.ask("GET", self.url + item.name)
        if answer.status == 404:
            self._put(item, If_None_Match="*")
            return
        if answer.status != 200:
            raise failures.refused(self.url + item.name, answer.status)
        seal, etag = seal_of(answer.body), answer.headers.get("etag", "")
        if etag and seal == item.seal:
            self.ledger.remember(self.url, item.uid, Seen(_strong(etag), item.digest))
            self.done.same += 1
        elif seal or self.force:
            self._put(item, If_Match=_strong(etag) or "*")
        else:
            self.done.edited.append(item.uid)

    def _put(self, item: Item, **condition: str) -> None:
        url = self.url + item.name
        kind = "text/calendar; charset=utf-8"
        answer = self.server.ask("PUT", url, item.data, Content_Type=kind, **condition)
        if answer.status == 412:
            # Somebody was faster than we by a moment.
            self.done.edited.append(item.uid)
            return
        if answer.status not in (200, 201, 204):
            raise failures.refused(url, answer.status)
        self.done.written += 1
        etag = answer.headers.get("etag") or self._etag(url)
        if etag:
            self.ledger.remember(self.url, item.uid, Seen(_strong(etag), item.digest))

    def _etag(self, url: str) -> str:
        """ETag of an item whose PUT told none, as is right of a server that rewrites items."""
        answer = self.server.ask("HEAD", url)
        return answer.headers.get("etag", "") if answer.status == 200 else ""

    def gone(self) -> list[str]:
        """Items of ours that are there and not wanted any more."""
        ours = f"@{self.wanted.domain}.ics"
        names = {f"{uid}.ics" for uid in self.wanted.items}
        noted = {f"{uid}.ics" for uid in self.known}
        for name in sorted(noted - names - set(self.there)):
            self.ledger.forget(self.url, name.removesuffix(".ics"))
        return sorted(n for n in self.there if n not in names and (n in noted or n.endswith(ours)))

    def remove(self, name: str) -> None:
        """Delete an item that is past, unless somebody has made it their own."""
        uid, etag = name.removesuffix(".ics"), self.there[name]
        url, seen = self.url + address(uid), self.known.get(uid)
        if not (seen and seen.etag == etag) and not self._may_go(uid, url):
            return
        answer = self.server.ask("DELETE", url, If_Match=etag)
        if answer.status == 412:
            self.done.edited.append(uid)
            return
        if answer.status not in (200, 202, 204, 404):
            raise failures.refused(url, answer.status)
        self.done.deleted += answer.status != 404
        self.ledger.forget(self.url, uid)

    def _may_go(self, uid: str, url: str) -> bool:
        """Whether an item that we do not know in this state is ours to delete."""
        data = self.server.ask("GET", url).body
        if seal_of(data) or (sealed(data) and self.force):
            return True
        if sealed(data):
            self.done.edited.append(uid)
        return False


def _strong(etag: str) -> str:
    """ETag as conditions need it: some servers mark as weak what is as good as strong."""
    return etag.removeprefix("W/")
