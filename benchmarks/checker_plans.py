"""The independent checker's reading of a plan, whoever wrote it: its rows, or one sentence why not."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from checker_inputs import Row, TooLarge, sheet_rows
from ruamel.yaml.error import YAMLError

NEEDED = ("event_id", "venue_id", "hall_ids", "show_first")
SHOWN = 40  # letters of a value

LISTS, OBJECTS = ("placements", "unplaced"), ("cost_by_rule", "cost_by_event", "coverage")


UNREADABLE = (ArithmeticError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError, TypeError,
              ValueError, csv.Error, zipfile.BadZipFile, YAMLError)
"""What reading a workspace and judging its plan can raise where their files are at fault."""


class Unreadable(ValueError):
    """A file that cannot be read as a plan; the sentence names the place, what is there, and what should be."""

    def __init__(self, path: Path, remedy: str, row: int | None = None, column: str = "", value: Any = None):
        place = [path.name] + ([] if row is None else [f"row {row}"]) + ([f"column {column}"] if column else [])
        there = "" if value is None else f" {short(value)}"
        super().__init__(f"{', '.join(place)}{there}: {remedy}")


def short(value: Any) -> str:
    """A value on one line, cut where it is long."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def why(error: BaseException) -> str:
    """An error in one sentence on one line."""
    text = str(error) if isinstance(error, Unreadable) else f"{type(error).__name__}: {error}"
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """A text that any console takes: half a character (a lone surrogate of JSON) becomes its escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def read_plan(path: Path) -> tuple[list[Row], Any]:
    """The rows of a plan, and what else it says: the object of a .json, the header of a table.

    Raises
    ------
    Unreadable
        When the file is not what its name says, or lacks what every plan has.
    """
    if path.suffix == ".json":
        document = read_document(path)
        return document["placements"] or [], document
    table = read_sheet(path) if path.suffix == ".xlsx" else read_csv(path)
    header = table[0] if table else []
    if missing := [name for name in NEEDED if name not in header]:
        raise Unreadable(path, f"lacks {', '.join(missing)}. Are these the columns of a plan?", 1, value=header)
    if twice := [name for name in NEEDED if header.count(name) > 1]:
        raise Unreadable(path, "stands twice in the header. Delete one of them.", 1, twice[0])
    return [{key: row[n] if n < len(row) else "" for n, key in enumerate(header) if key}
            for row in table[1:] if any(row)], header


def read_csv(path: Path) -> list[list[str]]:
    """The cells of a .csv."""
    table: list[list[str]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                table.append([cell.strip() for cell in row])
    except UnicodeDecodeError as error:
        raise not_utf8(path, error) from error
    except csv.Error as error:
        raise Unreadable(path, f"is not CSV ({error}). Is a quotation mark missing?", len(table) + 1) from error
    return table


def read_sheet(path: Path) -> list[list[str]]:
    """The cells of the first sheet of an .xlsx."""
    try:
        return sheet_rows(path)
    except TooLarge as error:
        raise Unreadable(path, str(error)) from error
    except FileNotFoundError:
        raise
    except Exception as error:  # the library has no family of errors for a broken file
        broken = f"is not a workbook ({type(error).__name__}). Save it as .xlsx again, or as .csv."
        raise Unreadable(path, broken) from error


def read_document(path: Path) -> dict[str, Any]:
    """The object of a plan.json, of the right shape as far as anything is counted from it."""
    def no_number(text: str) -> NoReturn:
        raise Unreadable(path, "is no number of JSON. Leave out what is not known.", value=text)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(key for key, n in Counter(key for key, _ in pairs).items() if n > 1)
            raise Unreadable(path, "stands twice in one object. Delete one of them.", column=twice)
        return found

    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=no_number, object_pairs_hook=once)
    except UnicodeDecodeError as error:
        raise not_utf8(path, error) from error
    except json.JSONDecodeError as error:
        raise Unreadable(path, f"is not JSON ({error.msg}, column {error.colno}).", error.lineno) from error
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(path, "holds a number of thousands of digits. Is this a plan?") from error
    except RecursionError as error:
        raise Unreadable(path, "is nested too deeply. Is this a plan?") from error
    if not isinstance(document, dict) or "placements" not in document:
        raise Unreadable(path, 'lacks placements. A plan is an object with "placements", a list.', value=document)
    for keys, kind, name in ((LISTS, list, "a list of objects"), (OBJECTS, dict, "an object")):
        for key in keys:
            if not isinstance(document.get(key) or kind(), kind):
                raise Unreadable(path, f"should be {name}.", column=key, value=document[key])
    for key in LISTS:
        for n, row in enumerate(document.get(key) or [], 1):
            if not isinstance(row, dict):
                raise Unreadable(path, "should be an object.", n, key, row)
    for n, row in enumerate(document["placements"] or [], 1):
        check_row(path, n, row)
    for industry, counts in (document.get("coverage") or {}).items():
        if not isinstance(counts, dict):
            raise Unreadable(path, "should be an object of two counts.", column=f"coverage.{industry}", value=counts)
    return document


def check_row(path: Path, n: int, row: Row) -> None:
    """Whether an object of ``placements`` has texts and a list where every plan has them."""
    if missing := [name for name in NEEDED if name not in row]:
        raise Unreadable(path, f"lacks {', '.join(missing)}.", n, "placements", row)
    halls = row["hall_ids"]
    if not (halls is None or isinstance(halls, str) or (isinstance(halls, list) and all(isinstance(h, str) for h in halls))):
        raise Unreadable(path, 'should be a list of texts, as ["h1", "h2"].', n, "hall_ids", halls)
    for name in NEEDED:
        if name != "hall_ids" and not isinstance(row[name], str):
            raise Unreadable(path, "should be a text.", n, name, row[name])


def not_utf8(path: Path, error: UnicodeDecodeError) -> Unreadable:
    """The sentence on a file in another encoding."""
    before = error.object[:error.start]
    return Unreadable(path, "is not UTF-8. Save it as UTF-8, or as .xlsx.", before.count(b"\n") + 1,
                      value=error.object[error.start:error.end])
