"""The independent checker's view of what becomes of calendar entries from one release to the next.

feeds.md: one UID for ever, SEQUENCE and stamps that grow when there is something to tell and only then,
cancelled entries that stay to be seen until they are past, everything else byte for byte as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker_feeds import Component, unescape
from checker_released import Key, ReleaseAudit, number, span_of


def ended(before: ReleaseAudit, now: ReleaseAudit) -> list[str]:
    """Every fault between two releases that were read one after the other."""
    return [f"{lang}/{name}: {text}" for lang, name in sorted(before.seen.keys() | now.seen.keys())
            for text in lives(before, now, (lang, name))]


def lives(before: ReleaseAudit, now: ReleaseAudit, key: Key) -> Iterator[str]:
    """What became of each entry of a calendar."""
    old, new = before.events(key), now.events(key)
    for uid, was in old.items():
        there, span = new.get(uid), span_of(was)
        if there is None:
            if span is not None and span[1] >= now.today and now.window.must(span):
                yield f"{uid} has vanished and was not cancelled"
            continue
        yield from (f"{uid}: {text}" for text in changed(was, there))
        if same(before, now, uid, was, there) and before.seen[key].raw[uid] != now.seen[key].raw[uid]:
            yield f"{uid}: nothing has changed but its bytes"
    for uid in new.keys() - old.keys():
        yield from appeared(before, now, uid, new[uid])
        if new[uid].get("STATUS") == "CANCELLED" and not key[1].startswith("archive/"):
            yield f"{uid}: cancelled, but never shown here"
    alike = key in before.seen and key in now.seen and before.seen[key].raw == now.seen[key].raw
    if alike and before.seen[key].data != now.seen[key].data:
        yield "its entries are the same, its bytes are not"


def changed(was: Component, now: Component) -> Iterator[str]:
    """Revisions and stamps only grow, and do so when there is something to tell."""
    told = [[unescape(e.get(k)) for k in ("DTSTART", "DTEND", "STATUS", "LOCATION")] for e in (was, now)]
    if number(now) < number(was) or (told[0] != told[1] and number(now) == number(was)):
        yield f"SEQUENCE from {number(was)} to {number(now)}: {told[0]} became {told[1]}"
    if was.get("CREATED") != now.get("CREATED"):
        yield "CREATED has changed"
    stamps = was.get("LAST-MODIFIED"), now.get("LAST-MODIFIED")
    if stamps[1] < stamps[0] or (was.properties != now.properties and stamps[0] == stamps[1]):
        yield f"it has changed, LAST-MODIFIED from {stamps[0]} to {stamps[1]}"


def same(before: ReleaseAudit, after: ReleaseAudit, uid: str, was: Component, now: Component) -> bool:
    """Whether the plans say the same of an entry, or it was and is cancelled."""
    if was.get("STATUS") == "CANCELLED":
        return now.get("STATUS") == "CANCELLED"
    name = uid.split("@")[0].rpartition("-")[0]
    p, q = before.plan.get(name), after.plan.get(name)
    if p is None or q is None:
        return False
    return (p.venue.id, [h.id for h in p.halls], p.phases) == (q.venue.id, [h.id for h in q.halls], q.phases)


def appeared(before: ReleaseAudit, now: ReleaseAudit, uid: str, event: Component) -> Iterator[str]:
    """A new entry begins at 0; one that comes back tops all that was ever shown of it."""
    highest, elsewhere = before.highest.get(uid), any(uid in s.events for s in before.seen.values())
    if highest is None and before.window.whole == now.window.whole and (
        number(event) != 0 or event.get("CREATED") != event.get("LAST-MODIFIED")
    ):
        yield f"{uid}: new, with SEQUENCE {number(event)}"
    if highest is not None and number(event) <= highest and not elsewhere:
        yield f"{uid}: back with SEQUENCE {number(event)}, after {highest}"
