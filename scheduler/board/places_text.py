"""The places of an event in JSON, which are megabytes when there are thousands of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scheduler.board.document import dumped

LAST = ("halls", "stretches")
"""Keys of nearly all of it; they stand behind the others."""


def places_text(said: Mapping[str, Any]) -> str:
    """What `dumped` gives for an answer of `Places`, in a fraction of the time.

    A tenancy blocks all its halls alike and a full day all stretches of a venue; what is told of
    them is one object in many places, and is written once.
    """
    known: dict[int, str] = {}

    def once(thing: object) -> str:
        # By its id, which nothing else can have while the answer holds the thing.
        text = known.get(id(thing))
        if text is None:
            text = known[id(thing)] = dumped(thing)
        return text

    def listed(things: Iterable[object]) -> str:
        return f"[{','.join(map(once, things))}]"

    def stretch(found: Mapping[str, Any]) -> str:
        return (
            f'{{"venue_id":{once(found["venue_id"])},"hall_ids":{listed(found["hall_ids"])},'
            f'"extra":{found["extra"]},"legal":{once(found["legal"])},'
            f'"blocked":{once(found["blocked"])}}}'
        )

    first = {name: dumped(value) for name, value in said.items() if name not in LAST}
    halls = {ref: listed(blocks) for ref, blocks in said["halls"].items()}
    stretches = ",".join(map(stretch, said["stretches"]))
    return _mapped({**first, "halls": _mapped(halls), "stretches": f"[{stretches}]"})


def _mapped(texts: Mapping[str, str]) -> str:
    return "{" + ",".join(f"{dumped(name)}:{text}" for name, text in texts.items()) + "}"
