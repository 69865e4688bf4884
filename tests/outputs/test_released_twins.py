"""jCal and xCal say what the calendar file says, to other people's readers and by the letter."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.domain.entry import TENTATIVE, Site
from scheduler.domain.release import Release
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.outputs.ical.asked import FeedOptions
from scheduler.outputs.ical.released import feed_paths, render_feed
from tests.releases.histories import DAY0, ROOMS, Office, entry

XCAL = "{urn:ietf:params:xml:ns:icalendar-2.0}"
TYPES = {
    "text", "unknown", "date", "date-time", "integer", "uri", "duration", "float", "period",
    "utc-offset",
}  # fmt: skip
PATTERNS = {
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?",
    "duration": "PT1H",
    "uri": "https://.+",
    "utc-offset": r"[+-]\d\d:\d\d",
}


def release(name: str = 'a,b;c\\d\n"<&>😀') -> Release:
    """One event of three phases and awkward names, one hold, and a hall left."""
    site = Site("expo", Text(name, name), Text(name, name), 36.1, 120.466)
    office = Office()
    texts = {"name": Text(name, name), "organizers": (name, "乙"), "site": site}
    office.publish(entry(**texts), entry(phase="in", span=Span(DAY0 + 19, DAY0 + 20), **texts))
    return office.publish(
        entry(**texts, halls=ROOMS[:2]),
        entry("hold", status=TENTATIVE, span=Span(DAY0 + 30, DAY0 + 31)),
    )


def rendered(of: Release, path: str, form: str) -> bytes:
    made = render_feed(of, path, "zh", DAY0, public=False, options=FeedOptions(form=form))
    assert made
    assert made.path == f"{path.removesuffix('.ics')}.{form}"
    return made.data


def again(calendar: Calendar) -> str:
    """What a reader understood, written by it; VALUE is a type in jCal, no parameter."""
    unfolded = calendar.to_ical().decode().replace("\r\n ", "")
    return re.sub(r";VALUE=[A-Z-]+", "", unfolded)


@pytest.mark.parametrize("path", feed_paths(release()))
def test_jcal_is_the_same_calendar_to_another_reader(path: str) -> None:
    of = release()
    theirs = Calendar.from_jcal(rendered(of, path, "json").decode())
    assert again(theirs) == again(Calendar.from_ical(rendered(of, path, "ics")))


@pytest.mark.parametrize("path", feed_paths(release()))
def test_jcal_by_the_letter(path: str) -> None:
    def component(node: Any) -> None:
        name, properties, children = node
        assert name == name.lower()
        for key, params, kind, *values in properties:
            assert key == key.lower()
            assert kind in TYPES
            assert "value" not in params
            assert all(re.fullmatch("[a-z-]+", p) for p in params)
            assert values
            assert all(re.fullmatch(PATTERNS[kind], v) for v in values if kind in PATTERNS)
            assert all(isinstance(v, int) for v in values if kind == "integer")
            assert (kind == "unknown") == key.startswith("x-")
        for child in children:
            component(child)

    component(json.loads(rendered(release(), path, "json")))


@pytest.mark.parametrize("path", feed_paths(release()))
def test_what_is_of_no_known_type_stands_as_in_icalendar(path: str) -> None:
    of = release()
    lines = rendered(of, path, "ics").decode().replace("\r\n ", "").split("\r\n")
    plain = {line.partition(":")[0].lower(): line.partition(":")[2] for line in lines}
    told = [p for p in json.loads(rendered(of, path, "json"))[1] if p[2] == "unknown"]
    assert told
    assert [p[3] for p in told] == [plain[p[0]] for p in told]


def from_xml(node: ElementTree.Element) -> list[Any]:
    """An xCal component as jCal has it, so that the two can be compared."""
    assert {child.tag for child in node} <= {f"{XCAL}properties", f"{XCAL}components"}
    properties = []
    for found in node.iterfind(f"{XCAL}properties/*"):
        params = {
            p.tag.removeprefix(XCAL): p.findtext(f"{XCAL}text")
            for p in found.iterfind(f"{XCAL}parameters/*")
        }
        values = [child for child in found if child.tag != f"{XCAL}parameters"]
        kind = values[0].tag.removeprefix(XCAL)
        if kind == "latitude":
            kind, given = "float", [[float(v.text or "") for v in values]]
        elif kind == "period":
            given = [[part.text for part in v] for v in values]
        else:
            given = [int(v.text or "") if kind == "integer" else v.text or "" for v in values]
        properties.append([found.tag.removeprefix(XCAL), params, kind, *given])
    children = [from_xml(child) for child in node.iterfind(f"{XCAL}components/*")]
    return [node.tag.removeprefix(XCAL), properties, children]


@pytest.mark.parametrize("path", feed_paths(release()))
def test_xcal_says_what_jcal_says(path: str) -> None:
    of = release()
    root = ElementTree.fromstring(rendered(of, path, "xml"))
    assert root.tag == f"{XCAL}icalendar"
    (calendar,) = root
    assert from_xml(calendar) == json.loads(rendered(of, path, "json"))


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_name_is_the_same_in_all_forms(name: str) -> None:
    of = release(name)
    plain = Calendar.from_ical(rendered(of, "venues/expo.ics", "ics"))
    tree = json.loads(rendered(of, "venues/expo.ics", "json"))
    xml = ElementTree.fromstring(rendered(of, "venues/expo.ics", "xml"))
    for key in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        texts = [str(e[key]) for e in plain.events]
        nodes = [p[3] for e in tree[2] for p in e[1] if p[0] == key.lower()]
        found = [n.text for n in xml.iterfind(f".//{XCAL}vevent//{XCAL}{key.lower()}/{XCAL}text")]
        assert texts == nodes
        assert [re.sub("[\ufffe\uffff]", "\ufffd", text) for text in texts] == found
