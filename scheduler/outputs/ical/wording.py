"""What an entry says in one language."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.entry import Entry
from scheduler.domain.release import Directory
from scheduler.domain.text import Text
from scheduler.outputs.ical import words
from scheduler.outputs.ical.text import many_lines, one_line, title
from scheduler.outputs.labels import KINDS, LEVELS, LIST, PHASES


def summary(entry: Entry, lang: str) -> str:
    """``【暂定】名称 · 布展``: mark, name and phase."""
    name = title(entry.subject.name, lang, entry.subject.id)
    return f"{words.MARKS[entry.status].get(lang)}{name} · {PHASES[entry.phase].get(lang)}"


def location(entry: Entry, lang: str) -> str:
    """``场馆 1号馆、2号馆, 地址`` in one line, so that maps and people find it."""
    place = title(entry.site.name, lang, entry.site.id)
    halls = LIST.get(lang).join(title(h.name, lang, h.id) for h in entry.halls)
    address = one_line(entry.site.address.get(lang))
    return ", ".join(part for part in (f"{place} {halls}".strip(), address) if part)


def categories(directory: Directory, entry: Entry, lang: str) -> tuple[str, ...]:
    """Industries, main one first, then the phase and the theme slug, if any."""
    # A cancelled entry may be of an industry that is listed no more.
    names = ((slug, directory.industries.get(slug, Text())) for slug in entry.subject.industries)
    industries = (title(name, lang, slug) for slug, name in names)
    theme = (entry.subject.theme,) if entry.subject.theme else ()
    return (*industries, PHASES[entry.phase].get(lang), *theme)


def description(entry: Entry, lang: str) -> str:
    """Organizers, halls, kind and level, a line each; unknown ones are left out."""
    colon = words.COLON.get(lang)
    return "\n".join(f"{label}{colon}{value}" for label, value in _facts(entry, lang) if value)


def _facts(entry: Entry, lang: str) -> Iterator[tuple[str, str]]:
    subject = entry.subject
    organizers = filter(None, map(many_lines, subject.organizers))
    halls = (many_lines(h.name.get(lang)) or h.id for h in entry.halls)
    yield words.ORGANIZERS.get(lang), words.ORGANIZER_LIST.get(lang).join(organizers)
    yield words.HALLS.get(lang), LIST.get(lang).join(halls)
    yield words.KIND.get(lang), KINDS[subject.kind].get(lang)
    yield words.LEVEL.get(lang), LEVELS[subject.level].get(lang) if subject.level else ""
