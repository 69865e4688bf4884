"""The page of one public event, where the URL of its calendar entries leads."""

from __future__ import annotations

from html import escape

from scheduler.outputs.ical.notices import Notice
from scheduler.web.desk import Shelf
from scheduler.web.layout import OTHER, frame
from scheduler.web.words import say


def event_page(shelf: Shelf, notice: Notice) -> str:
    """Days of each phase, place, and the calendars that carry the event."""
    lang = notice.lang
    facts = "<br>\n".join(escape(line) for line in notice.description.split("\n"))
    body = f"""<h1>{escape(notice.title)}</h1>
<p class="lead">{escape(notice.place)}</p>
<section class="card"><dl>
{_days(notice)}
</dl>
<p>{facts}</p></section>
{_calendars(shelf, notice)}"""
    other = f"/{OTHER[lang]}/events/{notice.event_id}"
    return frame(lang, notice.title, body, other=other)


def _days(notice: Notice) -> str:
    return "\n".join(
        f'<dt id="{phase}">{escape(name)}</dt><dd>{first if first == last else f"{first}–{last}"}'
        "</dd>"
        for phase, name, first, last in notice.phases
    )


def _calendars(shelf: Shelf, notice: Notice) -> str:
    lang = notice.lang
    known = ((path, shelf.known.get((lang, path))) for path in notice.paths)
    rows = "\n".join(
        f'<li><a href="/{lang}/subscribe/{escape(path)}">{escape(name)}</a></li>'
        for path, name in known
        if name
    )
    title = say(lang, "carried-by")
    return f'<section class="card"><h2>{title}</h2>\n<ul class="feeds">\n{rows}\n</ul></section>'
