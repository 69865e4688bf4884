"""How long one has to wait after how many failures."""

from __future__ import annotations

import pytest

from scheduler.accounts.attempts import FIRST_S, FORGET_S, FREE, LONGEST_S, MOST, Attempts

NAME, ADDRESS = FREE["name"], FREE["address"]


def test_a_name_is_tried_a_few_times_for_free_then_ever_more_slowly() -> None:
    attempts, now = Attempts(), 100.0
    for n in range(NAME):
        assert attempts.begin("amy", f"192.0.2.{n}", now) == 0
    waits = []
    for n in range(20):
        wait = attempts.begin("amy", f"198.51.100.{n}", now)
        assert attempts.begin("amy", f"203.0.113.{n}", now + wait - 0.5) == pytest.approx(0.5)
        waits.append(wait)
        now += wait
        assert attempts.begin("amy", f"198.51.100.{n}", now) == 0
    assert waits[:4] == [FIRST_S, 2 * FIRST_S, 4 * FIRST_S, 8 * FIRST_S]
    assert waits[-1] == LONGEST_S
    assert waits == sorted(waits)
    assert attempts.begin("bob", "198.51.100.99", now) == 0


def test_an_address_that_tries_many_names_has_to_wait_too() -> None:
    attempts = Attempts()
    for n in range(ADDRESS):
        assert attempts.begin(f"user{n}", "192.0.2.1", 0) == 0
    assert attempts.begin("other", "192.0.2.1", 0) == FIRST_S
    assert attempts.begin("other", "192.0.2.2", 0) == 0


def test_the_addresses_of_one_network_count_together() -> None:
    attempts = Attempts()
    for n in range(ADDRESS):
        assert attempts.begin(f"user{n}", f"2001:db8:1:2::{n:x}", 0) == 0
    assert attempts.begin("other", "2001:db8:1:2:ffff::1", 0) == FIRST_S
    assert attempts.begin("other", "2001:db8:1:3::1", 0) == 0


def test_a_success_forgets_the_name_but_not_what_else_the_address_tried() -> None:
    attempts = Attempts()
    for _ in range(NAME - 1):
        attempts.begin("amy", "192.0.2.1", 0)
    for n in range(ADDRESS - NAME + 1):
        attempts.begin(f"user{n}", "192.0.2.1", 0)
    assert attempts.begin("amy", "192.0.2.1", 0) == FIRST_S
    attempts = Attempts()
    for _ in range(NAME):
        assert attempts.begin("amy", "192.0.2.1", 0) == 0
        attempts.succeeded("amy", "192.0.2.1")
    for _ in range(NAME):
        assert attempts.begin("amy", "192.0.2.1", 0) == 0


def test_an_hour_without_a_failure_forgets_all() -> None:
    attempts = Attempts()
    for _ in range(NAME):
        attempts.begin("amy", "192.0.2.1", 0)
    assert attempts.begin("amy", "192.0.2.1", FORGET_S + 1) == 0
    assert attempts.begin("amy", "192.0.2.1", FORGET_S + 1) == 0


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    attempts = Attempts()
    for n in range(MOST):
        attempts.begin(f"user{n}", f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", 0)
    assert len(attempts._failed) == MOST
