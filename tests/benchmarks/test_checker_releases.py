"""The independent checker of releases: it finds nothing in ours, and every fault put into them."""

import importlib.util
import random
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.benchmarks.checking import SOURCE
from tests.cli.tiny import ROWS, answer
from tests.cli.tiny import city as workspace
from tests.store.postgres import server
from tests.web.serving import running, until

spec = importlib.util.spec_from_file_location("released_checker", SOURCE.with_name("checker_releases.py"))
checker = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = checker
spec.loader.exec_module(checker)

TODAY = date(2021, 5, 1)
HEAD = "event_id,venue_id,hall_ids,show_first\n"
FIRST = {"boats": ("expo", "h2;h1", 10), "care": ("expo", "h1", 14), "parade": ("square", "", 20)}
SECOND = FIRST | {"boats": ("expo", "h2;h1", 22)}
THIRD = {"care": ("expo", "h2", 14), "parade": ("square", "", 20)}
STATUS = {"boats": "definite", "care": "definite", "parade": "tentative"}


class Author:
    """Publishes plans of the tiny city with the real commands, and keeps the calendars of each."""

    def __init__(self, folder, today=TODAY, db=None):
        self.folder, self.today, self.steps = folder, today, []
        self.db = ("--db", db) if db else ()
        workspace(folder, *(row | {"status": STATUS[row["id"]]} for row in ROWS))

    def publish(self, plan):
        n = len(self.steps) + 1
        path = self.folder / f"{n}.csv"
        path.write_text(HEAD + "".join(f"{e},{v},{h},2021-05-{d:02}\n" for e, (v, h, d) in plan.items()))
        more = "--today", self.today.isoformat(), *self.db
        said = answer("-w", self.folder, "publish", path, *more)
        answer("-w", self.folder, "feeds", "-o", self.folder / str(n), "--private", *more)
        assert answer("-w", self.folder, "releases", *self.db)["releases"][-1]["number"] == said["release"]
        self.steps.append(path)

    def faults(self, feeds="feeds", steps=None):
        given = [(path, str(self.folder / path.stem / feeds)) for path in self.steps[:steps]]
        return checker.check(self.folder, given, self.today, public=feeds == "feeds")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    author = Author(tmp_path_factory.mktemp("released") / "town")
    for plan in (FIRST, SECOND, THIRD):
        author.publish(plan)
    return author


@pytest.fixture
def author(published, tmp_path):
    """The three releases, to be spoilt."""
    shutil.copytree(published.folder, tmp_path / "town")
    mine = Author(tmp_path / "town")
    mine.steps = [mine.folder / path.name for path in published.steps]
    return mine


@pytest.mark.parametrize("feeds", ["feeds", "feeds-private"])
def test_ours_are_right(published, feeds):
    assert published.faults(feeds) == []


def spoil(author, step, name, old, new):
    path = author.folder / str(step) / "feeds" / f"{name}.ics"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


@pytest.mark.parametrize("name", ["city", "venues/square", "halls/expo--h2", "industries/marine", "busy/expo", "kinds/exhibition"])
def test_a_calendar_is_missing(author, name):
    (author.folder / "1/feeds/en" / f"{name}.ics").unlink()
    assert f"step 1: en/{name}.ics is missing" in author.faults(steps=1)


def test_a_hold_in_public(author):
    held = author.folder / "1/feeds-private/zh"
    for name in ("city", "venues/square", "busy/square", "freebusy/square"):
        shutil.copy(held / f"{name}.ics", author.folder / "1/feeds/zh" / f"{name}.ics")
        assert any(f"zh/{name}.ics" in fault for fault in author.faults(steps=1)), name


@pytest.mark.parametrize(("name", "old", "new"), [
    ("zh/city", "SEQUENCE:0", "SEQUENCE:-1"), ("zh/city", "UID:boats-show@", "UID:boats-fair@"), ("zh/city", "\r\nLAST-MODIFIED:20", "\r\nLAST-MODIFIED:19"),
    ("zh/city", "\r\nCREATED:20", "\r\nCREATED:21"), ("zh/city", "DTEND;VALUE=DATE:20210513", "DTEND;VALUE=DATE:20210512"),
    ("zh/city", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"), ("zh/city", "TRANSP:TRANSPARENT", "TRANSP:OPAQUE"),
    ("zh/city", "SUMMARY:船展", "SUMMARY:【取消】船展"), ("zh/city", "BEGIN:VEVENT", "BEGIN:VTODO"), ("zh/city", "SEQUENCE:0\r\n", ""),
    ("en/venues/expo", "SEQUENCE:0", "SEQUENCE:1"), ("en/venues/expo", "STATUS:CONFIRMED", "STATUS:CANCELLED"),
    ("en/venues/expo", "RELATED-TO:boats", "RELATED-TO:care"), ("en/busy/expo", "DTSTART;VALUE=DATE:20210509", "DTSTART;VALUE=DATE:20210508"),
    ("en/busy/expo", "SUMMARY:Busy", "SUMMARY:Boats"), ("en/freebusy/expo", "FREEBUSY;FBTYPE=BUSY:20210508", "FREEBUSY;FBTYPE=BUSY:20210507"),
    ("en/archive/2021/city", "UID:care-show@", "UID:cure-show@"), ("en/city", "LOCATION:", "LOCATION:Near "),
])  # fmt: skip
def test_faults_of_one_release(author, name, old, new):
    spoil(author, 1, name, old, new)
    assert author.faults(steps=1)


@pytest.mark.parametrize(("step", "name", "old", "new", "said"), [
    (2, "city", "SEQUENCE:1", "SEQUENCE:0", "SEQUENCE from 0 to 0"),
    (2, "city", "UID:boats-show", "UID:boats2-show", "boats-show@bayport.events.invalid is missing"),
    (2, "city", "SUMMARY:康养展", "SUMMARY:康养展会", "it has changed, LAST-MODIFIED"),
    (2, "city", "URL:https://events.invalid/events/care#show", "URL:https://events.invalid/events/care", "it has changed, LAST-MODIFIED"),
    (2, "industries/health", "X-WR-CALDESC:", "X-WR-CALDESC:x", "its entries are the same, its bytes are not"),
    (3, "city", "SEQUENCE:2", "SEQUENCE:1", "SEQUENCE from 1 to 1"),
    (3, "city", "STATUS:CANCELLED", "STATUS:CONFIRMED", "boats-show@bayport.events.invalid does not belong here"),
    (3, "city", "【取消】", "", "cancelled, but called"),
    (3, "halls/expo--h1", "UID:care-show", "UID:other-show", "care-show@bayport.events.invalid has vanished and was not cancelled"),
    (3, "halls/expo--h2", "UID:boats-in", "UID:cats-in", "cats-in@bayport.events.invalid: cancelled, but never shown here"),
])  # fmt: skip
def test_faults_of_one_release_after_another(author, step, name, old, new, said):
    spoil(author, step, f"zh/{name}", old, new)
    found = author.faults(steps=step)
    assert any(said in fault for fault in found), found


def test_what_is_past_is_not_kept_as_cancelled(author):
    author.today = date(2021, 5, 30)
    assert any("cancelled, and past" in fault for fault in author.faults())


@pytest.mark.parametrize("seed", range(3))
def test_random_histories(tmp_path, seed):
    wander(Author(tmp_path / "town"), seed)


def test_a_history_in_postgresql(tmp_path):
    with server() as folder:
        wander(Author(tmp_path / "town", db=f"postgresql://tester@/postgres?host={folder}"), 3)
    assert not list(tmp_path.rglob("*.db"))


def wander(author, seed):
    dice = random.Random(seed)
    author.publish(FIRST)
    for _ in range(5):
        places = {"boats": ("expo", "h2;h1", dice.choice((9, 10, 22))), "care": ("expo", dice.choice(("h1", "h2")), dice.choice((14, 16))),
                  "parade": ("square", "", dice.randint(6, 25))}
        author.publish({event: place for event, place in places.items() if dice.random() < 0.7} or FIRST)
    for feeds in ("feeds", "feeds-private"):
        assert author.faults(feeds) == []


def test_served_calendars(tmp_path):
    """The clock's day counts for the server, and the tiny city's year is past: all is shown, nothing is cancelled."""
    author = Author(tmp_path / "town", date.today())
    with running(author.folder) as served, served.client() as client:
        for n, plan in enumerate((FIRST, SECOND), 1):
            author.publish(plan)
            until(lambda n=n: client.get("/healthz").json()["release"] == n)
            step = author.steps[-1]
            assert checker.check(author.folder, [(step, served.url)], author.today) == []
        before = author.steps[0], str(author.folder / "1/feeds")
        assert checker.check(author.folder, [before, (step, served.url)], author.today) == []
        assert checker.check(author.folder, [(author.steps[0], served.url)], author.today)


def test_private_calendars(tmp_path):
    author = Author(tmp_path / "town", date.today())
    author.publish(FIRST)
    with running(author.folder) as served, served.client() as client:
        for lang, path in (("zh", "venues/square"), ("en", "city")):
            made = answer("-w", author.folder, "--lang", lang, "tokens", "add", path, "--base-url", served.url)
            until(lambda url=made["url"]: client.get(url).status_code == 200)
            step = author.steps[0], f"{made['url']}#{lang}/{path}.ics"
            assert checker.check(author.folder, [step], author.today, public=False) == []
            # It holds what nobody may see in public, and is no other calendar.
            assert checker.check(author.folder, [step], author.today)
            wrong = author.steps[0], f"{made['url']}#{lang}/venues/expo.ics"
            assert checker.check(author.folder, [wrong], author.today, public=False)
            public = author.steps[0], f"{served.url}/feeds/{lang}/{path}.ics#{lang}/{path}.ics"
            assert any("Cache-Control" in text for text in checker.check(author.folder, [public], author.today))


def test_the_command(published, capsys):
    def run(*args):
        status = checker.main([str(published.folder), *map(str, args), "--today", "2021-05-01"])
        return status, capsys.readouterr().out

    folders = [published.folder / str(n) / "feeds" for n in (1, 2)]
    assert run(published.steps[0], folders[0], published.steps[1], folders[1]) == (0, "2 steps, no fault\n")
    status, said = run(published.steps[1], folders[0])
    assert status == 1
    assert "runs 20210510 to 20210513" in said
    with pytest.raises(SystemExit):
        run(published.steps[0])
    assert run(Path("nowhere.csv"), folders[0])[0] == 2
