"""Links that lead to themselves are told as what they are, wherever a file is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import UsageError
from scheduler.outputs.bundle import check_target
from tests.cli.tiny import PLAN, city, run


@pytest.mark.parametrize(
    "args",
    [
        ("check", "l"), ("repair", "l"), ("solve", "--near", "l"), ("publish", "l"),
        ("whatif", "l.yaml", "--plan", "plan.csv"), ("whatif", "s.yaml", "--plan", "l"),
        ("compare", "l", "plan.csv"), ("explain", "boats"), ("sweep", "--sample", "1"),
    ],
)  # fmt: skip
def test_a_link_to_itself(
    tmp_path: Path, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also as the standing plan, which is not solved for where there is such a link."""
    city(tmp_path, **{"plan.csv": PLAN, "s.yaml": "title_en: S\nchanges: [drop_event: care]\n"})
    (tmp_path / "out").mkdir()
    for link in ("l", "l.yaml", "out/plan.csv"):
        (tmp_path / link).symlink_to(Path(link).name)
    monkeypatch.chdir(tmp_path)
    told = run("-w", tmp_path, *args)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "is a link to itself; put a file there" in told.stderr
    assert "是指向自身的链接，请换成文件" in run("-w", tmp_path, *args, lang="zh").stderr


def test_a_link_to_itself_as_the_folder_of_results(tmp_path: Path) -> None:
    out = city(tmp_path) / "l"
    out.symlink_to("l")
    told = run("-w", tmp_path, "solve", "-o", out)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Too many levels of symbolic links" in told.stderr
    assert "链接指向自身" in run("-w", tmp_path, "solve", "-o", out, lang="zh").stderr


@pytest.mark.parametrize("link", ["l", "gone"])
def test_a_folder_of_results_beyond_a_link_that_leads_nowhere(tmp_path: Path, link: str) -> None:
    """Told before the search, which may take long, and not after it."""
    out = city(tmp_path) / link / "out"
    out.parent.symlink_to("l" if link == "l" else "nowhere")
    with pytest.raises(UsageError, match="Cannot write"):
        check_target(out)
