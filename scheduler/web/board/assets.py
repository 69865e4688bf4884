"""Files of the planning board's page: its own, and those that it shares with the report."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from scheduler.outputs.report.page import asset as report_asset

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
SHARED = frozenset(
    ("base.css", "timeline.css", "dom.js", "dates.js", "daystop.js", "fold.js", "groups.js",
     "i18n.js", "address.js", "lanes.js", "light.js", "names.js", "overlay.js", "scale.js",
     "rows.js", "timeline.js", "walk.js", "wheel.js")
)  # fmt: skip
"""Files of the report that the board uses as they are: one timeline, two deliveries."""


@cache
def board_asset(name: str) -> tuple[bytes, str] | None:
    """Bytes and media type of a style or module; ``None`` when there is no such file."""
    media = TYPES.get(name.rpartition(".")[2])
    if media is None:
        return None
    if name in SHARED:
        return report_asset(name).encode(), media
    found = _own().get(name)
    return None if found is None else (found, media)


@cache
def _own() -> dict[str, bytes]:
    """The board's own files by name; a name that is not listed cannot be asked for."""
    folder = files("scheduler.web").joinpath("assets", "board")
    return {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()}


def words() -> bytes:
    """Sentences of the page in both languages, as JSON."""
    return _own()["words.json"]


def page_template() -> str:
    """The page with slots to fill."""
    return _own()["index.html"].decode()
