"""Changes of venues.yaml: close, open, resize, change_venue."""

from __future__ import annotations

from typing import Any

from scheduler.domain.text import Text
from scheduler.loading.schema import known_keys
from scheduler.loading.yaml_reader import Path
from scheduler.scenarios.bench import NO_HALL, NO_VENUE, Bench
from scheduler.scenarios.forms import LettingForm
from scheduler.scenarios.script import Origin, Step
from scheduler.scenarios.spans import (
    doubt_beside_horizon,
    ends_before_it_begins,
    horizon_of,
    span_of,
)

LIFTED = ("open", "closures")
"""What kept a venue or hall shut; opening it lifts these unless the change gives them anew."""


def close(bench: Bench, step: Step) -> None:
    """Add a closure."""
    path = place_of(bench, step)
    if path is None:
        # Where it is known, the days are judged with all closures.
        ends_before_it_begins(bench, step)
    else:
        kept = {k: v for k, v in step.node.items() if k not in ("venue", "hall")}
        bench.venues.append((*path, "closures"), kept, step.origin)
        doubt_beside_horizon(bench, step)


def change_venue(bench: Bench, step: Step) -> None:
    """Give a venue other terms of letting."""
    keys, origin = step.node["set"], step.origin.at("set")
    given = {k: node for k, node in keys.items() if node is not None}
    if not given:
        known = ", ".join(known_keys(LettingForm))
        expected = Text(f"须有 {known} 之一", f"must have one of {known}")
        bench.refuse(origin, expected)
    path = _venue(bench, step.origin.at("id"), step.form.body.id)
    if path is not None:
        for key, node in given.items():
            bench.venues.put((*path, key), node, origin.at(key))


def resize(bench: Bench, step: Step) -> None:
    """Give a hall another size."""
    sizes = [k for k in ("gross_m2", "seats") if getattr(step.form.body, k) is not None]
    if not sizes:
        bench.refuse(step.origin, Text("须有 gross_m2 或 seats", "must have gross_m2 or seats"))
    path = place_of(bench, step)
    if path is not None:
        for key in sizes:
            bench.venues.put((*path, key), step.node[key], step.origin.at(key))


def open_(bench: Bench, step: Step) -> None:
    """Add a venue, or a hall to one; or open one that is shut."""
    named, hall = step.node.get("venue"), step.node.get("hall")
    if isinstance(named, dict):
        if hall is not None:
            message = Text(
                "venue 为整个场馆时不得另有 hall", "must be absent when venue is a whole venue"
            )
            bench.refuse(step.origin.at("hall"), message)
        _open(bench, ("venues",), named, step.origin.at("venue"))
    elif not isinstance(named, str) or hall is None:
        message = Text(
            "须为 {venue: 场馆 id, hall: 展厅各键} 或 {venue: 场馆各键}",
            "must be {venue: its id, hall: a map} or {venue: a map}",
        )
        bench.refuse(step.origin, message)
    elif (path := _venue(bench, step.origin.at("venue"), named)) is not None:
        _open(bench, (*path, "halls"), hall, step.origin.at("hall"))


def _open(bench: Bench, path: Path, spec: dict[str, Any], origin: Origin) -> None:
    tree = bench.venues
    found = next(((i, x) for i, x in tree.maps(*path) if x.get("id") == spec.get("id")), None)
    if found is None or not isinstance(spec.get("id"), str):
        tree.append(path, spec, origin)
        return
    i, old = found
    if not _shut(bench, old):
        message = Text("已有此 id，且一直开放，请改名", "is there already and open; rename it")
        bench.refuse(origin.at("id"), message, spec["id"])
        return
    for key in [k for k in LIFTED if k in old and k not in spec]:
        tree.put((*path, i, key), None, origin)
    for key, node in spec.items():
        tree.put((*path, i, key), node, origin.at(key))


def _shut(bench: Bench, item: dict[str, Any]) -> bool:
    """Whether a venue or hall cannot be let on some day of the horizon."""
    horizon = horizon_of(bench)
    opened = span_of(item.get("open"), "from", "to")
    closures = item.get("closures")
    shut = [span_of(c, "from", "to") for c in (closures if isinstance(closures, list) else ())]
    return not horizon.within(opened) or any(s.overlaps(horizon) for s in shut)


def place_of(bench: Bench, step: Step) -> Path | None:
    """Path of the venue, or of the hall, that a change names."""
    body = step.form.body
    path = _venue(bench, step.origin.at("venue"), body.venue)
    if path is None or body.hall is None:
        return path
    halls = bench.venues.named(*path, "halls")
    if body.hall not in halls:
        bench.unknown(step.origin.at("hall"), NO_HALL, body.hall, halls)
        return None
    return (*path, "halls", halls[body.hall])


def _venue(bench: Bench, origin: Origin, venue: str) -> Path | None:
    venues = bench.venues.named("venues")
    if venue not in venues:
        bench.unknown(origin, NO_VENUE, venue, venues)
        return None
    return ("venues", venues[venue])
