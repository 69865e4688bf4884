"""What the sheets show, as data: names and figures only, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from scheduler.domain.roster import Tenancy
from scheduler.domain.span import Day, Span, iso
from scheduler.domain.text import LANGS, Text
from scheduler.domain.venue import Hall, Venue
from scheduler.outputs import colours, figures, headline
from scheduler.outputs.labels import hall_list, industry_name, pair, term
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.pdf.words import MONTHS_EN, WORDS, month_name, words
from scheduler.outputs.usage import shut, usage

Json = dict[str, Any]


class Content:
    """One language's sheets of an outcome."""

    def __init__(self, outcome: Outcome, lang: str, name: str) -> None:
        self.outcome, self.lang, self.name = outcome, lang, name
        self._at = LANGS.index(lang)
        self._first = outcome.problem.horizon.start
        slugs = list(outcome.problem.policy.industries)
        self._colour = {slug: colours.industry_colour(i) for i, slug in enumerate(slugs)}

    def data(self) -> Json:
        """Everything for the sheets."""
        o = self.outcome
        tone, verdict = headline.verdict(o)
        horizon = o.problem.horizon
        return {
            "lang": self.lang,
            "words": words(self.lang),
            "city": self._text(o.problem.city.name, o.problem.city.id),
            "name": self.name,
            "period": f"{iso(horizon.start)} – {iso(horizon.last)}",
            "tone": tone,
            "verdict": self._text(verdict),
            "cost": None if o.audit is None else o.audit.cost,
            "bound": o.solution.bound,
            "hash": o.problem.input_hash[:12],
            "numbers": self._numbers(),
            "days": len(horizon),
            "months": self._months(),
            "holidays": [d - self._first for d in sorted(o.problem.holidays) if d in horizon],
            "venues": self._venues(),
            "industries": self._legend(),
            "coverage": list(self._coverage()),
            "rules": list(self._rules()),
            "events": list(self._events()),
            "unplaced": list(self._unplaced()),
            "clashes": [self._text(o.sentence(f.reason)) for f in o.hard],
            "conflicts": self._conflicts(),
        }

    def _text(self, text: Text, fallback: str = "") -> str:
        return pair(text, fallback)[self._at]

    def _numbers(self) -> list[Json]:
        o = self.outcome
        found = headline.numbers(o, usage(o.problem, o.roster).by_venue())
        return [
            {"name": self._text(n.title), "value": n.value, "total": n.total} for n in found
        ]

    def _months(self) -> list[Json]:
        horizon = self.outcome.problem.horizon
        found: list[Json] = []
        for month in figures.months_of(horizon):
            days = [d for d in horizon if figures.month_of(d) == month]
            year, number = map(int, month.split("-"))
            title = month_name(self.lang, year, number, not found)
            found.append({"name": title, "start": days[0] - self._first, "days": len(days)})
        return found

    def _legend(self) -> list[Json]:
        used = {t.event.main_industry for t in self.outcome.roster.tenancies}
        names = {s: self._text(industry_name(self.outcome.problem, s)) for s in self._colour}
        return [{"name": names[s], "colour": c} for s, c in self._colour.items() if s in used]

    def _venues(self) -> list[Json]:
        """Venues with the halls that are let, and what is let where; idle ones are left out."""
        by_place: dict[tuple[str, str], list[Tenancy]] = {}
        for t in self.outcome.roster.tenancies:
            for hall_id in t.hall_ids or ("",):
                by_place.setdefault((t.venue.id, hall_id), []).append(t)
        found: list[Json] = []
        for venue in self.outcome.problem.venues:
            rows = list(self._venue_rows(venue, by_place))
            if rows:
                found.append({"title": self._text(venue.name, venue.id), "rows": rows})
        return found

    def _venue_rows(
        self, venue: Venue, by_place: dict[tuple[str, str], list[Tenancy]]
    ) -> Iterator[Json]:
        named: set[str] = set()
        for hall in venue.halls:
            those = by_place.get((venue.id, hall.id))
            if those:
                yield {
                    "name": self._text(hall.name, hall.id),
                    "closed": self._spans(shut(self.outcome.problem, venue, hall)),
                    "bars": [self._bar(t, hall, named) for t in those],
                }
        for t in by_place.get((venue.id, ""), []):
            yield {"name": "–", "closed": [], "bars": [self._bar(t, None, named)]}

    def _bar(self, t: Tenancy, hall: Hall | None, named: set[str]) -> Json:
        """A tenancy in a row; only the first of its rows bears the name."""
        first = t.event.id not in named
        named.add(t.event.id)
        clashing = {e for f in self.outcome.hard for e in f.reason.events}
        return {
            "name": self._text(t.event.name, t.event.id) if first else "",
            "colour": self._colour.get(t.event.main_industry, "#596475"),
            "span": self._span(t.span),
            "show": self._span(t.show),
            "clash": t.event.id in clashing,
        }

    def _span(self, span: Span) -> list[int]:
        return [span.start - self._first, span.end - self._first]

    def _spans(self, spans: Iterable[Span]) -> list[list[int]]:
        return [self._span(s) for s in spans]

    def _coverage(self) -> Iterator[Json]:
        table: Any = figures.coverage(self.outcome)
        for row in table.to_dict("records"):
            yield {
                "name": row[f"name_{self.lang}"], "met": bool(row["met"]),
                "colour": self._colour[row["industry"]],
                "brands": [row["brands"], row["brand_goal"]],
                "events": [row["events"], row["events_goal"]],
            }  # fmt: skip

    def _rules(self) -> Iterator[list[Any]]:
        table: Any = figures.cost_by_rule(self.outcome)
        for row in table.to_dict("records"):
            if row["points"]:
                yield [row[f"title_{self.lang}"], row["points"]]

    def _events(self) -> Iterator[Json]:
        tenancies = sorted(
            self.outcome.roster.tenancies, key=lambda t: (t.show.start, t.event.id)
        )
        for t in tenancies:
            halls = hall_list(t.halls)[self._at]
            place = self._text(t.venue.name, t.venue.id)
            yield {
                "colour": self._colour.get(t.event.main_industry, "#596475"),
                "month": iso(t.show.start)[:7],
                "dates": _days(t.show.start, t.show.last, self.lang),
                "name": self._text(t.event.name, t.event.id),
                "place": WORDS["at"].get(self.lang).join(filter(None, (place, halls))),
                "status": self._text(term("status", t.event.status)),
                "cost": self.outcome.cost_of(t.event.id),
            }

    def _unplaced(self) -> Iterator[list[str]]:
        for u in self.outcome.unplaced():
            event = self.outcome.problem.event_by_id[u.event_id]
            yield [self._text(event.name, u.event_id), self._text(u.why)]

    def _conflicts(self) -> list[list[str]]:
        found = self.outcome.solution.conflicts
        return [[self._text(self.outcome.sentence(m.reason)) for m in c.members] for c in found]


def _days(first: Day, last: Day, lang: str) -> str:
    """Show days as people write them: May 18–20, 5月18–20日."""
    a, b = date.fromisoformat(iso(first)), date.fromisoformat(iso(last))
    begin, end = _day(a, lang), _day(b, lang)
    if a == b:
        return begin
    if (a.year, a.month) != (b.year, b.month):
        return f"{begin}–{end}"
    return f"{begin[:-1]}–{b.day}日" if lang == "zh" else f"{begin}–{b.day}"


def _day(day: date, lang: str) -> str:
    return f"{day.month}月{day.day}日" if lang == "zh" else f"{MONTHS_EN[day.month - 1]} {day.day}"
