"""Sets the sheets by Typst, which brings its own fonts for Chinese: nothing of the system's."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module
from importlib.resources import as_file, files
from pathlib import Path
from types import ModuleType

from scheduler.audit import Audit
from scheduler.domain.problem import Problem
from scheduler.domain.solution import Solution
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.files import replacing
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.pdf.content import Content
from scheduler.outputs.pdf.glyphs import check_letters

FONTS, FONT = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"
"""Package that holds Noto Sans SC (SIL Open Font License), and the file's name."""

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""Creation time of every document, so that the same plan gives the same bytes."""


def write_pdf(
    path: Path, problem: Problem, solution: Solution, audit: Audit | None, lang: str, name: str
) -> None:
    """Write the sheets of a plan; the same input gives the same bytes.

    Parameters
    ----------
    path
        The file, replaced whole once the new one is complete.
    audit
        Judgement of ``solution.plan``; ``None`` without a plan.
    name
        Of the plan, as its file's.

    Raises
    ------
    UsageError
        When what sets the sheets, or its fonts, are not installed, or the font lacks a letter.
    """
    typst, font = _installed()
    data = Content(Outcome(problem, solution, audit), lang, name).data()
    check_letters(data, font)
    with as_file(files(__package__).joinpath("assets", "plan.typ")) as template:
        made = typst.compile(
            str(template), font_paths=[str(font.parent)], ignore_system_fonts=True, format="pdf",
            sys_inputs={"plan": json.dumps(data, ensure_ascii=False)}, timestamp=STAMP,
        )  # fmt: skip
    with replacing(path) as part:
        part.write_bytes(made)


def _installed() -> tuple[ModuleType, Path]:
    """Typst, and its font."""
    try:
        import_module("fontTools")
        typst, fonts = import_module("typst"), import_module(FONTS)
    except ImportError as error:
        raise UsageError(
            Text(
                f"缺少 {error.name}，无法生成 PDF；请安装 convention-scheduler[pdf]。",
                f"{error.name} is missing, so there is no PDF; install convention-scheduler[pdf].",
            )
        ) from error
    font = Path(str(fonts.__file__)).with_name(FONT)
    if not font.is_file():
        raise UsageError(
            Text(
                f"缺少字体 {font}，无法生成 PDF；请重新安装 convention-scheduler[pdf]。",
                f"The font {font} is missing, so there is no PDF; install "
                "convention-scheduler[pdf] again.",
            )
        )
    return typst, font
