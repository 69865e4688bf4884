"""Names that mean harm, in every place that shows them: text stays text and breaks no page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.test_questions import by_menu_key
from tests.web.board.test_solving import ended

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
ZH, EN = (pytest.mark.parametrize("lang", [lang]) for lang in ("zh", "en"))
TAG = "<img src=x onerror=alert(1)>"
QUOTES = "\"'`&lt;</option></script><b>O'Hara & \"Söhne\"</b>{{x}} ${y}"
TURNED = "\u202egnipeelS \u2067שלום\u2069\u200f مرحبا"
LONG = "W" * 300
EMOJI = "🎪👩‍👩‍👧‍👦 Zoë \ufe0f\u200b"
LINES = "one\ntwo\tthree"
EVENTS = {"tea": TAG, "auto": LONG, "summit": TURNED, "evil": QUOTES, "picnic": EMOJI,
          "gala": LINES}  # fmt: skip
SPACES = {"海湾会展中心": TAG, "Bay Expo": TAG, "一号馆": LONG, "Hall 1": LONG, "二号馆": QUOTES,
          "Hall 2": QUOTES, "三号馆": TURNED, "Hall 3": TURNED, "国际论坛": LONG, "Forum": LONG,
          "海滨公园": EMOJI, "Seaside Park": EMOJI}  # fmt: skip
TITLE = f"{TAG}{QUOTES}{TURNED}"[:100]
REASONS = {"h1": TAG, "h2": QUOTES, "h3": TURNED, "h4": LONG[:200], "r1": EMOJI}
TABS = ("events", "event", "coverage", "use", "cost", "solve")
WORDS = {"why": {"zh": "为什么在这里？", "en": "Why here?"},
         "where": {"zh": "还能放在哪里？", "en": "Where else could it go?"}}  # fmt: skip
OVERFLOWS = """() => {
    const wide = [document.documentElement, ...document.querySelectorAll(
        'dialog[open], .menu, .toast, .side, .panel, .tab-body, header.top')];
    return wide.filter(e => e.scrollWidth > e.clientWidth + 1)
        .map(e => `${e.localName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}`);
}"""


def quoted(text: str) -> str:
    """As YAML takes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + escaped.replace("\t", "\\t") + '"'


def named() -> dict[str, str]:
    """The small city's files with such names."""
    venues = town.VENUES
    for plain, name in SPACES.items():
        for end in (",", "\n", "}"):
            venues = venues.replace(f": {plain}{end}", f": {quoted(name)}{end}")
    rows = list(csv.DictReader(io.StringIO(town.EVENTS)))
    for row in rows:
        row["name_zh"] = row["name_en"] = EVENTS[row["id"]]
    table = io.StringIO()
    out = csv.DictWriter(table, list(rows[0]))
    out.writeheader()
    out.writerows(rows)
    return {"venues": venues, "events": table.getvalue()}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the small city with hostile names."""
    folder = town.write(Path(tmp_path_factory.mktemp("harm")) / "bay", **named())
    with town.serving(folder) as found:
        yield found


@pytest.fixture
def opened(open_board: Open, url: str, lang: str) -> Opened:
    """A plan with such a title, and closures for such reasons."""
    plan = town.begin(url, TITLE)
    for hall, why in REASONS.items():
        town.edit(url, plan, {"op": "close", "venue_id": "expo", "hall_id": hall,
                              "from": "2021-10-01", "to": "2021-10-09", "reason_zh": why,
                              "reason_en": why})  # fmt: skip
    return open_board(lang, "&ev=tea&tab=event", plan=plan)


def told(text: str) -> str:
    """A text without what a page does to white space and marks that it may add."""
    return "".join(text.split()).replace("\u2068", "").replace("\u2069", "").replace("\u200b", "")


def wrong(page: Any, where: str, *texts: str) -> list[str]:
    """What is not as it must be: texts that a place does not show, a page that is torn."""
    shown = told(page.inner_text(where)) + told(
        " ".join(page.eval_on_selector_all(
            f"{where} input, {where} [title], {where} [aria-label], {where} option",
            "all => all.map(e => [e.value, e.title, e.ariaLabel, e.label].join(' '))",
        ))
    )  # fmt: skip
    missing = [text for text in texts if told(text) not in shown]
    scripts = page.locator("img, b b, main script, dialog script").count()
    return missing + page.evaluate(OVERFLOWS) + (["an element of a name"] if scripts else [])


@LANGS
def test_rows_bars_tips_and_every_tab(opened: Opened, lang: str) -> None:
    page, found = opened.page, {}
    found["rows"] = wrong(page, ".tl-labels", TAG, LONG, QUOTES, TURNED, EMOJI)
    found["title"] = wrong(page, "#plan-name", TITLE)
    for tab in TABS:
        page.click(f"#tab-{tab}")
        names = {"events": EVENTS.values(), "event": [TAG], "cost": [QUOTES, LINES]}.get(tab, [])
        found[tab] = wrong(page, ".tab-body", *names)
    for event, name in EVENTS.items():
        if bar := opened.bar(event):
            bar.hover()
            found[f"tip of {event}"] = wrong(page, ".tip", name)
    for hall, why in REASONS.items():
        shut = page.locator(f"[data-row={hall}] .tl-closed[title]").last.get_attribute("title")
        found[f"closure of {hall}"] = [] if told(why) in told(shut) else [why]
    page.keyboard.press("Escape")
    page.get_by_role("button", name={"zh": "图例", "en": "Legend"}[lang]).click()
    found["legend"] = wrong(page, "#legend-all")
    page.set_viewport_size({"width": 390, "height": 800})
    found["narrow"] = wrong(page, "body")
    assert {where: faults for where, faults in found.items() if faults} == {}


@LANGS
def test_forms_and_dialogs(opened: Opened, lang: str) -> None:
    page, found = opened.page, {}
    board = "id => document.querySelector('hall-timeline').board.open(id)"
    for event, name in EVENTS.items():
        page.evaluate(board, event)
        page.click("#event-change")
        page.wait_for_selector("dialog#event")
        found[f"form of {event}"] = wrong(page, "dialog#event", name)
        page.keyboard.press("Escape")
        page.click("#event-drop")
        page.wait_for_selector("dialog#drop")
        found[f"dropping {event}"] = wrong(page, "dialog#drop", name)
        page.keyboard.press("Escape")
    page.click("h1")
    page.keyboard.press("c")
    found["closings"] = wrong(page, "dialog#close", *REASONS.values(), TAG, LONG, QUOTES)
    page.keyboard.press("Escape")
    for entry, box in (("#rename-open", "dialog#rename"), ("#history-open", "dialog[open]")):
        page.click("#more")
        found[f"menu for {entry}"] = wrong(page, ".menu")
        page.click(entry)
        page.wait_for_selector(box)
        found[entry] = wrong(page, box, *([TITLE] if "rename" in box else []))
        page.keyboard.press("Escape")
    page.click("#more")
    page.locator("[role=menuitem]").first.click()
    page.wait_for_selector("dialog#plans")
    found["plans"] = wrong(page, "dialog#plans", TITLE)
    assert {where: faults for where, faults in found.items() if faults} == {}


@ZH
def test_answers_proposals_and_toasts(opened: Opened, lang: str) -> None:
    page, found = opened.page, {}
    opened.bar("auto").focus()
    for version, key in enumerate(("Alt+Shift+ArrowLeft", "Alt+ArrowLeft", "Alt+ArrowUp"), 6):
        page.keyboard.press(key)
        opened.settled(version)
    found["toast"] = wrong(page, ".toast", LONG)
    page.keyboard.press("F8")
    found["clash"] = wrong(page, "body", TAG)
    page.click("#tab-solve")
    page.click("#solve-repair")
    assert ended(opened) == "done"
    found["proposal"] = wrong(page, ".changes", LONG)
    page.click("#accept-all")
    opened.settled(9)
    page.click("#more")
    page.click("#history-open")
    found["history"] = wrong(page, ".history", LONG)
    page.click(".history li:last-child button")
    page.wait_for_selector("[data-change=auto]")
    found["as it was"] = wrong(page, ".changes", LONG)
    page.click("#reject-all")
    for what, words in WORDS.items():
        by_menu_key(opened, "auto", words[lang])
        assert ended(opened) == "done"
        found[what] = wrong(page, ".tab-body", LONG)
        page.click("#done-asking")
    assert {where: faults for where, faults in found.items() if faults} == {}


@EN
def test_conflicts_of_bookings_with_such_names(opened: Opened, lang: str) -> None:
    page = opened.page
    book = [{"op": "change_event", "event_id": event,
             "set": {"booked_start": "2021-06-16", "booked_halls": "expo/h1"}}
            for event in ("auto", "evil")]  # fmt: skip
    opened.settled(town.edit(opened.url, opened.plan, *book))
    page.click("#tab-solve")
    page.click("#ask-conflicts")
    assert ended(opened) == "done"
    assert wrong(page, ".tab-body", LONG, QUOTES) == []


@ZH
def test_comparing_publishing_and_scenarios(opened: Opened, lang: str) -> None:
    page, found = opened.page, {}
    other = town.begin(opened.url, TITLE)
    opened.bar("auto").focus()
    page.keyboard.press("Alt+Shift+ArrowRight")
    opened.settled(6)
    page.click("#more")
    page.locator("[role=menuitem]").first.click()
    page.locator(".plan-list li", has_text=f"#{other} ").locator(".compare").click()
    page.wait_for_selector("[data-change=auto]")
    found["compared"] = wrong(page, ".tab-body", TITLE, LONG)
    page.click("#reject-all")
    page.click("#more")
    page.get_by_role("menuitem", name={"zh": "发布……", "en": "Publish …"}[lang]).click()
    page.wait_for_selector("#publish [data-happens]")
    found["publishing"] = wrong(page, "dialog#publish", LONG, TAG)
    page.click("#publish-go")
    page.wait_for_selector("#publish", state="detached")
    scenario = (f"title_zh: {quoted(TITLE)}\ntitle_en: {quoted(TITLE)}\nchanges:\n"
                "  - close: {venue: expo, hall: h1, from: 2021-05-19, to: 2021-05-22, "
                f"reason_zh: {quoted(QUOTES)}}}\n  - drop_event: auto\n")  # fmt: skip
    page.click("h1")
    page.keyboard.press("o")
    file = {"name": f"{TAG}.yaml".replace("/", ""), "mimeType": "application/yaml",
            "buffer": scenario.encode()}  # fmt: skip
    page.set_input_files("#scenario-file", file)
    page.wait_for_selector("#scenario-go:enabled")
    found["scenario"] = wrong(page, "dialog#scenario", TITLE, LONG, TAG)
    page.click("#scenario-go")
    page.wait_for_selector("#scenario", state="detached")
    found["opened"] = wrong(page, "body", TITLE)
    assert {where: faults for where, faults in found.items() if faults} == {}


@EN
def test_the_report(opened: Opened, chromium: Any, tmp_path: Path, lang: str) -> None:
    form = f"{opened.url}/api/plans/{opened.plan}/export/html?lang={lang}"
    path = tmp_path / "report.html"
    path.write_bytes(opened.page.request.get(form).body())
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(path.as_uri())
    assert wrong(page, "body", TITLE, *EVENTS.values()) == []
    page.close()
