"""The page of one calendar: every way to subscribe to it, and what to expect then."""

from __future__ import annotations

from html import escape

from scheduler.web.layout import frame
from scheduler.web.links import Links
from scheduler.web.words import CLIENTS, EVERY, say


def subscribe_page(lang: str, links: Links, *, secret: bool, other: str = "") -> str:
    """Page in a language; `secret` for a private calendar."""
    name = links.name
    head = (f'<link rel="alternate" type="text/calendar" href="{escape(links.url)}" '
            f'title="{escape(name)}">\n')  # fmt: skip
    if secret:
        head += '<meta name="robots" content="noindex, nofollow">\n'
        head += '<meta name="referrer" content="no-referrer">\n'
    parts = [f"<h1>{escape(name)}</h1>"]
    if secret:
        parts.append(f'<p class="note warn">{say(lang, "secret")}</p>')
    if links.freebusy:
        parts.append(f'<p class="note warn">{say(lang, "freebusy")}</p>')
    parts += [
        f'<div class="ways">{_apps(lang, links)}{_qr(lang, links)}</div>',
        _address(lang, links), _polls(lang), _options(lang),
    ]  # fmt: skip
    title = say(lang, "subscribe-to", name=name)
    return frame(lang, title, "\n".join(parts), other=other, head=head)


def _apps(lang: str, links: Links) -> str:
    ways = (("webcal", links.webcal), ("google", links.google), ("live", links.live),
            ("office", links.office))  # fmt: skip
    rows = "".join(
        f'<li><a class="button{" first" if key == "webcal" else ""}" href="{escape(url)}" '
        f'rel="noopener noreferrer nofollow">{say(lang, key)}</a></li>\n'
        for key, url in ways
    )
    reach = f'<p class="hint">{say(lang, "reach")}</p>' if links.local else ""
    title = say(lang, "one-tap")
    return f'<section class="card"><h2>{title}</h2><ul>\n{rows}</ul>{reach}</section>'


def _qr(lang: str, links: Links) -> str:
    return (f'<section class="card code"><h2>{say(lang, "qr")}</h2>{links.qr(say(lang, "qr-alt"))}'
            f'<p class="hint">{say(lang, "qr-how")}</p></section>')  # fmt: skip


def _address(lang: str, links: Links) -> str:
    url = escape(links.url)
    twins = ", ".join(
        f'<a href="{escape(links.twin(form))}" rel="nofollow">{word}</a>'
        for form, word in (("json", "jCal"), ("xml", "xCal"))
    )
    return f"""<section class="card"><h2 id="address">{say(lang, "address")}</h2>
<p class="address"><input id="url" readonly value="{url}" aria-labelledby="address">
<button type="button" data-copy="url" data-done="{say(lang, "copied")}" hidden>\
{say(lang, "copy")}</button></p>
<p class="print-only">{url}</p>
<p class="hint">{say(lang, "address-how")}</p>
<p><a class="button" href="{url}" download>{say(lang, "download")}</a></p>
<p class="hint">{say(lang, "download-how")}</p>
<p class="hint">{say(lang, "forms")} {twins}</p></section>"""


def _polls(lang: str) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{say(lang, client)}</th>'
        f"<td>{say(lang, EVERY.get(client, f'{client}-every'))}</td></tr>"
        for client in CLIENTS
    )
    return f"""<section class="card"><h2>{say(lang, "polls")}</h2>
<p class="hint">{say(lang, "polls-how")}</p>
<table><thead><tr><th scope="col">{say(lang, "client")}</th>
<th scope="col">{say(lang, "every")}</th></tr></thead><tbody>
{rows}
</tbody></table></section>"""


def _options(lang: str) -> str:
    examples = (
        ("phases", "phases=show"), ("cancelled", "cancelled=0"), ("from", "from=2026-01-01"),
        ("to", "to=2026-12-31"),
    )  # fmt: skip
    rows = "\n".join(
        f"<dt><code>?{example}</code></dt><dd>{say(lang, f'option.{key}')}</dd>"
        for key, example in examples
    )
    return f"""<section class="card"><h2>{say(lang, "options")}</h2>
<p class="hint">{say(lang, "options-how")}</p><dl>
{rows}
</dl></section>"""
