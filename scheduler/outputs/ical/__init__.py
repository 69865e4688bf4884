"""Calendar feeds (RFC 5545) of a plan, in Chinese and English."""

from __future__ import annotations

from scheduler.outputs.ical.feeds import calendars
from scheduler.outputs.ical.folder import write_feeds
from scheduler.outputs.ical.sizes import oversized, oversized_in

__all__ = ["calendars", "oversized", "oversized_in", "write_feeds"]
