"""The independent checker's view of calendars over HTTP: feeds.md, section 1, demands 3, 7 and 10."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

PLAIN = {"Accept-Encoding": "identity"}
LONG_AGO, GARBAGE = "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"


@dataclass(frozen=True)
class Answer:
    """Status, headers by lower-case name, and body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Served:
    """A server below whose address ``/feeds/{lang}/…`` stands."""

    url: str
    faults: list[str] = field(default_factory=list)
    cache = "public"

    def address(self, lang: str, path: str) -> str:
        """Where a calendar stands on the server."""
        return f"{urlsplit(self.url).path.rstrip('/')}/feeds/{lang}/{path}"

    def read(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """Bytes of the calendars that are there; what is wrong with the answers goes to ``faults``."""
        parts, found = urlsplit(self.url), {}
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.netloc, timeout=30)
        for lang, path in keys:
            address = self.address(lang, path)
            first = self.ask(address)
            if first.status == 404:
                continue
            found[lang, path] = first.body
            self.faults += [f"{lang}/{path}: {text}" for text in self.answers(address, first)]
        self.connection.close()
        return found

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """One request; names of headers have ``_`` for ``-``."""
        told = PLAIN | {k.replace("_", "-"): v for k, v in headers.items()}
        self.connection.request(method, address, headers=told)
        answer = self.connection.getresponse()
        body = answer.read()
        named: dict[str, str] = {}
        for name, value in answer.getheaders():
            named[name.lower()] = f"{named[name.lower()]}, {value}" if name.lower() in named else value
        return Answer(answer.status, named, body)

    def answers(self, address: str, first: Answer) -> Iterator[str]:
        """How one calendar is served."""
        head = first.headers
        if first.status != 200:
            yield f"status {first.status}"
            return
        if head.get("content-type", "").lower().replace(" ", "") != "text/calendar;charset=utf-8":
            yield f"Content-Type {head.get('content-type')}"
        if "set-cookie" in head or self.cache not in head.get("cache-control", "") or "accept-encoding" not in head.get("vary", "").lower():
            yield f"a cookie, Cache-Control {head.get('cache-control')}, or Vary {head.get('vary')}"
        if head.get("x-content-type-options") != "nosniff" or head.get("referrer-policy") != "no-referrer" or "noindex" not in head.get("x-robots-tag", ""):
            yield "no nosniff, no-referrer or noindex"
        tag, date = head.get("etag", ""), head.get("last-modified", "")
        if not re.fullmatch(r'(W/)?"[\x21\x23-\x7e]+"', tag) or not date:
            yield f"ETag {tag!r}, Last-Modified {date!r}"
            return
        stamps = [f"{parsedate_to_datetime(date):%Y%m%dT%H%M%SZ}"] + re.findall(rb"^LAST-MODIFIED:(\S+)\r$", first.body, re.MULTILINE)
        if any(s.decode() > stamps[0] for s in stamps[1:]):
            yield f"Last-Modified {date} is before that of an entry"
        yield from self.conditions(address, first, tag, date)

    def conditions(self, address: str, first: Answer, tag: str, date: str) -> Iterator[str]:
        """304 on tag and on date and on nothing else; HEAD; gzip."""
        later = "Fri, 01 Jan 2100 00:00:00 GMT"
        for name, value, status in (
            ("If_None_Match", tag, 304), ("If_None_Match", f'"x", {tag}', 304), ("If_None_Match", "*", 304),
            ("If_None_Match", '"x"', 200), ("If_Modified_Since", date, 304), ("If_Modified_Since", later, 304),
            ("If_Modified_Since", LONG_AGO, 200), ("If_Modified_Since", GARBAGE, 200),
        ):
            again = self.ask(address, **{name: value})
            if again.status != status or (status == 304 and (again.body or again.headers.get("etag") != tag)):
                yield f"{name.replace('_', '-')} {value}: {again.status}"
            if status == 200 and again.body != first.body:
                yield "other bytes at another time"
        both = self.ask(address, If_None_Match='"x"', If_Modified_Since=later)
        if both.status != 200:
            yield "a date counts though there is a tag"
        head = self.ask(address, "HEAD")
        drop = {"date"}
        if head.status != 200 or head.body or {k: v for k, v in head.headers.items() if k not in drop} != {
            k: v for k, v in first.headers.items() if k not in drop
        }:
            yield "HEAD is not GET without its body"
        zipped = self.ask(address, Accept_Encoding="gzip")
        if zipped.headers.get("content-encoding") == "gzip":
            if gzip.decompress(zipped.body) != first.body or zipped.headers.get("etag") == tag:
                yield "gzip has other bytes, or the same tag"
            if self.ask(address, Accept_Encoding="gzip", If_None_Match=zipped.headers["etag"]).status != 304:
                yield "gzip's own tag is not known"
        elif len(first.body) > 2_000:
            yield "no gzip"


class Private(Served):
    """A calendar at an address that nobody can guess."""

    cache = "private"

    def address(self, lang: str, path: str) -> str:
        """The one that was given out, whatever is asked for."""
        return urlsplit(self.url).path

    def answers(self, address: str, first: Answer) -> Iterator[str]:
        """Nothing tells the address, and nothing like it opens anything."""
        yield from super().answers(address, first)
        folder, _, name = address.rpartition("/")
        secret = folder.rpartition("/")[2]
        told = first.body + "".join(f"{k}:{v}\n" for k, v in first.headers.items()).encode()
        if secret.encode() in told:
            yield "the address stands in the answer"
        if len(secret) < 22 or "public" in first.headers.get("cache-control", ""):
            yield f"a secret of {len(secret)} letters, Cache-Control {first.headers.get('cache-control')}"
        bodies = set()
        for other in (secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret[:-1], secret + "A", secret.swapcase(), "A" * 22):
            again = self.ask(f"{folder.removesuffix(secret)}{other}/{name}")
            bodies.add(again.body)
            if again.status != 404 or secret.encode() in again.body:
                yield f"another secret: {again.status}"
        if len(bodies) > 1 or any(len(body) > 500 for body in bodies):
            yield "refusals are long, or differ"
        for form in ("json", "xml"):
            if self.ask(address.removesuffix("ics") + form).status != 200:
                yield f"no {form}"
