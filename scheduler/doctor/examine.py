"""Every check on one feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from scheduler.doctor.base import SEVERITIES, Check, Hit
from scheduler.doctor.copies import Copies
from scheduler.doctor.feed import Feed, feed_of
from scheduler.doctor.pages import again, days, head, identity, octets, serving, texts
from scheduler.doctor.visit import Visit

Seen = TypeVar("Seen")

CHECKS: tuple[Check[Feed], ...] = (
    *octets.PAGES, *head.PAGES, *identity.PAGES, *days.PAGES, *texts.PAGES,
)  # fmt: skip
"""All checks of one feed; each id once, here and in the others together."""

AGAIN: tuple[Check[Copies], ...] = again.PAGES
"""Checks of two copies of a feed."""

SERVING: tuple[Check[Visit], ...] = serving.PAGES
"""Checks of how a feed is served."""

MOST_HITS = 1_000


@dataclass(frozen=True)
class Finding:
    """A check that strikes.

    Parameters
    ----------
    hits
        Where, in the order of the file; not empty.
    more
        Whether there are further places than those of `hits`.
    """

    check: Check[Any]
    hits: tuple[Hit, ...]
    more: bool = False


def examine(name: str, data: bytes) -> tuple[int, tuple[Finding, ...]]:
    """Number of VEVENTs in a feed, and what is wrong with it; defects come first.

    Parameters
    ----------
    name
        File or address, for the error.

    Raises
    ------
    InputError
        When it holds no calendar at all.
    """
    feed = feed_of(name, data)
    return len(feed.events), ordered(_struck(CHECKS, feed))


def compare(
    name: str, data: bytes, earlier_name: str, earlier: bytes, today: date
) -> tuple[Finding, ...]:
    """What went wrong between an earlier copy of a feed and this one.

    Raises
    ------
    InputError
        When one of them holds no calendar at all.
    """
    copies = Copies(feed_of(earlier_name, earlier), feed_of(name, data), today)
    return ordered(_struck(AGAIN, copies))


def examine_visit(seen: Visit) -> tuple[Finding, ...]:
    """What is wrong with how a feed is served."""
    return ordered(_struck(SERVING, seen))


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings, defects first."""
    return tuple(sorted(findings, key=lambda f: SEVERITIES.index(f.check.severity)))


def _struck(checks: tuple[Check[Seen], ...], seen: Seen) -> list[Finding]:
    findings = []
    for one in checks:
        hits = tuple(islice(one.find(seen), MOST_HITS + 1))
        if hits:
            findings.append(Finding(one, hits[:MOST_HITS], len(hits) > MOST_HITS))
    return findings
