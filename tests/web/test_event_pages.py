"""The pages of events: where the URLs of calendar entries lead."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from scheduler.domain.entry import CANCELLED, TENTATIVE
from scheduler.domain.release import Left
from scheduler.domain.text import Text
from scheduler.outputs.ical.notices import notices
from tests.web.serving import Running, Town


def test_the_url_of_every_entry_leads_to_its_days(town: Running) -> None:
    with town.client() as client:
        feed = client.get("/feeds/zh/venues/expo.ics").text.replace("\r\n ", "")
        head, *entries = feed.split("BEGIN:VEVENT")
        (index,) = (urlsplit(url) for url in re.findall(r"^URL:(\S+)", head, re.M))
        assert (index.path, client.get(index.path).status_code) == ("/zh/", 200)
        urls = [urlsplit(u) for e in entries for u in re.findall(r"^URL:(\S+)", e, re.M)]
        assert {url.fragment for url in urls} == {"in", "show", "out"}
        for url in urls:
            page = client.get(url.path)
            assert page.status_code == 200
            assert f'id="{url.fragment}"' in page.text


def test_languages(town: Running) -> None:
    with town.client() as client:
        zh, en = (client.get(f"/{lang}/events/tea") for lang in ("zh", "en"))
        liked = client.get("/events/tea", headers={"accept-language": "zh-CN"})
    assert (zh.headers["content-language"], en.headers["content-language"]) == ("zh-CN", "en")
    assert "茶业博览会" in zh.text
    assert "Tea Expo" in en.text
    assert liked.text == zh.text
    assert liked.headers["vary"] == "Accept-Language"
    assert 'href="/en/subscribe/halls/expo--h1.ics"' in en.text


def test_holds_have_no_page_and_look_like_what_is_not_there(town: Running) -> None:
    with town.client() as client:
        hold, none = (client.get(f"/zh/events/{name}") for name in ("ocean", "nowhere"))
    assert (hold.status_code, hold.content) == (404, none.content)


def test_what_is_a_hold_again_is_told_as_cancelled_where_it_was(tmp_path: Path) -> None:
    first = Town(tmp_path).publish()
    tea = [e for e in first.entries if e.subject.id == "tea"]
    held = tuple(replace(e, status=TENTATIVE, site=replace(e.site, name=Text("秘密"))) for e in tea)
    left = tuple(Left(replace(e, status=CANCELLED), frozenset({"city.ics"}), True) for e in tea)
    before = {n.lang: n for n in notices(first) if n.event_id == "tea"}
    after = {n.lang: n for n in notices(replace(first, entries=held, left=left))}
    assert after["zh"] == replace(before["zh"], title="【取消】茶业博览会")
    assert after["en"].place == before["en"].place
