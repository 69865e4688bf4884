"""What files of a working plan say of themselves, and what they are called."""

from __future__ import annotations

import pytest

from scheduler.outputs.imprint import Imprint


def test_in_one_line() -> None:
    text = Imprint("五月 May", "2026-05-01", 7510, 2).text
    assert text.en == "Plan: 五月 May · 2026-05-01 · Cost 7,510 · open clashes: 2"
    assert text.zh == "方案：五月 May · 2026-05-01 · 代价 7,510 · 未决违规 2 处"


def test_without_a_title() -> None:
    imprint = Imprint("", "2026-05-01", 0, 0)
    assert imprint.file_name("zh", "csv") == "未命名方案-2026-05-01-代价0-违规0.csv"
    assert imprint.file_name("en", "csv") == "Untitled plan-2026-05-01-cost-0-clashes-0.csv"


@pytest.mark.parametrize("title", ["../../etc/passwd", "a\r\nb", 'C:\\x"?*<|>', "x" * 500])
def test_a_title_leads_to_no_other_place(title: str) -> None:
    name = Imprint(title, "2026-05-01", 1, 1).file_name("en", "pdf")
    assert not set(name) & set('/\\:*?"<>|\r\n')
    assert len(name) < 140
