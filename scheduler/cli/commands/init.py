"""``init``: a starting workspace for another city."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler import workflow
from scheduler.cli import options
from scheduler.cli.screen import Screen
from scheduler.cli.show import show_files


@options.command("init")
@click.argument("folder", type=options.FILE, metavar="FOLDER")
def command(screen: Screen, workspace: Path, folder: Path) -> int:
    """0 when written; FOLDER is taken as it stands, not from the workspace."""
    files = workflow.init(folder)
    screen.answer({"files": [str(f) for f in files]})
    show_files(screen, files)
    screen.out(screen.say("started"))
    screen.out(f"  scheduler -w {folder} {name}" for name in ("validate", "solve"))
    return 0
