"""Other people's readers of every calendar as the server gives it out, in all three forms."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import httpx
import pytest
from icalendar import Calendar

from scheduler.domain.text import LANGS
from tests.outputs.rfc5545 import parse
from tests.outputs.test_ical_readers import READERS, Read, by_letter
from tests.outputs.test_released_twins import again, from_xml
from tests.web.serving import Running

BARE = re.compile("/(busy|freebusy)/")
"""Calendars without names: entries have no DESCRIPTION, which some readers here ask for."""


def addresses(town: Running, client: httpx.Client, lang: str) -> Iterator[str]:
    """Every public calendar that the index leads to, and the private one."""
    pages = re.findall(rf'href="/{lang}/subscribe/([^"]+)"', client.get(f"/{lang}/").text)
    assert len(pages) > 20
    yield from (f"/feeds/{lang}/{path}" for path in pages)
    yield f"/f/{town.token}/city.ics"


def got(client: httpx.Client, path: str, kind: str) -> bytes:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind), path
    return answer.content


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_library_reads_what_is_there(
    town: Running, reader: Callable[[bytes], list[Read]], lang: str
) -> None:
    read = 0
    with town.client() as client:
        for path in addresses(town, client, lang):
            data = got(client, path, "text/calendar")
            if BARE.search(path):
                assert parse(data).children
                continue
            found = sorted(reader(data))
            assert found == sorted(by_letter(data)), path
            assert len({uid for uid, *_ in found}) == len(found)
            read += len(found)
    assert read > 10


@pytest.mark.parametrize("lang", LANGS)
def test_twins_say_the_same_as_the_file(town: Running, lang: str) -> None:
    with town.client() as client:
        for path in addresses(town, client, lang):
            stem = path.removesuffix(".ics")
            plain = Calendar.from_ical(got(client, path, "text/calendar"))
            jcal = got(client, f"{stem}.json", "application/calendar+json")
            xcal = got(client, f"{stem}.xml", "application/calendar+xml")
            theirs = Calendar.from_jcal(jcal.decode())
            assert [*map(again, theirs.subcomponents)] == [*map(again, plain.subcomponents)], path
            (calendar,) = ElementTree.fromstring(xcal)
            assert from_xml(calendar) == json.loads(jcal), path
