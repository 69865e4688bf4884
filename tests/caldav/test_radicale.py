"""Pushing to a real CalDAV server."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from icalendar import Calendar

from scheduler.caldav import Collection, Done, Login, Memory, PushStopped, Server, push
from scheduler.caldav.item import seal_of
from tests.caldav.calendars import HOSTILE, cancelled, collection, moved, without_tea
from tests.caldav.radicale import CITY, READER, Radicale, installed, radicale

if not installed():
    pytest.skip("no Radicale on this machine", allow_module_level=True)

TEA = [f"tea-{phase}@bayport.events.invalid" for phase in ("in", "show", "out")]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def slug(request: pytest.FixtureRequest) -> str:
    """A calendar of its own for each test."""
    return request.node.name.replace("_", "-").replace("[", "-").replace("]", "")


class Asked(Server):
    """A server that counts its requests."""

    def __init__(self, url: str, login: Login | None) -> None:
        super().__init__(url, login)
        self.methods: list[str] = []
        self._client.event_hooks = {"request": [lambda r: self.methods.append(r.method)]}


def pushed(
    running: Radicale, wanted: Collection, ledger: Memory, login: Login | None = CITY, **how: bool
) -> Done:
    with Server(running.url, login) as server:
        return through(server, wanted, ledger, **how)


def through(server: Server, wanted: Collection, ledger: Memory, **how: bool) -> Done:
    done = Done()
    push(server, wanted, ledger, done, **how)
    return done


def read(running: Radicale, slug: str, uid: str) -> Calendar:
    answer = httpx.get(f"{running.url}{slug}/{uid}.ics", auth=(CITY.user, CITY.password))
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")[0]


def edit(running: Radicale, slug: str, uid: str, old: bytes, new: bytes) -> None:
    """Somebody else's edit."""
    url, auth = f"{running.url}{slug}/{uid}.ics", (CITY.user, CITY.password)
    data = httpx.get(url, auth=auth).content
    assert old in data
    done = httpx.put(url, content=data.replace(old, new), auth=auth)
    assert done.status_code in (200, 201, 204)


def test_first_push_makes_the_calendar_and_every_item(running: Radicale, slug: str) -> None:
    wanted = collection(slug=slug)
    done = pushed(running, wanted, Memory())
    assert done == Done(made=True, written=6)
    assert running.files(slug) == sorted(f"{uid}.ics" for uid in wanted.items)
    props = (running.folder / "collection-root/city" / slug / ".Radicale.props").read_text()
    assert '"D:displayname": "Bay & <Expo>"' in props
    assert str(read(running, slug, TEA[1])["SUMMARY"]) == f"{' '.join(HOSTILE.split())} · Show"


def test_second_push_transfers_only_what_changed(running: Radicale, slug: str) -> None:
    ledger = Memory()
    pushed(running, collection(slug=slug), ledger)
    with Asked(running.url, CITY) as server:
        assert through(server, collection(slug=slug), ledger) == Done(same=6)
        # The first request goes out unsigned, and again once the server has asked for a login.
        assert server.methods == ["PROPFIND", "PROPFIND"]
        server.methods.clear()
        assert through(server, collection(moved, slug), ledger) == Done(written=3, same=3)
        assert server.methods == ["PROPFIND", "PUT", "PUT", "PUT"]
    item = read(running, slug, TEA[1])
    assert (int(item["SEQUENCE"]), item["DTSTART"].dt.isoformat()) == (1, "2021-05-17")


def test_cancelled_stays_and_past_goes(running: Radicale, slug: str) -> None:
    ledger = Memory()
    pushed(running, collection(slug=slug), ledger)
    assert pushed(running, collection(cancelled, slug), ledger) == Done(written=3, same=3)
    assert str(read(running, slug, TEA[0])["STATUS"]) == "CANCELLED"
    assert pushed(running, collection(without_tea, slug), ledger) == Done(deleted=3, same=3)
    assert len(running.files(slug)) == 3


def test_a_lost_ledger_costs_questions_and_no_writes(running: Radicale, slug: str) -> None:
    pushed(running, collection(slug=slug), Memory())
    assert pushed(running, collection(slug=slug), Memory()) == Done(same=6)
    assert pushed(running, collection(moved, slug), Memory()) == Done(written=3, same=3)
    assert pushed(running, collection(without_tea, slug), Memory()) == Done(deleted=3, same=3)


def test_items_of_others_are_left_alone(running: Radicale, slug: str) -> None:
    ledger = Memory()
    pushed(running, collection(slug=slug), ledger)
    body = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
        "DTSTAMP:20210101T000000Z\r\nDTSTART;VALUE=DATE:20210501\r\nSUMMARY:Mine\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    foreign = ["mine@home", "mine@bayport.events.invalid"]
    for uid in foreign:
        url = f"{running.url}{slug}/{uid}.ics"
        auth = (CITY.user, CITY.password)
        assert httpx.put(url, content=body.format(uid=uid), auth=auth).status_code == 201
    for force in (False, True):
        done = pushed(running, collection(without_tea, slug), ledger, force=force)
        assert done == Done(deleted=0 if force else 3, same=3)
    assert {f"{uid}.ics" for uid in foreign} < set(running.files(slug))


@pytest.mark.parametrize("change", [None, moved])
def test_an_edit_is_told_and_overwritten_only_by_force(
    running: Radicale, slug: str, change: object
) -> None:
    ledger = Memory()
    pushed(running, collection(slug=slug), ledger)
    edit(running, slug, TEA[1], b"TRANSP:OPAQUE", b"TRANSP:TRANSPARENT")
    wanted = collection(moved, slug) if change else collection(slug=slug)
    done = pushed(running, wanted, ledger)
    assert done.edited == [TEA[1]]
    assert done.written == (2 if change else 0)
    assert str(read(running, slug, TEA[1])["TRANSP"]) == "TRANSPARENT"
    assert pushed(running, wanted, ledger, force=True) == Done(written=1, same=5)
    assert str(read(running, slug, TEA[1])["TRANSP"]) == "OPAQUE"
    assert pushed(running, wanted, ledger) == Done(same=6)


def test_an_edited_item_is_not_deleted_but_by_force(running: Radicale, slug: str) -> None:
    ledger = Memory()
    pushed(running, collection(slug=slug), ledger)
    edit(running, slug, TEA[1], b"TRANSP:OPAQUE", b"TRANSP:TRANSPARENT")
    gone = collection(without_tea, slug)
    assert pushed(running, gone, ledger) == Done(deleted=2, same=3, edited=[TEA[1]])
    assert pushed(running, gone, ledger, force=True) == Done(deleted=1, same=3)


def test_a_removed_item_is_told_and_put_back_only_by_force(running: Radicale, slug: str) -> None:
    ledger, wanted = Memory(), collection(slug=slug)
    pushed(running, wanted, ledger)
    httpx.delete(f"{running.url}{slug}/{TEA[0]}.ics", auth=(CITY.user, CITY.password))
    assert pushed(running, wanted, ledger) == Done(same=5, edited=[TEA[0]])
    assert pushed(running, wanted, ledger, force=True) == Done(written=1, same=5)


def test_a_touch_that_says_the_same_is_no_edit(running: Radicale, slug: str) -> None:
    """Servers that move house give new ETags."""
    ledger = Memory()
    pushed(running, collection(slug=slug), ledger)
    edit(running, slug, TEA[1], b"X-MICROSOFT-CDO-BUSYSTATUS:BUSY", b"X-MOVED:1")
    assert pushed(running, collection(slug=slug), ledger) == Done(same=6)
    assert pushed(running, collection(moved, slug), ledger) == Done(written=3, same=3)


def test_wrong_password(running: Radicale, slug: str) -> None:
    with pytest.raises(PushStopped, match=r"password is wrong \(401\)"):
        pushed(running, collection(slug=slug), Memory(), Login("city", "wrong"))
    with pytest.raises(PushStopped, match=r"password is wrong \(401\)"):
        pushed(running, collection(slug=slug), Memory(), None)


def test_no_right_to_write(running: Radicale, slug: str) -> None:
    with pytest.raises(PushStopped, match=r"may not write here \(403\)"):
        pushed(running, collection(slug=slug), Memory(), READER)
    pushed(running, collection(slug=slug), Memory())
    with pytest.raises(PushStopped, match=r"may not write here \(403\)"):
        pushed(running, collection(moved, slug), Memory(), READER)


def test_a_dead_server_keeps_what_was_done(tmp_path: Path) -> None:
    ledger, wanted, done = Memory(), collection(), Done()

    def kill() -> None:
        if done.written == 2:
            first.process.kill()
            first.process.wait()

    with radicale(tmp_path) as first, Server(first.url, CITY) as server:
        with pytest.raises(PushStopped, match="The connection failed"):
            push(server, wanted, ledger, done, tell=kill)
        assert done == Done(made=True, written=2)
        assert len(first.files("expo-en")) == 2
    with radicale(tmp_path) as second, Server(second.url, CITY) as server:
        # Another port, so another address in the ledger: what is there tells by its seal.
        assert through(server, wanted, ledger) == Done(written=4, same=2)
        assert len(second.files("expo-en")) == 6


def test_a_run_killed_before_it_could_note_an_item(running: Radicale, slug: str) -> None:
    """It stands on the server in a state that the ledger does not know."""
    ledger = Memory()
    pushed(running, collection(slug=slug), ledger)
    stale = {k: dict(v) for k, v in ledger.collections.items()}
    pushed(running, collection(moved, slug), ledger)
    ledger.collections = stale
    assert pushed(running, collection(cancelled, slug), ledger) == Done(written=3, same=3)


def test_the_seal_outlives_the_server(running: Radicale, slug: str) -> None:
    """Radicale writes properties in its own order; values stay."""
    wanted = collection(slug=slug)
    pushed(running, wanted, Memory())
    for uid, item in wanted.items.items():
        path = running.folder / "collection-root/city" / slug / f"{uid}.ics"
        assert seal_of(path.read_bytes()) == item.seal == seal_of(item.data)
    assert dataclasses.replace(item, data=b"").digest != item.digest
