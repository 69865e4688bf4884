"""Over midnight: nobody edits, and yet it is another day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest

from scheduler.board import document
from scheduler.web.board.copies import Copies
from scheduler.web.board.news import News, _Stream
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import workspace
from tests.web.board.asking import PARK as CARE
from tests.web.board.conftest import Open
from tests.web.board.test_meanwhile import HIDE
from tests.web.serving import waited

MIDNIGHT = datetime(2021, 5, 1, 16, tzinfo=UTC)
"""In Shanghai."""

PARK = [CARE]


class Clock:
    """Stands in for the class of that name, and shows what it is told."""

    def __init__(self) -> None:
        self.moment = MIDNIGHT - timedelta(seconds=1)

    def now(self, zone: tzinfo) -> datetime:
        return self.moment.astimezone(zone)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(document, "datetime", made)
    return made


@pytest.fixture
def plans(tmp_path: Path) -> WorkingPlans:
    made = WorkingPlans(workspace(tmp_path), str(tmp_path / "scheduler.db"))
    made.begin("", "file")
    return made


def test_a_plan_tells_the_day_that_it_is(plans: WorkingPlans, clock: Clock) -> None:
    sheet = plans.sheet(1)
    assert sheet.document()["today"] == "2021-05-01"
    clock.moment = MIDNIGHT
    assert sheet.document()["today"] == "2021-05-02"
    old, new = plans.edit(1, 0, PARK)
    assert "today" not in new.since(old)["changed"]


def test_a_copy_is_made_anew_each_day(plans: WorkingPlans, clock: Clock) -> None:
    async def asked() -> list[Any]:
        copies = Copies(plans)
        found = [await copies.of(1), await copies.of(1)]
        clock.moment = MIDNIGHT
        return [*found, await copies.of(1), await copies.of(1)]

    before, same, after, still = waited(asked())
    assert (same, still) == (before, after)
    days = [json.loads(copy.plain)["today"] for copy in (before, after)]
    assert days == ["2021-05-01", "2021-05-02"]
    assert before.etag != after.etag


@pytest.mark.parametrize(
    ("known", "heard"),
    [("2021-05-01", ["2021-05-02"]), ("2021-04-30", ["2021-05-01", "2021-05-02"]), ("", [])],
)  # fmt: skip
def test_who_listens_hears_of_the_new_day(
    plans: WorkingPlans, clock: Clock, known: str, heard: list[str]
) -> None:
    async def jobs(_: int) -> list[Any]:
        return []

    async def allowed() -> bool:
        return True

    async def listened() -> list[str]:
        news = News()
        stream = _Stream(plans, news, 1, "", jobs, allowed)
        stream.day = known
        lines, found = stream.lines(0), []
        for moment in (clock.moment, MIDNIGHT):
            clock.moment = moment
            plans.edit(1, plans.sheet(1).timeline.version, PARK)
            news.tell(1)
            while not found or not found[-1].startswith("id:"):
                found.append(await anext(lines))
            found.append("")
        await lines.aclose()
        return found

    told = [line for line in waited(listened()) if "event: today" in line]
    assert [json.loads(line.partition("data: ")[2]) for line in told] == heard


def test_a_page_that_was_asleep_over_midnight_shows_the_day(open_board: Open) -> None:
    opened = open_board()
    page, plan = opened.page, "document.querySelector('hall-timeline').board.plan"
    page.evaluate(HIDE, "hidden")
    page.evaluate(f"{plan}.turnOver('2021-05-01')")
    page.evaluate(HIDE, "visible")
    page.wait_for_function(f"day => {plan}.doc.today === day", arg=opened.document()["today"])
    assert page.evaluate(f"{plan}.today === {plan}.calendar.day({plan}.doc.today)")
