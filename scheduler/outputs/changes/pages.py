"""A page for each venue and release: what changed for you. It needs no script and no network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from scheduler.domain.release import Directory, Release
from scheduler.domain.span import Day
from scheduler.domain.text import LANGS
from scheduler.outputs.changes.cards import anchor, card, event_name, pill
from scheduler.outputs.changes.concerns import Concern, concerns
from scheduler.outputs.changes.dates import day_text, span_text
from scheduler.outputs.changes.feeds_page import feeds_body
from scheduler.outputs.changes.html import Child, Html, joined, tag
from scheduler.outputs.changes.words import told
from scheduler.outputs.content_policy import content_policy
from scheduler.outputs.ical.text import many_lines, title
from scheduler.outputs.ical.words import ORGANIZER_LIST
from scheduler.releases.consequences import Consequences

Place = tuple[str, str, list[tuple[str, str]]]
"""Id and name of a venue, and of each of its halls."""


def venue_pages(found: Consequences, release: Release) -> Iterator[tuple[str, bytes]]:
    """Pages of every venue, a list of them, and one of all calendars, in both languages.

    Yields
    ------
    tuple of str and bytes
        Path, as ``zh/venues/hongdao.html``, and the file.
    """
    for lang in LANGS:
        yield f"{lang}/index.html", _index(found, release, lang)
        yield f"{lang}/feeds.html", _feeds(found, release, lang)
        for venue in _places(release.directory, lang):
            yield f"{lang}/venues/{venue[0]}.html", venue_page(found, release, venue, lang)


def _places(directory: Directory, lang: str) -> Iterator[Place]:
    for site, rooms in directory.venues:
        halls = [(room.id, title(room.name, lang, room.id)) for room in rooms]
        yield site.id, title(site.name, lang, site.id), halls


def venue_page(found: Consequences, release: Release, venue: Place, lang: str) -> bytes:
    """The page of one venue."""
    venue_id, name, halls = venue
    those = concerns(found, venue_id)
    head = _head(found, release, name, told("lead", lang, n=release.number), lang)
    if those:
        events = tag("h2", told("events", lang))
        body = joined(_halls(halls, those, lang), events, *(card(c, lang) for c in those))
    else:
        body = _empty(lang)
    text = told("title", lang, venue=name, n=release.number)
    other = f"../../{_other(lang)}/venues/{venue_id}.html"
    return _document(text, joined(head, body), other, lang)


def _index(found: Consequences, release: Release, lang: str) -> bytes:
    """All venues, with the number of events that change at each."""
    lead = told("index", lang, n=release.number)
    told_of = [(v, concerns(found, v[0])) for v in _places(release.directory, lang)]
    told_of.sort(key=lambda place: not place[1])  # whoever is concerned stands first
    rows = [_venue_row(venue, those, lang) for venue, those in told_of]
    city = title(release.directory.city_name, lang, release.directory.city_id)
    head = _head(found, release, city, lead, lang)
    columns = tag("tr", *(tag("th", told(k, lang), scope="col") for k in ("venue", "what")))
    table = tag("table", tag("thead", columns), tag("tbody", *rows), class_="halls venues")
    more = tag("p", tag("a", told("feeds", lang, n=release.number), href="feeds.html"))
    body = joined(head, tag("section", table, more, class_="card"))
    return _document(lead, body, f"../{_other(lang)}/index.html", lang)


def _feeds(found: Consequences, release: Release, lang: str) -> bytes:
    """What the readers of each calendar see change, for the planners' own eyes."""
    lead = told("feeds", lang, n=release.number)
    city = title(release.directory.city_name, lang, release.directory.city_id)
    body = joined(_head(found, release, city, lead, lang), feeds_body(found, lang))
    return _document(lead, body, f"../{_other(lang)}/feeds.html", lang)


def _venue_row(venue: Place, those: tuple[Concern, ...], lang: str) -> Html:
    venue_id, name, _ = venue
    link = tag("a", name, href=f"venues/{venue_id}.html")
    count = tag("strong", told("count", lang, n=len(those)))
    kinds = dict.fromkeys(concern.kinds[0] for concern in those)
    pills = tag("span", *(pill(kind, lang) for kind in kinds), class_="kinds")
    said = joined(count, pills) if those else told("unchanged", lang)
    return tag("tr", tag("th", link, scope="row"), tag("td", said, class_="" if those else "nil"))


def _head(found: Consequences, release: Release, name: str, lead: str, lang: str) -> Html:
    directory = release.directory
    city = title(directory.city_name, lang, directory.city_id)
    first = found.before is None
    against = told("first", lang) if first else told("against", lang, n=found.before)
    day = day_text(_published(release), lang)
    message = many_lines(release.message)
    said = tag("blockquote", tag("b", told("message", lang)), tag("p", message))
    return tag(
        "header",
        tag("p", told("overline", lang, city=city), class_="overline"),
        tag("h1", name),
        tag("p", lead, class_="lead"),
        tag("p", told("published", lang, day=day), " · ", against, class_="stamp"),
        said if message else None,
        class_="head",
    )


def _published(release: Release) -> Day:
    """Day of the release in its city."""
    moment: datetime = release.published.astimezone(ZoneInfo(release.directory.timezone))
    return moment.date().toordinal()


def _halls(halls: list[tuple[str, str]], those: tuple[Concern, ...], lang: str) -> Html | None:
    """A row for each hall in which anything changes; the others in one line."""
    if not halls:
        return None
    rows, same = [], []
    for hall_id, name in halls:
        lines = [_line(c, kind, lang) for c in those if (kind := c.at(hall_id))]
        if lines:
            listed = tag("ul", *lines)
            rows.append(tag("tr", tag("th", name, scope="row"), tag("td", listed)))
        else:
            same.append(name)
    columns = tag("tr", *(tag("th", told(k, lang), scope="col") for k in ("hall", "what")))
    table = tag("table", tag("thead", columns), tag("tbody", *rows), class_="halls")
    unchanged = told("same-halls", lang, halls=ORGANIZER_LIST.get(lang).join(same))
    return tag(
        "section",
        tag("h2", told("by-hall", lang)),
        table if rows else None,
        tag("p", unchanged, class_="hint") if same else None,
        class_="card",
    )


def _line(concern: Concern, kind: str, lang: str) -> Html:
    name = tag("a", event_name(concern, lang), href=f"#{anchor(concern)}")
    # Whoever loses an event is told of the days that become free.
    stay = concern.before if kind == "leaves" and concern.before else concern.stay
    days = tag("span", span_text(stay.tenancy, lang), class_="when")
    return tag("li", pill(kind, lang), name, days)


def _empty(lang: str) -> Html:
    mark = Html('<span class="tick" aria-hidden="true">✓</span>')
    said = tag("h2", told("empty", lang)), tag("p", told("empty-hint", lang))
    return tag("section", mark, tag("div", *said), class_="calm")


def _document(text: str, body: Html, other: str, lang: str) -> bytes:
    style = _style()
    language = {"zh": "zh-CN", "en": "en"}
    word = told("other-language", lang)
    swap = tag("a", word, href=other, class_="swap", lang=language[_other(lang)])
    head: tuple[Child, ...] = (
        Html('<meta charset="utf-8">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="color-scheme" content="light dark">'),
        Html('<meta name="referrer" content="no-referrer">'),
        _meta("Content-Security-Policy", content_policy(style)),
        tag("title", text),
        tag("style", Html(style)),
    )
    foot = tag("footer", told("foot", lang))
    page = tag("body", tag("nav", swap), tag("main", body), foot)
    whole = tag("html", tag("head", *head), page, lang=language[lang])
    return f"<!doctype html>\n{whole}\n".encode("utf-8", "replace")


def _other(lang: str) -> str:
    return "en" if lang == "zh" else "zh"


def _meta(name: str, content: str) -> Html:
    made = tag("meta", http_equiv=name, content=content)
    return Html(made.removesuffix("</meta>"))


@cache
def _style() -> str:
    """Colours and type of the report, and what only these pages have."""
    outputs = files("scheduler.outputs")
    names = ("report/assets/base.css", "changes/assets/pages.css")
    return "\n".join(outputs.joinpath(name).read_text(encoding="utf-8") for name in names)
