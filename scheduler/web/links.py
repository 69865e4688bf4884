"""Addresses by which calendars are subscribed to, and their QR code."""

from __future__ import annotations

import io
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from scheduler.web.hosts import LOOPBACK

OUTLOOK = ("outlook.live.com", "outlook.office.com")


@dataclass(frozen=True)
class Links:
    """All ways to subscribe to the calendar at `url`, which ends in ``.ics``.

    Parameters
    ----------
    name
        As Outlook is to call the calendar.
    freebusy
        Whether it holds free and busy times only.
    """

    url: str
    name: str
    freebusy: bool = False

    @property
    def webcal(self) -> str:
        """For apps that know calendars by their scheme."""
        return "webcal" + self.url[self.url.index(":") :]

    @property
    def google(self) -> str:
        """For Google, which takes no ``https:`` in this place."""
        return "https://calendar.google.com/calendar/r?cid=" + quote(self.webcal, safe="")

    @property
    def live(self) -> str:
        """For private accounts of Outlook."""
        return self._outlook(OUTLOOK[0])

    @property
    def office(self) -> str:
        """For accounts of Outlook at work or school."""
        return self._outlook(OUTLOOK[1])

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the address."""
        return urlsplit(self.url).hostname in (*LOOPBACK, "::1")

    def twin(self, form: str) -> str:
        """The same calendar as ``json`` or ``xml``."""
        return self.url.removesuffix("ics") + form

    def qr(self, title: str) -> str:
        """QR code of the webcal address as SVG to put into a page."""
        import segno

        drawn = io.BytesIO()
        segno.make(self.webcal, micro=False, error="m").save(
            drawn, kind="svg", xmldecl=False, svgns=True, title=title, omitsize=True,
            svgclass="qr", lineclass=None, border=4, dark="#000", light="#fff", nl=False,
        )  # fmt: skip
        return drawn.getvalue().decode("utf-8").replace("<svg ", '<svg role="img" ', 1)

    def _outlook(self, host: str) -> str:
        asked = urlencode({"url": self.url, "name": self.name}, quote_via=quote, errors="replace")
        return f"https://{host}/calendar/0/addfromweb?{asked}"


def is_freebusy(path: str) -> bool:
    """Whether a feed holds free and busy times only, which most calendar apps do not show."""
    return path.startswith("freebusy/")
