"""Every check on one feed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from scheduler.doctor.base import SEVERITIES, Check, Hit
from scheduler.doctor.feed import feed_of
from scheduler.doctor.pages import days, head, identity, octets, texts

CHECKS: tuple[Check, ...] = (
    *octets.PAGES, *head.PAGES, *identity.PAGES, *days.PAGES, *texts.PAGES,
)  # fmt: skip
"""All checks; each id once."""

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

    check: Check
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
    findings = []
    for one in CHECKS:
        hits = tuple(islice(one.find(feed), MOST_HITS + 1))
        if hits:
            findings.append(Finding(one, hits[:MOST_HITS], len(hits) > MOST_HITS))
    findings.sort(key=lambda f: SEVERITIES.index(f.check.severity))
    return len(feed.events), tuple(findings)
