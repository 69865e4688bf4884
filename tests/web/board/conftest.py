"""The board over HTTP and in a real browser: one server a module, a new plan a test."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.board.town import workspace
from tests.browser import catchable, uncaught
from tests.web.board import town
from tests.web.board.asking import PROGRAM
from tests.web.board.patience import patient
from tests.web.serving import Running, running


@pytest.fixture(scope="module", name="town")
def tiny_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the tiny city."""
    with running(workspace(tmp_path_factory.mktemp("town"))) as served:
        yield served


@pytest.fixture
def client(town: Running) -> Iterator[httpx.Client]:
    """A program that asks it."""
    with town.client(headers=PROGRAM) as made:
        yield made


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of a city whose solve goes on until it is stopped."""
    with running(town.write(tmp_path_factory.mktemp("crowd") / "bay", **town.CROWD)) as served:
        yield served


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the small city."""
    folder = town.write(tmp_path_factory.mktemp("town") / "bay")
    with town.serving(folder) as found:
        yield found


@dataclass
class Opened:
    """A plan on the board."""

    page: Any
    url: str
    plan: int

    def document(self) -> Any:
        """The plan as the server has it."""
        return town.document(self.url, self.plan)

    def place(self, event_id: str) -> Any:
        """Venue, halls and first show day of an event; ``None`` without a place."""
        placed = {p["event_id"]: p for p in self.document()["placements"]}
        p = placed.get(event_id)
        return p and (p["venue_id"], p["hall_ids"], p["show_first"])

    def bar(self, event_id: str, row: str | None = None) -> Any:
        """Its bar, or that of a row."""
        names = "[...document.querySelectorAll('.tl-bar')].filter(b => b.bar.id === id)"
        found = f"([id, row]) => {names}.find(b => !row || b.bar.row === row)"
        return self.page.evaluate_handle(found, [event_id, row]).as_element()

    def said(self) -> str:
        """What was announced last."""
        return str(self.page.inner_text("#said"))

    def settled(self, version: int) -> None:
        """Wait for a version of the plan to be drawn."""
        self.page.wait_for_function(
            "v => document.querySelector('hall-timeline')?.board?.plan.doc.version === v",
            arg=version,
        )


Open = Callable[..., Opened]


@pytest.fixture
def open_board(chromium: Any, url: str, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Open a new plan; anything on the console, and any request elsewhere, fails the test."""
    faults: list[str] = []
    contexts = []
    care = catchable if ".route(" in inspect.getsource(request.module) else uncaught

    def show(
        lang: str = "en", fragment: str = "", plan: int | None = None, width: int = 1440,
        scheme: str = "light", refusals: tuple[int, ...] = (), at: str = "", context: Any = None,
        before: Callable[[Any], None] = lambda page: None,
    ) -> Opened:  # fmt: skip
        """Refusals are statuses that the browser itself will tell the console of; 0: no answer.

        `at` is the address of another server. A page is another tab of a context that is given;
        `before` sees it before it opens.
        """
        base = at or url
        known = [f"responded with a status of {status} " if status else "net::ERR_"
                 for status in refusals]  # fmt: skip
        number = town.begin(base) if plan is None else plan
        if context is None:
            context = chromium.new_context(
                locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
                color_scheme=scheme, viewport={"width": width, "height": 900},
            )  # fmt: skip
            contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: any(k in m.text for k in known) or faults.append(m.text))
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on("request", lambda r: faults.extend(elsewhere(r.url, base)))
        care(page)
        patient(page)
        before(page)
        page.goto(f"{base}/#plan={number}&lang={lang}{fragment}")
        page.wait_for_selector(".tl-bar")
        return Opened(page, base, number)

    def elsewhere(address: str, base: str) -> list[str]:
        return [] if address.startswith((f"{base}/", "data:", "blob:")) else [address]

    yield show
    for context in contexts:
        context.close()
    assert faults == []
