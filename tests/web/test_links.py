"""Names of private addresses, and what the QR code and the log tell."""

from __future__ import annotations

import io
import json

import pytest

from scheduler.outputs.ical.private import file_name, private_url
from scheduler.web.access_log import AccessLog, shown_path, shown_query
from scheduler.web.links import Links


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("city.ics", "city"), ("halls/hongdao--h1.ics", "hongdao-h1"),
        ("organizers/org-12345678.ics", "org-12345678"), ("busy/hongdao.ics", "busy-hongdao"),
        ("freebusy/hongdao.ics", "freebusy-hongdao"),
        ("archive/2021/city.ics", "archive-2021-city"),
        (f"venues/{'a' * 99}.ics", "a" * 40),
    ],
)  # fmt: skip
def test_file_names(path: str, name: str) -> None:
    assert file_name(path) == name


def test_the_qr_code_is_one_drawing_with_a_title() -> None:
    drawn = Links("https://cal.example.cn/f/abc/city.ics", "City").qr("<title> & more")
    assert drawn.startswith('<svg role="img" ')
    assert "&lt;title&gt; &amp; more" in drawn
    assert "style" not in drawn
    assert "<?xml" not in drawn


def test_private_addresses_stay_under_110_letters() -> None:
    base = "https://calendars.qingdao-conventions.example.cn/"
    url = private_url(base, "A" * 22, f"halls/{'v' * 60}--h1.ics")
    assert len(url) == 109
    assert url.startswith(f"{base}f/{'A' * 22}/vvv")
    assert private_url(base, "A" * 22, "city.ics").endswith("/city.ics")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        (b"phases=in,show&from=2021-05-01&q=secret", "phases=in,show&from=2021-05-01"),
        (b"from=" + b"A" * 41, ""), (b"from=%0d%0a", ""), (b"x" * 301, ""), (b"\xff=\xff", ""),
    ],
)  # fmt: skip
def test_queries_in_the_log(query: bytes, shown: str) -> None:
    assert shown_query(query) == shown


def test_paths_in_the_log() -> None:
    assert shown_path(b"/feeds/zh/halls/a-very-long-venue-name--h1.ics", 200).endswith("--h1.ics")
    assert shown_path(b"/F/" + b"A" * 22 + b"/x.ics", 404) == "/F/*/x.ics"
    assert shown_path(b"/f/short", 404) == "/f/*"


def test_a_line_is_one_line() -> None:
    stream = io.StringIO()
    log = AccessLog(stream)
    scope = {"method": "GET", "raw_path": b"/\r\n\x1b[31m", "query_string": b"",
             "headers": [(b"user-agent", b"a\r\nb\xff\x00")]}  # fmt: skip
    log.add(scope, "127.0.0.1", 404, 10, 0.0, None)
    assert stream.getvalue() == ""
    log.flush()
    (line,) = stream.getvalue().splitlines()
    told = json.loads(line)
    assert (told["path"], told["status"], told["agent"]) == ("/\r\n\x1b[31m", 404, "a\r\nb\xff\x00")
    assert "\x1b" not in line
