"""What holds for all tests: none is judged by how long it takes; one browser serves them all."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.browser import launched

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

chromium = pytest.fixture(scope="session")(launched)
