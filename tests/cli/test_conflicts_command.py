"""``conflicts``: its answers, its exit codes, and the folder it writes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from scheduler.loading import load
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.cli.tiny import CLASH, POLICY, VENUES, answer, city, listing, run
from tests.loading.workspaces import row, table

BRAND = "coverage: {brand_events: 1, events: 0, required: true}   # the city's goal\n"


def test_a_plan_is_no_conflict(tmp_path: Path) -> None:
    said = answer("-w", city(tmp_path), "conflicts")
    assert said == {"feasible": True, "complete": True, "conflicts": [], "files": []}
    assert run("-w", tmp_path, "conflicts").stdout == "There is a plan; nothing contradicts.\n"


def test_two_bookings_in_the_same_halls(tmp_path: Path) -> None:
    said = answer("-w", city(tmp_path, *CLASH), "conflicts", code=1)
    assert (said["feasible"], said["complete"]) == (False, True)
    first = said["conflicts"][0]
    assert list(first) == ["members", "counts", "remedies"]
    member = first["members"][0]
    assert list(member) == [
        "rule", "events", "halls", "days", "file", "row", "column", "text_zh", "text_en",
    ]  # fmt: skip
    assert (member["rule"], member["file"], member["row"], member["column"]) == (
        "booking", "events.csv", 2, "booked_start",
    )  # fmt: skip
    remedy = first["remedies"][0]
    assert list(remedy) == ["number", "price", "edits", "text_zh", "text_en"]
    assert list(remedy["edits"][0]) == ["file", "id", "column", "value"]
    prices = [r["price"] for r in first["remedies"]]
    assert prices == sorted(prices)


def test_told_in_both_languages(tmp_path: Path) -> None:
    city(tmp_path, *CLASH)
    english, chinese = (run("-w", tmp_path, "conflicts", lang=lang) for lang in ("en", "zh"))
    assert (english.exit_code, chinese.exit_code) == (1, 1)
    assert "one is booked to open on 2021-05-10  [events.csv:2 booked_start]" in english.stdout
    assert "move the booking of" in english.stdout.lower()
    assert "one 已订 2021-05-10 开展  [events.csv:2 booked_start]" in chinese.stdout
    assert "化解办法" in chinese.stdout


def test_every_remedy_gives_a_plan_when_applied(tmp_path: Path) -> None:
    home = city(tmp_path / "city", *CLASH)
    before = {p: (home / p).read_bytes() for p in listing(home)}
    numbers = {r["number"] for c in answer("-w", home, "conflicts", code=1)["conflicts"]
               for r in c["remedies"]}  # fmt: skip
    assert len(numbers) > 3
    for number in numbers:
        out = tmp_path / str(number)
        said = answer("-w", home, "conflicts", "--apply", number, "-o", out)
        assert sorted(Path(f).name for f in said["files"]) == [
            "events.csv", "policy.yaml", "venues.yaml",
        ]  # fmt: skip
        found = solve(load(out).problem, SolveParams(time_limit_s=30.0, workers=1))
        assert found.plan is not None
    assert {p: (home / p).read_bytes() for p in listing(home)} == before


PAIR = (
    row(id="tea", name_zh="茶展", theme="tea", gross_m2=4000, booked_start="2021-05-10"),
    row(id="cups", name_zh="茶具展", theme="tea", gross_m2=4000, booked_start="2021-05-20",
        co_located_with="tea"),
)  # fmt: skip
"""Co-located and of one theme, but booked on different days."""


@pytest.mark.parametrize(
    ("days", "price", "columns"),
    [
        (3, 300, ["co_located_with"]),
        # 13 to 19 May lie between their shows: one day short.
        (8, 302, ["co_located_with", "date_protection.themes.tea"]),
    ],
)
def test_a_group_of_one_theme_can_be_parted(
    tmp_path: Path, days: int, price: int, columns: list[str]
) -> None:
    protected = POLICY + f"date_protection: {{days: {days}}}\n"
    home = city(tmp_path / "city", *PAIR, policy=protected)
    (conflict,) = answer("-w", home, "conflicts", code=1)["conflicts"]
    remedies = [r for r in conflict["remedies"] if r["edits"][0]["column"] == "co_located_with"]
    cheapest = remedies[0]
    assert (cheapest["price"], [e["column"] for e in cheapest["edits"]]) == (price, columns)
    assert cheapest["text_en"].startswith("No longer co-locate")
    assert cheapest["text_zh"].startswith("不再要求“茶具展”同期同馆")
    out = tmp_path / "new"
    answer("-w", home, "conflicts", "--apply", cheapest["number"], "-o", out)
    assert answer("-w", out, "conflicts")["feasible"] is True
    changed = load(out).problem.event_by_id["cups"]
    assert changed.co_located_with == ""


def trio(**starts: str) -> list[dict[str, object]]:
    """Of one theme, in a star around the first, each as large as the venue; some are booked."""
    return [
        row(id=e, name_zh=e, name_en=e.upper(), theme="tea", gross_m2=starts.get("size", 9000),
            booked_start=starts.get(e, ""), co_located_with="" if e == "a" else "a")
        for e in "abcd"[: int(starts.get("n", 3))]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "text", "price", "links"),
    [
        # No two of them fit into the venue at a time.
        (trio(a="2021-05-10"), "No longer co-locate A, B, C", 600, {"b": "", "c": ""}),
        # The hub is booked on another day; the others stay together.
        (trio(a="2021-05-10", b="2021-05-20", size="2000"), "No longer co-locate A", 300,
         {"b": "", "c": "b"}),
        (trio(a="2021-05-10", b="2021-05-20", size="2000"), "No longer co-locate B", 300,
         {"b": ""}),
        (trio(a="2021-05-10", b="2021-05-20", c="2021-05-20", d="2021-05-10", n="4", size="1000"),
         "No longer co-locate A, D with the others", 600, {"b": "", "c": "b"}),
    ],
)  # fmt: skip
def test_a_larger_group_is_parted_as_it_takes(
    tmp_path: Path, rows: list[dict[str, object]], text: str, price: int, links: dict[str, str]
) -> None:
    home = city(tmp_path / "city", *rows, policy=POLICY + "date_protection: {days: 3}\n")
    found = {r["text_en"]: r for c in answer("-w", home, "conflicts", code=1)["conflicts"]
             for r in c["remedies"]}  # fmt: skip
    assert text in found
    remedy = found[text]
    assert (remedy["price"], {e["id"]: e["value"] for e in remedy["edits"]}) == (price, links)
    out = tmp_path / "new"
    answer("-w", home, "conflicts", "--apply", remedy["number"], "-o", out)
    assert answer("-w", out, "conflicts")["feasible"] is True


def test_each_booking_is_eased_the_cheapest_way(tmp_path: Path) -> None:
    """Released, both of them, where another day would be months away."""
    rows = [row(id=e, name_zh=e, name_en=e, gross_m2=4000, booked_start=day)
            for e, day in (("one", "2021-12-10"), ("two", "2021-12-20"))]  # fmt: skip
    home = city(tmp_path / "city", *rows)
    found = {r["number"]: r for c in answer("-w", home, "conflicts", code=1)["conflicts"]
             for r in c["remedies"]}  # fmt: skip
    assert found[1]["price"] == 2 * 3 * 150
    assert found[1]["text_en"] == "Release the booking of one; release the booking of two"


def test_only_the_changed_row_is_written_anew(tmp_path: Path) -> None:
    rows = [row(id=i, name_zh=i, gross_m2=9000, booked_start="2021-05-10", notes='a "b", c')
            for i in ("one", "two", "three")]  # fmt: skip
    rows[2]["booked_start"] = ""
    events = "\ufeff" + table(*rows).replace("\n", "\r\n")
    city(tmp_path / "city", **{"events.csv": events})
    answer("-w", tmp_path / "city", "conflicts", "--apply", 1, "-o", tmp_path / "new")
    old = events.encode().split(b"\r\n")
    new = (tmp_path / "new" / "events.csv").read_bytes().split(b"\r\n")
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert len(changed) == 1
    assert b'"a ""b"", c"' in changed[0][1]


def test_yaml_keeps_its_comments(tmp_path: Path) -> None:
    rows = [row(id="boats", name_zh="船展", is_brand="true", gross_m2=4000)]
    city(tmp_path / "city", *rows, policy="# ours\n" + POLICY + BRAND)
    found = answer("-w", tmp_path / "city", "conflicts", code=1)
    (number,) = {r["number"] for c in found["conflicts"] for r in c["remedies"]}
    out = tmp_path / "new"
    answer("-w", tmp_path / "city", "conflicts", "--apply", number, "-o", out)
    text = (out / "policy.yaml").read_text(encoding="utf-8")
    assert text == "# ours\n" + POLICY + BRAND.replace("brand_events: 1", "brand_events: 0")


def test_a_closure_is_cut_where_the_hall_is_needed(tmp_path: Path) -> None:
    closed = "gross_m2: 5000, closures: [{from: 2021-05-01, to: null, reason_en: works}]}"
    venues = VENUES.replace("gross_m2: 5000}", closed)
    rows = [row(id="boats", name_zh="船展", gross_m2=9000, booked_start="2021-05-10")]
    home = city(tmp_path / "city", *rows)
    (home / "venues.yaml").write_text(venues, encoding="utf-8")
    found = answer("-w", home, "conflicts", code=1)
    texts = {r["number"]: r["text_en"] for c in found["conflicts"] for r in c["remedies"]}
    number = next(n for n, t in texts.items() if "Let" in t and "2021-05-10 to 2021-05-12" in t)
    out = tmp_path / "new"
    answer("-w", home, "conflicts", "--apply", number, "-o", out)
    hall = load(out).problem.venues[0].halls[0]
    assert [(c.span.last, c.reason.en) for c in hall.closures][0][1] == "works"
    assert len(hall.closures) == 2


def test_a_workbook_stays_one(tmp_path: Path) -> None:
    home = city(tmp_path / "city")
    book = openpyxl.Workbook()
    columns = list(CLASH[0])
    book.active.append(columns)
    for event in CLASH:
        book.active.append([event[c] for c in columns])
    (home / "events.csv").unlink()
    book.save(home / "events.xlsx")
    out = tmp_path / "new"
    answer("-w", home, "conflicts", "--apply", 1, "-o", out)
    assert listing(out) == ["events.xlsx", "policy.yaml", "venues.yaml"]
    assert answer("-w", out, "conflicts")["feasible"] is True


@pytest.mark.parametrize(
    "args",
    [
        ("--apply", 1), ("-o", "new"), ("--apply", 0, "-o", "new"), ("--sets", 6),
        ("--apply", 99, "-o", "new"), ("--time-limit", 0), ("--sets", "many"), ("extra",),
        ("--apply", 1, "-o", "new", "--no-remedies"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_usage_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[object, ...], lang: str
) -> None:
    home = city(tmp_path, *CLASH)
    monkeypatch.chdir(home)
    before = listing(home)
    told = run("conflicts", *args, lang=lang)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.strip()
    assert listing(home) == before


def test_a_folder_that_holds_anything_is_refused(tmp_path: Path) -> None:
    home = city(tmp_path, *CLASH)
    before = listing(home)
    for out in (home, home / "events.csv"):
        told = run("-w", home, "conflicts", "--apply", 1, "-o", out)
        assert told.exit_code == 2
    assert listing(home) == before


def test_bad_inputs_are_told_as_by_validate(tmp_path: Path) -> None:
    said = answer("-w", city(tmp_path, row(show_days="-1")), "conflicts", code=2)
    assert [(f["row"], f["column"]) for f in said["errors"]] == [(2, "show_days")]


def test_undecided(tmp_path: Path) -> None:
    said = answer("-w", city(tmp_path, *CLASH), "conflicts", "--time-limit", 0.001, code=3)
    assert (said["feasible"], said["conflicts"]) == (None, [])


def test_validate_warns_of_crowded_periods(tmp_path: Path) -> None:
    """Two halls of one run hold five shows of three days in a week at most four times."""
    rows = [row(id=f"e{n}", name_zh=f"e{n}", gross_m2=4000, earliest="2021-05-10",
                latest="2021-05-16") for n in range(5)]  # fmt: skip
    said = answer("-w", city(tmp_path, *rows), "validate")
    assert [(w["file"], w["row"], w["column"], w["value"]) for w in said["warnings"]] == [
        ("events.csv", 2, "id", "e0")
    ]
    assert "at least 15 hall-days" in said["warnings"][0]["message_en"]
    assert "只有 14" in said["warnings"][0]["message_zh"]
    assert answer("-w", tmp_path, "conflicts")["feasible"] is True


def test_validate_says_when_counting_alone_forbids_a_plan(tmp_path: Path) -> None:
    said = answer("-w", city(tmp_path, *CLASH), "validate")
    assert said["warnings"][0]["message_en"].startswith("makes a plan impossible: together")
