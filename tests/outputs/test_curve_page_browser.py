"""The page of curves in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scheduler.outputs.curve import write_page
from tests.outputs.test_curve_picture import curve


@pytest.mark.parametrize("width", [360, 1000])
def test_nothing_runs_out_of_the_page(page: Any, tmp_path: Path, width: int) -> None:
    path = tmp_path / "curve.html"
    write_page(path, [curve()])
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
