"""Plans, older steps, releases and scenarios side by side: the same whichever way one comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.test_leaving import violations

SCENARIO = """\
title_en: Repairs
title_zh: 检修
changes:
  - close: {venue: expo, hall: h3, from: 2021-05-18, to: 2021-05-25}
"""
CITY = """\
title_en: Smaller
title_zh: 缩小
changes:
  - resize: {venue: expo, hall: h3, gross_m2: 9000}
  - policy: {limits.openings_per_day: 2}
  - forbid: {kinds: [festival], from: 2021-10-01, to: 2021-10-02, reason_en: Exams, reason_zh: 考试}
"""
WEEK_LATER = {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h3"],
              "show_first": "2021-05-27"}  # fmt: skip
EDITS = [
    WEEK_LATER,
    {"op": "close", "venue_id": "expo", "hall_id": "h2", "from": "2021-11-01",
     "to": "2021-11-03", "reason_en": "Paint", "reason_zh": "油漆"},
    {"op": "change_event", "event_id": "tea", "set": {"daily_visitors": "7000"}},
    {"op": "add_event", "id": "opera", "name_en": "Opera", "name_zh": "歌剧",
     "kind": "conference", "industries": "trade", "show_days": "2"},
    {"op": "drop_event", "event_id": "evil"},
    {"op": "lock", "event_id": "picnic", "what": "both"},
]  # fmt: skip
"""Something of everything that a plan can differ in from another of the same files."""

WORDS = {
    "en": {"tea": "Tea Fair · Visitors a day", "closure": "Bay Expo Hall 2 · Paint",
           "open": "not closed", "none": "no such event", "out": "Not placed", "opera": "Opera",
           "picnic": "Lawn Picnic", "free": "Not locked", "both": "Dates and halls locked",
           "trade": "Trade · Events", "cost": "Cost", "rule": "Preferred date"},
    "zh": {"tea": "茶业博览会 · 日观众", "closure": "海湾会展中心 二号馆 · 油漆",
           "open": "不停用", "none": "没有这个活动", "out": "未排入", "opera": "歌剧",
           "picnic": "草坪节", "free": "不锁定", "both": "日期和展厅已锁定",
           "trade": "商贸 · 活动", "cost": "代价", "rule": "日期意愿"},
}  # fmt: skip


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = town.write(tmp_path_factory.mktemp("town") / "bay")
    (folder / "scenarios").mkdir()
    for name, text in (("repairs", SCENARIO), ("smaller", CITY)):
        (folder / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")
    with town.serving(folder) as found:
        yield found


def post(url: str, path: str, body: dict[str, Any]) -> Any:
    answer = httpx.post(f"{url}/api/plans/{path}", json=body, headers={"origin": url},
                        trust_env=False, timeout=30)  # fmt: skip
    assert answer.status_code == 200, answer.text
    return answer.json()


Rows = dict[str, dict[str, list[str]]]
ALIKE = {"figures", "rules", "goals"}
"""Tables that are there though nothing differs."""


def told(opened: Opened, inside: str) -> Rows:
    """The rows of a comparison by table and head."""
    opened.page.wait_for_selector(f"{inside} .two-sides")
    read = """tables => tables.map(table => [table.dataset.section, [...table.tBodies[0].rows].map(
        row => [...row.cells].map(cell => cell.innerText))])"""
    found = opened.page.eval_on_selector_all(f"{inside} .two-sides", read)
    return {section: {head: rest for head, *rest in rows} for section, rows in found}


def by_dialog(opened: Opened, right: str) -> Rows:
    """Compare by the dialog, with the keyboard."""
    page = opened.page
    page.focus("#more")
    page.keyboard.press("Enter")
    page.focus("#compare-open")
    page.keyboard.press("Enter")
    page.select_option("#compare-right", right)
    return told(opened, "#compare")


def by_drawing(opened: Opened, right: str) -> Rows:
    """Compare by the dialog, and then on the plan."""
    by_dialog(opened, right)
    opened.page.click("#compare-draw")
    return told(opened, ".comparison")


def by_plans(opened: Opened, right: str) -> Rows:
    """Compare from the list of plans."""
    opened.page.click("#more")
    opened.page.locator(".menu [role=menuitem]").first.click()
    number = right.partition(":")[2]
    opened.page.locator(".plan-list li", has_text=f"#{number} ").locator(".compare").click()
    return told(opened, ".comparison")


def by_history(opened: Opened, _: str) -> Rows:
    """Compare with the plan as it began."""
    opened.page.click("#more")
    opened.page.click("#history-open")
    opened.page.click(".history li:last-child button")
    return told(opened, ".comparison")


def has_all(rows: Rows, lang: str) -> None:
    """Whether a comparison with the plan of `EDITS` on the right has everything they changed."""
    say = WORDS[lang]
    assert rows["cells"] == {say["tea"]: ["0", "7,000"]}
    assert rows["closures"] == {say["closure"]: [say["open"], "2021-11-01 – 2021-11-03"]}
    assert rows["locks"] == {say["picnic"]: [say["free"], say["both"]]}
    assert rows["places"][say["opera"]] == [say["none"], say["out"]]
    assert rows["places"][town.HOSTILE][1] == say["none"]
    assert len(rows["places"]) == 3
    assert rows["goals"][say["trade"]] == ["3", "2", "−1"]
    assert rows["figures"][say["cost"]] == ["7,510", "9,047", "+1,537"]
    assert rows["rules"][say["rule"]] == ["0", "42", "+42"]


@pytest.mark.parametrize(
    ("way", "lang"), [(by_dialog, "zh"), (by_drawing, "en"), (by_plans, "zh")]
)
def test_every_way_to_another_plan_tells_all(
    open_board: Open, url: str, way: Callable[[Opened, str], Rows], lang: str
) -> None:
    opened = open_board(lang)
    other = town.begin(url, "Other")
    post(url, f"{other}/edits", {"version": 0, "edits": EDITS})
    rows = way(opened, f"plan:{other}")
    has_all(rows, lang)
    assert opened.page.locator("#equal").count() == 0
    assert violations(opened.page) == []


@pytest.mark.parametrize(("way", "lang"), [(by_dialog, "en"), (by_history, "zh")])
def test_every_way_to_an_earlier_step_tells_all(
    open_board: Open, way: Callable[[Opened, str], Rows], lang: str
) -> None:
    opened = open_board(lang)
    post(opened.url, f"{opened.plan}/edits", {"version": 0, "edits": EDITS})
    opened.settled(1)
    rows = way(opened, "step:0")
    turned = {section: {head: cells[1::-1] + [c.translate(SIGNS) for c in cells[2:]]
                        for head, cells in of.items()} for section, of in rows.items()}  # fmt: skip
    has_all(turned, lang)


SIGNS = str.maketrans("+−", "−+")


@pytest.mark.parametrize(
    ("lang", "closed"),
    [("en", "No difference in: Places of events · Columns of events · Venues"),
     ("zh", "没有差别：活动的位置 · 活动的各列 · 场馆")],
)  # fmt: skip
def test_a_closure_alone_is_not_equal(open_board: Open, url: str, lang: str, closed: str) -> None:
    opened = open_board(lang)
    other = town.begin(url, "Other")
    post(url, f"{other}/edits", {"version": 0, "edits": EDITS[1:2]})
    assert set(by_plans(opened, f"plan:{other}")) == {*ALIKE, "closures"}
    page = opened.page
    assert page.locator("#equal, .callout.good").count() == 0
    assert page.inner_text("#equal-in").startswith(closed)
    page.click("#reject-all")
    assert page.locator(".comparison").count() == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_equal_is_told_of_equal_plans(open_board: Open, url: str, lang: str) -> None:
    opened = open_board(lang)
    other = town.begin(url, "Other")
    rows = by_dialog(opened, f"plan:{other}")
    assert set(rows) == ALIKE
    assert opened.page.inner_text("#equal").startswith({"en": "Both are", "zh": "两边"}[lang])
    assert opened.page.locator("#not-compared").count() == 0


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("zh", "dark")])
def test_two_working_plans(open_board: Open, url: str, lang: str, scheme: str) -> None:
    other = town.begin(url, "Later")
    done = post(url, f"{other}/edits", {"version": 0, "edits": [WEEK_LATER]})
    opened = open_board(lang, scheme=scheme)
    rows = by_dialog(opened, f"plan:{other}")
    cost, clashes, event = (
        ("Cost", "Open clashes", "Motor Show") if lang == "en" else ("代价", "未决违规", "汽车展")
    )
    before = opened.document()["cost"]
    change = f"+{done['cost'] - before}"
    assert rows["figures"][cost] == [f"{before:,}", f"{done['cost']:,}", change]
    assert rows["figures"][clashes] == ["0", "0", "–"]
    assert rows["points"] == {event: ["0", f"{done['cost'] - before}", change]}
    halls = "Hall 3" if lang == "en" else "三号馆"
    assert all(halls in place for place in rows["places"][event])
    page = opened.page
    assert page.locator("[data-differs]").count() == 1
    assert violations(page) == []
    page.click("#compare-draw")
    page.wait_for_selector("[data-change=auto]")
    assert page.locator(".tl-was").count() == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_plan_and_a_release(open_board: Open, url: str, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    release = post(url, f"{opened.plan}/publish", {"version": 0})["release"]
    rows = by_dialog(opened, f"release:{release}")
    assert set(rows) == ALIKE
    assert page.inner_text("#equal").startswith({"en": "Equal in what", "zh": "能比较的"}[lang])
    assert page.locator("#not-compared").count() == 1
    page.keyboard.press("Escape")
    opened.bar("auto").focus()
    page.keyboard.press("Delete")
    opened.settled(1)
    rows = by_dialog(opened, f"release:{release}")
    placed, event, nowhere = {
        "en": ("Events placed", "Motor Show", "Not placed"), "zh": ("已排活动", "汽车展", "未排入"),
    }[lang]  # fmt: skip
    assert rows["figures"][placed] == ["4", "5", "+1"]
    left_out, visitors = {
        "en": ("Events without a place", "Visitors expected"), "zh": ("未排入的活动", "预计观众"),
    }[lang]  # fmt: skip
    assert rows["figures"][left_out][1:] == ["–", "–"]
    assert rows["figures"][visitors][1:] == ["–", "–"]
    assert rows["places"][event][0] == nowhere
    page.click("#compare-draw")
    before = opened.document()["cost"]
    page.click("[data-accept=auto]")
    opened.settled(2)
    gain = before - opened.document()["cost"]
    assert page.inner_text("#cost").endswith(f"−{gain:,}")
    assert opened.place("auto") == ("expo", ["h3"], "2021-05-20")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_plan_under_a_scenario(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    rows = by_dialog(opened, "scenario:scenarios/repairs.yaml")
    clashes, hall, days = {
        "en": ("Open clashes", "Bay Expo Hall 3", "not closed"),
        "zh": ("未决违规", "海湾会展中心 三号馆", "不停用"),
    }[lang]
    assert rows["figures"][clashes] == ["0", "1", "+1"]
    assert rows["closures"] == {hall: [days, "2021-05-18 – 2021-05-25"]}
    assert len(rows["clashes"]) == 1
    assert opened.page.locator("#compare-draw").count() == 0
    assert violations(opened.page) == []
    opened.page.keyboard.press("Escape")
    assert opened.document()["version"] == 0
    assert opened.document()["ok"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_scenario_that_changes_halls_and_rules(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    rows = by_dialog(opened, "scenario:scenarios/smaller.yaml")
    hall, days, exams = {
        "en": ("Bay Expo Hall 3 · Gross m²", "Restricted days", "Exams · "),
        "zh": ("海湾会展中心 三号馆 · 面积（毛 m²）", "限制日", "考试 · "),
    }[lang]
    found = rows["city"]
    assert found[hall] == ["10,000", "9,000"]
    assert found["policy.yaml: limits.openings_per_day"] == ["–", "2"]
    assert found[days][0] == "–"
    assert found[days][1].startswith(f"{exams}2021-10-01 – 2021-10-02 · ")
    assert len(found) == 3


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_edit_heard_while_a_scenario_is_judged_is_in_neither_side(
    open_board: Open, lang: str
) -> None:
    opened = open_board(lang)
    page = opened.page
    # Another plan comes first in the list, so that the scenario is asked for once.
    town.begin(opened.url, "Other")
    held: list[Any] = []
    page.route("**/scenario", lambda route: held.append(route))
    page.click("#more")
    page.click("#compare-open")
    page.select_option("#compare-right", "scenario:scenarios/repairs.yaml")
    page.wait_for_function("() => document.querySelector('#compare .found .hint')")
    while not held:
        page.wait_for_timeout(20)
    answer = held[0].fetch()
    clash = {**WEEK_LATER, "hall_ids": ["h1"], "show_first": "2021-05-11"}
    post(opened.url, f"{opened.plan}/edits", {"version": 0, "edits": [clash]})
    opened.settled(1)
    held[0].fulfill(response=answer)
    rows = told(opened, "#compare")
    clashes, cost = {"en": ("Open clashes", "Cost"), "zh": ("未决违规", "代价")}[lang]
    assert rows["figures"][clashes] == ["0", "1", "+1"]
    assert rows["figures"][cost] == ["7,510", "7,510", "–"]
    assert "places" not in rows
    assert len(rows["clashes"]) == 1
