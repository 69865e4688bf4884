"""Debian's browser for the tests of pages."""

from __future__ import annotations

import pytest

from tests.browser import launched

chromium = pytest.fixture(scope="module")(launched)
