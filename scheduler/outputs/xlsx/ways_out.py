"""Sheet of the remedies of inputs without a plan."""

from __future__ import annotations

from scheduler.domain.conflict import Edit, ways_out
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.xlsx.book import Book, Column


def remedies(book: Book, o: Outcome) -> None:
    """Remedies, cheapest first, each a way out of all conflicts; no sheet where there are none."""
    rows: list[tuple[object, ...]] = [
        (r.price, r.text.zh, r.text.en, "; ".join(map(_told, r.edits)))
        for r in ways_out(o.solution.conflicts)
    ]
    columns = (
        Column("Price", "价格", "int"),
        Column("Way out (Chinese)", "办法（中文）", "long", width=60),
        Column("Way out (English)", "办法（英文）", "long", width=60),
        Column("Changes of the files", "文件改动", "long", width=60),
    )
    if rows:
        book.table("Ways out 化解办法", columns, rows)


def _told(edit: Edit) -> str:
    if edit.column is None:
        return f"{edit.where}: –"
    return f"{edit.where} = {edit.shown}"
