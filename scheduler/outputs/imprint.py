"""What every file of a working plan says of itself: its name, date, cost and open clashes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scheduler.domain.text import Text

UNTITLED = Text("未命名方案", "Untitled plan")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


@dataclass(frozen=True)
class Imprint:
    """A working plan on a day.

    Parameters
    ----------
    title
        Blank where nobody has named it.
    day
        ISO date in the city.
    clashes
        Findings against hard rules.
    """

    title: str
    day: str
    cost: int
    clashes: int

    @property
    def name(self) -> Text:
        """Its title, or that it has none."""
        return Text(self.title, self.title) if self.title else UNTITLED

    @property
    def parts(self) -> tuple[Text, ...]:
        """Name; date; cost and open clashes."""
        zh, en = self.name.zh, self.name.en
        return (
            Text(f"方案：{zh}", f"Plan: {en}"),
            Text(self.day, self.day),
            Text(f"代价 {self.cost:,} · 未决违规 {self.clashes} 处",
                 f"Cost {self.cost:,} · open clashes: {self.clashes}"),
        )  # fmt: skip

    @property
    def text(self) -> Text:
        """All of it in one line."""
        return Text(*(" · ".join(p.get(lang) for p in self.parts) for lang in ("zh", "en")))

    def file_name(self, lang: str, ending: str) -> str:
        """A name for a file, which tells the same: some kinds of file have no other place for it.

        Letters that some system refuses become a hyphen.
        """
        more = Text(f"代价{self.cost}-违规{self.clashes}",
                    f"cost-{self.cost}-clashes-{self.clashes}")  # fmt: skip
        stem = f"{self.name.get(lang)[:80]}-{self.day}-{more.get(lang)}"
        return f"{_NOT_IN_NAMES.sub('-', stem)}.{ending}"
