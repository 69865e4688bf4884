"""Rule `preferred-venue`: weight × priority in another venue than the wished one."""

from __future__ import annotations

from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import findings, owners, points, told

VENUES = [venue(), venue("other")]
CITY = problem(event(priority=2, preferred_venue="expo"), venues=VENUES)
ELSEWHERE = plan(placement("e1", "2021-04-10", venue="other"))


def test_wished_venue_and_another() -> None:
    assert points(CITY, plan(placement("e1", "2021-04-10")), "preferred-venue") == 0
    assert points(CITY, ELSEWHERE, "preferred-venue") == 20 * 2
    assert owners(CITY, ELSEWHERE, "preferred-venue") == {"e1"}


def test_weight() -> None:
    wish = event(priority=2, preferred_venue="expo")
    city = problem(wish, venues=VENUES, weights={"preferred-venue": 3})
    assert points(city, ELSEWHERE, "preferred-venue") == 6


def test_no_wish_and_not_placed() -> None:
    assert points(problem(event(), venues=VENUES), ELSEWHERE, "preferred-venue") == 0
    assert points(CITY, plan(), "preferred-venue") == 0


def test_sentence() -> None:
    (finding,) = findings(CITY, ELSEWHERE, "preferred-venue")
    assert told(CITY, finding) == (
        "活动e1 希望在 expo会展中心，排在 other会展中心",
        "Event e1 wished for Venue expo, stands in Venue other",
    )
