"""The little XML that is spoken with a CalDAV server."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

D, C = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"

LIST = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>'
    b"<getetag/><resourcetype/></prop></propfind>"
)


@dataclass(frozen=True)
class Listing:
    """What lies in a collection.

    Parameters
    ----------
    calendar
        Whether the collection is a calendar.
    etags
        By the last part of each item's address, unquoted.
    """

    calendar: bool
    etags: dict[str, str]


def make_calendar(name: str, about: str) -> bytes:
    """Body of MKCALENDAR."""
    text = (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
        f"<D:displayname>{escape(name)}</D:displayname>"
        f"<C:calendar-description>{escape(about)}</C:calendar-description>"
        "<C:supported-calendar-component-set>"
        '<C:comp name="VEVENT"/></C:supported-calendar-component-set>'
        "</D:prop></D:set></C:mkcalendar>"
    )
    return text.encode("utf-8", "replace")


def listing(body: bytes, url: str) -> Listing:
    """Read the answer to `LIST`.

    Raises
    ------
    ValueError
        When it is no such answer.
    """
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise ValueError("a document type has no place in an answer")
    try:
        root = ET.fromstring(body)
    except ET.ParseError as error:
        raise ValueError(str(error)) from None
    if root.tag != f"{D}multistatus":
        raise ValueError(root.tag)
    own, calendar, etags = _path(url).rstrip("/"), False, {}
    for response in root.iter(f"{D}response"):
        path = _path(response.findtext(f"{D}href", "").strip()).rstrip("/")
        if path == own:
            calendar = any(True for _ in response.iter(f"{C}calendar"))
        elif etag := response.findtext(f".//{D}getetag", "").strip():
            etags[path.rpartition("/")[2]] = etag
    return Listing(calendar, etags)


def _path(href: str) -> str:
    return unquote(urlsplit(href).path)
