"""The page of scenarios: one file, both languages, safe and without any address."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scheduler.outputs.whatif import render, write_page
from scheduler.outputs.whatif.words import KINDS, WORDS, number
from tests.outputs.report_factory import HOSTILE
from tests.scenarios.effects import answer, impossible, known

ANSWER = answer(known(), impossible())
VOID = {"meta", "input"}


class Reader(HTMLParser):
    """Texts by language, and tags; every tag is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.lang = ""
        self.texts: dict[str, list[str]] = {"": [], "zh": [], "en": []}
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "main":
            self.lang = str(dict(attrs)["class"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open:
            self.texts[self.lang].append(data.strip())

    def text(self, lang: str) -> str:
        return " ".join(self.texts[lang])


def test_it_is_whole_and_asks_for_nothing() -> None:
    page = render(ANSWER, "zh")
    found = Reader(page)
    assert page.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert not {"script", "img", "link", "iframe", "form"} & {tag for tag, _ in found.tags}
    policy = next(a["content"] for t, a in found.tags if t == "meta" and "http-equiv" in a)
    assert policy and policy.startswith("default-src 'none'; style-src 'sha256-")
    ids = [a["id"] for _, a in found.tags if "id" in a]
    links = [str(a["href"]) for t, a in found.tags if t == "a"]
    assert links == ["#zh-1", "#zh-2", "#en-1", "#en-2"]
    assert {link[1:] for link in links} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_language_asked_for_is_shown(lang: str) -> None:
    checked = [a["id"] for t, a in Reader(render(ANSWER, lang)).tags if "checked" in a]
    assert checked == [f"lang-{lang}"]


def test_what_it_says() -> None:
    english = Reader(render(ANSWER)).text("en")
    first = ANSWER["scenarios"][0]
    for said in (
        f"The standing plan costs {ANSWER['before']['cost']:,}; 4 of 5 events placed",
        "Begun, and must end early Tea Expo · last day 2021-05-16",
        "Points, hall-days and visitors still count the whole show.",
        "Tea Expo tea Moved 2021-05-15 – 2021-05-18 expo h1 h2 2021-05-16 – 2021-05-19 expo h2 h3",
        "Dropped by the scenario",
        "Known on 2021-05-16. Begun and left as they are: 1. About to begin, kept in place or",
        f"If changes cost nothing: Feasible, cost {first['free']['cost']:,}",
        "2. Impossible scenarios/b.yaml · Planned near the standing plan",
        "These facts contradict each other",
    ):
        assert said in english, said
    chinese = Reader(render(ANSWER)).text("zh")
    assert "2021-05-16 得知：已开始 1 个，原样保留；1 个即将开始" in chinese
    assert "已开始、须提前结束 茶业博览会 · 最后一天 2021-05-16" in chinese
    assert "分值、展厅天与观众人次仍按整个展期计算。" in chinese
    assert "2. 不可能 scenarios/b.yaml · 在现行方案附近重排" in chinese


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_venue_that_lets_as_much_of_fewer_halls_is_told_with_its_share(lang: str) -> None:
    """Its halls were shut, and everything found room in the others."""
    said = answer(known())
    use = {"let": [18, 18], "open": [72, 36], "share": [0.25, 0.5]}
    same = {"let": [5, 5], "open": [10, 10], "share": [0.5, 0.5]}
    said["scenarios"][0]["venues"] = {
        "x": {"name_zh": "甲馆", "name_en": "Alpha", **use},
        "y": {"name_zh": "乙馆", "name_en": "Beta", **same},
    }
    text = Reader(render(said)).text(lang)
    name, other, every = {
        "zh": ("甲馆", "乙馆", "全部场馆"), "en": ("Alpha", "Beta", "All venues"),
    }[lang]  # fmt: skip
    assert f"{name} 18 (25%) 18 (50%) 0 {every} 23 (28%) 23 (50%) 0" in text
    assert other not in text


def test_hostile_names_stay_text() -> None:
    page = render(ANSWER)
    assert "<img" not in page
    assert HOSTILE in Reader(page).text("en")
    assert "情景<甲>" in Reader(page).text("zh")


def test_same_answer_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "w.html"
    write_page(path, ANSWER, "en")
    first = path.read_bytes()
    write_page(path, ANSWER, "en")
    assert path.read_bytes() == first == render(ANSWER, "en").encode()
    assert [p.name for p in tmp_path.iterdir()] == ["w.html"]


def test_every_word_has_both_languages() -> None:
    for key, text in (WORDS | KINDS).items():
        assert text.zh and text.en, key
        assert set(re.findall(r"{\w+}", text.zh)) == set(re.findall(r"{\w+}", text.en)), key


def test_numbers() -> None:
    assert [number(n) for n in (None, 0, 1234)] == ["–", "0", "1,234"]
    assert [number(n, sign=True) for n in (0, 1234, -5)] == ["0", "+1,234", "-5"]
