"""The command `doctor`: what it prints, its exit status, and our own feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tiny import PLAN, answer, city, run
from tests.doctor.feeds import feed
from tests.fetching.local_server import page, serving


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "venue.ics"
    path.write_bytes(feed("STATUS:CONFIRMED", "STATUS:CANCELED"))
    return path


def test_sound(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(feed())
    assert run("doctor", tmp_path / "a.ics").stdout == "The feed is sound.\n"
    assert run("doctor", tmp_path / "a.ics", lang="zh").stdout == "日历没有问题。\n"


def test_a_defect_for_people(broken: Path) -> None:
    told = run("doctor", broken)
    assert told.exit_code == 1
    assert told.stdout == (
        "2 events: 1 defect, 0 warnings, 0 notes.\n"
        "\n"
        "defect [status] STATUS is none of TENTATIVE, CONFIRMED and CANCELLED\n"
        "  line 26 · boats-show@bayport.example · CANCELED\n"
        "  refused by (measured): ical (Home Assistant), ics\n"
        "  misread by (measured): icalendar, vobject, recurring-ical-events, x-wr-timezone, "
        "ical.js, node-ical, libical, sabre/vobject, ruby-icalendar, KCalendarCore, khal, "
        "Radicale, Thunderbird, Evolution\n"
        "  what to do: cancelled is spelled CANCELLED, with two Ls\n"
    )
    chinese = run("doctor", broken, lang="zh").stdout
    assert chinese.startswith("2 个事件：缺陷 1 项，警告 0 项，提示 0 项。\n")
    assert "缺陷 [status] STATUS 不是" in chinese


def test_a_defect_in_json(broken: Path) -> None:
    said = answer("doctor", broken, code=1)
    assert (said["ok"], said["events"], said["defects"], said["warnings"]) == (False, 2, 1, 0)
    (finding,) = said["findings"]
    assert (finding["id"], finding["severity"]) == ("status", "defect")
    assert finding["clients"]["refuse"] == ["ical (Home Assistant)", "ics"]
    assert finding["places"] == [
        {"line": 26, "uid": "boats-show@bayport.example", "value": "CANCELED"}
    ]


def test_warnings_alone_leave_zero(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(feed("SUMMARY:Tea\n", ""))
    said = answer("doctor", tmp_path / "a.ics")
    assert (said["ok"], said["warnings"]) == (True, 1)


def test_many_places_are_cut_unless_asked(tmp_path: Path) -> None:
    lines = feed("END:VCALENDAR", "no line\n" * 9 + "END:VCALENDAR")
    (tmp_path / "a.ics").write_bytes(lines)
    assert "  6 more; --verbose lists all\n" in run("doctor", tmp_path / "a.ics").stdout
    assert run("doctor", "-v", tmp_path / "a.ics").stdout.count("· no line\n") == 9


def test_what_is_no_calendar(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(b"<html></html>")
    told = run("doctor", tmp_path / "a.ics")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "there is no BEGIN:VCALENDAR" in told.stderr
    assert run("doctor", tmp_path / "none.ics").exit_code == 2


def test_our_drafts_and_releases_are_clean(tmp_path: Path) -> None:
    city(tmp_path, **{"plan.csv": PLAN})
    assert run("-w", tmp_path, "feeds", tmp_path / "plan.csv").exit_code == 0
    assert run("-w", tmp_path, "publish", tmp_path / "plan.csv").exit_code == 0
    out = tmp_path / "released"
    assert run("-w", tmp_path, "feeds", "--private", "-o", out).exit_code == 0
    files = [*(tmp_path / "out").rglob("*.ics"), *out.rglob("*.ics")]
    assert len(files) > 20
    assert {p.name: answer("doctor", p)["findings"] for p in files if sick(p)} == {}


def sick(path: Path) -> bool:
    """Whether the doctor has anything to say."""
    return bool(answer("doctor", path, code=run("doctor", path).exit_code)["findings"])


def test_an_earlier_copy_is_compared(tmp_path: Path) -> None:
    now, before = tmp_path / "now.ics", tmp_path / "before.ics"
    now.write_bytes(feed("SEQUENCE:0", "SEQUENCE:1"))
    before.write_bytes(feed("UID:boats", "UID:ships").replace(b"SUMMARY:Tea", b"SUMMARY:Old tea"))
    said = answer("doctor", now, "--again", before, "--today", "2021-05-01", code=1)
    assert [f["id"] for f in said["findings"]] == ["uid-changed", "modified-kept"]
    assert run("doctor", now, "--again", tmp_path / "none.ics").exit_code == 2


def test_an_address_is_asked_only_where_allowed() -> None:
    with serving() as local:
        local.acts["/a.ics"] = page(feed(), Content_Type="text/calendar")
        refused = run("doctor", f"{local.url}/a.ics")
        assert (refused.exit_code, refused.stdout, local.seen) == (2, "", [])
        assert "--allow-private" in refused.stderr
        told = answer("doctor", f"{local.url}/a.ics", "--allow-private")
        assert (told["ok"], told["source"]) == (True, f"{local.url}/a.ics")
        assert "http-charset" in [f["id"] for f in told["findings"]]
        missing = run("doctor", f"{local.url}/b.ics", "--allow-private", lang="zh")
        assert (missing.exit_code, "服务器答复 404" in missing.stderr) == (2, True)


def test_webcal_is_read_by_https() -> None:
    refused = run("doctor", "webcal://127.0.0.1/a.ics")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "https://127.0.0.1/a.ics" in refused.stderr


def test_our_next_release_is_clean_against_the_one_before(tmp_path: Path) -> None:
    city(tmp_path, **{"plan.csv": PLAN})
    day = "--today", "2021-05-01"
    for number, plan in enumerate((PLAN, PLAN.replace("2021-05-14", "2021-05-15")), 1):
        (tmp_path / "plan.csv").write_text(plan, encoding="utf-8")
        assert run("-w", tmp_path, "publish", *day, tmp_path / "plan.csv").exit_code == 0
        out = tmp_path / str(number)
        assert run("-w", tmp_path, "feeds", "--private", *day, "-o", out).exit_code == 0
    before = {p.relative_to(tmp_path / "1"): p for p in (tmp_path / "1").rglob("*.ics")}
    after = {name: tmp_path / "2" / name for name in before}
    moved = [n for n in before if before[n].read_bytes() != after[n].read_bytes()]
    assert len(moved) > 2
    for name in moved:
        told = answer("doctor", after[name], "--again", before[name], *day)
        assert told["findings"] == [], name
