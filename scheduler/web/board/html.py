"""The one page of the planning board; everything else on it comes from its API."""

from __future__ import annotations

import json
import re
from html import escape

from scheduler.outputs import colours
from scheduler.outputs.changes.words import ENTRY_CHANGES, FIELDS, HAPPENINGS
from scheduler.outputs.labels import TERMS, pair
from scheduler.outputs.report.page import embed
from scheduler.web.board.assets import page_template, words
from scheduler.web.layout import asset_path

SAID = {
    **TERMS, "happening": HAPPENINGS, "entryChange": ENTRY_CHANGES, "field": FIELDS
}  # fmt: skip
"""Names of values by what they are values of."""

SLOT = re.compile(r"\{\{(\w+)\}\}")


def board_page(lang: str, **facts: object) -> str:
    """The page as text.

    Parameters
    ----------
    lang
        Language shown first (``zh`` or ``en``); the page switches in place.
    facts
        What else the page is told before it asks anything, for example who is logged in.
    """
    sentences = json.loads(words())
    setup = {
        "lang": lang,
        "terms": {k: {v: pair(t) for v, t in values.items()} for k, values in SAID.items()},
        "palette": colours.PALETTE,
        "kinds": colours.KINDS,
        **facts,
    }
    fill = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "title": escape(sentences["title"][("zh", "en").index(lang)]),
        "icon": asset_path("icon.svg"),
        "words": embed(sentences),
        "setup": embed(setup),
    }
    return SLOT.sub(lambda slot: fill[slot[1]], page_template())
