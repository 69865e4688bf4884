"""The pages "what changed for you", one a venue and release."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scheduler.domain.span import Span, day_of
from scheduler.errors import UsageError
from scheduler.outputs.changes.concerns import concerns
from scheduler.outputs.changes.dates import span_text
from scheduler.outputs.changes.folder import write_pages
from scheduler.outputs.changes.pages import venue_pages
from scheduler.outputs.changes.words import (
    AT_PLACE,
    AUDIENCES,
    ENTRY_CHANGES,
    FIELDS,
    HAPPENINGS,
    PAGE,
)
from scheduler.releases import entry_changes, happenings
from scheduler.releases.diff import consequences
from tests.outputs.releases import FIRST, HOSTILE, SECOND, TODAY, told

CHINESE = re.compile("[\u4e00-\u9fff]")


class Reader(HTMLParser):
    """Texts and tags of a page, and whether every tag is closed in its turn."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open:
            self.texts.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(self.texts)


PAGES = dict(venue_pages(told(FIRST, SECOND), SECOND))


def test_a_page_for_each_venue_and_language() -> None:
    names = ("index.html", "feeds.html", "venues/expo.html", "venues/forum.html")
    assert list(PAGES) == [f"{lang}/{name}" for lang in ("zh", "en") for name in names]
    assert dict(venue_pages(told(FIRST, SECOND), SECOND)) == PAGES


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_pages_are_whole_and_ask_for_nothing(page: bytes) -> None:
    found = Reader(page)
    assert page.startswith(b"<!doctype html>\n<html lang=")
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in found.tags}
    policy = next(a["content"] for t, a in found.tags if t == "meta" and "http-equiv" in a)
    assert policy and policy.startswith("default-src 'none'; style-src 'sha256-")
    ids = [a["id"] for _, a in found.tags if "id" in a]
    links = [str(a["href"]) for t, a in found.tags if t == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages(name: str) -> None:
    folder = name.rpartition("/")[0].split("/")
    links = [str(a["href"]) for t, a in Reader(PAGES[name]).tags if t == "a"]
    for link in (x for x in links if not x.startswith("#")):
        parts = list(folder)
        for part in link.split("/"):
            parts = parts[:-1] if part == ".." else [*parts, part]
        assert "/".join(parts) in PAGES


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_entry_of_every_feed_is_on_the_planners_page(lang: str) -> None:
    found = consequences(FIRST, SECOND, TODAY)
    read = Reader(dict(venue_pages(found, SECOND))[f"{lang}/feeds.html"])
    rows = [a for t, a in read.tags if t == "th" and a.get("scope") == "row"]
    assert len(rows) == sum(len(feed.changes) for feed in found.feeds)
    for feed in found.feeds:
        assert f"{feed.path} · {AUDIENCES[feed.public].get(lang)}" in read.texts
    moved = {"zh": "茶业博览会 · 展期", "en": "Tea Expo · Show"}
    assert read.texts.count(moved[lang]) == sum(
        c.entry.uid.startswith("tea-show@") for feed in found.feeds for c in feed.changes
    )


def test_a_first_release_is_counted_on_it() -> None:
    found = consequences(None, FIRST, TODAY)
    read = Reader(dict(venue_pages(found, FIRST))["en/feeds.html"])
    assert PAGE["all-new"].en in read.texts
    assert "tbody" not in [t for t, _ in read.tags]
    assert len([t for t, _ in read.tags if t == "h2"]) == len(found.feeds)


def test_what_the_expo_reads() -> None:
    text = Reader(PAGES["en/venues/expo.html"]).text
    assert "Published Wed 10 March 2021 · Compared with release 1" in text
    assert "Hall 1 Leaves Tea Expo Fri 7 – Fri 14 May 2021 Cancelled Boat Show" in text
    assert "Hall 2 Moved Tea Expo Fri 21 – Fri 28 May 2021 Leaves Blue Forum" in text
    assert "Hall 3 Comes here Tea Expo Fri 21 – Fri 28 May 2021 Details Auto Show" in text
    assert (
        "Before Now Move-in Fri 7 – Sun 9 May 2021 3 days Fri 21 – Sun 23 May 2021 3 days Show "
        "Mon 10 – Thu 13 May 2021 4 days Mon 24 – Thu 27 May 2021 4 days Move-out "
        "Fri 14 May 2021 1 day Fri 28 May 2021 1 day"
    ) in text
    assert "Halls Hall 1, Hall 2 → Hall 2, Hall 3 Status definite Organisers" in text
    assert "Venue Now at Forum" in text


def test_what_the_forum_reads() -> None:
    text = Reader(PAGES["zh/venues/forum.html"]).text
    assert "转为确定 海洋大会" in text
    assert "暂定 → 确定" in text
    assert "迁入 蓝色论坛" in text
    assert "场馆 原在海湾会展中心" in text
    assert "茶业博览会" not in text.replace("茶博会", "")


def test_another_venue_of_a_hold_is_not_named() -> None:
    held = [
        replace(r, entries=tuple(replace(e, status="TENTATIVE") for e in r.entries))
        for r in (FIRST, SECOND)
    ]
    for venue in ("expo", "forum"):
        found = [c for c in concerns(told(*held), venue) if c.event_id == "blue"]
        assert [str(c.elsewhere.zh) for c in found] == [""]


def test_nothing_changed() -> None:
    same = replace(SECOND, number=3, message="")
    pages = dict(venue_pages(told(SECOND, same), same))
    text = Reader(pages["en/venues/expo.html"]).text
    assert "Nothing changed for you Every event in every hall stands as before." in text
    assert "Hall by hall" not in text
    assert Reader(pages["zh/index.html"]).text.count("无变动") == 2


def test_the_first_release_has_nothing_to_compare_with() -> None:
    pages = dict(venue_pages(told(None, FIRST), FIRST))
    text = Reader(pages["en/venues/expo.html"]).text
    assert "· The first release" in text
    assert "New Tea Expo" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_stay_text(lang: str) -> None:
    page = PAGES[f"{lang}/venues/expo.html"]
    shown = HOSTILE.replace("\r\n\x1b", " ")
    assert shown in Reader(page).text
    assert b"<script" not in page
    assert b"<b>Thanks" not in page
    assert page.count(b"</style>") == 1


def test_english_pages_have_no_chinese_of_their_own() -> None:
    text = Reader(PAGES["en/index.html"]).text + Reader(PAGES["en/venues/forum.html"]).text
    for given in ("中文", "海湾会展集团", "茶博会让出一周。"):
        text = text.replace(given, "")
    assert CHINESE.findall(text) == []


@pytest.mark.parametrize(
    ("first", "last", "en", "zh"),
    [
        ("2021-05-10", "2021-05-10", "Mon 10 May 2021", "2021年5月10日（周一）"),
        ("2021-05-10", "2021-05-13", "Mon 10 – Thu 13 May 2021",
         "2021年5月10日（周一）至13日（周四）"),
        ("2021-05-31", "2021-06-01", "Mon 31 May – Tue 1 June 2021",
         "2021年5月31日（周一）至6月1日（周二）"),
        ("2021-12-31", "2022-01-01", "Fri 31 December 2021 – Sat 1 January 2022",
         "2021年12月31日（周五）至2022年1月1日（周六）"),
    ],
)  # fmt: skip
def test_dates(first: str, last: str, en: str, zh: str) -> None:
    span = Span.inclusive(day_of(first), day_of(last))
    assert (span_text(span, "en"), span_text(span, "zh")) == (en, zh)


def test_everything_has_its_word_in_both_languages() -> None:
    assert set(HAPPENINGS) == set(happenings.KINDS)
    assert set(ENTRY_CHANGES) == set(entry_changes.KINDS)
    assert set(FIELDS) == set(entry_changes.FIELDS)
    for words in (AT_PLACE, ENTRY_CHANGES, FIELDS, PAGE):
        assert [key for key, text in words.items() if not (text.zh and text.en)] == []


def test_pages_replace_pages_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "zh" / "venues").mkdir(parents=True)
    (tmp_path / "zh" / "venues" / "old.html").write_text("old")
    for _ in range(2):
        files = write_pages(tmp_path, told(FIRST, SECOND), SECOND)
        assert files == [tmp_path / "en", tmp_path / "zh"]
    found = {p.relative_to(tmp_path).as_posix(): p for p in tmp_path.rglob("*") if p.is_file()}
    assert set(found) == {*PAGES, "mine.txt"}
    assert {name: found[name].read_bytes() for name in PAGES} == PAGES


def test_calendars_are_not_replaced_by_pages(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "city.ics").write_text("mine")
    with pytest.raises(UsageError):
        write_pages(tmp_path, told(FIRST, SECOND), SECOND)
    assert [p.name for p in tmp_path.rglob("*")] == ["zh", "city.ics"]
