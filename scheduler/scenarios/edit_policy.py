"""Changes of policy.yaml: forbid, policy, neighbour."""

from __future__ import annotations

import re

from scheduler.domain.text import Text
from scheduler.loading.neighbours import NeighbourFile
from scheduler.loading.yaml_reader import Path
from scheduler.scenarios.bench import Bench
from scheduler.scenarios.script import Origin, Step
from scheduler.scenarios.spans import doubt_beside_horizon

# A position of more digits is that of nothing, and Python refuses to read thousands of them.
_KEY = re.compile(r"([^\[\]]+)((?:\[\d{1,6}\])*)")


def forbid(bench: Bench, step: Step) -> None:
    """Add closed days."""
    bench.policy.append(("closed_days",), step.node, step.origin)
    doubt_beside_horizon(bench, step)


def policy(bench: Bench, step: Step) -> None:
    """Set keys by their paths, as ``limits.openings_per_day``; ``null`` takes a key away."""
    for written, node in step.node.items():
        path = keys_of(written)
        if path is None or not _reachable(bench, path):
            message = Text(
                "不是 policy.yaml 中的路径，例如 limits.openings_per_day",
                "is no path of policy.yaml like limits.openings_per_day",
            )
            bench.refuse(step.origin.at(written), message)
        else:
            bench.policy.put(path, node, step.origin.at(written))
            if path[0] == "neighbours":
                _check_calendars(bench, step.origin.at(written))


def _check_calendars(bench: Bench, origin: Origin) -> None:
    """A list of calendars that was written anew names those that have been read, each once."""
    for i, name in enumerate(bench.listed):
        if name in bench.listed[:i]:
            bench.refuse(origin, Text("列出两次，请删去其一", "is listed twice; delete one"), name)
        elif name not in bench.calendars:
            message = Text(
                "不是已列出的日历；新增请用 neighbour",
                "is no calendar listed so far; add it by neighbour",
            )
            bench.refuse(origin, message, name)


def keys_of(written: str) -> Path | None:
    """The steps of a path such as ``closed_days[1].to``."""
    steps: list[str | int] = []
    for piece in written.split("."):
        found = _KEY.fullmatch(piece)
        if not found:
            return None
        steps += [found[1], *(int(n) for n in re.findall(r"\d+", found[2])[:4])]
    return tuple(steps) if len(steps) <= 8 else None


def _reachable(bench: Bench, path: Path) -> bool:
    """Whether all before the last step is a map or a list's item, or nothing yet."""
    for end, step in enumerate(path):
        node = bench.policy.at(path[:end])
        if isinstance(step, int):
            if not isinstance(node, list) or step >= len(node):
                return False
        elif node is not None and not isinstance(node, dict):
            return False
    return True


def neighbour(bench: Bench, step: Step, file: NeighbourFile) -> None:
    """List a calendar more."""
    if file.name in bench.listed:
        message = Text("已列出此日历", "is listed already; delete the change")
        bench.refuse(step.origin, message, file.name)
        return
    bench.policy.append(("neighbours", "files"), file.name, step.origin)
    bench.calendars[file.name] = file
