"""The family of instances: its hashes, what is known of each, and the score of a plan by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import family, validate
from benchmarks.family import Instance

INSTANCES = family.read_family()
SMALL = [name for name, one in INSTANCES.items() if int(one.events) <= 103]


@pytest.mark.parametrize("name", SMALL)
def test_inputs_are_those_of_the_list(name: str) -> None:
    """A generator or a data file that drifts away from what the best-known figures are for is noticed."""
    one = INSTANCES[name]
    with family.workspace_of(one) as folder:
        assert family.inputs_hash(folder) == one.sha256
        assert len((folder / "events.csv").read_text("utf-8-sig").splitlines()) == int(one.events) + 1


def test_other_inputs_are_refused(tmp_path: Path) -> None:
    one = INSTANCES["city-103-a"]
    family.write_instance(one, tmp_path / one.name)
    with (tmp_path / one.name / "policy.yaml").open("a", encoding="utf-8") as file:
        file.write("# drift\n")
    with pytest.raises(ValueError, match="sha256 differs"), family.workspace_of(one, tmp_path):
        pass


def test_hash_sees_names_and_contents_but_not_line_ends(tmp_path: Path) -> None:
    for name in family.INPUTS:
        (tmp_path / name).write_bytes(b"a\nb\n")
    first = family.inputs_hash(tmp_path)
    (tmp_path / "events.csv").write_bytes(b"a\r\nb\r\n")
    assert family.inputs_hash(tmp_path) == first
    (tmp_path / "events.csv").write_bytes(b"a\nc\n")
    assert family.inputs_hash(tmp_path) != first


@pytest.mark.parametrize("one", INSTANCES.values(), ids=lambda one: one.name)
def test_what_is_known_is_consistent(one: Instance) -> None:
    assert len(one.sha256) == 64
    assert one.cost is not None and one.cost_from
    assert bool(one.best_bound) == bool(one.bound_from)
    assert one.bound is None or one.bound <= one.cost
    assert (one.optimal == "proven") == (one.bound == one.cost)


def test_the_family_has_the_sizes_and_kinds() -> None:
    assert {int(one.events) for one in INSTANCES.values()} == {103, 300, 1000, 3000, 10_000}
    options = " ".join(one.options for one in INSTANCES.values())
    for name in ("tightness", "rooms", "protection", "bookings", "colocation", "windows", "shows"):
        assert f"--{name} " in options


def test_list_is_written_as_it_is_read(tmp_path: Path) -> None:
    family.write_family(INSTANCES, tmp_path / "family.csv")
    assert (tmp_path / "family.csv").read_text("utf-8") == family.LIST.read_text("utf-8")


@pytest.mark.parametrize(("cost", "bound", "known"), [
    (101, 79, ("100", "a", "80", "b", "")), (99, None, ("99", "new", "80", "b", "")),
    (None, 81, ("100", "a", "81", "new", "")), (90, 90, ("90", "new", "90", "new", "proven"))])
def test_only_better_figures_are_taken(cost: int | None, bound: int | None, known: tuple[str, ...]) -> None:
    one = family.better(Instance("x", "9", "", "", "100", "a", "80", "b", ""), cost, bound, "new")
    assert (one.best_cost, one.cost_from, one.best_bound, one.bound_from, one.optimal) == known


def test_a_bound_above_a_legal_plan_is_an_error() -> None:
    with pytest.raises(ValueError, match="bound 101 above"):
        family.better(Instance("x", "9", "", "", "100", "a"), None, 101, "new")


def test_command_lists_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert family.main([]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(INSTANCES)
    assert family.main(["city-103-a", str(tmp_path)]) == 0
    assert family.inputs_hash(tmp_path) == INSTANCES["city-103-a"].sha256
    with pytest.raises(SystemExit):
        family.main(["qingdao-2021", str(tmp_path)])


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of one instance."""
    folder = tmp_path_factory.mktemp("family")
    family.write_instance(INSTANCES["city-103-a"], folder / "city-103-a")
    return folder


def scored(kept: Path, plan: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    status = validate.main(["city-103-a", str(plan), "--keep", str(kept), "--format", "json"])
    return status, json.loads(capsys.readouterr().out)


def test_a_legal_plan_is_scored(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, found = scored(kept, kept / "city-103-a" / "hidden" / "plan.csv", capsys)
    one = INSTANCES["city-103-a"]
    assert status == 0
    assert found["legal"] is True and found["broken"] == []
    assert found["over_best"] == found["cost"] - one.cost  # type: ignore[operator]
    assert found["gap"] == (found["cost"] - one.bound) / found["cost"]  # type: ignore[operator]


def test_four_columns_in_any_order_suffice(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = (kept / "city-103-a" / "hidden" / "plan.csv").read_text("utf-8").splitlines()
    at = [source[0].split(",").index(name) for name in ("show_first", "hall_ids", "venue_id", "event_id")]
    lines = [",".join(line.split(",")[n] for n in at) for line in source]
    (tmp_path / "mine.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]), "utf-8")
    _, mine = scored(kept, tmp_path / "mine.csv", capsys)
    _, theirs = scored(kept, kept / "city-103-a" / "hidden" / "plan.csv", capsys)
    assert mine == theirs


def test_an_illegal_plan_has_no_gap(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = (kept / "city-103-a" / "hidden" / "plan.csv").read_text("utf-8").splitlines()
    (tmp_path / "twice.csv").write_text("\n".join([*source, source[1]]), "utf-8")
    status, found = scored(kept, tmp_path / "twice.csv", capsys)
    assert status == 1
    assert (found["legal"], found["gap"], found["over_best"]) == (False, None, None)
    assert [text.split(":")[0] for text in found["broken"]] == ["plan"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", [None, "event_id,venue_id\na,b\n", "\xff"])
def test_unreadable_is_told(kept: Path, tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    if content is not None:
        (tmp_path / "plan.csv").write_bytes(content.encode("latin-1"))
    assert validate.main(["city-103-a", str(tmp_path / "plan.csv"), "--keep", str(kept)]) == 2
    assert "cannot score this" in capsys.readouterr().err


def test_text_names_what_is_broken_and_folders_are_scored_too(
        kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.csv").write_text("event_id,venue_id,hall_ids,show_first\nnobody,expo-1,h1,2021-05-05\n", "utf-8")
    assert validate.main([str(kept / "city-103-a"), str(tmp_path / "plan.csv")]) == 1
    said = capsys.readouterr().out
    assert said.startswith("legal: NO\n") and "nobody" in said
