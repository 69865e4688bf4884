"""A request that a test asks to see is seen, also when the page is busy as the test asks."""

from __future__ import annotations

from typing import Any

from tests.web.board.conftest import Open

TURNS = 40
"""Without the care taken where pages are opened about one request in three slipped by."""

BUSY = """() => {
    const { port1, port2 } = new MessageChannel();
    window.busy = true;
    window.answers = [];
    port1.onmessage = () => {
        const until = performance.now() + 10;
        while (performance.now() < until);
        if (window.busy) port2.postMessage(null);
    };
    port2.postMessage(null);
    document.addEventListener('keydown', async () => {
        window.answers.push(await (await fetch('/api/plans')).text());
    });
}"""


def test_what_a_key_asks_for_is_seen_by_a_route_made_just_before(open_board: Open) -> None:
    page = open_board().page
    page.evaluate(BUSY)

    def seen(route: Any) -> None:
        route.fulfill(body="seen")

    for turn in range(1, TURNS + 1):
        page.route("**/api/plans", seen, times=1)
        page.keyboard.press("Shift")
        page.wait_for_function("n => window.answers.length === n", arg=turn)
    page.evaluate("window.busy = false")
    assert page.evaluate("window.answers") == ["seen"] * TURNS
