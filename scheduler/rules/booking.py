"""Rule `booking`: a booking that stands is kept."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class Booking(Rule):
    """A booked day is kept by placing the event on it; booked halls by using exactly those.

    Source: contract, section 2. Booked halls bind only while the event is placed. A finding's
    amount counts, by case: `absent` the one event; `moved` the days between the booked and the
    actual start; `halls` the halls booked and not used plus those used and not booked.
    """

    id = "booking"
    units = {"moved": "days", "halls": "halls"}
    title = Text("既定预订", "Booking")
    sentences = {
        "fact": Text("{event} 已订 {booked} 开展", "{event} is booked to open on {booked}"),
        "fact-halls": Text(
            "{event} 已订 {booked} 开展，使用 {halls}",
            "{event} is booked to open on {booked} in {halls}",
        ),
        "fact-only-halls": Text(
            "{event} 如排入，须使用 {halls}", "{event}, if placed, stands in {halls}"
        ),
        "fact-begun": Text(
            "{event} 已经开始，{booked} 起展期不变",
            "{event} has begun and stays, open from {booked}",
        ),
        "fact-begun-halls": Text(
            "{event} 已经开始，{booked} 起展期不变，使用 {halls}",
            "{event} has begun and stays, open from {booked} in {halls}",
        ),
        "fact-near": Text(
            "{event} 即将开始，只可仍于 {booked} 开展，否则取消",
            "{event} is about to begin; it opens on {booked} or is dropped",
        ),
        "fact-near-halls": Text(
            "{event} 即将开始，只可仍于 {booked} 开展并使用 {halls}，否则取消",
            "{event} is about to begin; it opens on {booked} in {halls} or is dropped",
        ),
        "absent": Text(
            "{event} 已订 {booked} 开展，却未排入", "{event} is booked for {booked} but not placed"
        ),
        "moved": Text(
            "{event} 已订 {booked} 开展，却排在 {actual}",
            "{event} is booked for {booked} but stands on {actual}",
        ),
        "halls": Text(
            "{event} 已订 {halls}，却用了 {used}",
            "{event} is booked into {halls} but stands in {used}",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per booking not kept; amount = by case, see the class."""
        for e in problem.events:
            t = roster.by_event.get(e.id)
            if e.booked_start is not None:
                booked = iso(e.booked_start)
                if t is None:
                    yield self.breach(
                        1, "absent", events=(e.id,), days=(e.booked_start,), booked=booked
                    )
                elif t.show.start != e.booked_start:
                    yield self.breach(
                        abs(t.show.start - e.booked_start),
                        "moved",
                        events=(e.id,),
                        days=(e.booked_start, t.show.start),
                        booked=booked,
                        actual=iso(t.show.start),
                    )
            if t is not None and e.booked_halls:
                want = {f"{v}/{h}" for v, h in e.booked_halls}
                have = set(t.hall_refs)
                if want != have:
                    used = "、".join(h.name.get("zh") for h in t.halls)
                    used_en = ", ".join(h.name.get("en") for h in t.halls)
                    yield self.breach(
                        len(want ^ have),
                        "halls",
                        events=(e.id,),
                        halls=tuple(f"{v}/{h}" for v, h in e.booked_halls),
                        used=Text(
                            f"{t.venue.name.get('zh')} {used}",
                            f"{t.venue.name.get('en')} {used_en}",
                        ),
                    )
