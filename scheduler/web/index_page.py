"""The list of all public calendars, by what they are of."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from scheduler.web.desk import Shelf
from scheduler.web.layout import OTHER, frame
from scheduler.web.words import say

GROUPS = (
    "city", "kinds", "industries", "venues", "halls", "organizers", "busy", "freebusy", "archive"
)  # fmt: skip
"""First parts of feeds' paths, in the order of the page."""


LOG_IN, SHUT = "to-board", "board-shut"
"""Ways to a planning board: one has to log in, or is told why it is not open here."""


def index_page(shelf: Shelf, lang: str, query: str = "", *, board: str = "") -> str:
    """Page in a language; with a query, only calendars whose name has all its words.

    Parameters
    ----------
    board
        `LOG_IN` or `SHUT` where whoever asks does not see the planning board; blank: nothing is
        said of one.
    """
    title = heading(shelf, lang)
    feeds = [(path, name) for (of, path), name in shelf.known.items() if of == lang]
    found = [feed for feed in feeds if _matches(feed[1], query)]
    other = f"/{OTHER[lang]}/" + (f"?{urlencode({'q': query})}" if query else "")
    parts = [f'<h1>{escape(title)}</h1>\n<p class="lead">{say(lang, "lead")}</p>']
    if board:
        where = f"/{lang}/login?next=/" if board == LOG_IN else "/board/"
        to = f'<a id="to-board" href="{where}">{say(lang, board)}</a>'
        parts.append(f'<p class="note">{to}</p>')
    if not feeds:
        parts.append(f'<p class="note">{say(lang, "no-release")}</p>')
        return frame(lang, title, "\n".join(parts), other=other)
    parts.append(_search(lang, query, len(found)))
    if not found:
        parts.append(f'<p class="note">{escape(say(lang, "none-found", query=query))}</p>')
    parts += (_group(lang, group, feeds) for group in GROUPS if (feeds := _of(group, found)))
    parts.append(f'<p class="note" data-none hidden>{say(lang, "none")}</p>')
    parts.append(_as_of(shelf, lang))
    return frame(lang, title, "\n".join(parts), other=other)


def heading(shelf: Shelf, lang: str) -> str:
    """Title of the page."""
    city = shelf.city.get(lang)
    return say(lang, "title", city=city) if city else say(lang, "untitled")


def _matches(name: str, query: str) -> bool:
    return all(word in name.casefold() for word in query.casefold().split())


def _of(group: str, feeds: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [feed for feed in feeds if feed[0].partition("/")[0].removesuffix(".ics") == group]


def _search(lang: str, query: str, count: int) -> str:
    every, shown = escape(say(lang, "found", n="#")), say(lang, "found", n=count)
    clear = f'<a href="/{lang}/">{say(lang, "clear")}</a>' if query else ""
    return f"""<form class="search" action="/{lang}/" role="search">
<label for="q">{say(lang, "search")}</label>
<input id="q" name="q" type="search" maxlength="100" autocomplete="off" value="{escape(query)}">
<button>{say(lang, "search-go")}</button>{clear}
<output for="q" data-count="{every}">{shown}</output>
</form>"""


def _group(lang: str, group: str, feeds: list[tuple[str, str]]) -> str:
    rows = "\n".join(
        f'<li><a href="/{lang}/subscribe/{escape(path)}">{escape(name)}</a></li>'
        for path, name in feeds
    )
    title = say(lang, f"group.{group}")
    return (f'<section class="card" aria-labelledby="g-{group}"><h2 id="g-{group}">{title}</h2>\n'
            f'<ul class="feeds">\n{rows}\n</ul></section>')  # fmt: skip


def _as_of(shelf: Shelf, lang: str) -> str:
    if shelf.published is None:
        return ""
    date = shelf.published.date().isoformat()
    return f'<p class="foot">{say(lang, "as-of", number=shelf.number, date=date)}</p>'
