"""The board with accounts, in a real browser: who may do what, and a session that ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route

from scheduler.store import open_store
from tests.browser import address
from tests.web.board import members
from tests.web.board.members import PASSWORD, Desks, bar, settled


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("members") / "bay"


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with members.site(folder) as found:
        yield found


@pytest.fixture
def desks(chromium: object, url: str) -> Iterator[Desks]:
    made = Desks(chromium, url)
    yield made
    made.close()


def violations(page: object) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def start_of(url: str, plan: int, event_id: str) -> str:
    with members.client(url, "bob") as bob:
        placed = bob.get(f"/api/plans/{plan}").json()["placements"]
    return str(next(p["show_first"] for p in placed if p["event_id"] == event_id))


@pytest.mark.parametrize(
    ("lang", "title", "wrong"),
    [("en", "Log in", "Name or password is wrong."), ("zh", "登录", "用户名或密码不对。")],
)  # fmt: skip
def test_logging_in_by_keyboard_leads_to_the_address_that_was_wanted(
    desks: Desks, url: str, lang: str, title: str, wrong: str
) -> None:
    plan = members.begin(url)
    page = desks.page(desks.context("zh-CN" if lang == "zh" else "en-GB"), 403)
    page.goto(f"/board/#plan={plan}&lang={lang}&ev=tea")
    assert page.inner_text("h1") == title
    assert violations(page) == []
    page.focus("#name")
    page.keyboard.type("amy")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector("#problem")
    assert page.inner_text("#problem") == wrong
    assert violations(page) == []
    page.focus("#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tl-bar")
    assert page.evaluate("location.pathname") == "/board/"
    assert f"#plan={plan}&" in address(page)
    assert "ev=tea" in address(page)
    assert page.inner_text("#who") == "amy"


def test_the_start_page_of_strangers_leads_to_the_login(desks: Desks, url: str) -> None:
    plan = members.begin(url)
    page = desks.page(desks.context())
    page.goto(f"/#plan={plan}&lang=en")
    page.click("#to-board")
    page.wait_for_selector("#name")
    page.wait_for_load_state()  # its script takes the address along
    page.fill("#name", "amy")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tl-bar")
    assert page.evaluate("document.querySelector('hall-timeline').board.plan.doc.id") == plan


@pytest.mark.parametrize(("lang", "told"), [("en", "Release"), ("zh", "已发布第")])
def test_a_planner_edits_and_publishes_under_their_name(
    desks: Desks, url: str, folder: Path, lang: str, told: str
) -> None:
    plan = members.begin(url)
    page = desks.board("amy", plan, lang)
    bar(page, "auto").focus()
    page.keyboard.press("Alt+ArrowRight" if lang == "en" else "Alt+ArrowLeft")
    settled(page, 1)
    page.click("#more")
    page.locator("#publish-open").click()
    page.wait_for_selector("#publish-go")
    page.click("#publish-go")
    page.wait_for_selector("#publish", state="detached")
    assert told in page.inner_text("#said")
    with members.client(url, "amy") as amy:
        (entry,) = amy.get(f"/api/plans/{plan}/history").json()["entries"]
        release = amy.get("/api/releases").json()["releases"][-1]
        held = amy.get(f"/api/releases/{release['number']}").json()["plan"]["placements"]
    assert (entry["who"], release["who"]) == ("amy", "amy")
    starts = {p["event_id"]: p["show_first"] for p in held}
    assert starts["auto"] == ("2021-05-21" if lang == "en" else "2021-05-19")


@pytest.mark.parametrize(
    ("lang", "reason"), [("en", "change nothing"), ("zh", "不能改动")]
)
def test_a_viewer_reads_only(desks: Desks, url: str, lang: str, reason: str) -> None:
    plan = members.begin(url)
    before = start_of(url, plan, "auto")
    page = desks.board("bob", plan, lang, more="&ev=auto&tab=event")
    assert "bob" in page.inner_text("#who")
    assert page.is_disabled("#undo")
    assert reason in page.inner_text("#tab-body")
    assert page.locator("#tab-body form, #tab-body select, #tab-body button").count() == 0
    held = bar(page, "auto")
    box = held.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 5, steps=5)
    assert page.locator(".tl-ghost").count() == 0
    page.mouse.up()
    for key in ("Alt+ArrowRight", "l", "Delete", "c", "Control+z"):
        bar(page, "auto").focus()
        page.evaluate("document.getElementById('said').textContent = ''")
        page.keyboard.press(key)
        page.wait_for_function("r => document.getElementById('said').innerText.includes(r)",
                               arg=reason)  # fmt: skip
    assert page.locator("dialog").count() == 0
    bar(page, "auto").click(button="right")
    assert page.locator("[role^=menuitem]").count() == 1
    page.keyboard.press("Escape")
    page.click("#more")
    offered = page.eval_on_selector_all(".menu button", "all => all.map(b => b.id)")
    assert "history-open" in offered
    assert not {"publish-open", "rename-open"} & {*offered}
    page.keyboard.press("Escape")
    page.click("#tab-solve")
    assert page.inner_text("#tab-body")
    assert page.locator("#tab-body button:enabled").count() == 0
    assert violations(page) == []
    assert start_of(url, plan, "auto") == before


@pytest.mark.parametrize(("lang", "title"), [("en", "You are logged out"), ("zh", "登录已失效")])
def test_a_session_that_ends_loses_no_edit(desks: Desks, url: str, lang: str, title: str) -> None:
    plan = members.begin(url)
    page = desks.board("amy", plan, lang, 401, 403, more="&ev=auto&zoom=quarter")
    page.context.clear_cookies()
    bar(page, "auto").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#again")
    assert page.inner_text("#again-title") == title
    assert violations(page) == []
    page.keyboard.type("amy")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector("#again [role=alert]:not([hidden])")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    settled(page, 1)
    assert page.locator("#again").count() == 0
    assert start_of(url, plan, "auto") == "2021-05-21"
    assert "zoom=quarter" in address(page)
    # The stream goes on, too: what somebody else does is seen.
    with members.client(url, "cai") as cai:
        edits = {"version": 1, "edits": [{"op": "park", "event_id": "tea"}]}
        assert cai.post(f"/api/plans/{plan}/edits", json=edits).status_code == 200
    settled(page, 2)


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "The server cannot be reached."), ("zh", "无法连接服务器。")]
)
def test_a_server_that_is_away_lets_nobody_in_or_out(
    desks: Desks, url: str, lang: str, told: str
) -> None:
    plan = members.begin(url)
    page = desks.board("amy", plan, lang, 401, 0)
    page.context.clear_cookies()
    bar(page, "auto").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#again")
    page.route("**/login", lambda route: route.abort(), times=1)
    page.fill("#again-name", "amy")
    for times in range(2):
        page.fill("#again-password", PASSWORD)
        page.keyboard.press("Enter")
        if not times:
            page.wait_for_selector("#again [role=alert]:not([hidden])")
            assert page.inner_text("#again [role=alert]") == told
    settled(page, 1)
    page.route("**/logout", lambda route: route.abort())
    page.click("#who")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast.bad")
    assert page.inner_text(".toast.bad span") == told
    assert page.context.cookies()
    assert page.locator(".tl-bar").count() > 0


def test_an_edit_without_a_new_login_is_said_to_be_lost(desks: Desks, url: str) -> None:
    plan = members.begin(url)
    page = desks.board("amy", plan, "en", 401)
    page.context.clear_cookies()
    bar(page, "auto").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#again")
    page.keyboard.press("Escape")
    page.wait_for_selector(".toast.bad")
    assert "not saved" in page.inner_text("#said")
    assert start_of(url, plan, "auto") == "2021-05-20"


def test_somebody_else_who_logs_in_may_do_what_they_may(desks: Desks, url: str) -> None:
    plan = members.begin(url)
    page = desks.board("amy", plan, "en", 401, 403)
    page.context.clear_cookies()
    bar(page, "auto").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#again")
    page.fill("#again-name", "bob")
    page.fill("#again-password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast.bad")
    assert "may only look" in page.inner_text("#said")
    assert "bob" in page.inner_text("#who")
    assert page.is_disabled("#undo")
    assert start_of(url, plan, "auto") == "2021-05-20"


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "for one of another site"), ("zh", "来自其他网站")]
)
def test_a_login_refused_for_its_origin_is_no_wrong_password(
    desks: Desks, url: str, lang: str, told: str
) -> None:
    plan = members.begin(url)
    page = desks.board("amy", plan, lang, 401, 403)
    elsewhere = {"origin": "https://plan.example.org"}

    def refused(route: Route) -> None:
        headers = {**route.request.headers, **elsewhere}
        route.fulfill(response=route.fetch(headers=headers, max_redirects=0))

    for what in ("login", "logout"):
        page.route(f"**/{what}", refused)
    page.click("#who")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast.bad")
    assert told in page.inner_text(".toast.bad span")
    page.context.clear_cookies()
    bar(page, "auto").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#again")
    page.fill("#again-name", "amy")
    page.fill("#again-password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#again [role=alert]:not([hidden])")
    assert told in page.inner_text("#again [role=alert]")
    page.keyboard.press("Escape")


def test_whoever_is_shut_out_while_looking_is_asked(desks: Desks, url: str, folder: Path) -> None:
    plan = members.begin(url)
    page = desks.board("cai", plan, "en", 401)
    with open_store(folder / "scheduler.db") as store:
        store.users.set_role("cai", "planner")
    page.wait_for_selector("#again", timeout=60_000)
    page.keyboard.press("Escape")
    page.wait_for_selector(".toast.bad")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_logging_out_and_in_again_leads_back(desks: Desks, url: str, lang: str) -> None:
    plan = members.begin(url)
    page = desks.board("amy", plan, lang, more="&ev=tea")
    page.focus("#who")
    page.keyboard.press("Enter")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector("#name")
    page.wait_for_load_state()  # its script takes the address along
    assert page.context.cookies() == []
    page.fill("#name", "amy")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tl-bar")
    assert f"#plan={plan}&" in address(page)
    assert "ev=tea" in address(page)


@pytest.mark.parametrize(("lang", "told"), [("en", "again in"), ("zh", "秒后再试")])
def test_who_guesses_in_the_page_has_to_wait_too(
    desks: Desks, url: str, lang: str, told: str
) -> None:
    plan = members.begin(url)
    page = desks.board("amy", plan, lang, 401, 403, 429)
    page.context.clear_cookies()
    bar(page, "auto").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector("#again")
    page.fill("#again-name", f"nobody-{lang}")
    for _ in range(6):
        with page.expect_response("**/login"):
            page.fill("#again-password", "a guess")
            page.keyboard.press("Enter")
        page.wait_for_function("() => !document.getElementById('again-password').value")
    alert = "document.querySelector('#again [role=alert]')"
    page.wait_for_function(f"told => {alert}.innerText.includes(told)", arg=told)
    page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("lang", "why", "key"),
    [("en", "All steps here are other people's", "Undo (Ctrl+Z)"),
     ("zh", "这里的步骤都是别人的", "撤销 (Ctrl+Z)")],
)  # fmt: skip
def test_undo_is_there_for_who_has_a_step_of_their_own(
    desks: Desks, url: str, lang: str, why: str, key: str
) -> None:
    plan = members.begin(url)
    amy, cai = (desks.board(name, plan, lang) for name in ("amy", "cai"))
    bar(amy, "auto").focus()
    amy.keyboard.press("Alt+ArrowRight")
    for page in (amy, cai):
        settled(page, 1)
    assert (amy.is_enabled("#undo"), amy.get_attribute("#undo", "title")) == (True, key)
    assert cai.is_disabled("#undo")
    assert cai.get_attribute("#undo", "title").startswith(why)
    cai.keyboard.press("Control+z")
    cai.wait_for_selector(".toast.bad")
    assert cai.inner_text(".toast.bad").startswith(why)
    assert start_of(url, plan, "auto") == "2021-05-21"
    bar(cai, "tea").focus()
    cai.keyboard.press("Alt+ArrowRight")
    for page in (amy, cai):
        settled(page, 2)
    assert cai.is_enabled("#undo")
    cai.click("#undo")
    for page in (amy, cai):
        settled(page, 3)
    states = [[p.is_enabled(b) for b in ("#undo", "#redo")] for p in (amy, cai)]
    assert states == [[True, False], [False, True]]
    amy.click("#undo")
    for page in (amy, cai):
        settled(page, 4)
    states = [[p.is_enabled(b) for b in ("#undo", "#redo")] for p in (amy, cai)]
    assert states == [[False, True], [False, True]]
