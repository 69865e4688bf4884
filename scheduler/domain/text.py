"""Bilingual text."""

from __future__ import annotations

from dataclasses import dataclass

LANGS = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A name or sentence in Chinese and English; an empty side falls back to the other."""

    zh: str = ""
    en: str = ""

    def get(self, lang: str) -> str:
        """Return the text in `lang` (``zh`` or ``en``), else in the other language."""
        return (self.zh or self.en) if lang == "zh" else (self.en or self.zh)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)
