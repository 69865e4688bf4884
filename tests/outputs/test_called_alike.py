"""Files a plan comes from are named without the folders of a machine, and told apart."""

from __future__ import annotations

from pathlib import Path

from scheduler.outputs.origin import places_in


def test_files_from_elsewhere_that_are_called_alike(tmp_path: Path) -> None:
    home, a, b = (tmp_path / name for name in ("home", "a", "b"))
    files = [a / "One.yaml", b / "one.yml", home / "one-3.yaml", home / "one.yaml", b / "two.yaml"]
    assert places_in(home, files) == [
        "One-2.yaml", "one.yml", "one-3.yaml", "one.yaml", "two.yaml",
    ]  # fmt: skip
    assert places_in(home, [a / "one.yaml", b / "one.yml", home / "one-2.yaml"]) == [
        "one.yaml", "one-2.yml", "one-2.yaml",
    ]  # fmt: skip
    assert places_in(home, [a / "one.yaml", b / "one.yaml", home / "one-2.yaml"]) == [
        "one.yaml", "one-3.yaml", "one-2.yaml",
    ]  # fmt: skip
