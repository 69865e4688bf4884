"""When each feed was last made known otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from scheduler.domain.entry import TENTATIVE, Room
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.releases.told import stamp_of
from scheduler.releases.window import BACK_DAYS, midnight
from tests.releases.histories import DAY0, DIRECTORY, ROOMS, SITES, Office, entry

CITY, HALL, OTHER = "city.ics", "halls/expo--h1.ics", "halls/forum--h1.ics"


def after_a_day(office: Office) -> Office:
    office.wait(1)
    return office


def test_only_what_changes_is_stamped_anew() -> None:
    office = Office()
    first = office.publish(entry())
    second = after_a_day(office).publish(entry(halls=ROOMS[1:2]))
    for path in (CITY, HALL, "halls/expo--h2.ics", "venues/expo.ics", "freebusy/expo--h1.ics"):
        assert stamp_of(second, (path, True)) == second.published, path
    for path in (OTHER, "halls/expo--h3.ics", "busy/expo.ics", "freebusy/expo.ics",
                 "kinds/festival.ics", "busy/forum.ics", "industries/food.ics"):  # fmt: skip
        assert stamp_of(second, (path, True)) == first.published, path


def test_a_hold_changes_private_feeds_alone() -> None:
    office = Office()
    first = office.publish(entry())
    second = after_a_day(office).publish(entry(), entry("boats", status=TENTATIVE))
    assert stamp_of(second, (CITY, True)) == first.published
    assert stamp_of(second, (CITY, False)) == second.published


def test_a_renamed_hall_and_a_new_one_leave_the_others_alone() -> None:
    office = Office()
    first = office.publish(entry())
    renamed = (Room("h1", Text("一号馆", "Hall One")), *ROOMS[1:], Room("h9", Text("九", "Nine")))
    venues = (SITES[0], ROOMS), (SITES[1], renamed)
    second = after_a_day(office).publish(entry(), directory=replace(DIRECTORY, venues=venues))
    for path in (OTHER, "halls/forum--h9.ics", "freebusy/forum--h1.ics"):
        assert stamp_of(second, (path, True)) == second.published, path
    for path in (CITY, HALL, "halls/forum--h2.ics", "freebusy/forum.ics", "kinds/festival.ics"):
        assert stamp_of(second, (path, True)) == first.published, path


def test_another_city_name_is_seen_everywhere() -> None:
    office = Office()
    office.publish(entry())
    named = replace(DIRECTORY, city_name=Text("新港", "Newport"))
    second = after_a_day(office).publish(entry(), directory=named)
    for path in (CITY, OTHER, "kinds/festival.ics", "organizers/org-00000000.ics"):
        assert stamp_of(second, (path, False)) == second.published, path


def test_the_midnight_at_which_an_entry_left_is_remembered_when_it_is_forgotten() -> None:
    """A cancelled entry leaves at its end, and is in no release from the next one on."""
    office = Office()
    span = Span(DAY0 + 2, DAY0 + 4)
    office.publish(entry(span=span), entry("boats"))
    gone = office.publish(entry("boats"))
    office.now += timedelta(days=6)
    late = office.publish(entry("boats"), entry("tea", span=span, industries=("food",)))
    assert gone.left and not late.left
    assert stamp_of(late, ("industries/marine.ics", True)) == midnight(DIRECTORY, span.end)
    assert BACK_DAYS > 6


def test_releases_of_older_stores_tell_nothing_of_it() -> None:
    release = Office().publish(entry())
    old = replace(release, told={})
    assert stamp_of(old, (CITY, True)) == release.published
