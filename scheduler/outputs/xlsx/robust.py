"""Sheet of how cheap the plan is to mend."""

from __future__ import annotations

from scheduler.domain.text import Text
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.robustness import MEASURED, honesty, robust_rows
from scheduler.outputs.xlsx.book import Book, Column


def robustness(book: Book, o: Outcome) -> None:
    """Both plans without a scenario, in each, and by the measure; no sheet if nobody asked."""
    found = o.solution.robust
    if found is None:
        return
    limit = Text(
        f"至多 {found.limit}（最好的多 {found.epsilon}）",
        f"at most {found.limit}, the best and {found.epsilon} more",
    )
    cost, blank = Text("代价", "Cost"), (None, None)
    rows: list[tuple[object, ...]] = [
        (cost, found.best_cost, None, found.chosen_cost, None, None, limit)
    ]
    for r in robust_rows(found):
        figures = (r["best"], r["best_bound"], r["chosen"], r["chosen_bound"], r["moved"])
        rows.append((Text(*r["title"]), *figures, Text(*r["result"])))
    both = (None if f is None else float(f) for f in (found.best_figure, found.chosen_figure))
    best, chosen = both
    rows.append((MEASURED[found.measure], best, None, chosen, *blank, None))
    rows += [(text, *blank, *blank, None, None) for text in honesty(found)]
    columns = (
        Column("Scenario", "情景", "long", width=60),
        Column("Best plan", "最好的方案", "int"),
        Column("Best plan: bound", "最好的方案：下界", "int", width=18),
        Column("Chosen plan", "所选方案", "int"),
        Column("Chosen plan: bound", "所选方案：下界", "int", width=18),
        Column("Events moved", "移动的活动", "int"),
        Column("Result", "结果", "long", width=40),
    )  # fmt: skip
    book.table("Robustness 稳健性", columns, rows)
