"""A process that answers questions: it keeps what it knows, may fail, may die, and is ended."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from scheduler.jobs.helper import Helper, NoAnswer
from tests.jobs.helping import maker


@pytest.fixture
def helper() -> Iterator[Helper]:
    made = Helper(maker)
    yield made
    made.close()


def test_questions_are_answered_by_one_process(helper: Helper) -> None:
    assert not helper.alive
    assert [helper.ask(q) for q in ("one", "two")] == [b"one 1", b"two 2"]
    assert helper.alive
    assert int(helper.ask("who")) != os.getpid()
    assert helper.ask("") == b" 4"


def test_a_question_that_fails_leaves_the_process(helper: Helper) -> None:
    with pytest.raises(NoAnswer, match="nothing comes of it"):
        helper.ask("fail")
    assert helper.ask("then") == b"then 2"


def test_one_that_says_nothing_is_given_up_and_started_again(helper: Helper) -> None:
    first = int(helper.ask("who"))
    helper.longest_s = 0.2
    with pytest.raises(NoAnswer):
        helper.ask("hang")
    assert not helper.alive
    helper.longest_s = 60.0
    assert helper.ask("anew") == b"anew 1"
    assert helper.number != first


def test_one_that_died_is_started_again(helper: Helper) -> None:
    assert helper.ask("one") == b"one 1"
    with pytest.raises(NoAnswer):
        helper.ask("die")
    assert not helper.alive
    assert helper.ask("anew") == b"anew 1"


def test_nothing_is_left_when_it_ends(helper: Helper) -> None:
    process = int(helper.ask("who"))
    helper.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(NoAnswer):
        helper.ask("late")
    assert not helper.alive
