"""What the page of a calendar hands over: QR code, download, how often apps look."""

from __future__ import annotations

import re
from html import unescape

import pytest

from scheduler.domain.text import LANGS
from scheduler.web.links import Links
from tests.web import qr
from tests.web.serving import Running

HALL = "halls/expo--h1.ics"
SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)
POLLS = {
    "zh": {
        "苹果日历": "5 分钟至 1 周", "谷歌日历": "8 至 24 小时",
        "Outlook.com 与新版 Outlook": "24 小时", "Outlook 桌面版": "每小时",
        "Thunderbird": "30 分钟", "安卓 ICSx⁵": "自行设定",
    },
    "en": {
        "Apple Calendar": "5 minutes to a week", "Google Calendar": "8 to 24 hours",
        "Outlook.com and new Outlook": "up to 24", "Outlook desktop": "at most hourly",
        "Thunderbird": "30 minutes", "ICSx⁵ on Android": "As you set it",
    },
}  # fmt: skip
"""How often clients look, as section 3.4 of the research has it."""


@pytest.mark.parametrize("lang", LANGS)
def test_the_code_leads_to_the_calendar(town: Running, lang: str) -> None:
    with town.client() as client:
        (drawn,) = SVG.findall(client.get(f"/{lang}/subscribe/{HALL}").text)
        (private,) = SVG.findall(client.get(f"/f/{town.token}/").text)
        assert qr.read(drawn) == f"webcal://127.0.0.1:{town.port}/feeds/{lang}/{HALL}"
        url = qr.read(private)
        assert url == f"webcal://127.0.0.1:{town.port}/f/{town.token}/city.ics"
        for read in (qr.read(drawn), url):
            got = client.get(read.replace("webcal", "http", 1))
            assert got.content.startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("length", range(16, 200, 8))
def test_codes_of_addresses_of_any_length(length: int) -> None:
    url = f"https://x.cn/{'halls/Hall-1-' * 20}"[:length] + ".ics"
    assert qr.read(Links(url, "x").qr("x")) == url.replace("https", "webcal")


def test_a_wrong_cell_would_be_seen() -> None:
    drawn = Links("https://cal.example.cn/feeds/zh/city.ics", "x").qr("x")
    spoilt = re.sub(r"(-\d+ 1h)1m1 0h1", r"\g<1>3", drawn, count=1)
    assert spoilt != drawn
    with pytest.raises(AssertionError):
        qr.read(spoilt)


@pytest.mark.parametrize("lang", LANGS)
def test_how_often_each_app_looks(town: Running, lang: str) -> None:
    with town.client() as client:
        html = client.get(f"/{lang}/subscribe/{HALL}").text
    rows = dict(re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', html))
    assert rows.keys() == POLLS[lang].keys()
    for client_name, words in POLLS[lang].items():
        assert words in rows[client_name]


@pytest.mark.parametrize("lang", LANGS)
def test_the_file_to_download(town: Running, lang: str) -> None:
    pages = {f"/{lang}/subscribe/{HALL}": "expo--h1", f"/f/{town.token}/": "city"}
    with town.client() as client:
        for page, stem in pages.items():
            html = client.get(page).text
            (url,) = re.findall(r'<a class="button" href="([^"]+)" download>', html)
            answer = client.get(unescape(url))
            assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
            told = answer.headers["content-disposition"]
            assert re.match(rf"inline; filename=\"{stem}\.ics\"; filename\*=UTF-8''\S+\.ics$", told)
            assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
            assert answer.content.endswith(b"END:VCALENDAR\r\n")
