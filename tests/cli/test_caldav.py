"""``caldav push``: a release on a real CalDAV server, from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.releases.lifecycle import new_states
from scheduler.store import Record, open_store
from tests.caldav.radicale import Radicale, installed, radicale
from tests.cli.tiny import PLAN, answer, city, run
from tests.outputs.releases import FIRST

if not installed():
    pytest.skip("no Radicale on this machine", allow_module_level=True)

TODAY = ("--today", "2021-03-10")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A workspace with one release and a file with the password."""
    with open_store(tmp_path / "scheduler.db") as store:
        store.add(FIRST, Record("x", 0), new_states({}, FIRST))
    (tmp_path / "password").write_text("s3cret\n")
    return tmp_path


def args(running: Radicale, town: Path, *more: object) -> tuple[object, ...]:
    who = ("--caldav-user", "city", "--caldav-password-file", town / "password")
    return ("-w", town, "caldav", "push", running.url, *who, *TODAY, *more)


def test_push_and_push_again(running: Radicale, town: Path) -> None:
    said = answer(*args(running, town))
    assert (said["ok"], said["release"], said["stopped_en"]) == (True, 1, None)
    assert [(c["venue_id"], c["made"], c["written"]) for c in said["calendars"]] == [
        ("expo", True, 11), ("forum", True, 2),
    ]  # fmt: skip
    told = run(*args(running, town, "--release", 1))
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [
        "Release 1 on the CalDAV server:",
        "  calendar         written  deleted  unchanged  edited by others",
        "  Bay Expo Centre        0        0         11                 0",
        "  Forum                  0        0          2                 0",
    ]
    told = run(*args(running, town), lang="zh")
    assert "海湾会展中心（新建）" in told.stdout


def test_an_edit_is_told_and_forced(running: Radicale, town: Path) -> None:
    run(*args(running, town))
    name = "tea-show@bayport.events.invalid"
    path = running.folder / "collection-root" / "city" / "expo-en" / f"{name}.ics"
    path.write_bytes(path.read_bytes().replace(b"Tea Expo", b"My Expo"))
    told = run(*args(running, town))
    assert told.exit_code == 1
    assert "left alone: 1. Overwrite them with --force:" in told.stderr
    assert name in told.stderr
    assert b"My Expo" in path.read_bytes()
    assert answer(*args(running, town, "--force"))["calendars"][0]["written"] == 1
    assert b"Tea Expo" in path.read_bytes()


def test_wrong_password(running: Radicale, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEDULER_CALDAV_PASSWORD", "wr0ng")
    told = run("-w", town, "caldav", "push", running.url, "--caldav-user", "city", *TODAY)
    assert told.exit_code == 1
    assert "The user name or password is wrong (401)." in told.stderr
    assert "wr0ng" not in told.output
    said = answer("-w", town, "caldav", "push", running.url, "--caldav-user", "city", code=1)
    assert (said["ok"], said["calendars"][0]["written"]) == (False, 0)
    assert "用户名或密码不对" in said["stopped_zh"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--caldav-user", "city"), "The password is missing"),
        (("--caldav-user", "city", "--caldav-password-file", "nowhere"), "cannot be read"),
        (("--caldav-password-file", "password"), "--caldav-user is missing"),
        (("--release", "7"), "There is no release 7"),
        (("--release", "0"), "must be from 1"),
    ],
)
def test_wrong_usage(
    town: Path, more: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(town)
    monkeypatch.delenv("SCHEDULER_CALDAV_PASSWORD", raising=False)
    told = run("caldav", "push", "http://127.0.0.1:9/city/", *more)
    assert (told.exit_code, told.stdout) == (2, "")
    assert said in told.stderr


def test_nothing_published_and_no_address(tmp_path: Path) -> None:
    told = run("-w", tmp_path, "caldav", "push", "http://127.0.0.1:9/city/")
    assert told.exit_code == 2
    assert "Nothing was published yet" in told.stderr
    told = run("-w", tmp_path, "caldav", "push", "ftp://host/")
    assert told.exit_code == 2
    assert "A CalDAV address is like https://server/user/" in told.stderr


def test_help_in_both_languages() -> None:
    assert "after a break, run it again" in " ".join(run("caldav", "--help").stdout.split())
    assert "中断后再次运行即继续" in run("caldav", "--help", lang="zh").stdout


def test_publish_pushes_and_goes_on_after_a_failure(running: Radicale, tmp_path: Path) -> None:
    town = city(tmp_path / "town", **{"plan.csv": PLAN})
    (tmp_path / "password").write_text("wrong\n")
    base = ("-w", town, "publish", town / "plan.csv", "--today", "2021-03-01", "--lang", "zh")
    who = ("--caldav-user", "city", "--caldav-password-file", tmp_path / "password")
    dry = answer(*base, "--caldav", running.url, *who, "--dry-run")
    assert "caldav" not in dry
    said = answer(*base, "--caldav", running.url, *who, code=1)
    assert (said["published"], said["release"], said["caldav"]["ok"]) == (True, 1, False)
    assert "401" in said["caldav"]["stopped_zh"]
    (tmp_path / "password").write_text("s3cret\n")
    said = answer(*base, "--caldav", running.url, *who)
    assert (said["published"], said["caldav"]["ok"]) == (False, True)
    assert [c["venue_id"] for c in said["caldav"]["calendars"]] == ["expo", "square"]
    assert sum(c["written"] for c in said["caldav"]["calendars"]) == 4


def test_a_wrong_address_publishes_nothing(tmp_path: Path) -> None:
    town = city(tmp_path / "town", **{"plan.csv": PLAN})
    told = run("-w", town, "publish", town / "plan.csv", "--caldav", "https://u:p@host/")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Do not write a user name or password into the address" in told.stderr
    assert not (town / "scheduler.db").exists()


def test_a_rollback_is_pushed_as_a_release_is(running: Radicale, tmp_path: Path) -> None:
    moved = PLAN.replace("2021-05-20", "2021-05-21")
    town = city(tmp_path / "town", **{"plan.csv": PLAN, "moved.csv": moved})
    (tmp_path / "password").write_text("s3cret\n")
    who = ("--caldav-user", "city", "--caldav-password-file", tmp_path / "password")
    for plan in ("plan.csv", "moved.csv"):
        answer("-w", town, "publish", town / plan, "--today", "2021-03-01")
    push = ("--caldav", running.url, *who, "--lang", "en")
    assert "caldav" not in answer("-w", town, "rollback", 1, "--dry-run", *push)
    said = answer("-w", town, "rollback", 1, "--today", "2021-03-01", *push)
    assert (said["release"], said["caldav"]["ok"], said["caldav"]["release"]) == (3, True, 3)
    assert sum(c["written"] for c in said["caldav"]["calendars"]) == 4
