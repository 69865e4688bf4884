"""No link in a workspace makes the board read what lies outside."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scheduler.errors import InputError
from scheduler.loading.busy_files import LIST
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")

NAMES = ["venues.yaml", "events.csv", "policy.yaml", LIST, "out/plan.csv"]


def linked(tmp_path: Path, name: str, target: Path) -> WorkingPlans:
    """A workspace in which one file is a link."""
    folder = workspace(tmp_path / "town")
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if path.exists() and not target.exists():
        target.write_bytes(path.read_bytes())
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    return WorkingPlans(folder, str(folder / "scheduler.db"))


@pytest.mark.parametrize("name", NAMES)
def test_a_link_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    if name in (LIST, "out/plan.csv"):
        secret.write_text("a secret")
    plans = linked(tmp_path, name, secret)
    with pytest.raises(InputError) as refused:
        plans.begin("", "file")
    (fault,) = refused.value.faults
    assert fault.file == name.removeprefix("out/")
    assert "leads out" in fault.message.en and "链接" in fault.message.zh
    assert "secret" not in str(refused.value)
    assert plans.heads() == []


def test_a_link_to_itself_is_refused_and_one_inside_is_followed(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        linked(tmp_path / "a", "policy.yaml", Path("policy.yaml")).begin("", "file")
    folder = workspace(tmp_path / "town")
    (folder / "events.csv").rename(folder / "shows.csv")
    (folder / "events.csv").symlink_to("shows.csv")
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert WorkingPlans(link, str(tmp_path / "s.db")).begin("", "file").version == 0
