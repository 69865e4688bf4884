"""Reads an address that a person gave, within limits and never inside a private network unasked."""

from scheduler.fetching.fetch import MOST_REDIRECTS, Fetched, fetch
from scheduler.fetching.refusal import FetchError

__all__ = ["MOST_REDIRECTS", "FetchError", "Fetched", "fetch"]
