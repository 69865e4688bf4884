"""Collecting what is wrong, so that everything can be told at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError

_LONGEST_VALUE = 200
_LONGEST_GUESS = 80
_MANY = 1000


class WorkspaceError(InputError):
    """All faults of a workspace, with the doubts found on the way.

    Parameters
    ----------
    faults, warnings
        What must be corrected, and what may be as meant.
    """

    def __init__(self, faults: Iterable[Fault], warnings: Iterable[Fault] = ()) -> None:
        super().__init__(tuple(faults))
        self.warnings = tuple(warnings)


class BadValue(ValueError):
    """A value that cannot be read as what it should be.

    Parameters
    ----------
    expected
        What the value must be.
    guess
        What may have been meant; becomes the "Maybe".
    """

    def __init__(self, expected: Text, guess: str | None = None) -> None:
        super().__init__(expected.en)
        self.message = with_guess(expected, guess)


def with_guess(text: Text, guess: str | None) -> Text:
    """Append the remedy to a message: ``… Maybe 2?``."""
    if not guess:
        return text
    return Text(f"{text.zh}。也许是 {guess}？", f"{text.en}. Maybe {guess}?")


def nearest(value: str, known: Iterable[str]) -> str | None:
    """The known word most like `value`; ``None`` when none is."""
    if len(value) > _LONGEST_GUESS:
        return None
    word, words = value.strip().lower(), list(known)
    if len(words) > _MANY:
        # Comparing with thousands takes long; typing errors seldom hit the first letters.
        words = [w for w in words if w[:2] == word[:2]]
    lowered = {w.strip().lower(): w for w in reversed(words[:_MANY])}
    found = difflib.get_close_matches(word, list(lowered), 1, 0.6)
    return lowered[found[0]].strip() if found else None


def shown(value: object) -> str | None:
    """`value` as it can be printed anywhere: shortened, without half characters."""
    if value is None:
        return None
    text = str(value)
    if len(text) > _LONGEST_VALUE:
        text = text[: _LONGEST_VALUE - 1] + "…"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def fault(
    file: str,
    message: Text,
    *,
    row: int | None = None,
    column: str | None = None,
    value: object = None,
) -> Fault:
    """A Fault whose texts can be printed anywhere."""
    clean = Text(shown_text(message.zh), shown_text(message.en))
    return Fault(file, row, shown(column), shown(value), clean)


def shown_text(text: str) -> str:
    """`text` without half characters, which no output could be written with."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@dataclass
class Ledger:
    """Faults and warnings in the order they were met."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def add(
        self,
        file: str,
        message: Text,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
    ) -> None:
        """Note a fault."""
        self.faults.append(fault(file, message, row=row, column=column, value=value))

    def warn(
        self,
        file: str,
        message: Text,
        *,
        row: int | None = None,
        column: str | None = None,
        value: object = None,
    ) -> None:
        """Note a doubt."""
        self.warnings.append(fault(file, message, row=row, column=column, value=value))

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Note the faults of an InputError raised inside, and go on."""
        try:
            yield
        except InputError as error:
            self.faults.extend(error.faults)

    def raise_faults(self) -> None:
        """Raise all faults, file by file and row by row, if there are any."""
        if self.faults:
            raise WorkspaceError(_in_order(self.faults), _in_order(self.warnings))

    def told_warnings(self) -> tuple[Fault, ...]:
        """Warnings, file by file and row by row."""
        return _in_order(self.warnings)


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    files = list(dict.fromkeys(f.file for f in faults))
    return tuple(sorted(dict.fromkeys(faults), key=lambda f: (files.index(f.file), f.row or 0)))
