"""Which event, venue or halls are meant by what people write."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduler.domain.problem import Problem
from scheduler.domain.text import LANGS, Text
from scheduler.domain.venue import Venue
from scheduler.loading.stretches import Find, stretch, stretches

LIKE = 0.75
"""How alike a name must be to be taken for another, from 0 to 1."""

LEAST_PART, LEAST_CHINESE = 4, 3
"""Letters that a name must have to be recognised inside a longer one; two Chinese ones, as in 车展,
say too little."""

_NOISE = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Letters and digits alone, wide forms and cases made equal."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True)
class Match:
    """An id, and whether it is certain that it was meant."""

    id: str
    sure: bool = True


@dataclass(frozen=True)
class Halls:
    """Hall ids; not `sure` when a number after them may mean more, or a dash those between."""

    ids: tuple[str, ...]
    sure: bool = True


@dataclass(frozen=True)
class Names:
    """Names of a problem in both languages, besides the ids."""

    problem: Problem

    @cached_property
    def _events(self) -> dict[str, str]:
        return _by_name((e.id, e.name) for e in self.problem.events)

    @cached_property
    def _venues(self) -> dict[str, str]:
        return _by_name((v.id, v.name) for v in self.problem.venues)

    def event(self, text: str) -> Match | None:
        """The event of an id or a name, else the one name that is very like it."""
        if text in self.problem.event_by_id:
            return Match(text)
        return _match(text, self._events)

    def venue(self, text: str) -> str | None:
        """The venue whose name is the longest that occurs in the text, else whose id does."""
        said = words(text)
        ids = [v.id for v in self.problem.venues if _without(said, [words(v.id)]) != said]
        return _inside(text, self._venues) or max(ids, key=len, default=None)

    def venue_named(self, text: str) -> str | None:
        """The venue whose name is exactly this."""
        return self._venues.get(plain(text))

    def halls_named(self, venue: Venue, halls: Sequence[str]) -> Halls:
        """Hall ids where names were written; what is neither stays as it is.

        One hall to another, as in ``N1-N4``, stands for the stretch; that is not `sure`.
        """
        names = _halls_by_name(venue)
        found: list[str] = []
        sure = True
        for said in halls:
            one = said if said in venue.hall_by_id else names.get(plain(said))
            many = () if one else stretch(venue, said, _finder(names))
            found += [one] if one else many or [said]
            sure = sure and not many
        return Halls(tuple(found), sure)

    def halls(self, venue: Venue, text: str) -> Halls:
        """Halls whose ids or names occur in the text as whole words, the venue's name left out."""
        said = _without(words(text), [words(venue.name.get(lang)) for lang in LANGS])
        names = _halls_by_words(venue)
        found: set[str] = set()
        rest, after, at = False, False, 0
        while at < len(said):
            sizes = [n for n in range(len(said) - at, 0, -1) if said[at : at + n] in names]
            if sizes:
                found.add(names[said[at : at + sizes[0]]])
            elif after and said[at].isdigit():
                rest = True
            after = bool(sizes)
            at += sizes[0] if sizes else 1
        for many in stretches(venue, text, _finder(_halls_by_name(venue))):
            found, rest = found | set(many), True
        return Halls(tuple(h.id for h in venue.halls if h.id in found), not rest)


def _finder(names: Mapping[str, str]) -> Find:
    return lambda said: names.get(plain(said))


def _halls_by_name(venue: Venue) -> dict[str, str]:
    names = _by_name((h.id, h.name) for h in venue.halls)
    return names | {plain(h.id): h.id for h in venue.halls}


Words = tuple[str, ...]


def words(text: str) -> Words:
    """Words and numbers of a text, wide forms and cases made equal."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _halls_by_words(venue: Venue) -> dict[Words, str]:
    named = {words(h.name.get(lang)): h.id for h in venue.halls for lang in LANGS}
    named |= {words(h.id): h.id for h in venue.halls}
    named.pop((), None)
    return named


def _without(said: Words, names: Iterable[Words]) -> Words:
    """The words less the first occurrence of each name."""
    for name in names:
        for at in range(len(said) - len(name) + 1) if name else ():
            if said[at : at + len(name)] == name:
                said = said[:at] + said[at + len(name) :]
                break
    return said


def _by_name(named: Iterable[tuple[str, Text]]) -> dict[str, str]:
    """Ids by plain name; a name of two is nobody's."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for key, name in named:
        for text in {plain(name.get(lang)) for lang in LANGS} - {""}:
            if found.setdefault(text, key) != key:
                twice.add(text)
    return {text: key for text, key in found.items() if text not in twice}


def _match(text: str, names: Mapping[str, str]) -> Match | None:
    said = plain(text)
    if said in names:
        return Match(names[said])
    parts = {i for n, i in names.items() if _telling(n) and n in said}
    wholes = {i for n, i in names.items() if _telling(said) and said in n}
    for some in (parts, wholes):
        if len(some) == 1:
            return Match(some.pop(), sure=False)
    like = {names[n] for n in difflib.get_close_matches(said, names, 2, LIKE)}
    return Match(like.pop(), sure=False) if len(like) == 1 else None


def _telling(name: str) -> bool:
    return len(name) >= (LEAST_PART if name.isascii() else LEAST_CHINESE)


def _inside(text: str, names: Mapping[str, str]) -> str | None:
    said = plain(text)
    found = [n for n in names if n in said]
    return names[max(found, key=len)] if found else None
