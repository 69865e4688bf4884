"""Rows that every plan keeps and a point of the relaxation breaks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.cliques import broken_cliques
from scheduler.cpsat.conflicts import Conflicts
from scheduler.cpsat.crowds import Crowds
from scheduler.cpsat.hallprices import HallPrices
from scheduler.cpsat.matrix import Floats, Mask, Matrix, rows_of_sets
from scheduler.cpsat.model import Model

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Cut = tuple["csr_matrix", Floats]
"""Rows and what each may come to at most."""


@dataclass
class Cuts:
    """Cliques over all rules, stages that never stand together, and prices of hall-days."""

    model: Model
    matrix: Matrix
    conflicts: Conflicts = field(init=False)
    crowds: Crowds = field(init=False)
    prices: HallPrices = field(init=False)

    def __post_init__(self) -> None:
        self.conflicts = Conflicts(self.model, self.matrix)
        self.crowds = Crowds(self.model)
        self.prices = HallPrices(self.model)

    def broken(self, values: Floats, reduced: Floats, open_: Mask) -> list[Cut]:
        """Rows that `values` break, widened by `open_` variables of small `reduced` cost first."""
        cliques = broken_cliques(self.conflicts, values, reduced, open_)
        pairs = rows_of_sets(cliques, len(values)), np.ones(len(cliques))
        found = pairs, self.crowds.broken(values), self.prices.broken(values)
        return [cut for cut in found if len(cut[1])]
