"""How the independent checker judges feeds: right ones, and every fault it knows."""

import hashlib

import pytest

from tests.benchmarks.checking import checker, texts, write_feed


def feed_faults(folder):
    result = checker.check(folder, folder / "plan.json", out=folder)
    assert {f["rule"] for f in result["findings"] if f["hard"]} <= {"feeds"}
    return texts(result)


def test_right_feeds(fed):
    assert feed_faults(fed) == []


@pytest.mark.parametrize("name", ["city", "busy/w", "halls/w--h1", "venues/w", "industries/tea", "kinds/conference"])
def test_feed_is_missing(fed, name):
    (fed / "feeds/en" / f"{name}.ics").unlink()
    assert f"en/{name}.ics is missing" in feed_faults(fed)


def test_feed_is_unknown(fed):
    write_feed(fed, "zh", "kinds/festival", [])
    assert feed_faults(fed) == []
    write_feed(fed, "zh", "halls/v--h9", [])
    assert feed_faults(fed) == ["zh/halls/v--h9.ics is not a feed of this plan"]


@pytest.mark.parametrize(("name", "old", "new"), [
    ("city", "UID:a-show@", "UID:a-fair@"), ("city", "UID:a-show@town.", "UID:a-show@city."), ("city", "SEQUENCE:0", "SEQUENCE:1"),
    ("city", "DTSTAMP:20210101", "DTSTAMP:20210102"), ("city", "DTEND;VALUE=DATE:20210512", "DTEND;VALUE=DATE:20210511"),
    ("city", ";VALUE=DATE", ""), ("city", "TRANSP:TRANSPARENT", "TRANSP:OPAQUE"), ("venues/v", "TRANSP:OPAQUE", "TRANSP:TRANSPARENT"),
    ("city", "STATUS:CONFIRMED", "STATUS:TENTATIVE"), ("city", "【暂定】", ""), ("city", "SUMMARY:Name of a", "SUMMARY:【暂定】Name of a"),
    ("city", "CATEGORIES:海洋", "CATEGORIES:Sea"), ("city", "展期,green", "展期"), ("city", "展期,green", "展览,green"),
    ("city", "VERSION:2.0", "VERSION:2.0\r\nUID:x@y"), ("city", "VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST"),
    ("city", "X-WR-CALNAME:city", "X-WR-CALNAME:town"), ("city", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "REFRESH-INTERVAL:VALUE=DURATION:PT1H"),
    ("city", "X-PUBLISHED-TTL:PT1H", "X-PUBLISHED-TTL:PT2H"), ("city", "\r\n", "\n"), ("city", "BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR"),
    ("city", "SUMMARY:Name of a", "SUMMARY:Name of a" + "x" * 75), ("city", "SUMMARY:Name of a", "SUMMARY:Name of a; b"),
    ("city", "END:VEVENT", "SUMMARY:twice\r\nEND:VEVENT"), ("city", "END:VEVENT", "BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT"),
    ("city", "END:VEVENT", "\r\nEND:VEVENT"), ("venues/w", "BEGIN:STANDARD", "BEGIN:DAYLIGHT"), ("venues/v", "RELATED-TO:a", "RELATED-TO:b"),
    ("venues/w", "TZID:Asia/Shanghai", "TZID:China Standard Time"), ("city", "END:VCALENDAR", "BEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\nEND:VCALENDAR"),
    ("halls/v--h1", "END:VEVENT", "LOCATION:elsewhere\r\nEND:VEVENT"), ("busy/v", "0f3e@", "a-9c@"), ("busy/v", "占用", "Name of a"),
    ("busy/v", "TRANSP", "DESCRIPTION:x\r\nTRANSP"), ("busy/v", "TRANSP", "URL:https://x\r\nTRANSP"), ("busy/v", "20210509", "20210510"),
    ("busy/v", "0f3e@", "1f3e@"), ("busy/v", "0f3e@", hashlib.sha256(b"a-show@town.events.invalid").hexdigest()[:16] + "@")])
def test_feed_faults(fed, name, old, new):
    path = fed / "feeds/zh" / f"{name}.ics"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    assert feed_faults(fed)


def test_line_too_long(fed):
    path = fed / "feeds/zh/city.ics"
    path.write_bytes(path.read_bytes().replace(b"X-WR-CALNAME:city", b"X-LONG:" + b"x" * 69 + b"\r\nX-WR-CALNAME:city"))
    assert feed_faults(fed) == ["zh/city.ics: a line of 76 octets"]


def test_organizer_slug_is_of_the_composed_name():
    assert checker.org_slug("Cafe\u0301") == checker.org_slug("Caf\u00e9") == "org-" + hashlib.sha256("Caf\u00e9".encode()).hexdigest()[:8]


def test_character_split_by_folding(fed):
    path = fed / "feeds/zh/city.ics"
    data, char = path.read_bytes(), "展".encode()
    path.write_bytes(data.replace(char, char[:1] + b"\r\n " + char[1:], 1))
    assert any("split by folding" in text for text in feed_faults(fed))


def test_busy_spans_that_touch(fed):
    for lang in ("zh", "en"):
        write_feed(fed, lang, "busy/v", [("1@x.invalid", "05-09", "05-10", "X", "CONFIRMED", "OPAQUE", []),
                                         ("2@x.invalid", "05-11", "05-13", "X", "CONFIRMED", "OPAQUE", [])])
    assert {text.split(": ", 1)[1] for text in feed_faults(fed)} == {"2021-05-09 and 2021-05-11 touch and are not merged"}
