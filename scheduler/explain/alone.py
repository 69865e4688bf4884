"""Why an event fits nowhere even if nothing else were placed."""

from __future__ import annotations

from collections import Counter

from scheduler.cpsat.draft import Unit
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.rules import BY_ID


def why_nowhere(problem: Problem, unit: Unit) -> Text:
    """Venues by the rule that leaves no day at each; rules named in the order they bite."""
    count = Counter(site.emptied_by for site in unit.sites if site.emptied_by)
    total = len(unit.sites)
    zh = "；".join(f"{n} 个场馆因“{BY_ID[r].title.zh}”" for r, n in count.most_common())
    en = "; ".join(
        f"venues ruled out by {BY_ID[r].title.en.lower()}: {n} of {total}"
        for r, n in count.most_common()
    )
    if not count:
        return Text("没有场馆", "there is no venue")
    return Text(f"共 {total} 个场馆，{zh}", en)
