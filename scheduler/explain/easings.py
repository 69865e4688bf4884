"""What a city could ease by one unit: bookings, closures, closed days, distances, limits, goals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scheduler.domain.policy import DateProtection
from scheduler.domain.problem import Problem
from scheduler.domain.span import FIRST_DAY, LAST_DAY, Span, iso
from scheduler.domain.text import LANGS, Text
from scheduler.domain.venue import Closure, Hall, Venue


@dataclass(frozen=True)
class Easing:
    """One thing eased by one unit.

    Attributes
    ----------
    key : str
        Names it among those of its inputs, the same in every run.
    rule : str
        Rule id that asks less then.
    file : str
        Where it is written.
    problem : Problem
        The city with it eased.
    """

    key: str
    rule: str
    file: str
    text: Text
    problem: Problem


def easings(problem: Problem) -> list[Easing]:
    """Everything that can be eased by one unit and has a say within the horizon.

    A booking, a closure and an entry of closed days is taken away; a distance loses a day, a limit
    gains one, a coverage goal loses one.
    """
    return [
        *_bookings(problem),
        *_closures(problem),
        *_closed_days(problem),
        *_distances(problem),
        *_limits(problem),
        *_coverage(problem),
    ]


def _bookings(problem: Problem) -> Iterator[Easing]:
    for e in problem.events:
        if e.booked_start is not None or e.booked_halls:
            freed = replace(e, booked_start=None, booked_halls=())
            zh, en = (e.name.get(lang) for lang in LANGS)
            text = Text(f"放开预订：{zh}", f"release the booking of {en}")
            yield Easing(
                f"booking:{e.id}", "booking", problem.events_file, text,
                problem.with_event(freed),
            )  # fmt: skip


def _closures(problem: Problem) -> Iterator[Easing]:
    for venue in problem.venues:
        for i, closure in enumerate(venue.closures):
            kept = _less(venue.closures, i)
            yield from _opened(problem, venue, closure, f"{venue.id}:{i}", venue.name,
                               replace(venue, closures=kept))  # fmt: skip
        for hall in venue.halls:
            for i, closure in enumerate(hall.closures):
                eased = replace(hall, closures=_less(hall.closures, i))
                yield from _opened(
                    problem, venue, closure, f"{venue.id}/{hall.id}:{i}", _hall_name(venue, hall),
                    replace(venue, halls=tuple(eased if h is hall else h for h in venue.halls)),
                )  # fmt: skip


def _less(closures: tuple[Closure, ...], index: int) -> tuple[Closure, ...]:
    return closures[:index] + closures[index + 1 :]


def _hall_name(venue: Venue, hall: Hall) -> Text:
    return Text(*(f"{venue.name.get(lang)} {hall.name.get(lang)}" for lang in LANGS))


def _opened(
    problem: Problem, venue: Venue, closure: Closure, key: str, name: Text, eased: Venue
) -> Iterator[Easing]:
    if closure.span.overlaps(problem.horizon):
        days = _days(closure.span)
        zh, en = (name.get(lang) for lang in LANGS)
        text = Text(f"取消停用：{zh}，{days.zh}", f"lift the closure of {en}, {days.en}")
        venues = tuple(eased if v is venue else v for v in problem.venues)
        city = replace(problem, venues=venues)
        file = closure.file or "venues.yaml"
        yield Easing(f"closure:{key}", "closure", file, text, city)


def _days(span: Span) -> Text:
    """A span as people write it, open ends left out."""
    first = iso(span.start) if span.start > FIRST_DAY else ""
    last = iso(span.last) if span.last < LAST_DAY else ""
    if first and last:
        return Text(f"{first} 至 {last}", f"{first} to {last}")
    if first:
        return Text(f"{first} 起", f"from {first} on")
    return Text(f"至 {last}", f"until {last}") if last else Text("全期", "always")


def _closed_days(problem: Problem) -> Iterator[Easing]:
    policy = problem.policy
    for i, entry in enumerate(policy.closed_days):
        if entry.span.overlaps(problem.horizon):
            days, why = _days(entry.span), entry.reason
            zh = why.get("zh") or ("法定节假日" if entry.public_holidays else days.zh)
            en = why.get("en") or ("public holidays" if entry.public_holidays else days.en)
            text = Text(f"取消禁办日：{zh}", f"allow shows on closed days: {en}")
            kept = policy.closed_days[:i] + policy.closed_days[i + 1 :]
            city = replace(problem, policy=replace(policy, closed_days=kept))
            yield Easing(f"closed-days:{i}", "closed-days", "policy.yaml", text, city)


def _distances(problem: Problem) -> Iterator[Easing]:
    now = problem.policy.date_protection
    used = {e.theme for e in problem.events if e.theme}
    others = used - set(now.themes)
    if now.days and others:
        text = _fewer("同题材保护间隔", "the protection of themes", now.days)
        yield _protected(problem, "days", replace(now, days=now.days - 1), text)
    for theme, days in now.themes.items():
        if days and theme in used:
            text = _fewer(f"题材 {theme} 的保护间隔", f"the protection of {theme}", days)
            themes = {**now.themes, theme: days - 1}
            yield _protected(problem, theme, replace(now, themes=themes), text)


def _fewer(zh: str, en: str, days: int) -> Text:
    return Text(
        f"{zh}由 {days} 天减为 {days - 1} 天", f"shorten {en} from {days} days to {days - 1}"
    )


def _protected(problem: Problem, key: str, protection: DateProtection, text: Text) -> Easing:
    policy = replace(problem.policy, date_protection=protection)
    city = replace(problem, policy=policy)
    return Easing(f"date-protection:{key}", "date-protection", "policy.yaml", text, city)


def _limits(problem: Problem) -> Iterator[Easing]:
    limits, policy = problem.policy.limits, problem.policy
    for name, rule, zh, en in (
        ("openings_per_day", "openings", "每日开幕上限", "openings a day"),
        ("large_events_per_district_day", "large-events", "每区每日大型活动上限",
         "large events in a district on a day"),
    ):  # fmt: skip
        now = getattr(limits, name)
        if now is not None:
            wider = replace(policy, limits=replace(limits, **{name: now + 1}))
            city = replace(problem, policy=wider)
            yield Easing(f"limit:{name}", rule, "policy.yaml", _more(zh, en, now), city)
    for venue in problem.venues:
        if (now := venue.moving_halls_per_day) is not None:
            zh = f"{venue.name.get('zh')}每日布撤展展厅上限"
            en = f"moving halls a day at {venue.name.get('en')}"
            eased = replace(venue, moving_halls_per_day=now + 1)
            venues = tuple(eased if v is venue else v for v in problem.venues)
            city = replace(problem, venues=venues)
            yield Easing(f"moving:{venue.id}", "moving", "venues.yaml", _more(zh, en, now), city)


def _more(zh: str, en: str, now: int) -> Text:
    return Text(f"{zh}由 {now} 增为 {now + 1}", f"raise the limit of {en} from {now} to {now + 1}")


def _coverage(problem: Problem) -> Iterator[Easing]:
    goal = problem.policy.coverage
    for name, zh, en in (
        ("brand_events", "每个产业的品牌活动目标", "brand events of each industry"),
        ("events", "每个产业的活动目标", "events of each industry"),
    ):
        now = getattr(goal, name)
        if now:
            text = Text(
                f"{zh}由 {now} 降为 {now - 1}", f"lower the goal of {en} from {now} to {now - 1}"
            )
            policy = replace(problem.policy, coverage=replace(goal, **{name: now - 1}))
            city = replace(problem, policy=policy)
            yield Easing(f"coverage:{name}", "coverage", "policy.yaml", text, city)
