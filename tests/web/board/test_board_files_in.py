"""Files that come in on the page, by mouse and by keyboard: tables of events, and scenarios."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.board.test_board_incoming import workbook
from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.test_leaving import CHINESE, violations

PROGRAM = {"x-scheduler": "test"}
LINES = town.EVENTS.splitlines()
NEW = "\n".join(
    line.replace("Tea Fair", "Tea & Coffee Fair").replace("15000", "19000")
    if line.startswith("tea,")
    else line.replace("2021-05-20", "2021-05-25")
    for line in LINES
    if not line.startswith("gala,")
) + "\nboats,船展,Boat Show,exhibition,sea,3,1,1,9000,,,,false,,,tentative\n"  # fmt: skip
"""Tea and auto changed, gala dropped, boats added."""

WRONG = NEW.replace("exhibition,sea", "exhibition,see").replace("festival", "fiesta")
SCENARIO = """\
title_zh: 三号馆检修
title_en: Hall 3 under repair
changes:
  - close: {venue: expo, hall: h3, from: 2021-05-19, to: 2021-05-22}
  - drop_event: gala
  - change_event: {id: tea, set: {gross_m2: 19000}}
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the small city with one scenario."""
    folder = town.write(tmp_path_factory.mktemp("town") / "bay")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "repair.yaml").write_text(SCENARIO, encoding="utf-8")
    with town.serving(folder) as found:
        yield found


def file(text: str | bytes, name: str = "events.csv") -> Any:
    data = text.encode() if isinstance(text, str) else text
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def drop(page: Any, text: str, name: str) -> None:
    """Drag a file over the page and let it go."""
    page.evaluate(
        """([coded, name]) => {
            const bytes = Uint8Array.from(atob(coded), (c) => c.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], name));
            for (const type of ["dragover", "drop"])
                document.querySelector("hall-timeline").dispatchEvent(
                    new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        [b64encode(text.encode()).decode(), name],
    )


def by_menu(opened: Opened, label: str) -> None:
    opened.page.click("#more")
    opened.page.get_by_role("menuitem", name=label).click()


def sizes(opened: Opened) -> dict[str, int]:
    return {e["id"]: e["gross_m2"] for e in opened.document()["events"]}


def another(opened: Opened, *edits: Any) -> None:
    """Somebody else is faster."""
    version = opened.document()["version"]
    said = {"version": version, "edits": list(edits)}
    answer = httpx.post(f"{opened.url}/api/plans/{opened.plan}/edits", json=said, headers=PROGRAM,
                        trust_env=False, timeout=30)  # fmt: skip
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("lang", "menu", "told", "cells", "done"),
    [
        ("en", "Import events …", "1 added, 1 dropped, 2 changed",
         "Tea Fair\nbecomes\nTea & Coffee Fair", "4 events taken over"),
        ("zh", "导入活动表……", "1 个新增、1 个取消、2 个修改",
         "Tea Fair\n改为\nTea & Coffee Fair", "已采用 4 个活动的改动"),
    ],
)  # fmt: skip
def test_a_table_is_looked_at_and_taken_over_by_mouse(
    open_board: Open, lang: str, menu: str, told: str, cells: str, done: str
) -> None:
    opened = open_board(lang)
    page = opened.page
    by_menu(opened, menu)
    assert violations(page) == []
    assert page.is_disabled("#import-go")
    page.set_input_files("#import-file", file(NEW))
    page.wait_for_selector("[data-differs=boats]")
    assert told in page.inner_text(".preview")
    shown = page.evaluate("document.querySelector('[data-differs=tea] dl').innerText")
    words = page.locator("[data-differs=tea] dl [role=img]").first.get_attribute("aria-label")
    assert [*shown.split(" → ")[0].splitlines()[-1:], words] == cells.splitlines()[:2]
    assert cells.splitlines()[2] in shown
    assert "15,000 → 19,000" in shown
    assert violations(page) == []
    if lang == "en":
        text = page.inner_text("#import").replace(town.HOSTILE, "")
        assert CHINESE.findall(text.replace("船展", "")) == []
    before, cost = opened.document()["cost"], page.inner_text("#import-effect")
    assert opened.document()["version"] == 0
    page.click("#import-go")
    opened.settled(1)
    page.wait_for_selector("#import", state="detached")
    after = opened.document()
    assert f"{before:,} → {after['cost']:,}" in cost
    assert done in opened.said()
    assert (sizes(opened)["tea"], after["unplaced"]) == (19000, ["boats"])
    assert "gala" not in sizes(opened)
    page.click(".toast-undo")
    opened.settled(2)
    assert set(sizes(opened)) == {"tea", "auto", "summit", "evil", "picnic", "gala"}


def test_some_events_by_keyboard(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    book = file(workbook(NEW), "next year.xlsx")
    page.on("filechooser", lambda chooser: chooser.set_files(book))
    page.keyboard.press("i")
    assert page.evaluate("document.activeElement.id") == "import-file-pick"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-differs=boats]")
    whole = page.inner_text("#import-effect")
    page.focus("#import-all")
    page.keyboard.press("Space")
    assert page.is_disabled("#import-go")
    while page.evaluate("document.activeElement.value") != "tea":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.inner_text("#import-count") == "1 of 4 chosen"
    chosen = "w => { const t = document.querySelector('#import-effect').innerText; "
    page.wait_for_function(chosen + "return t && t !== w; }", arg=whole)
    cost = page.inner_text("#import-effect")
    page.keyboard.press("Enter")
    opened.settled(1)
    page.wait_for_selector("#import", state="detached")
    assert f"→ {opened.document()['cost']:,}" in cost
    assert sizes(opened) == {"tea": 19000, "auto": 10000, "summit": 0, "evil": 5000, "picnic": 0,
                             "gala": 0}  # fmt: skip
    page.keyboard.press("Control+z")
    opened.settled(2)
    assert sizes(opened)["tea"] == 15000


@pytest.mark.parametrize(
    ("lang", "told", "remedy"),
    [("en", "2 faults; nothing was changed.", "Maybe sea?"),
     ("zh", "2 处错误，未作任何改动。", "也许是 sea？")],
)  # fmt: skip
def test_faults_are_shown_with_row_column_value_and_remedy(
    open_board: Open, lang: str, told: str, remedy: str
) -> None:
    opened = open_board(lang, refusals=(422,))
    page = opened.page
    page.keyboard.press("i")
    page.set_input_files("#import-file", file(WRONG))
    page.wait_for_selector(".faults")
    assert page.inner_text(".preview .callout") == told
    rows = page.eval_on_selector_all(
        ".faults tbody tr", "rows => rows.map(r => [...r.cells].map(c => c.innerText))"
    )
    assert [r[:4] for r in rows] == [
        ["events.csv", "6", "kind", "fiesta"], ["events.csv", "7", "industries", "see"],
    ]  # fmt: skip
    assert remedy in rows[1][4]
    assert violations(page) == []
    assert page.is_disabled("#import-go")
    page.set_input_files("#import-file", file(NEW))  # mended
    page.wait_for_selector("[data-differs=boats]")
    assert page.locator(".faults").count() == 0
    page.keyboard.press("Escape")
    assert opened.document()["version"] == 0


def test_a_table_dropped_onto_the_page(open_board: Open) -> None:
    opened = open_board()
    drop(opened.page, NEW.replace("2021-05-11", "2021-05-12"), "autumn.CSV")
    opened.page.wait_for_selector("[data-differs=evil]")
    assert opened.page.inner_text("#import-file-name") == "autumn.CSV"
    # A name is text, whatever it holds.
    assert town.HOSTILE in opened.page.inner_text("[data-differs=evil] b")
    assert opened.page.locator("#drop-hint").count() == 0


def test_what_cannot_be_dropped_or_is_too_big(open_board: Open) -> None:
    opened = open_board()
    drop(opened.page, "x", "photo.png")
    assert "can be dropped here" in opened.said()
    drop(opened.page, NEW + "\n" * 3_000_000, "events.csv")
    opened.page.wait_for_selector(".preview .callout.bad")
    assert opened.page.inner_text(".preview") == "events.csv is too big; at most 3 MB."


def test_a_choice_that_does_not_hold_together_can_be_mended(open_board: Open) -> None:
    opened = open_board(refusals=(422,))
    page = opened.page
    head, *rows = NEW.strip().splitlines()
    linked = [f"{row}," for row in rows[:-1]] + [f"{rows[-1]},yachts"]
    yachts = rows[-1].replace("boats,船展,Boat Show", "yachts,游艇展,Yachts")
    drop(opened.page, "\n".join([f"{head},co_located_with", *linked, f"{yachts},"]), "events.csv")
    page.wait_for_selector("[data-differs=yachts]")
    page.uncheck("[data-differs=yachts] input")
    page.wait_for_selector(".faults")
    assert page.locator(".faults tbody td").all_inner_texts()[2:4] == ["co_located_with", "yachts"]
    assert page.is_disabled("#import-go")
    page.uncheck("[data-differs=boats] input")
    page.wait_for_selector(".faults", state="detached")
    page.click("#import-go")
    opened.settled(1)
    assert set(sizes(opened)) == {"tea", "auto", "summit", "evil", "picnic"}


def test_a_table_that_changes_nothing(open_board: Open) -> None:
    opened = open_board()
    drop(opened.page, town.EVENTS, "events.csv")
    opened.page.wait_for_selector(".preview .nothing")
    assert opened.page.is_disabled("#import-go")


def test_what_others_do_meanwhile_is_told_and_weighed(open_board: Open) -> None:
    opened = open_board(refusals=(409,))  # the choice may be weighed before the news arrives
    page = opened.page
    drop(opened.page, NEW, "events.csv")
    page.wait_for_selector("[data-differs=boats]")
    page.uncheck("[data-differs=boats] input")
    another(opened, {"op": "change_event", "event_id": "tea", "set": {"gross_m2": 19000}})
    page.wait_for_selector("#import .callout.fair")
    assert "1 edit" in page.inner_text("#import .callout.fair")
    assert "Tea Fair changed" in page.inner_text("#import .callout.fair li")
    page.wait_for_selector("text=1 added, 1 dropped, 2 changed")
    page.wait_for_function(
        "() => !document.querySelector('[data-differs=tea] dl').innerText.includes('19,000')"
    )
    assert page.is_checked("[data-differs=tea] input")
    assert not page.is_checked("[data-differs=boats] input")
    page.click("#import-go")
    opened.settled(2)
    assert "boats" not in sizes(opened)
    assert opened.document()["version"] == 2


def test_one_who_is_late_changes_nothing_and_sees_why(open_board: Open) -> None:
    opened = open_board(refusals=(409,))
    page = opened.page
    drop(opened.page, NEW, "events.csv")
    page.wait_for_selector("[data-differs=boats]")
    # The news of the other edit does not arrive before the button is pressed.
    page.evaluate("document.querySelector('hall-timeline').board.session.close()")
    another(opened, {"op": "park", "event_id": "picnic"})
    page.click("#import-go")
    page.wait_for_selector("#import .callout.fair")
    assert "Lawn Picnic taken off" in page.inner_text("#import .callout.fair li")
    assert opened.document()["version"] == 1
    page.wait_for_selector("#import-go:enabled")
    page.click("#import-go")
    opened.settled(2)
    assert "boats" in sizes(opened)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_scenario_becomes_a_plan_of_its_own(open_board: Open, lang: str) -> None:
    opened = open_board(lang, refusals=(422,))
    page = opened.page
    by_menu(opened, {"en": "Open a scenario …", "zh": "打开场景文件……"}[lang])
    assert violations(page) == []
    page.set_input_files("#scenario-file", file(SCENARIO.replace("h3", "h9"), "mine.yaml"))
    page.wait_for_selector(".faults")
    cells = page.locator(".faults tbody td").all_inner_texts()
    assert cells[:4] == ["mine.yaml", "—", "changes[0].close.hall", "h9"]
    page.set_input_files("#scenario-file", file(SCENARIO, "mine.yaml"))
    page.wait_for_selector(".steps")
    title = {"en": "Hall 3 under repair", "zh": "三号馆检修"}[lang]
    assert page.input_value("#scenario-name") == title
    steps = page.locator(".steps li").all_inner_texts()
    assert steps[0] == {
        "en": "Bay Expo Hall 3 closed from 2021-05-19 to 2021-05-22",
        "zh": "停用 海湾会展中心 三号馆：2021-05-19 至 2021-05-22",
    }[lang]  # fmt: skip
    assert len(steps) == 3
    assert "0 → 1" in page.inner_text("#scenario-effect")
    hit = {"en": "Motor Show", "zh": "汽车展"}[lang]
    assert hit in page.inner_text(".others .bad-text")
    assert violations(page) == []
    page.click("#scenario-go")
    page.wait_for_selector("#scenario", state="detached")
    page.wait_for_function("n => !location.hash.startsWith(`#plan=${n}&`)", arg=opened.plan)
    opened.settled(1)
    assert title in page.inner_text(".names p")
    assert page.locator(".tl-bar.clash").count() == 1
    assert title in opened.said()
    assert opened.document()["version"] == 0
    page.keyboard.press("Control+z")
    opened.settled(2)
    assert page.locator(".tl-bar.clash").count() == 0
    assert opened.document()["version"] == 0


def test_set_aside_and_opened_again_by_keyboard(open_board: Open) -> None:
    opened = open_board(refusals=(422,))
    page = opened.page
    drop(opened.page, NEW, "events.csv")
    page.wait_for_selector("[data-differs=boats]")
    page.focus("#import-go")
    page.keyboard.press("Enter")
    opened.settled(1)
    close = {"op": "close", "venue_id": "forum", "from": "2021-06-01", "to": "2021-06-02"}
    another(opened, close)
    opened.settled(2)
    page.click("#more")
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name="Scenario file").press("Enter")
    aside = waiting.value.path().read_text(encoding="utf-8")
    page.keyboard.press("o")
    page.set_input_files("#scenario-file", file(aside, "aside.yaml"))
    page.wait_for_selector(".faults")  # its events are there already
    assert "meant for the workspace's files" in page.inner_text(".preview .hint")
    page.select_option("#scenario-from", "file")
    page.wait_for_selector(".steps")
    page.fill("#scenario-name", "Again")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.names p').innerText.includes('Again')")
    opened.settled(1)
    again = page.evaluate("document.querySelector('hall-timeline').board.plan.doc.id")
    old, new = opened.document(), town.document(opened.url, again)
    plain = [[{**e, "row": None} for e in doc["events"]] for doc in (old, new)]  # type: ignore[attr-defined]
    assert plain[0] == plain[1]
    assert [new[k] for k in ("venues", "policy")] == [old[k] for k in ("venues", "policy")]


def test_a_shipped_scenario_is_chosen_from_the_list(open_board: Open) -> None:
    opened = open_board(fragment="&ev=tea")
    page = opened.page
    page.keyboard.press("o")
    page.wait_for_selector("#scenario-shipped")
    options = page.locator("#scenario-shipped option").all_inner_texts()
    assert options == ["Choose one …", "repair.yaml"]
    page.select_option("#scenario-shipped", label="repair.yaml")
    page.wait_for_selector(".steps")
    page.fill("#scenario-name", "My own name")
    page.select_option("#scenario-from", "file")
    page.wait_for_selector("#scenario-go:enabled")
    assert page.input_value("#scenario-name") == "My own name"
    page.keyboard.press("Escape")
    page.wait_for_selector("#scenario", state="detached")
