"""The venues, policy and neighbours of the Qingdao workspace against docs/data.md."""

import re
from datetime import date

import pytest
from icalendar import Calendar

from tests.data.qingdao import (
    CITY,
    EVENTS,
    POLICY,
    ROOT,
    VENUES,
    day,
    fits,
)


def test_everything_has_two_names():
    named = [CITY["city"], *VENUES.values(), *POLICY["industries"].values()]
    named += [h for v in VENUES.values() for h in v["halls"]]
    assert all(n["name_zh"] and n["name_en"] for n in named)
    assert all(c["reason_zh"] and c["reason_en"] for c in POLICY["closed_days"])


def test_runs_name_halls_once():
    for v in VENUES.values():
        ids = [h["id"] for h in v["halls"]]
        assert len(ids) == len(set(ids))
        members = [i for run in v.get("runs", []) for i in run]
        assert len(members) == len(set(members)) and set(members) <= set(ids)


def test_venue_facts():
    halls = {h["id"]: h for h in VENUES["qicc-laoshan"]["halls"]}
    assert halls["h6"]["closures"][0]["to"] is None and day(halls["h6"]["closures"][0]["from"]) == date(2020, 8, 14)
    assert sum(h.get("gross_m2", 0) for h in halls.values()) == pytest.approx(50000, abs=5)
    assert day(VENUES["sco-pearl"]["open"]["from"]) == date(2022, 9, 30)
    city = VENUES["expo-city"]
    (run,) = city["runs"]
    area = {h["id"]: h.get("gross_m2", 0) for h in city["halls"]}
    assert len(run) == 13 and run[6] == "concourse" and sum(area[i] for i in run) == 150000
    assert not any(fits([e], VENUES["sco-pearl"]) for e in EVENTS)


def test_policy_knows_no_outbreak():
    assert not any("2021-08" in str(e.get("from", "")) for e in POLICY["closed_days"])


@pytest.mark.parametrize("name", POLICY["neighbours"]["files"])
def test_neighbours(name):
    raw = (ROOT / name).read_bytes()
    assert b"\r\n" in raw and b"\n" not in raw.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(raw)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    events = calendar.walk("VEVENT")
    uids = [str(e["UID"]) for e in events]
    assert len(uids) == len(set(uids)) and events
    for e in events:
        assert type(e["DTSTART"].dt) is date and type(e["DTEND"].dt) is date
        assert e["DTEND"].dt > e["DTSTART"].dt and e["DTSTAMP"]
        assert all(re.fullmatch(r"[a-z0-9-]+", str(c)) for c in e["CATEGORIES"].cats)
        if str(e.get("X-SYNTHETIC", "")) == "TRUE":
            assert "[synthetic" in e["SUMMARY"] and e["DESCRIPTION"].startswith("Synthetic")
        else:
            assert e["DESCRIPTION"].startswith("Source:")


def test_neighbours_meet_a_theme_of_the_city():
    themes = {e["theme"] for e in EVENTS} - {""}
    for name in POLICY["neighbours"]["files"]:
        events = Calendar.from_ical((ROOT / name).read_bytes()).walk("VEVENT")
        assert {str(c) for e in events for c in e["CATEGORIES"].cats} & themes


@pytest.mark.parametrize("name", ["events.csv", "venues.yaml", "policy.yaml"])
def test_files_are_plain_utf8(name):
    raw = (ROOT / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and raw.endswith(b"\n")
    raw.decode("utf-8")
