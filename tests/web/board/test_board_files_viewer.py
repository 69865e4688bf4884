"""Who may only look brings no files to the board, by any way."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

import pytest

from tests.web.board import members
from tests.web.board.members import Desks
from tests.web.board.test_board_files_in import NEW, SCENARIO, drop


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with members.site(tmp_path_factory.mktemp("members") / "bay") as found:
        yield found


@pytest.fixture
def desks(chromium: object, url: str) -> Iterator[Desks]:
    made = Desks(chromium, url)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("lang", "why"),
    [("en", "Your account may look, but change nothing."),
     ("zh", "您的账号只能查看，不能改动。")],
)  # fmt: skip
def test_a_viewer_is_told_why_and_offered_nothing(
    desks: Desks, url: str, lang: str, why: str
) -> None:
    page = desks.board("bob", members.begin(url), lang)
    for key in ("i", "o"):
        page.evaluate("document.querySelector('#said').textContent = ''")
        page.keyboard.press(key)
        assert page.inner_text("#said") == why
        assert page.locator("dialog").count() == 0
    for text, name in ((NEW, "events.csv"), (SCENARIO, "mine.yaml")):
        page.evaluate("document.querySelector('#said').textContent = ''")
        drop(page, text, name)
        assert page.inner_text("#said") == why
        assert page.locator("dialog").count() == 0
    page.click("#more")
    offered = page.locator(".menu [role=menuitem]").all_inner_texts()
    ways = {"Import events …", "Open a scenario …", "导入活动表……", "打开场景文件……"}
    assert ways.isdisjoint(offered)


def test_a_viewer_is_refused_by_the_server(url: str) -> None:
    plan = members.begin(url)
    data = b64encode(SCENARIO.encode()).decode()
    with members.client(url, "bob") as bob:
        before = len(bob.get("/api/plans").json()["plans"])
        for path, said in (
            (f"/api/plans/{plan}/import", {"version": 0, "csv": NEW, "apply": True}),
            (f"/api/plans/{plan}/scenario", {"version": 0, "data": data, "apply": True}),
            ("/api/scenarios", {"from": "file", "data": data, "apply": True}),
        ):
            assert bob.post(path, json=said).status_code == 403
        assert len(bob.get("/api/plans").json()["plans"]) == before
        assert bob.get(f"/api/plans/{plan}").json()["version"] == 0
    with members.client(url) as nobody:
        assert nobody.post("/api/scenarios", json={"data": data}).status_code == 401
