"""Convention and exhibition calendar scheduler with conflict solving."""

__version__ = "0.1.0"
