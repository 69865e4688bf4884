"""Titles of working plans: none until somebody gives one, and another one whenever wished."""

from __future__ import annotations

import httpx
import pytest

from tests.board.town import workspace
from tests.web.board.conftest import Open
from tests.web.board.test_board_plans import PROGRAM, begun, edited
from tests.web.serving import running


def test_a_plan_is_renamed_and_its_steps_stay(client: httpx.Client) -> None:
    plan = begun(client)
    edited(client, plan, 0)
    done = client.post(f"{plan}/title", json={"version": 1, "title": " 五月方案\0 "}).json()
    assert (done["version"], done["title"], done["changed"]) == (2, "五月方案\0", {})
    said = client.get(plan).json()
    assert (said["title"], said["version"], said["undo"]) == ("五月方案\0", 2, True)
    assert client.post(f"{plan}/undo", json={"version": 2}).json()["changed"]["unplaced"] == []
    client.post(f"{plan}/title", json={"title": ""})
    (listed,) = [p for p in client.get("/api/plans").json()["plans"]
                 if f"/api/plans/{p['id']}" == plan]  # fmt: skip
    assert (listed["title"], listed["version"]) == ("", 4)
    kinds = [e["kind"] for e in client.get(f"{plan}/history").json()["entries"]]
    assert kinds == ["edit", "title", "undo", "title"]
    assert client.get(plan, params={"as_of": "2"}).json()["unplaced"] == ["care"]


def test_titles_that_are_refused(client: httpx.Client) -> None:
    plan = begun(client)
    for title in ("x" * 201, 7, ["x"]):
        assert client.post(f"{plan}/title", json={"title": title}).status_code == 400
    edited(client, plan, 0)
    late = client.post(f"{plan}/title", json={"version": 0, "title": "x"})
    assert late.status_code == 409
    assert client.get(plan).json()["title"] == "初稿"


def test_a_restart_keeps_the_title(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = workspace(tmp_path_factory.mktemp("again"))
    for title in ("一", "二"):
        with running(folder) as served, served.client(headers=PROGRAM) as client:
            plan = begun(client) if title == "一" else "/api/plans/1"
            client.post(f"{plan}/title", json={"title": title})
            assert client.get(plan).json()["title"] == title


def test_an_untitled_plan_is_called_so_in_either_language(open_board: Open) -> None:
    opened = open_board("en")
    page = opened.page
    page.click("#more")
    page.click("#rename-open")
    page.fill("#plan-title", "")
    page.keyboard.press("Enter")
    opened.settled(1)
    assert opened.document()["title"] == ""
    assert page.inner_text("#plan-name") == "Untitled plan"
    assert page.title().startswith("Untitled plan")
    page.click("#lang")
    assert page.inner_text("#plan-name") == "未命名方案"
    assert page.title().startswith("未命名方案")


@pytest.mark.parametrize(("lang", "told"), [("en", "renamed “May”"), ("zh", "更名为“May”")])
def test_renaming_by_keyboard_is_seen_by_everybody(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang)
    other = open_board("en", plan=opened.plan).page
    page = opened.page
    page.focus("#more")
    page.keyboard.press("Enter")
    page.focus("#rename-open")
    page.keyboard.press("Enter")
    page.keyboard.type("May")
    page.keyboard.press("Enter")
    opened.settled(1)
    other.wait_for_function("() => document.getElementById('plan-name').innerText === 'May'")
    page.click("#more")
    page.locator("[role=menuitem]", has_text="Who did" if lang == "en" else "谁改了").click()
    assert told in page.inner_text(".history li")


def test_a_new_plan_has_no_title_of_its_own(open_board: Open) -> None:
    opened = open_board("zh")
    page = opened.page
    page.click("#more")
    page.locator("[role=menuitem]").first.click()
    page.fill("#copy-title", "")
    page.click("#plans-go")
    page.wait_for_function("n => !location.hash.startsWith(`#plan=${n}&`)", arg=opened.plan)
    page.wait_for_function("() => document.getElementById('plan-name').innerText === '未命名方案'")
    page.click("#lang")
    assert page.inner_text("#plan-name") == "Untitled plan"
