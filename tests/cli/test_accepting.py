"""Publishing in spite of broken hard rules: each finding is accepted by itself, with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.tiny import PLAN, POLICY, ROWS, answer, city, listing, run
from tests.loading.workspaces import row

TOOLS = row(id="tools", name_zh="工具展", name_en="Tools", gross_m2=4000, show_days=3)
CROWDED = PLAN.replace("2021-05-14", "2021-05-12") + "tools,expo,h2,2021-05-12\n"
"""Care and Tools both stand in halls that Boats have; Boats and each of them is a finding."""

DAY = ("--today", "2021-03-01")
CARE, TOOL = "occupancy/boats/care", "occupancy/boats/tools"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    files = {"crowded.csv": CROWDED, "plan.csv": PLAN}
    return city(tmp_path / "town", *ROWS, TOOLS, **files)


def accepted(*names: str) -> list[str]:
    return [word for name in names for word in ("--accept", f"{name}:agreed on {name[-4:]}")]


def test_a_refusal_tells_how_to_accept_each_finding(town: Path) -> None:
    for lang, reason in (("en", "REASON"), ("zh", "理由")):
        told = run("-w", town, "publish", town / "crowded.csv", *DAY, lang=lang).stdout
        shown = [line.strip() for line in told.splitlines() if "--accept" in line]
        assert shown == [f'--accept "{TOOL}:{reason}"', f'--accept "{CARE}:{reason}"']
    said = answer("-w", town, "publish", town / "crowded.csv", *DAY, code=1)
    assert [(f["events"], f["accept"]) for f in said["refused"]] == [
        (["boats", "tools"], TOOL), (["boats", "care"], CARE),
    ]  # fmt: skip


def test_one_acceptance_does_not_cover_the_next_finding(town: Path) -> None:
    publish = ("-w", town, "publish", town / "crowded.csv", *DAY)
    said = answer(*publish, *accepted(CARE), code=1)
    assert [f["accept"] for f in said["refused"]] == [TOOL]
    before = listing(town)
    told = run(*publish, *accepted("occupancy"))
    assert (told.exit_code, told.stdout, listing(town)) == (2, "", before)
    assert f"there are 2 such findings; accept each by itself: {TOOL}, {CARE}" in told.stderr
    said = answer(*publish, *accepted(CARE, TOOL))
    assert [(a["reason"], a["findings"][0]["events"]) for a in said["accepted"]] == [
        ("agreed on ools", ["boats", "tools"]), ("agreed on care", ["boats", "care"]),
    ]  # fmt: skip
    assert answer("-w", town, "release", 1)["accepted"] == said["accepted"]
    assert answer("-w", town, "releases")["releases"][0]["accepted"] == 2
    told = run("-w", town, "release", 1, lang="zh").stdout
    assert ("理由：agreed on care" in told, "理由：agreed on ools" in told) == (True, True)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((CARE, TOOL, "occupancy/care/tools"), "does not break this hard rule so"),
        ((CARE, TOOL, CARE), "each finding once"),
        ((CARE, TOOL, f"{CARE}/2021-05-12"), "accepted twice"),
    ],
)
def test_what_is_no_finding_of_its_own_is_not_accepted(
    town: Path, names: tuple[str, ...], words: str
) -> None:
    args = accepted(*names)
    told = run("-w", town, "publish", town / "crowded.csv", *DAY, *args)
    assert (told.exit_code, told.stdout) == (2, "")
    assert words in told.stderr


def test_findings_with_the_same_events_have_names_of_their_own(tmp_path: Path) -> None:
    """Counts of an industry concern the same events, and here none at all."""
    policy = POLICY.replace("industries: {", "industries: {tea: {name_en: Tea}, ")
    town = city(
        tmp_path, policy=policy + "coverage: {brand_events: 1, events: 1, required: true}\n",
        **{"plan.csv": PLAN},
    )  # fmt: skip
    publish = ("-w", town, "publish", town / "plan.csv", *DAY)
    refused = answer(*publish, code=1)["refused"]
    names = [f["accept"] for f in refused]
    assert ({f["rule"] for f in refused}, len(refused), len(set(names))) == ({"coverage"}, 3, 3)
    assert answer(*publish, code=1)["refused"] == refused
    assert len(answer(*publish, *accepted(*names))["accepted"]) == 3


def test_help_agrees(town: Path) -> None:
    for lang, word in (("en", "one for each finding"), ("zh", "违反")):
        for command in ("publish", "rollback"):
            told = "".join(run(command, "--help", lang=lang).stdout.split())
            assert "RULE[/EVENT…]:REASON" in told
            assert "".join(word.split()) in told


def closed(town: Path) -> None:
    """From now on, the halls are closed on the first day of Care."""
    venues = town / "venues.yaml"
    before = venues.read_text(encoding="utf-8")
    repairs = "    closures: [{from: 2021-05-14, to: 2021-05-14, reason_en: Repairs}]\n"
    after = before.replace("  - id: expo\n", "  - id: expo\n" + repairs)
    assert after != before
    venues.write_text(after, encoding="utf-8")


def test_a_rollback_is_audited_by_todays_inputs(town: Path) -> None:
    answer("-w", town, "publish", town / "plan.csv", *DAY)
    (town / "later.csv").write_text(PLAN.replace("2021-05-14", "2021-05-17"))
    answer("-w", town, "publish", town / "later.csv", *DAY)
    closed(town)
    back = ("-w", town, "rollback", 1, *DAY)
    said = answer(*back, code=1)
    assert [f["accept"] for f in said["refused"]] == ["closure/care"]
    assert said["published"] is False
    told = run(*back, lang="zh")
    assert (told.exit_code, told.stdout.startswith("不予发布")) == (1, True)
    assert len(answer("-w", town, "releases")["releases"]) == 2
    said = answer(*back, *accepted("closure"))
    assert (said["published"], said["release"]) == (True, 3)
    assert answer("-w", town, "release", 3)["accepted"] == said["accepted"]
    assert [a["rule"] for a in said["accepted"]] == ["closure"]


def test_a_rollback_of_an_event_that_is_no_more(town: Path) -> None:
    answer("-w", town, "publish", town / "plan.csv", *DAY)
    events = town / "events.csv"
    rows = events.read_text(encoding="utf-8").splitlines(keepends=True)
    events.write_text("".join(r for r in rows if not r.startswith("parade")), encoding="utf-8")
    (town / "fewer.csv").write_text("".join(PLAN.splitlines(keepends=True)[:-1]))
    answer("-w", town, "publish", town / "fewer.csv", *DAY)
    said = answer("-w", town, "rollback", 1, *DAY, code=1)
    assert [f["rule"] for f in said["refused"]] == ["plan"]


def test_what_a_release_accepted_stands_when_it_comes_back(town: Path) -> None:
    publish = ("-w", town, "publish")
    first = answer(*publish, town / "crowded.csv", *DAY, *accepted(CARE, TOOL))["accepted"]
    answer(*publish, town / "plan.csv", *DAY)
    said = answer("-w", town, "rollback", 1, *DAY)
    assert (said["published"], said["accepted"]) == (True, first)
    answer("-w", town, "rollback", 2, *DAY)
    closed(town)
    said = answer("-w", town, "rollback", 1, *DAY, code=1)
    assert {f["rule"] for f in said["refused"]} == {"closure"}
