"""Colours that mean something, the same in the page and the workbook."""

from __future__ import annotations

PALETTE = (
    "#2563c9", "#0b7a85", "#96690a", "#596475", "#3b7f20", "#c02f6a", "#7a4fc9",
    "#69760f", "#ab38ab", "#c4480c", "#8a5a36", "#c12e33", "#3c4b9f",
)  # fmt: skip
"""Industries in the order of policy.yaml; white text is legible on each (contrast > 4.5)."""

KINDS = {"conference": "#4554c2", "exhibition": "#0d766c", "festival": "#c1500c"}

CLOSED = "#b8bec9"
HOLIDAY = "#fde3e0"
WEEKEND = "#f1f3f7"
CLASH = "#d40000"


def industry_colour(position: int) -> str:
    """Colour of the industry at `position`; after the last one they repeat."""
    return PALETTE[position % len(PALETTE)]


def tint(colour: str, share: float) -> str:
    """`colour` mixed into white: 1 is the colour, 0 white.

    >>> tint("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - p) * share):02x}" for p in parts)
