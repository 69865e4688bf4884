"""SEQUENCE, stamps and cancellations, step by step and over random histories."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.domain.entry import CANCELLED, TENTATIVE, Entry
from scheduler.domain.release import Left, Release
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.releases.lifecycle import differs
from tests.releases.histories import (
    DAY0,
    DIRECTORY,
    ROOMS,
    SITES,
    START,
    Merging,
    Office,
    all_shown,
    entry,
    feeds_of,
    plans,
    revision,
    standing,
    steps,
    today_of,
)

LATER = Span(DAY0 + 30, DAY0 + 33)


def lefts(release: Release) -> list[tuple[bool, list[str], int, Span]]:
    return [
        (a.public, sorted(a.paths), a.entry.state.sequence, a.entry.span) for a in release.left
    ]


def test_first_release() -> None:
    release = Office().publish(entry())
    (e,) = release.entries
    assert (release.number, release.published, release.left) == (1, START, ())
    assert (e.state.sequence, e.state.created, e.state.modified) == (0, START, START)


def test_unchanged_entries_are_the_same_objects() -> None:
    office = Office()
    first = office.publish(entry("tea"), entry("boats"))
    office.wait(1)
    second = office.publish(entry("boats"), entry("tea", span=LATER))
    assert second.entries[0] is next(e for e in first.entries if e.subject.id == "boats")
    assert second.entries[1].state.sequence == 1


def test_a_move_raises_the_sequence_and_keeps_the_uid() -> None:
    for fields in (
        {"span": LATER},
        {"halls": ROOMS[:2]},
        {"halls": ROOMS[1:2]},
        {"site": SITES[1]},
        {"status": TENTATIVE},
    ):
        office = Office()
        office.publish(entry())
        office.wait(1)
        (e,) = office.publish(entry(**fields)).entries
        assert e.uid == entry().uid
        assert e.state.sequence == 1, fields
        assert (e.state.created, e.state.modified) == (START, START + timedelta(days=1))


def test_a_name_moves_the_stamps_only() -> None:
    office = Office()
    office.publish(entry())
    office.wait(1)
    renamed = office.publish(entry(name=Text("新", "New")))
    assert [(e.state.sequence, e.state.modified) for e in renamed.entries] == [(0, office.now)]
    assert renamed.left == ()
    moved = office.publish(entry(name=Text("新", "New"), site=replace(SITES[0], name=Text("x"))))
    assert moved.entries[0].state.sequence == 0


def test_another_hall_leaves_the_old_one_alone() -> None:
    office = Office()
    office.publish(entry())
    moved = office.publish(entry(halls=ROOMS[1:2], span=LATER))
    old = ["halls/expo--h1.ics"]
    was = entry().span
    assert lefts(moved) == [(True, old, 1, was), (False, old, 1, was)]
    again = office.publish(entry(halls=ROOMS[1:2], name=Text("新", ""), span=LATER))
    assert all(a is b for a, b in zip(moved.left, again.left, strict=True))
    back = office.publish(entry(span=LATER))
    new = ["halls/expo--h2.ics"]
    assert lefts(back) == [(True, new, 2, LATER), (False, new, 2, LATER)]
    assert back.entries[0].state.sequence == 2


def test_a_confirmed_hold_that_is_a_hold_again_leaves_public_feeds_only() -> None:
    office = Office()
    office.publish(entry())
    held = office.publish(entry(status=TENTATIVE))
    assert [a.public for a in held.left] == [True]
    assert len(held.left[0].paths) == 6
    assert office.publish(entry()).left == ()


def test_a_further_industry_that_goes_raises_the_sequence() -> None:
    office = Office()
    office.publish(entry(industries=("marine", "food")))
    less = office.publish(entry(industries=("marine",)))
    assert [(a.public, sorted(a.paths)) for a in less.left] == [
        (True, ["industries/food.ics"]),
        (False, ["industries/food.ics"]),
    ]
    assert less.entries[0].state.sequence == less.left[0].entry.state.sequence == 1
    more = office.publish(entry(industries=("marine", "food")))
    assert (more.left, more.entries[0].state.sequence) == ((), 2)


def test_cancelled_until_past_and_remembered_for_ever() -> None:
    office = Office()
    office.publish(entry())
    gone = office.publish()
    assert {a.entry.status for a in gone.left} == {CANCELLED}
    assert {a.entry.state.sequence for a in gone.left} == {1}
    office.wait(22)
    assert len(office.publish().left) == 2
    office.wait(1)
    assert office.publish().left == ()
    (back,) = office.publish(entry()).entries
    assert (back.state.sequence, back.state.created) == (2, START)


def test_what_was_past_already_is_not_cancelled() -> None:
    office = Office()
    office.publish(entry())
    office.wait(23)
    assert office.publish().left == ()


def test_the_clock_goes_back() -> None:
    office = Office()
    first = office.publish(entry())
    office.wait(-100)
    second = office.publish(entry(span=LATER))
    assert second.published == first.published + timedelta(seconds=1)
    assert second.entries[0].state.modified == second.published


def test_names_of_the_directory_are_facts_of_entries() -> None:
    office = Office()
    office.publish(entry("tea"), entry("wine", industries=("food",)))
    names = {**DIRECTORY.industries, "food": Text("美食", "Food")}
    renamed = office.publish(
        entry("tea"),
        entry("wine", industries=("food",)),
        directory=replace(DIRECTORY, industries=names),
    )
    stamps = {e.subject.id: (e.state.sequence, e.state.modified) for e in renamed.entries}
    assert stamps == {"tea": (0, START), "wine": (0, renamed.published)}
    elsewhere = replace(DIRECTORY, industries=names, url="https://fair.invalid")
    moved = office.publish(directory=elsewhere)
    assert {a.entry.state.sequence for a in moved.left} == {1}


def test_no_difference() -> None:
    office = Office()
    first = office.publish(entry("tea"), entry("wine"))
    assert differs(None, first)
    assert not differs(first, office.publish(entry("wine"), entry("tea")))
    assert differs(first, office.publish(entry("wine")))
    longer = replace(DIRECTORY, horizon=Span(DAY0, DAY0 + 90))
    assert differs(first, office.publish(entry("tea"), entry("wine"), directory=longer))


# -- histories


History = list[tuple[list[Entry], int, bool]]


def history(listed: History) -> tuple[Office, Merging]:
    office, always = Office(), Merging()
    for drafts, days, _ in listed:
        release = office.publish(*drafts)
        always.poll(release, today_of(release))
        office.wait(days)
    return office, always


@given(steps)
@settings(max_examples=100, deadline=None)
def test_who_polls_every_release_knows_what_who_starts_fresh_knows(listed: History) -> None:
    office, always = history(listed)
    last = office.releases[-1]
    today = today_of(last)
    assert always.stands(today) == standing(feeds_of(last, today), today)


@given(steps)
@settings(max_examples=100, deadline=None)
def test_who_polls_now_and_then_catches_up(listed: History) -> None:
    """Before what it saw is past: then even its cancellation has gone from the feeds."""
    office, sometimes = Office(), Merging()
    for drafts, _, polls in listed:
        release = office.publish(*drafts)
        if polls:
            sometimes.poll(release, DAY0)
    sometimes.poll(release, DAY0)
    assert sometimes.stands(DAY0) == standing(feeds_of(release, DAY0), DAY0)


@given(steps)
@settings(max_examples=100, deadline=None)
def test_revisions_only_grow(listed: History) -> None:
    office, _ = history(listed)
    times = [r.published for r in office.releases]
    assert all(a < b for a, b in zip(times, times[1:], strict=False))
    seen: dict[object, Entry] = {}
    for feed, e in all_shown(office.releases):
        old = seen.get((feed, e.uid))
        if old and old != e:
            assert revision(e) > revision(old), (feed, old, e)
            assert e.state.created == old.state.created
            assert e.state.modified > old.state.modified
            facts = [(x.span, x.site, x.halls, x.status) for x in (old, e)]
            assert facts[0] == facts[1] or e.state.sequence > old.state.sequence
        elif old:
            assert old is e
        seen[feed, e.uid] = e


@given(steps, plans())
@settings(max_examples=60, deadline=None)
def test_nothing_new_is_no_change(
    listed: History, plan: list[Entry]
) -> None:
    office, _ = history(listed)
    once = office.publish(*plan)
    twice = office.publish(*reversed(plan))
    assert not differs(once, twice)
    assert twice.left == once.left


@given(steps, st.data())
@settings(max_examples=60, deadline=None)
def test_a_rollback_is_a_later_release_with_old_content(
    listed: History, data: st.DataObject
) -> None:
    office, always = history(listed)
    old = data.draw(st.sampled_from(office.releases))
    last = office.publish(*old.entries)
    today = today_of(last)
    always.poll(last, today)
    assert always.stands(today) == standing(feeds_of(last, today), today)
    plain = replace(last.entries[0], state=old.entries[0].state) if last.entries else None
    assert plain is None or plain == old.entries[0]


def test_left_is_one_entry_for_both_audiences() -> None:
    office = Office()
    office.publish(entry())
    a, b = office.publish().left
    assert isinstance(a, Left)
    assert a.entry is b.entry
