"""`date-protection`: at most one unit of a theme within its distance."""

from __future__ import annotations

from collections import defaultdict

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model
from scheduler.cpsat.stays import Piece, Stays


class DateProtection(Encoder):
    """Show periods stretched by the protection days may not overlap.

    A unit counts once per theme, with its longest member of the theme, since members open
    together and are exempt among themselves.
    """

    rule = "date-protection"

    def post(self, model: Model) -> None:
        """One at-most-one per theme and day."""
        themes: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for i, unit in enumerate(model.draft.units):
            for theme in {e.theme for e in unit.events if e.theme}:
                longest = max(e.show_days for e in unit.events if e.theme == theme)
                themes[theme].append((i, longest))
        pieces: list[Piece] = []
        for group, (theme, members) in enumerate(sorted(themes.items())):
            days = model.problem.policy.date_protection.days_of(theme)
            if days is not None and len(members) > 1:
                pieces += [(i, 0, longest + days, 1, group) for i, longest in members]
        stays = Stays.of(model.starts, pieces)
        model.at_most(stays.by_day(model.problem.horizon, len(themes)), 1)
