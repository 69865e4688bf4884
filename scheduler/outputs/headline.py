"""The few numbers and the verdict that stand at the head of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scheduler.domain.text import Text
from scheduler.outputs import figures
from scheduler.outputs.labels import OUTCOMES
from scheduler.outputs.outcome import Outcome

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Number:
    """A count of something, out of how many; `total` is ``None`` for a plain count."""

    key: str
    title: Text
    value: int
    total: int | None = None

    @property
    def share(self) -> float | None:
        """Value over total; ``None`` where there is no total."""
        return self.value / self.total if self.total else None


def verdict(o: Outcome) -> tuple[str, Text]:
    """What the plan is, as a tone (``good``, ``fair``, ``bad``) and a short text."""
    gap = o.solution.gap
    if o.hard:
        n, plural = len(o.hard), "" if len(o.hard) == 1 else "s"
        return "bad", Text(f"不合规：违反硬规则 {n} 处", f"Not legal: {n} hard finding{plural}")
    if not o.has_plan:
        return "bad", OUTCOMES.get(o.solution.status, OUTCOMES["unknown"])
    if o.solution.status == "optimal":
        return "good", OUTCOMES["optimal"]
    if gap is None:
        return "fair", Text("合规，未证明最优", "Legal, not proven best")
    return "fair", Text(
        f"合规，与最优相差至多 {gap:.1%}", f"Legal, at most {gap:.1%} from the best"
    )


def numbers(o: Outcome, spaces: pd.DataFrame) -> list[Number]:
    """Key numbers; `spaces` is ``Usage.by_venue``."""
    placed = [e for e in o.problem.events if e.id in o.tenancies]
    table: Any = figures.coverage(o)
    wish: Any = figures.wishes(o)
    halls = spaces[spaces["space"] == "hall"]
    return [
        Number("placed", Text("已排活动", "Events placed"), len(placed), len(o.problem.events)),
        Number("new", Text("新办活动", "New events"), sum(e.is_new for e in placed),
               sum(e.is_new for e in o.problem.events)),
        Number("brand", Text("品牌活动", "Brand events"), sum(e.is_brand for e in placed),
               sum(e.is_brand for e in o.problem.events)),
        Number("covered", Text("达标产业", "Industries at goal"), int(table["met"].sum()),
               len(table)),
        Number("hall_days", Text("展厅天数已租", "Hall-days let"),
               int(halls["show"].sum() + halls["moving"].sum()), int(halls["open"].sum())),
        Number("wishes", Text("满足的意愿", "Wishes met"), int(wish["met"].sum()),
               int(wish["asked"].sum())),
    ]  # fmt: skip
