"""The hidden plan of a fictional city: its events, placed one by one where it is legal."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from datetime import date

from benchmarks.days import (
    ALL,
    DAYS,
    FIRST,
    LAST,
    PEAK_BITS,
    dated,
    nearest,
    overlap,
    span,
    spans,
)
from benchmarks.trades import Event
from benchmarks.workspace import HOLIDAYS, INDUSTRIES, KINDS, Spec

NEEDS = ("gross_m2", "seats", "outdoor_m2")
VENUES_TRIED, ROOMS_TRIED, LEADERS_TRIED = 12, 4, 8
BAD_WEEKDAY, OUT_OF_SEASON, SNUG = 4, 40, 2  # days that an event moves further for these, see `choose`
Way = tuple[float, tuple[int, ...]]  # how much too large it is (in days of moving), and its halls


class Venue:
    """A venue as venues.yaml has it, with the days on which its halls are taken or closed."""

    def __init__(self, spec: Spec) -> None:
        self.id, self.spec, self.halls = spec["id"], spec, spec["halls"]
        slugs, linked = [hall["id"] for hall in self.halls], {slug for run in spec["runs"] for slug in run}
        alone = [[s] for s in slugs if s.startswith("h") and s not in linked]
        self.runs = [[slugs.index(slug) for slug in run] for run in spec["runs"] + alone]
        self.features = [{*hall.get("features", ())} for hall in self.halls]
        self.singles = {"seats": sorted((hall["seats"], n) for n, hall in enumerate(self.halls) if "seats" in hall),
                        "outdoor_m2": sorted((hall["gross_m2"], n) for n, hall in enumerate(self.halls)
                                             if "outdoor" in hall)}
        self.most = {need: found[-1][0] if found else 0 for need, found in self.singles.items()} | {
            "gross_m2": max((sum(self.halls[n]["gross_m2"] for n in run) for run in self.runs), default=0)}
        self.rest, self.limit = spec["turnaround_days"], spec.get("moving_halls_per_day", DAYS)
        self.open = dated([(spec["open"]["from"], None)]) if "open" in spec else ALL
        self.closed = [dated((one["from"], one["to"]) for one in spec["closures"] + hall["closures"])
                       for hall in self.halls]
        self.busy, self.moving, self.crowds = list(self.closed), Counter[int](), dict[int, int]()

    def suits(self, row: Spec) -> bool:
        """Return whether some hall is large enough for each need."""
        return all(self.most[need] >= row[need] for need in NEEDS)

    def stretches(self, need: int, feature: str) -> list[Way]:
        """Return the shortest stretch from each hall that has the area and the feature."""
        found: list[Way] = [] if need else [(0.0, ())]
        for run in self.runs if need else []:
            for start in range(len(run)):
                total = 0
                for stop in range(start, len(run)):
                    if feature and feature not in self.features[run[stop]]:
                        break
                    total += self.halls[run[stop]]["gross_m2"]
                    if total >= need:
                        found.append(((total - need) / 2000, tuple(run[start:stop + 1])))
                        break
        return found

    def ways(self, row: Spec) -> list[Way]:
        """Return the sets of halls that meet an event's needs."""
        found = self.stretches(row["gross_m2"], row["requires"])
        for need, indoor in (("seats", True), ("outdoor_m2", False)):
            if row[need]:
                fit = [(size, n) for size, n in self.singles[need] if size >= row[need]
                       and (not indoor or not row["requires"] or row["requires"] in self.features[n])]
                found = [(extra + math.log2(size / row[need]), (*halls, n))
                         for extra, halls in found for size, n in fit[:ROOMS_TRIED] if n not in halls]
        return found

    def crowd(self, halls: int) -> int:
        """Return the days on which so many halls more cannot move."""
        if halls not in self.crowds:
            self.crowds[halls] = sum(1 << n for n, moved in self.moving.items() if moved + halls > self.limit)
        return self.crowds[halls] if halls <= self.limit else ALL

    def take(self, halls: tuple[int, ...], start: int, days: tuple[int, int, int]) -> None:
        """Let halls from day `start` on."""
        (ins, _, outs), stop = days, start + sum(days)
        for n in halls:
            self.busy[n] |= span(start - self.rest, stop + self.rest)
        self.moving.update(dict.fromkeys([*range(start, start + ins), *range(stop - outs, stop)], len(halls)))
        self.crowds.clear()


def build_policy(events: int, protection: int, themes: list[str]) -> Spec:
    """Return the rules of a city; every tenth theme is protected for 30 days more."""
    july = date(2021, 7, 1)
    return {
        "horizon": {"first": FIRST, "last": LAST},
        "industries": {slug: {"name_zh": zh, "name_en": slug.capitalize()} for slug, zh in INDUSTRIES.items()},
        "coverage": {"brand_events": 1, "events": 2, "required": True},
        "date_protection": {"days": protection, "themes": dict.fromkeys(themes[::10], protection + 30)},
        "limits": {"openings_per_day": max(1, round(events / 206)), "large_event_visitors": 5000,
                   "large_events_per_district_day": 2},
        "closed_days": [{"public_holidays": True, "kinds": ["conference"]},
                        {"from": date(2021, 6, 7), "to": date(2021, 6, 10), "kinds": ["exhibition"],
                         "min_daily_visitors": 20000, "reason_zh": "高考", "reason_en": "Examinations"},
                        {"from": july, "to": july, "min_daily_visitors": 10000}]}


class City:
    """The hidden plan: venues, rules and the events placed so far."""

    def __init__(self, rng: random.Random, specs: list[Spec], policy: Spec) -> None:
        self.rng, self.venues, self.policy, self.events = rng, [Venue(spec) for spec in specs], policy, list[Event]()
        self.shows: defaultdict[str, list[Event]] = defaultdict(list)
        self.large: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.full: defaultdict[str, int] = defaultdict(int)  # days without room for a large event, by district
        self.openings, self.opened = Counter[int](), 0

    def gap(self, theme: str) -> int:
        """Return the free days between two shows of a theme."""
        protection = self.policy["date_protection"]
        return int(protection["themes"].get(theme, protection["days"]))

    def closed(self, row: Spec) -> int:
        """Return the closed days that apply to an event."""
        bits = 0
        for rule in self.policy["closed_days"]:
            if row["kind"] in rule.get("kinds", KINDS) and row["daily_visitors"] >= rule.get("min_daily_visitors", 0):
                bits |= dated(HOLIDAYS if "public_holidays" in rule else [(rule["from"], rule["to"])])
        return bits

    def starts(self, event: Event) -> int:
        """Return the first show days that the city's rules allow, wherever it stands."""
        row, show = event.row, event.days[1]
        bits = spans(ALL & ~self.closed(row), show)
        if row["leaders_open"]:
            bits &= ~self.opened
        for other in self.shows[row["theme"]] if row["theme"] else []:
            if other.group != event.group:
                gap = self.gap(row["theme"])
                bits &= ~span(other.first - show - gap + 1, other.first + other.days[1] + gap)
        return bits

    def place(self, event: Event, venues: list[Venue], on: int | None = None) -> bool:
        """Put an event where it is legal, near its wish and without waste; return whether that was possible."""
        (ins, show, outs), row, best = event.days, event.row, None
        ok = self.starts(event) & (-1 if on is None else 1 << on)
        fit = [venue for venue in venues if venue.suits(row)] if ok else []
        for venue in self.rng.sample(fit, min(VENUES_TRIED, len(fit))):
            here = ok
            if self.is_large(row):
                here &= spans(ALL & ~self.full[venue.spec["district"]], show)
            here = here >> ins & spans(venue.open, event.length)
            for extra, halls in venue.ways(row) if here else []:
                free, still = venue.open, ALL & ~venue.crowd(len(halls))
                for n in halls:
                    free &= ~venue.busy[n]
                bits = here & spans(free, event.length) & spans(still, ins) & spans(still, outs) >> ins + show
                snug = ((ALL & ~free) << 1 | (ALL & ~free) >> event.length) << ins
                beat = (best[0] if best else math.inf) - extra
                if (found := self.choose(event, bits << ins, snug, beat)) is not None:
                    best = extra + found[0], venue, halls, found[1]
        if best is None:
            return False
        self.settle_at(event, *best[1:])
        return True

    def is_large(self, row: Spec) -> bool:
        """Return whether the limit on large events counts it."""
        return bool(row["daily_visitors"] >= self.policy["limits"]["large_event_visitors"])

    @staticmethod
    def choose(event: Event, bits: int, snug: int, beat: float) -> tuple[int, int] | None:
        """Return the best of the allowed first show days, after how bad it is; None if not below `beat`.

        It is the nearest to the wish, but for the days that an event moves further for the sake of
        its weekend, to stay in the peak months, and to leave no gap in a hall.
        """
        plain = nearest(bits, event.wish)
        if plain is None or abs(plain - event.wish) - SNUG >= beat:
            return None
        season, found = PEAK_BITS if PEAK_BITS >> event.wish & 1 else ALL, []
        for good, price in ((ALL, 0), (snug, -SNUG)):
            for liked, weekend in ((event.liked, 0), (ALL, BAD_WEEKDAY)):
                for months, away in ((season, 0), (ALL, OUT_OF_SEASON)):
                    if (first := nearest(bits & good & liked & months, event.wish)) is not None:
                        found.append((abs(first - event.wish) + price + weekend + away, first))
        best = min(found)
        return best if best[0] < beat else None

    def settle_at(self, event: Event, venue: Venue, halls: tuple[int, ...], first: int) -> None:
        """Note an event's place."""
        event.venue, event.halls, event.first = venue, halls, first
        (ins, show, _), district, limits = event.days, venue.spec["district"], self.policy["limits"]
        venue.take(halls, first - ins, event.days)
        if self.is_large(event.row):
            self.large[district].update(range(first, first + show))
            for n in range(first, first + show):
                self.full[district] |= (self.large[district][n] >= limits["large_events_per_district_day"]) << n
        if event.row["leaders_open"]:
            self.openings[first] += 1
            self.opened |= (self.openings[first] >= limits["openings_per_day"]) << first
        self.shows[event.row["theme"]].append(event)
        self.events.append(event)

    def settle(self, event: Event, leaders: list[Event]) -> None:
        """Place an event, beside one of its leaders if possible, asking for less until there is room."""
        for leader in leaders:
            before, group, wish = dict(event.row), event.group, event.wish
            event.group, event.wish = leader.group, min(max(leader.first + self.rng.randint(-3, 3), 0), DAYS - 1)
            event.row |= {"leaders_open": "", "co_located_with": leader.row["id"],
                          "theme": self.rng.choice((leader.row["theme"], event.row["theme"]))}
            if self.place(event, [leader.venue], leader.first):
                return
            event.row, event.group, event.wish = before, group, wish
        while not self.place(event, self.venues):
            self.ask_less(event)

    @staticmethod
    def ask_less(event: Event) -> None:
        """Take back one wish of an event that found no place."""
        row = event.row
        if row["gross_m2"] > 6000:
            row["gross_m2"] = row["gross_m2"] * 2 // 3
        elif row["requires"] or row["leaders_open"] or row["daily_visitors"] > 4000:
            row |= {"requires": "", "leaders_open": "", "daily_visitors": min(4000, row["daily_visitors"])}
        elif row["theme"]:
            row["theme"] = ""
        else:  # a small festival without needs fits always
            row |= {"kind": "festival", "gross_m2": 0, "seats": 0, "outdoor_m2": 0,
                    "show_days": 3, "move_in_days": 1, "move_out_days": 1}
            event.days, event.liked = (1, 3, 1), -1

    def peak_share(self) -> float:
        """Return the share of the exhibition halls' open days in the peak months that have a tenancy."""
        shows = {venue.id: {n for run in venue.runs for n in run} for venue in self.venues}
        there = sum((PEAK_BITS & ~venue.closed[n]).bit_count() for venue in self.venues for n in shows[venue.id])
        taken = sum(len(shows[event.venue.id] & {*event.halls})
                    * overlap(PEAK_BITS, event.first - event.days[0], event.length) for event in self.events)
        return taken / there
