"""What each kind of change makes of a city."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.event import Event
from scheduler.domain.policy import ClosedDays
from scheduler.domain.span import FIRST_DAY, LAST_DAY, Span, day_of
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure, Hall
from scheduler.scenarios.apply import changed
from scheduler.scenarios.read import read_city, script_of
from tests.loading.workspaces import POLICY, VENUES, calendar
from tests.scenarios.scripts import HEAD, applied, city, refused, tried, write


def span(first: str, last: str | None) -> Span:
    """Span from inclusive dates."""
    return Span.inclusive(day_of(first), None if last is None else day_of(last))


def hall(folder: Path, changes: str, hall_id: str, venue: str = "expo") -> Hall:
    """A hall after changes."""
    return tried(folder, changes).problem.venue_by_id[venue].hall_by_id[hall_id]


def event(folder: Path, changes: str, event_id: str) -> Event:
    """An event after changes."""
    return tried(folder, changes).problem.event_by_id[event_id]


def test_nothing_changed_is_the_workspace_itself(tmp_path: Path) -> None:
    city(tmp_path)
    sources, loaded = read_city(tmp_path)
    same = changed(sources, script_of({"title_en": "As it is"}, "none"))
    assert replace(same.problem, input_hash="") == replace(loaded.problem, input_hash="")
    assert same.title == Text("", "As it is")
    assert same.warnings == loaded.warnings


def test_close_a_hall(tmp_path: Path) -> None:
    found = hall(
        tmp_path, "close: {venue: expo, hall: h1, from: 2021-05-01, to: 2021-05-07, reason_en: x}",
        "h1",
    )  # fmt: skip
    assert found.closures == (Closure(span("2021-05-01", "2021-05-07"), Text("", "x")),)


def test_close_a_venue_without_end(tmp_path: Path) -> None:
    found = tried(tmp_path, "close: {venue: expo, from: 2021-05-01, to: null}").problem
    assert found.venue_by_id["expo"].closures == (Closure(span("2021-05-01", None)),)
    assert found.venue_by_id["forum"].closures == ()


def test_a_closure_comes_after_those_that_are_there(tmp_path: Path) -> None:
    found = hall(
        tmp_path, "close: {venue: forum, hall: plenary, from: 2021-05-01, to: 2021-05-02}",
        "plenary", "forum",
    )  # fmt: skip
    assert [c.span.start for c in found.closures] == [day_of("2021-08-01"), day_of("2021-05-01")]


def test_open_a_hall(tmp_path: Path) -> None:
    found = hall(tmp_path, "open: {venue: forum, hall: {id: b, gross_m2: 700}}", "b", "forum")
    assert found == Hall("b", Text("b", "b"), gross_m2=700)


def test_open_a_venue(tmp_path: Path) -> None:
    spec = "{id: dome, name_en: Dome, district: bay, halls: [{id: a, seats: 9}], runs: [[a]]}"
    found = tried(tmp_path, f"open: {{venue: {spec}}}").problem
    assert [v.id for v in found.venues] == ["expo", "forum", "dome"]
    assert found.venue_by_id["dome"].hall_by_id["a"].seats == 9


def test_open_a_hall_that_is_shut_lifts_its_closures(tmp_path: Path) -> None:
    found = hall(tmp_path, "open: {venue: forum, hall: {id: plenary}}", "plenary", "forum")
    assert (found.seats, found.closures) == (3000, ())


def test_open_a_venue_early(tmp_path: Path) -> None:
    late = VENUES.replace("2019-05-15", "2021-07-01")
    change = "open: {venue: {id: expo, open: {from: 2021-05-01, to: null}}}"
    found = tried(tmp_path, change, venues=late).problem.venue_by_id["expo"]
    assert found.open == Span(day_of("2021-05-01"), LAST_DAY + 1)
    assert [h.id for h in found.halls] == ["h1", "h2", "room", "ground"]


def closures(folder: Path, changes: str) -> list[Span]:
    return [c.span for c in hall(folder, changes, "h1", "expo").closures]


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [("2021-05-03", "2021-05-04", [("01", "02"), ("05", "10"), ("20", "20")]),
     ("2021-05-01", "2021-05-04", [("05", "10"), ("20", "20")]),
     ("2021-05-09", "null", [("01", "08")]), ("null", "2021-05-20", [])],
)  # fmt: skip
def test_reopen(tmp_path: Path, first: str, last: str, left: list[tuple[str, str]]) -> None:
    changes = f"""
        close: {{venue: expo, hall: h1, from: 2021-05-01, to: 2021-05-10}}
        close: {{venue: expo, hall: h1, from: 2021-05-20, to: 2021-05-20}}
        reopen: {{venue: expo, hall: h1, from: {first}, to: {last}}}"""
    assert closures(tmp_path, changes) == [span(f"2021-05-{a}", f"2021-05-{b}") for a, b in left]


def test_a_closure_without_an_end_is_reopened_in_its_midst(tmp_path: Path) -> None:
    changes = """
        close: {venue: expo, hall: h1, from: null, to: null}
        reopen: {venue: expo, hall: h1, from: 2021-05-03, to: 2021-05-04}"""
    ends = day_of("2021-05-03"), day_of("2021-05-05")
    assert closures(tmp_path, changes) == [Span(FIRST_DAY, ends[0]), Span(ends[1], LAST_DAY + 1)]


def test_change_venue(tmp_path: Path) -> None:
    keys = "{turnaround_days: 0, moving_halls_per_day: 7, open: {from: 2021-05-01, to: null}}"
    found = tried(tmp_path, f"change_venue: {{id: expo, set: {keys}}}").problem.venue_by_id["expo"]
    assert (found.turnaround_days, found.moving_halls_per_day) == (0, 7)
    assert found.open == Span(day_of("2021-05-01"), LAST_DAY + 1)


def test_resize(tmp_path: Path) -> None:
    changes = """
        resize: {venue: expo, hall: h1, gross_m2: 100}
        resize: {venue: expo, hall: room, seats: 7}"""
    halls = tried(tmp_path, changes).problem.venue_by_id["expo"].hall_by_id
    assert (halls["h1"].gross_m2, halls["room"].seats, halls["h2"].gross_m2) == (100, 7, 4000)


def test_add_event(tmp_path: Path) -> None:
    changes = """
        add_event: {id: tea, name_en: T, kind: festival, industries: [health, marine], show_days: 4}
        """
    found = tried(tmp_path, changes).problem
    assert found.events[-1] == Event("tea", Text("", "T"), "festival", ("health", "marine"), 4)
    assert "tea" not in found.row_of


def test_drop_events(tmp_path: Path) -> None:
    found = tried(tmp_path, "drop_event: yacht\ndrop_event: boat-show").problem
    assert [e.id for e in found.events] == ["forum"]
    assert found.row_of == {"forum": 4}


def test_change_event(tmp_path: Path) -> None:
    changes = "change_event: {id: yacht, set: {show_days: 5, co_located_with: null, theme: boats}}"
    found = event(tmp_path, changes, "yacht")
    assert (found.show_days, found.co_located_with, found.theme) == (5, "", "boats")


def test_an_event_dropped_and_added_again_is_the_new_one(tmp_path: Path) -> None:
    changes = """
        drop_event: forum
        add_event: {id: forum, name_en: F, kind: conference, industries: marine, show_days: 1}"""
    assert event(tmp_path, changes, "forum").booked_start is None


def test_book_and_unbook(tmp_path: Path) -> None:
    changes = """
        unbook: forum
        book: {id: boat-show, booked_start: 2021-05-03, booked_halls: [expo/h1, expo/h2]}
        book: {id: yacht, booked_halls: expo/h1}"""
    found = tried(tmp_path, changes).problem.event_by_id
    assert (found["forum"].booked_start, found["forum"].booked_halls) == (None, ())
    assert found["boat-show"].booked_start == day_of("2021-05-03")
    assert found["boat-show"].booked_halls == (("expo", "h1"), ("expo", "h2"))
    assert (found["yacht"].booked_start, found["yacht"].booked_halls) == (None, (("expo", "h1"),))


def test_forbid(tmp_path: Path) -> None:
    changes = """
        forbid: {min_daily_visitors: 1000, from: 2021-08-02, to: 2021-08-31, reason_zh: 疫情}
        forbid: {kinds: [festival], from: null, to: 2021-04-30}"""
    assert tried(tmp_path, changes).problem.policy.closed_days == (
        ClosedDays(
            span("2021-08-02", "2021-08-31"), min_daily_visitors=1000, reason=Text("疫情", "")
        ),
        ClosedDays(Span.inclusive(None, day_of("2021-04-30")), kinds=frozenset({"festival"})),
    )


def test_policy(tmp_path: Path) -> None:
    changes = """
        policy: {limits.openings_per_day: 2, date_protection: {days: 60, themes: {tea: 9}}}
        policy: {date_protection.themes.tea: null, date_protection.themes.auto: 45}
        forbid: {from: 2021-08-02, to: 2021-08-31}
        policy: {"closed_days[0].to": 2021-08-05, weights.change.date: 3}
        policy: {holidays.add: [2021-05-05]}"""
    found = tried(tmp_path, changes).problem
    assert found.policy.limits.openings_per_day == 2
    assert (found.policy.date_protection.days, dict(found.policy.date_protection.themes)) == (
        60, {"auto": 45},
    )  # fmt: skip
    assert found.policy.closed_days[0].span == span("2021-08-02", "2021-08-05")
    assert found.policy.change["date"] == 3
    assert day_of("2021-05-05") in found.holidays


def test_neighbour(tmp_path: Path) -> None:
    show = "UID:1\nSUMMARY:Tea\nDTSTART;VALUE=DATE:20210501\nCATEGORIES:tea"
    near = {"neighbours/b.ics": calendar(show)}
    found = tried(tmp_path, "neighbour: neighbours/b.ics", **near).problem
    assert [(n.name, n.file) for n in found.neighbours] == [("Tea", "neighbours/b.ics")]


def test_a_list_of_calendars_written_anew_counts(tmp_path: Path) -> None:
    show = "UID:{}\nSUMMARY:{}\nDTSTART;VALUE=DATE:20210501\nCATEGORIES:tea"
    files = {f"neighbours/{n}.ics": calendar(show.format(n, n)) for n in "abc"}
    policy = POLICY + "neighbours: {files: [neighbours/a.ics, neighbours/b.ics]}\n"
    for change, left in (
        ("policy: {neighbours.files: [neighbours/b.ics]}", "b"),
        ("policy: {neighbours.files: []}", ""),
        ("policy: {neighbours: null}", ""),
        ("policy: {neighbours.files: null}\nneighbour: neighbours/a.ics", "a"),
    ):
        found = tried(tmp_path, change, policy=policy, **files).problem
        assert "".join(n.name for n in found.neighbours) == left, change
    twice = "neighbour: neighbours/c.ics\npolicy: {'neighbours.files[0]': neighbours/c.ics}"
    (told,) = refused(tmp_path, write(tmp_path, twice))
    assert "changes[1].policy.neighbours.files[0]" in told
    assert "is listed twice; delete one" in told


def test_changes_of_the_base_come_first(tmp_path: Path) -> None:
    city(tmp_path)
    write(tmp_path, "resize: {venue: expo, hall: h1, gross_m2: 100}", "scenarios/b.yaml")
    head = f"{HEAD}base: b.yaml\n"
    path = write(tmp_path, "resize: {venue: expo, hall: h1, gross_m2: 200}", head=head)
    found = applied(tmp_path, path)
    assert found.file == "scenarios/a.yaml"
    assert found.problem.venue_by_id["expo"].hall_by_id["h1"].gross_m2 == 200


def test_the_same_content_made_by_code(tmp_path: Path) -> None:
    read = tried(tmp_path, "close: {venue: expo, hall: h1, from: 2021-05-01, to: null}")
    sources, _ = read_city(tmp_path)
    close = {"venue": "expo", "hall": "h1", "from": "2021-05-01", "to": None}
    content = {"title_zh": "试", "title_en": "Try", "changes": [{"close": close}]}
    made = changed(sources, script_of(content, "scenarios/a.yaml"))
    assert made == read


def test_the_hash_is_of_the_changed_city(tmp_path: Path) -> None:
    city(tmp_path)
    sources, loaded = read_city(tmp_path)
    hashes = {loaded.problem.input_hash}
    for days in (1, 2):
        change = {"change_event": {"id": "yacht", "set": {"show_days": days}}}
        content = {"title_en": "x", "changes": [change]}
        hashes.add(changed(sources, script_of(content, f"{days}")).problem.input_hash)
    assert len(hashes) == 3


def test_the_sources_stay_as_they_were(tmp_path: Path) -> None:
    city(tmp_path)
    sources, loaded = read_city(tmp_path)
    content = {
        "title_en": "x",
        "changes": [
            {"resize": {"venue": "expo", "hall": "h1", "gross_m2": 9}},
            {"open": {"venue": "expo", "hall": {"id": "x", "seats": 9}}},
            {"forbid": {"from": "2021-05-01", "to": "2021-05-01"}},
            {"drop_event": "yacht"},
        ],
    }
    assert len(changed(sources, script_of(content, "x")).problem.events) == 2
    same = changed(sources, script_of({"title_en": "As it is"}, "none")).problem
    assert replace(same, input_hash="") == replace(loaded.problem, input_hash="")


def test_what_the_scenario_wrote_is_known(tmp_path: Path) -> None:
    changes = """
        close: {venue: expo, hall: h1, from: 2021-05-01, to: null}
        add_event: {id: tea, name_en: T, kind: festival, industries: health, show_days: 4}
        change_event: {id: tea, set: {show_days: 5}}
        policy: {limits: {openings_per_day: 2}}
        policy: {limits.openings_per_day: 3}
        drop_event: yacht"""
    found = tried(tmp_path, changes)

    def where(file: str, event: str, column: str) -> str | None:
        source = found.source(file, event, column)
        return source and source.path

    assert where("venues.yaml", "", "venues[0].halls[0].closures[0]") == "changes[0].close"
    assert where("venues.yaml", "", "venues[0].halls[0].closures[0].to") == "changes[0].close"
    assert where("venues.yaml", "", "venues[0].halls[0].closures[1]") is None
    assert where("venues.yaml", "", "venues[0].halls[0]") is None
    assert where("events.csv", "tea", "show_days") == "changes[2].change_event.set.show_days"
    assert where("events.csv", "tea", "kind") == "changes[1].add_event.kind"
    assert where("events.csv", "tea", "gross_m2") == "changes[1].add_event"
    assert where("events.csv", "boat-show", "kind") is None
    path = "changes[4].policy.limits.openings_per_day"
    assert where("policy.yaml", "", "limits.openings_per_day") == path
