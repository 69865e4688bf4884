"""What all pages share: frame, assets, headers."""

from __future__ import annotations

import hashlib
from functools import cache
from html import escape
from importlib.resources import files

from fastapi import Request
from fastapi.responses import HTMLResponse

from scheduler.domain.text import LANGS
from scheduler.web.words import say

ASSETS = {
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
SAFE = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
TAGS = {"zh": "zh-CN", "en": "en"}
OTHER = {"zh": "en", "en": "zh"}


@cache
def asset(name: str) -> bytes:
    """Bytes of a stylesheet or script."""
    return files("scheduler.web").joinpath("assets", name).read_bytes()


@cache
def asset_path(name: str) -> str:
    """Address of an asset, which changes with its bytes so that it can be kept for ever."""
    stem, _, ext = name.partition(".")
    return f"/assets/{stem}.{hashlib.sha256(asset(name)).hexdigest()[:12]}.{ext}"


def frame(lang: str, title: str, body: str, *, other: str = "", head: str = "") -> str:
    """A whole page; `other` is the address of the same page in the other language."""
    switch = ""
    if other:
        tag = TAGS[OTHER[lang]]
        switch = (f'<a class="lang" href="{escape(other)}" hreflang="{tag}" lang="{tag}">'
                  f"{say(lang, 'other-lang')}</a>")  # fmt: skip
    return f"""<!doctype html>
<html lang="{TAGS[lang]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<link rel="icon" type="image/svg+xml" href="{asset_path("icon.svg")}">
<link rel="stylesheet" href="{asset_path("site.css")}">
{head}<script src="{asset_path("site.js")}" defer></script>
</head>
<body>
<a class="skip" href="#main">{say(lang, "skip")}</a>
<header class="bar"><nav><a href="/{lang}/">{say(lang, "home")}</a>{switch}</nav></header>
<main id="main">
{body}
</main>
</body>
</html>
"""


def page(
    html: str, lang: str, *, status: int = 200, secret: bool = False, varies: bool = False,
    more: dict[str, str] | None = None,
) -> HTMLResponse:  # fmt: skip
    """An answer that is a page; a secret one is kept by nobody and tells no other site."""
    headers = SAFE | {
        "content-language": TAGS[lang],
        "cache-control": "private, no-store" if secret else "no-cache",
        "referrer-policy": "no-referrer" if secret else "same-origin",
    }
    if secret or status >= 400:
        headers["x-robots-tag"] = "noindex, nofollow"
    if varies:
        headers["vary"] = "Accept-Language"
    text = html.encode("utf-8", "replace")
    return HTMLResponse(text, status, headers | (more or {}))


def language(request: Request) -> str:
    """Language of the address, else the one that the reader likes better."""
    start = request.url.path[1:3]
    if start in LANGS:
        return start
    liked = request.headers.get("accept-language", "")[:200].lower()
    places = {lang: liked.find(lang) for lang in LANGS if lang in liked}
    return min(places, key=lambda lang: places[lang]) if places else "en"
