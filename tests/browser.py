"""Debian's browser for the tests of pages, and what no page of ours may do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

UNUSED = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
    "SpareRendererForSitePerProcess",
]  # fmt: skip
"""Parts of the browser's own window: for each page they load more than most pages of ours."""

PLAYWRIGHT = [
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades",
    "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch", "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
]  # fmt: skip
"""What Playwright turns off by itself; of several such lists Chromium heeds only the last."""

ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-features=" + ",".join(PLAYWRIGHT + UNUSED),
]  # fmt: skip
CHROMIUM = shutil.which("chromium")
PATIENCE_MS = 30_000
"""How long a page may take for what must come, on a machine that has much else to do."""


def launched(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Debian's browser, headless."""
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium on this machine")
    assert CHROMIUM, "CI needs Chromium"
    playwright = request.getfixturevalue("playwright")
    # What a test expects is as patient as all else of Playwright, whose default here is less.
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE_MS)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
    yield browser
    browser.close()


def catchable(page: Any) -> None:
    """Have every request of a page held for a look from its first on; needs no page to be open.

    Where a test asks for that only with its own `page.route`, the browser says yes before the page
    has been told: a page that is busy just then takes the next key or click first, and what that
    asks for slips by. A page that opens later is told together with its document.
    """
    page.route("**/nobody/asks/for/this", lambda route: route.abort())


def uncaught(page: Any) -> None:
    """Have requests go their way unseen, which is faster; a test that asks to see one is told."""

    def route(*_: Any, **__: Any) -> None:
        raise AssertionError("the file of this test must itself call `page.route`: see `catchable`")

    page.route = route


def address(page: Any) -> str:
    """Where the page is by its own word; `page.url` is what of that has been heard by now."""
    return str(page.evaluate("location.href"))
