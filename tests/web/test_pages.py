"""The pages, as they come and in a real browser, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from scheduler.web.words import WORDS
from tests.web.serving import Running

CHINESE = re.compile("[\u4e00-\u9fff]")
HALL = "halls/expo--h1.ics"
PAGES = ("/", "/zh/", "/en/", f"/zh/subscribe/{HALL}", f"/en/subscribe/{HALL}", "/f/{token}/",
         "/f/{revoked}/", "/zh/events/tea", "/nowhere")  # fmt: skip


def of(town: Running, path: str) -> str:
    """A path with this server's tokens."""
    return path.format(token=town.token, revoked=town.revoked)


def links(html: str) -> list[str]:
    return [url.replace("&amp;", "&") for url in re.findall(r'href="([^"]*)"', html)]


def test_every_sentence_has_both_languages() -> None:
    for key, text in WORDS.items():
        assert text.zh and text.en, key
        names = [set(re.findall(r"{(\w+)}", side)) for side in (text.zh, text.en)]
        assert names[0] == names[1], key


def test_the_index_lists_every_feed_and_leads_to_pages(town: Running) -> None:
    with town.client() as client:
        html = client.get("/en/").text
        pages = [url for url in links(html) if "/subscribe/" in url]
        assert {f"/en/subscribe/{p}" for p in ("city.ics", HALL, "kinds/exhibition.ics")} <= {
            *pages
        }
        assert all(client.get(url).status_code == 200 for url in pages)
    assert "Bayport event calendars" in html
    assert 'href="/zh/"' in html


def test_searching_needs_no_script(town: Running) -> None:
    with town.client() as client:
        hall = client.get("/en/", params={"q": "hall 1"}).text
        nothing = client.get("/zh/", params={"q": '<b>"x'}).text
    found = [u for u in links(hall) if "/subscribe/" in u]
    assert found == [f"/en/subscribe/{p}" for p in (HALL, "freebusy/expo--h1.ics")]
    assert "没有名称含" in nothing
    assert "&lt;b&gt;&quot;x" in nothing
    assert "<b>" not in nothing


def test_the_language_without_one_in_the_address(town: Running) -> None:
    with town.client() as client:
        for liked, tag in (("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("en-GB,zh;q=0.1", "en"),
                           ("de", "en"), ("", "en")):  # fmt: skip
            answer = client.get("/", headers={"accept-language": liked})
            assert answer.headers["content-language"] == tag
            assert answer.headers["vary"] == "Accept-Language"


def test_ways_to_subscribe(town: Running) -> None:
    with town.client() as client:
        found = links(client.get(f"/zh/subscribe/{HALL}").text)
    feed = f"127.0.0.1:{town.port}/feeds/zh/{HALL}"
    assert f"webcal://{feed}" in found
    assert f"http://{feed}" in found
    google = next(u for u in found if "calendar.google.com" in u)
    assert parse_qs(urlsplit(google).query) == {"cid": [f"webcal://{feed}"]}
    assert "/calendar/r?cid=webcal%3A%2F%2F" in google
    outlook = [u for u in found if "outlook." in u]
    assert [urlsplit(u).hostname for u in outlook] == ["outlook.live.com", "outlook.office.com"]
    for url in outlook:
        assert parse_qs(urlsplit(url).query) == {
            "url": [f"http://{feed}"], "name": ["海湾会展中心 1号馆"]
        }  # fmt: skip
    assert f"http://{feed.removesuffix('ics')}json" in found


def test_free_and_busy_times_come_with_a_warning(town: Running) -> None:
    with town.client() as client:
        for path, warned in (("freebusy/expo.ics", True), ("busy/expo.ics", False)):
            html = client.get(f"/zh/subscribe/{path}").text
            assert (WORDS["freebusy"].zh in html) is warned


def test_a_private_page_is_for_its_reader_only(town: Running) -> None:
    with town.client() as client:
        answer = client.get(f"/f/{town.token}/")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["cache-control"] == "private, no-store"
    assert f"webcal://127.0.0.1:{town.port}/f/{town.token}/city.ics" in answer.text
    assert WORDS["secret"].zh in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_headers_of_pages(town: Running, path: str) -> None:
    with town.client() as client:
        answer = client.get(of(town, path))
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert not re.search(r'<[^>]* (style|on\w+)=|<style|<script(?! src="/assets/)', answer.text)
    outside = re.findall(r'(?:src|action|<link[^>]* href)="(https?:[^"]*)"', answer.text)
    assert all(f"127.0.0.1:{town.port}" in url for url in outside)


def test_assets_are_kept_for_ever_and_change_their_name(town: Running) -> None:
    with town.client() as client:
        css = next(u for u in links(client.get("/en/").text) if u.startswith("/assets/site"))
        answer = client.get(css)
        assert client.get("/assets/site.css").status_code == 404
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES[1:])
def test_in_a_browser(town: Running, chromium: Any, path: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1200, "height": 900})
    page, faults = context.new_page(), []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("request", lambda r: None if town.url in r.url else faults.append(r.url))
    answer = page.goto(town.url + of(town, path))
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []
    page.set_viewport_size({"width": 340, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 340
    if answer.ok:
        assert faults == []
    if path.startswith("/en/"):
        # Organisers are called as they call themselves.
        names = page.locator("section:not([aria-labelledby=g-organizers])").all_inner_texts()
        text = page.inner_text("h1") + "".join(names)
        assert not CHINESE.search(text)
    context.close()


def test_searching_and_copying_with_a_script(town: Running, chromium: Any) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{town.url}/en/")
    page.fill("#q", "hall 1")
    shown = page.locator("main li:visible").all_inner_texts()
    assert shown[0] == "Bay Expo Centre Hall 1" and len(shown) == 2
    page.fill("#q", "no such thing")
    assert page.get_by_text("No calendar matches.").is_visible()
    page.goto(f"{town.url}/en/subscribe/{HALL}")
    page.click("[data-copy]")
    page.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{town.url}/feeds/en/{HALL}"
    context.close()


def test_without_scripts(town: Running, chromium: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{town.url}/zh/")
    page.fill("#q", "1号馆")
    page.press("#q", "Enter")
    expect(page.locator("main li").first).to_have_text("海湾会展中心 1号馆")
    page.locator("main li a").first.click()
    expect(page.locator("svg.qr")).to_be_visible()
    assert not page.locator("[data-copy]").is_visible()
    context.close()


def test_the_button_saves_a_file(town: Running, chromium: Any) -> None:
    context = chromium.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(f"{town.url}/zh/subscribe/{HALL}")
    with page.expect_download() as begun:
        page.click("a[download]")
    saved = begun.value
    assert saved.suggested_filename == "海湾会展中心 1号馆.ics"
    with town.client() as client:
        assert Path(saved.path()).read_bytes() == client.get(f"/feeds/zh/{HALL}").content
    context.close()


def test_an_address_without_its_last_slash_leads_on(town: Running) -> None:
    with town.client() as client:
        for path, there in (("/zh", "/zh/"), ("/en", "/en/"), ("/zh?q=a%2F&b", "/zh/?q=a%2F&b")):
            for method in ("GET", "HEAD"):
                answer = client.request(method, path)
                assert (answer.status_code, answer.headers["location"]) == (308, there)
        assert client.get("/zh", follow_redirects=True).text == client.get("/zh/").text
        assert client.get("/xx").status_code == 404
        assert client.post("/zh").status_code == 405
