"""The page to log in at."""

from __future__ import annotations

import math
from html import escape
from urllib.parse import quote

from scheduler.web.accounts.words import say
from scheduler.web.layout import OTHER, frame


def login_page(lang: str, path: str, problem: str = "", name: str = "", wait_s: float = 0) -> str:
    """A form for name and password.

    Parameters
    ----------
    path
        Where the reader wanted to go.
    problem
        What went wrong with the last try: ``wrong``, ``wait``, ``wait-long``, ``busy``,
        ``nobody``, ``origin`` or blank.
    wait_s
        Seconds until the next try is looked at.
    """
    title = say(lang, "login")
    told = ""
    if problem:
        text = say(lang, problem, seconds=math.ceil(wait_s), minutes=math.ceil(wait_s / 60))
        told = f'<p class="problem" role="alert" id="problem">{escape(text)}</p>\n'
    body = f"""<h1>{escape(title)}</h1>
{told}<form class="login card" method="post" action="/{lang}/login">
<input type="hidden" name="next" value="{escape(path)}">
<p><label for="name">{say(lang, "name")}</label>
<input id="name" name="name" value="{escape(name)}" autocomplete="username" required
 maxlength="64" autocapitalize="none" spellcheck="false"></p>
<p><label for="password">{say(lang, "password")}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
 maxlength="256"></p>
<p><button type="submit">{escape(title)}</button></p>
</form>
<p class="hint">{say(lang, "feeds-need-none")}</p>"""
    return frame(lang, title, body, other=f"/{OTHER[lang]}/login?next={quote(path, safe='/')}")
