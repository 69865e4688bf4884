"""What each VEVENT says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduler.domain.entry import DRAFT, State, draft_entries
from scheduler.domain.policy import Feeds
from scheduler.domain.problem import Problem
from scheduler.domain.release import directory_of
from scheduler.domain.span import Span
from scheduler.domain.text import LANGS
from scheduler.outputs.ical.feeds import calendars, render
from tests.outputs.factory import DOMAIN, OCEAN, PLACEMENTS, TEA, city, roster
from tests.outputs.rfc5545 import Component, parse

Entries = dict[str, Component]


def entries(problem: Problem, path: str, lang: str = "zh") -> Entries:
    """Entries of a feed by the first part of their UID."""
    data = dict(calendars(problem, roster(problem), lang))[path]
    return {e.raw("UID").split("@")[0]: e for e in parse(data).children}


@pytest.fixture
def zh() -> Entries:
    """All phases of the Chinese venue feeds."""
    return entries(city(), "venues/expo.ics") | entries(city(), "venues/forum.ics")


@pytest.fixture
def en() -> Entries:
    """All phases of the English venue feeds."""
    return entries(city(), "venues/expo.ics", "en") | entries(city(), "venues/forum.ics", "en")


def test_each_phase_with_days_is_an_entry(zh: Entries) -> None:
    assert list(zh) == [
        "tea-in", "tea-show", "tea-out", "auto-in", "auto-show", "auto-out",
        "ocean-show", "ocean-out",
    ]  # fmt: skip


def test_uid_is_event_phase_city_and_domain(zh: Entries) -> None:
    assert {e.raw("UID") for e in zh.values()} == {f"{key}@{DOMAIN}" for key in zh}


def test_days_are_whole_and_the_end_is_exclusive(zh: Entries) -> None:
    assert [d.isoformat() for d in zh["tea-in"].days] == ["2021-05-07", "2021-05-08", "2021-05-09"]
    assert [d.day for d in zh["tea-show"].days] == [10, 11, 12, 13]
    assert zh["tea-out"].raw("DTSTART;VALUE=DATE") == "20210514"
    assert zh["tea-out"].raw("DTEND;VALUE=DATE") == "20210515"


def test_drafts_share_one_stamp_and_sequence_0(zh: Entries) -> None:
    stamps = {e.raw(k) for e in zh.values() for k in ("DTSTAMP", "LAST-MODIFIED", "CREATED")}
    assert stamps == {"20000101T000000Z"}
    assert {e.raw("SEQUENCE") for e in zh.values()} == {"0"}


def test_summary_is_name_and_phase(zh: Entries, en: Entries) -> None:
    assert [zh[f"tea-{p}"].text("SUMMARY") for p in ("in", "show", "out")] == [
        "茶业博览会 · 布展", "茶业博览会 · 展期", "茶业博览会 · 撤展"
    ]  # fmt: skip
    assert [en[f"tea-{p}"].text("SUMMARY") for p in ("in", "show", "out")] == [
        "Tea Expo · Move-in", "Tea Expo · Show", "Tea Expo · Move-out"
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["tentative", "proposed", ""])
def test_all_but_definite_is_tentative_in_words_too(status: str) -> None:
    problem = city(replace(TEA, status=status), OCEAN)
    entry = entries(problem, "venues/expo.ics")["tea-show"]
    assert entry.raw("STATUS") == "TENTATIVE"
    assert entry.raw("TRANSP") == "OPAQUE"
    assert entry.raw("X-MICROSOFT-CDO-BUSYSTATUS") == "TENTATIVE"
    assert entry.text("SUMMARY") == "【暂定】茶业博览会 · 展期"
    english = entries(problem, "city.ics", "en")["tea-show"]
    assert english.text("SUMMARY") == "[Tentative] Tea Expo · Show"
    assert english.raw("TRANSP") == "TRANSPARENT"
    assert english.raw("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"


def test_definite_is_confirmed_and_busy(zh: Entries) -> None:
    assert zh["tea-in"].raw("STATUS") == "CONFIRMED"
    assert zh["tea-in"].raw("TRANSP") == "OPAQUE"
    assert zh["tea-in"].raw("X-MICROSOFT-CDO-BUSYSTATUS") == "BUSY"


def test_location_is_one_line_with_geo(zh: Entries, en: Entries) -> None:
    assert zh["tea-in"].text("LOCATION") == "海湾会展中心 1号馆、2号馆, 海湾区环岛路1号"
    assert en["tea-in"].text("LOCATION") == "Bay Expo Centre Hall 1, Hall 2, 1 Ring Road, Bay"
    assert zh["tea-in"].raw("GEO") == "36.1;120.466"
    assert en["ocean-show"].text("LOCATION") == "Forum Plenary"
    assert not en["ocean-show"].has("GEO")


def test_an_event_without_halls_is_at_its_venue() -> None:
    problem = city()
    standing = roster(problem, replace(PLACEMENTS[1], hall_ids=()))
    feeds = dict(calendars(problem, standing, "zh"))
    assert parse(feeds["venues/forum.ics"]).children[0].text("LOCATION") == "国际会议中心"
    assert parse(feeds["halls/forum--plenary.ics"]).children[0].name == "VTIMEZONE"


def test_categories_are_industries_phase_and_theme(zh: Entries, en: Entries) -> None:
    assert zh["tea-in"].texts("CATEGORIES") == ["食品,饮料", "商贸", "布展", "tea"]
    assert en["tea-show"].texts("CATEGORIES") == ["Food, drinks", "Commerce", "Show", "tea"]
    assert en["ocean-out"].texts("CATEGORIES") == ["Modern marine", "Move-out"]


def test_move_in_and_out_are_related_to_the_show(zh: Entries) -> None:
    assert zh["tea-in"].raw("RELATED-TO") == zh["tea-show"].raw("UID")
    assert zh["tea-out"].raw("RELATED-TO") == zh["tea-show"].raw("UID")
    assert not zh["tea-show"].has("RELATED-TO")


def test_url_leads_to_the_phase(zh: Entries) -> None:
    assert zh["tea-in"].raw("URL") == "https://events.invalid/events/tea#in"


def test_url_is_ascii() -> None:
    problem = city()
    policy = replace(problem.policy, feeds=Feeds(url="https://会展.example/a b"))
    entry = entries(replace(problem, policy=policy), "city.ics")["tea-show"]
    assert entry.raw("URL") == "https://%E4%BC%9A%E5%B1%95.example/a%20b/events/tea#show"


def test_description_names_what_is_known(zh: Entries, en: Entries) -> None:
    assert zh["tea-show"].text("DESCRIPTION") == (
        "主办:海湾会展集团、Tea, Coffee & Co.\n展厅:1号馆、2号馆\n类型:展览\n级别:市级"
    )
    assert en["tea-show"].text("DESCRIPTION") == (
        "Organisers: 海湾会展集团; Tea, Coffee & Co.\nHalls: Hall 1, Hall 2\n"
        "Kind: Exhibition\nLevel: City"
    )
    assert en["auto-show"].text("DESCRIPTION") == "Halls: Hall 3\nKind: Exhibition"


def test_no_alarms_and_no_people(zh: Entries) -> None:
    for entry in zh.values():
        assert not entry.children
        assert not any(entry.has(name) for name in ("ORGANIZER", "ATTENDEE", "CONTACT"))


def test_languages_have_the_same_uids_and_dates(zh: Entries, en: Entries) -> None:
    def facts(found: Entries) -> list[tuple[str, list[object]]]:
        return [(e.raw("UID"), [*e.days, e.raw("STATUS")]) for e in found.values()]

    assert facts(zh) == facts(en)


def test_a_remembered_state_and_a_cancellation_are_told() -> None:
    problem = city()
    moved = State(3, DRAFT.created, datetime(2021, 3, 31, 2, tzinfo=UTC))
    show = next(e for e in draft_entries(problem, roster(problem)) if e.phase == "show")
    gone = replace(show, status="CANCELLED", state=moved, span=Span(738000, 738002))
    for lang, name in zip(
        LANGS, ("【取消】茶业博览会 · 展期", "[Cancelled] Tea Expo · Show"), strict=True
    ):
        feeds = dict(render(directory_of(problem), [gone], lang, ""))
        (entry,) = parse(feeds["venues/expo.ics"]).children
        assert entry.text("SUMMARY") == name
        assert entry.raw("STATUS") == "CANCELLED"
        assert entry.raw("TRANSP") == "TRANSPARENT"
        assert entry.raw("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
        assert entry.raw("SEQUENCE") == "3"
        assert entry.raw("CREATED") == "20000101T000000Z"
        assert entry.raw("DTSTAMP") == entry.raw("LAST-MODIFIED") == "20210331T020000Z"
        assert parse(feeds["busy/expo.ics"]).children[0].name == "VTIMEZONE"
