"""Rule `venue`: allowed venues, and groups that share venue and first show day."""

from __future__ import annotations

from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import findings

VENUES = [venue(), venue("forum"), venue("ground")]


def cases(*rows: tuple[str, str, str], links: dict[str, str]) -> list[str]:
    """Cases found in a plan of (event, day, venue) rows, e1 to e3 linked as told."""
    events = [event(e, co_located_with=links.get(e, "")) for e in ("e1", "e2", "e3")]
    city = problem(*events, venues=VENUES)
    placed = plan(*(placement(e, day, venue=v) for e, day, v in rows))
    return [f.reason.case for f in findings(city, placed, "venue")]


def test_allowed_venues() -> None:
    city = problem(event(venues=["expo", "forum"]), venues=VENUES)
    for venue_id, found in (("expo", 0), ("forum", 0), ("ground", 1)):
        placed = plan(placement("e1", "2021-04-10", venue=venue_id))
        assert len(findings(city, placed, "venue")) == found


def test_blank_allows_any() -> None:
    city = problem(event(), venues=VENUES)
    assert findings(city, plan(placement("e1", "2021-04-10", venue="ground")), "venue") == []


def test_a_group_together() -> None:
    rows = [("e1", "2021-04-10", "expo"), ("e2", "2021-04-10", "expo")]
    assert cases(*rows, links={"e2": "e1"}) == []


def test_a_group_on_different_days_or_venues() -> None:
    other_day = [("e1", "2021-04-10", "expo"), ("e2", "2021-04-11", "expo")]
    other_venue = [("e1", "2021-04-10", "expo"), ("e2", "2021-04-10", "forum")]
    assert cases(*other_day, links={"e2": "e1"}) == ["apart"]
    assert cases(*other_venue, links={"e2": "e1"}) == ["apart"]


def test_all_members_or_none() -> None:
    assert cases(("e1", "2021-04-10", "expo"), links={"e2": "e1"}) == ["missing"]
    assert cases(("e2", "2021-04-10", "expo"), links={"e2": "e1"}) == ["missing"]
    assert cases(links={"e2": "e1"}) == []


def test_links_are_undirected_and_chain() -> None:
    chain = {"e1": "e2", "e3": "e2"}
    rows = [("e1", "2021-04-10", "expo"), ("e2", "2021-04-10", "expo")]
    assert cases(*rows, links=chain) == ["missing"]
    assert cases(*rows, ("e3", "2021-04-10", "expo"), links=chain) == []
    assert cases(*rows, ("e3", "2021-04-12", "expo"), links=chain) == ["apart"]


def test_events_without_link_are_free() -> None:
    rows = [("e1", "2021-04-10", "expo"), ("e2", "2021-04-11", "forum")]
    assert cases(*rows, links={}) == []
