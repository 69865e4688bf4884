"""What an encoding of a rule may do; each does one or two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from scheduler.cpsat.draft import Draft, Site, Unit
    from scheduler.cpsat.model import Model


class Encoder:
    """Translation of one rule into the model; the twin of the rulebook's page of the same name.

    It translates what the page means and never calls the page's check: shared code would
    certify its own mistakes.
    """

    rule: ClassVar[str]

    def narrow_unit(self, draft: Draft, unit: Unit) -> None:
        """Take away days that the rule forbids at any venue, whatever else is placed."""

    def narrow(self, draft: Draft, site: Site) -> None:
        """Take away days and blocks of one venue that the rule forbids."""

    def price_unit(self, draft: Draft, unit: Unit) -> None:
        """Add the rule's points to the unit's days, the same at any venue."""

    def price(self, draft: Draft, site: Site) -> None:
        """Add the rule's points for one venue to the site or its blocks."""

    def post(self, model: Model) -> None:
        """Post the rule's rows over several units."""
