"""Calendar feeds (RFC 5545) of a plan, in Chinese and English."""

from __future__ import annotations

from scheduler.outputs.ical.feeds import calendars
from scheduler.outputs.ical.folder import oversized, write_feeds

__all__ = ["calendars", "oversized", "write_feeds"]
