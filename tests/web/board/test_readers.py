"""How many may listen at once, and that whoever leaves makes room."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from scheduler.web.board.asking import Refusal
from scheduler.web.board.news import MOST, MOST_EACH, News, _Stream
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import workspace
from tests.web.serving import waited


def joined(stack: ExitStack, news: News, who: str, times: int) -> None:
    for plan in range(times):
        news.check(who)
        stack.enter_context(news.joined(plan, who))


def test_nobody_takes_all_the_room() -> None:
    news = News()
    with ExitStack() as stack:
        joined(stack, news, "amy", MOST_EACH)
        with pytest.raises(Refusal) as told:
            news.check("amy")
        assert told.value.status == 503
        news.check("bob")
    news.check("amy")
    assert (news.people, news.waiting) == ({}, {})


def test_on_ones_own_machine_nobody_has_a_name() -> None:
    news = News()
    with ExitStack() as stack:
        joined(stack, news, "", MOST)
        for who in ("", "bob"):
            with pytest.raises(Refusal):
                news.check(who)


def test_who_leaves_before_the_first_line_takes_no_room(tmp_path: Path) -> None:
    plans = WorkingPlans(workspace(tmp_path), str(tmp_path / "scheduler.db"))
    plans.begin("", "file")
    news = News()

    async def jobs(_: int) -> list[Any]:
        return []

    async def allowed() -> bool:
        return True

    async def left() -> None:
        before = _Stream(plans, news, 1, "amy", jobs, allowed).lines(0)
        await before.aclose()
        assert news.people == {}
        after = _Stream(plans, news, 1, "amy", jobs, allowed).lines(0)
        await anext(after)
        assert news.people == {"amy": 1}
        await after.aclose()

    waited(left())
    assert news.people == {}
