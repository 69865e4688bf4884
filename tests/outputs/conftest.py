"""Debian's browser for the tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A tab in which anything on the console, or asked of a network, fails the test."""
    faults: list[str] = []
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    tab = context.new_page()
    tab.on("console", lambda m: faults.append(m.text))
    tab.on("pageerror", lambda e: faults.append(str(e)))
    tab.on("request", lambda r: faults.extend([] if r.url.startswith("file:") else [r.url]))
    yield tab
    context.close()
    assert faults == []
