"""What an encoding of a rule may do; each does one or two of the three."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from scheduler.cpsat.draft import Draft, Site
    from scheduler.cpsat.model import Model


class Encoder:
    """Translation of one rule into the model; the twin of the rulebook's page of the same name.

    It translates what the page means and never calls the page's check: shared code would
    certify its own mistakes.
    """

    rule: ClassVar[str]

    def narrow(self, draft: Draft, site: Site) -> None:
        """Take away days and blocks that the rule forbids whatever else is placed."""

    def price(self, draft: Draft, site: Site) -> None:
        """Add the rule's points to the site's days or blocks."""

    def post(self, model: Model) -> None:
        """Post the rule's rows over several units."""
