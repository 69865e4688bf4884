"""Calendars over HTTP, from a server that really runs."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import httpx
import pytest

from tests.web.serving import FAST, Running

CITY = "/feeds/zh/city.ics"
UNKNOWN = "C" * 22
PLAIN = {"accept-encoding": "identity"}


def uids(answer: httpx.Response) -> set[str]:
    return {line[4:] for line in answer.text.splitlines() if line.startswith("UID:")}


def test_a_public_feed_is_definite_only(town: Running) -> None:
    with town.client() as client:
        answer = client.get(CITY, headers=PLAIN)
        private = client.get(f"/f/{town.token}/city.ics", headers=PLAIN)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"].startswith("public")
    assert answer.headers["content-disposition"].startswith('inline; filename="city.ics"')
    assert not {"set-cookie", "server"} & set(answer.headers)
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert len(uids(answer)) == 1
    assert len(uids(private)) == 3
    assert private.headers["cache-control"] == "private, no-cache"
    assert private.headers["referrer-policy"] == "no-referrer"
    assert private.headers["x-robots-tag"] == "noindex"


def test_304_on_tag_and_on_date(town: Running) -> None:
    with town.client() as client:
        first = client.get(CITY)
        for name, value in (
            ("if-none-match", first.headers["etag"]),
            ("if-none-match", "W/" + first.headers["etag"]),
            ("if-none-match", "*"),
            ("if-modified-since", first.headers["last-modified"]),
        ):
            again = client.get(CITY, headers={name: value})
            assert (again.status_code, again.content) == (304, b""), name
            assert again.headers["etag"] == first.headers["etag"]
            assert "content-length" not in again.headers
        for value in ("Thu, 01 Jan 1970 00:00:00 GMT", "garbage"):
            assert client.get(CITY, headers={"if-modified-since": value}).status_code == 200


def test_gzip_is_the_same_calendar_under_another_tag(town: Running) -> None:
    with town.client() as client:
        plain = client.get(CITY, headers=PLAIN)
        with client.stream("GET", CITY, headers={"accept-encoding": "gzip"}) as zipped:
            raw = b"".join(zipped.iter_raw())
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert zipped.headers["etag"] != plain.headers["etag"]
    assert zipped.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"


def test_head_is_get_without_a_body(town: Running) -> None:
    with town.client() as client:
        for path in (CITY, f"/f/{town.token}/city.ics", "/zh/", "/healthz"):
            head, got = client.head(path), client.get(path)
            assert (head.status_code, head.content) == (200, b"")
            drop = {"date"}
            assert {k: v for k, v in head.headers.items() if k not in drop} == {
                k: v for k, v in got.headers.items() if k not in drop
            }


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_only_reading(town: Running, method: str) -> None:
    with town.client() as client:
        for path in (CITY, f"/f/{town.token}/city.ics", "/zh/", "/healthz"):
            answer = client.request(method, path)
            assert answer.status_code == 405, path
            assert answer.headers["allow"] == "GET, HEAD"


def test_twins_and_options(town: Running) -> None:
    hall = "/feeds/en/halls/expo--h1"
    with town.client() as client:
        assert client.get("/feeds/zh/city.json").headers["content-type"].startswith(
            "application/calendar+json"
        )
        assert client.get("/feeds/zh/city.xml").headers["content-type"].startswith(
            "application/calendar+xml"
        )
        assert len(uids(client.get(f"{hall}.ics"))) == 3
        assert len(uids(client.get(f"{hall}.ics?phases=in,show"))) == 2
        assert len(uids(client.get(f"{hall}.ics?phases=out&utm_source=x"))) == 1
        tags = {client.get(f"{hall}.ics{q}").headers["etag"] for q in ("", "?phases=in")}
        assert len(tags) == 2


def test_a_feed_of_shows_has_its_other_phases_when_told_to(town: Running) -> None:
    with town.client() as client:
        plain, every, spelt, some = (
            set(uids(client.get(f"/feeds/zh/city.ics{query}")))
            for query in ("", "?phases=all", "?phases=out,show,in", "?phases=in,show")
        )
    assert plain < some < every
    assert spelt == every
    assert {uid.split("@")[0].rsplit("-", 1)[1] for uid in every} == {"in", "show", "out"}


@pytest.mark.parametrize(
    "query",
    [
        "phases=", "phases=all,in", "phases=in;show", "phases=build", "cancelled=2", "cancelled=",
        "from=tomorrow",
        "from=20210501", "to=2021-02-30", "from=2021-06-02&to=2021-06-01", "from=0000-01-01",
        "phases=in&phases=out", "from=%FF", "from=2021-05-01%00", "to=%D9%A2021-05-01",
        "&".join("from=2021-05-01" for _ in range(60)), "from=-2021-05-01", "to=99999-01-01",
    ],
)  # fmt: skip
def test_bad_options(town: Running, query: str) -> None:
    with town.client() as client:
        answer = client.get(f"{CITY}?{query}")
    assert answer.status_code == 400
    assert len(answer.content) < 200
    zh, en = answer.text.splitlines()
    assert zh and en and zh != en


def test_tokens(town: Running) -> None:
    with town.client() as client:
        unknown, revoked = (client.get(f"/f/{t}/city.ics") for t in (UNKNOWN, town.revoked))
        pages = [client.get(f"/f/{t}/").status_code for t in (town.token, UNKNOWN, town.revoked)]
        any_name = client.get(f"/f/{town.token}/some-other-name.json")
    assert (unknown.status_code, revoked.status_code) == (404, 410)
    assert unknown.content == revoked.content
    assert unknown.headers["cache-control"] == "no-store"
    assert pages == [200, 404, 410]
    assert any_name.status_code == 200
    assert json.loads(any_name.text) is not None


def test_health(town: Running) -> None:
    with town.client() as client:
        told = client.get("/healthz").json()
    assert (told["status"], told["release"]) == ("ok", 1)


@pytest.mark.parametrize("town", ["pure", "fast"], indirect=True, scope="module")
def test_the_same_with_and_without_the_quicker_parser_and_loop(town: Running) -> None:
    maps = Path(f"/proc/{town.process.pid}/maps")
    if maps.exists():
        assert [name in maps.read_text() for name in FAST] == [not town.pure] * 2
    with town.client() as client:
        first = client.get(CITY)
        same = client.get(CITY, headers={"if-none-match": first.headers["etag"]})
        assert (first.status_code, same.status_code) == (200, 304)
        assert client.get(f"/f/{town.token}/city.ics").status_code == 200
        assert client.get("/zh/").status_code == 200
        assert client.head(CITY).headers["content-length"] == first.headers["content-length"]
