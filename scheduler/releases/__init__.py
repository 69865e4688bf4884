"""Releases: how entries live from one to the next, and what a new one changes for readers."""
