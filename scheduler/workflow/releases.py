"""What is told of releases, in JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from scheduler.domain.release import Release
from scheduler.outputs.changes import consequences_answer
from scheduler.outputs.changes.answer import stay_answer
from scheduler.releases.stays import Stay, stays
from scheduler.store import Record, Store, Summary
from scheduler.workflow.publishing import Publication

Json = dict[str, Any]


def summary_answer(found: Summary) -> Json:
    """A release in a list."""
    return {
        "number": found.number,
        "published": utc(found.published),
        "message": found.message,
        "cost": found.cost,
        "bound": found.bound,
        "events": found.events,
        "accepted": found.accepted,
        "restores": found.restores,
        "who": found.who,
        "input_hash": found.input_hash,
    }


def releases_answer(store: Store) -> Json:
    """What ``releases`` says."""
    return {"releases": [summary_answer(s) for s in store.list()]}


def release_answer(release: Release, record: Record) -> Json:
    """What ``release N`` says."""
    return {
        "number": release.number,
        "published": utc(release.published),
        "message": release.message,
        "restores": record.restores,
        "who": record.who,
        "input_hash": record.input_hash,
        "cost": record.cost,
        "bound": record.bound,
        "cost_by_rule": dict(record.cost_by_rule),
        "coverage": {i: dict(counts) for i, counts in record.coverage.items()},
        "accepted": [asdict(a) for a in record.accepted],
        "entries": len(release.entries),
        "cancelled": len({left.entry.uid for left in release.left if not left.public}),
        "events": [
            {"event_id": stay.subject.id, **(stay_answer(stay) or {})} for stay in ordered(release)
        ],
        "plan": record.plan,
    }


def publication_answer(found: Publication, published: bool) -> Json:
    """What ``publish`` and ``rollback`` say; `release` is the number that readers now see."""
    number = found.previous.number if found.previous else None
    return {
        "ok": True,
        "changed": found.changed,
        "published": published,
        "release": found.release.number if published else number,
        "accepted": [asdict(a) for a in found.record.accepted],
        "oversized": [fault.file for fault in found.oversized] if found.changed else [],
        "diff": consequences_answer(found.diff, *found.figures) if found.changed else None,
    }


def ordered(release: Release) -> list[Stay]:
    """Events of a release by their first show day."""
    return sorted(stays(release.entries).values(), key=lambda s: (s.show, s.subject.id))


def utc(moment: datetime) -> str:
    """A moment as ``2026-05-01T12:00:00Z``."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
