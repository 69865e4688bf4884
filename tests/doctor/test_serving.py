"""Answers with exactly one fault are told exactly that; and a real server is asked for real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from scheduler.doctor import SERVING, Visit, examine_visit, visit
from scheduler.errors import UsageError
from scheduler.fetching import Fetched
from tests.doctor.feeds import feed
from tests.fetching.local_server import Local, page, serving, to

URL = "https://bayport.example/hall.ics"
HEADERS = {
    "content-type": "text/calendar; charset=utf-8", "etag": '"a"',
    "cache-control": "private, no-cache",
    "last-modified": "Fri, 01 Jan 2021 00:00:00 GMT", "x-robots-tag": "noindex",
}  # fmt: skip
GOOD = Fetched(URL, 200, HEADERS, feed())
SAME = Fetched(URL, 304, {}, b"")
SOUND = Visit(URL, GOOD, GOOD, SAME, SAME, GOOD, GOOD, replace(GOOD, body=b""), True)


def said(url: str = URL, **headers: str | None) -> Visit:
    """The sound visit with other headers; ``None`` takes one away."""
    named = HEADERS | {k.replace("_", "-"): v for k, v in headers.items() if v is not None}
    for name, value in headers.items():
        if value is None:
            del named[name.replace("_", "-")]
    first = Fetched(url, 200, named, feed())
    return replace(SOUND, asked=url, first=first, head=first)


def with_body(seen: Visit, body: bytes) -> Visit:
    answer = replace(seen.first, body=body)
    return replace(seen, first=answer, second=answer)


SECRET = "qZ8xVbT2mLk4RrWn0PdYcA"
SECRET_URL = f"https://bayport.example/f/{SECRET}/hall.ics"

CASES = {
    "http-plain": said("http://bayport.example/hall.ics"),
    "http-redirect": replace(SOUND, asked="https://bayport.example/old"),
    "http-long-url": said("https://bayport.example/" + "a" * 87),
    "http-type": said(content_type="text/plain; charset=utf-8"),
    "http-charset": said(content_type="text/calendar"),
    "http-no-etag": said(etag=None),
    "http-no-modified": said(last_modified=None),
    "http-etag-ignored": replace(SOUND, matched=GOOD),
    "http-date-ignored": replace(SOUND, dated=GOOD),
    "http-frozen": replace(SOUND, long_ago=SAME),
    "http-garbage-date": replace(SOUND, no_date=replace(GOOD, status=400)),
    "http-head": replace(SOUND, head=replace(GOOD, status=405)),
    "http-no-gzip": replace(SOUND, packs=False),
    "http-cookie": said(set_cookie="session=1"),
    "http-no-store": said(cache_control="no-store"),
    "http-no-cache-rule": said(cache_control=None),
    "http-robots": said(x_robots_tag=None),
    "http-unsteady": replace(
        SOUND, second=replace(GOOD, body=feed("DTSTAMP:2021", "DTSTAMP:2022"))),
    "http-same-etag": replace(SOUND, packed_etag='"a"'),
    "http-not-private": said(SECRET_URL, cache_control="public, max-age=60"),
    "http-secret-inside": with_body(said(SECRET_URL), feed("boats-show@", f"boats-{SECRET}@")),
}  # fmt: skip


@pytest.fixture
def local() -> Iterator[Local]:
    with serving() as server:
        yield server


def ids(seen: Visit) -> list[str]:
    return [f.check.id for f in examine_visit(seen)]


def test_a_well_served_feed_is_clean() -> None:
    assert ids(SOUND) == []
    assert ids(said("https://bayport.example/" + "a" * 86)) == []


def test_every_check_has_its_case() -> None:
    assert list(CASES) == [one.id for one in SERVING]


@pytest.mark.parametrize("name", CASES)
def test_one_fault_is_told_alone(name: str) -> None:
    assert ids(CASES[name]) == [name]


def test_answers_that_never_came() -> None:
    silent = replace(SOUND, second=None, matched=None, long_ago=None, no_date=None, head=None)
    assert ids(silent) == [
        "http-frozen", "http-garbage-date", "http-etag-ignored", "http-head", "http-unsteady",
    ]  # fmt: skip


def test_a_weak_tag_or_one_of_its_own_may_stand_for_gzip() -> None:
    for plain, packed in (('"a"', '"a-gzip"'), ('W/"a"', 'W/"a"')):
        assert ids(replace(said(etag=plain), packed_etag=packed)) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://bayport.example/calendars/qingdao-international-expo-center-2021.ics",
        "https://bayport.example/feeds/zh/organizers/org-0a1b2c3d.ics?from=2021-05-01&phases=all",
    ],
)
def test_a_readable_address_is_no_secret(url: str) -> None:
    assert ids(said(url, cache_control="public, max-age=60")) == []


@pytest.mark.parametrize("key", ["private-" + "0a1b" * 8, "basic.ics?token=" + SECRET])
def test_a_key_in_an_address_is_a_secret(key: str) -> None:
    seen = said(f"https://bayport.example/{key}/c.ics", cache_control="max-age=60")
    assert ids(seen) == ["http-not-private"]


def test_where_the_secret_stands_is_told_also_in_a_folded_line() -> None:
    text = f"DESCRIPTION:{'x' * 60}{SECRET[:3]}\n {SECRET[3:]}\nURL:"
    (found,) = examine_visit(with_body(said(SECRET_URL), feed("URL:", text)))
    assert [(h.line, h.value) for h in found.hits] == [(31, "DESCRIPTION")]


def test_the_line_that_differs_is_told() -> None:
    (found,) = examine_visit(CASES["http-unsteady"])
    assert [(h.line, h.value) for h in found.hits] == [(20, "DTSTAMP:20220101T000000Z")]


def test_a_careful_server(local: Local) -> None:
    local.acts["/hall.ics"] = careful
    seen = visit(f"{local.url}/hall.ics", allow_private=True, most_bytes=10_000, pause_s=0)
    assert ids(seen) == ["http-plain"]
    assert [method for method, _, _ in local.seen] == ["GET"] * 5 + ["HEAD", "GET", "GET"]


def test_a_careless_server_behind_a_redirect(local: Local) -> None:
    local.acts |= {"/": to("/hall.ics"), "/hall.ics": page(feed(), ETag='"a"')}
    seen = visit(local.url + "/", allow_private=True, most_bytes=10_000, pause_s=0)
    assert ids(seen) == [
        "http-plain", "http-type", "http-no-modified", "http-etag-ignored", "http-redirect",
        "http-no-gzip", "http-no-cache-rule", "http-robots",
    ]  # fmt: skip


def test_an_error_is_no_feed(local: Local) -> None:
    with pytest.raises(UsageError, match="404"):
        visit(f"{local.url}/none.ics", allow_private=True, most_bytes=10_000, pause_s=0)


def careful(handler: BaseHTTPRequestHandler) -> None:
    """Answer conditions and wishes as a feed's server should."""
    asked = handler.headers
    same = (asked["If-None-Match"], asked["If-Modified-Since"])
    kept = HEADERS["etag"] in same or HEADERS["last-modified"] in same
    zipped = {"content-encoding": "gzip", "etag": '"a-gzip"'}
    packed = zipped if asked["Accept-Encoding"] == "gzip" else {}
    body = b"" if kept or handler.command == "HEAD" else feed()
    headers = {k.replace("-", "_"): v for k, v in (HEADERS | packed).items()}
    page(body, 304 if kept else 200, **headers)(handler)
