"""Why a working plan and its locks have no plan, and ways out that are edits of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scheduler.board.edits import done
from scheduler.board.holding import pinned
from scheduler.board.state import Board
from scheduler.board.ways_out import board_edits, only_locked
from scheduler.domain.conflict import Edit, Remedy
from scheduler.domain.problem import Problem
from scheduler.domain.span import iso
from scheduler.domain.text import LANGS, Text
from scheduler.errors import InputError, UsageError
from scheduler.outputs.answers import conflicts_answer
from scheduler.workflow.resolving import MOST_CONFLICTS, Trial, has_plan, sought

if TYPE_CHECKING:
    from scheduler.explain.conflicts.easing import Step
    from scheduler.explain.conflicts.remedies import Cure
    from scheduler.search.clock import Stop

Json = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """A board on which ways out are tried before they are offered."""

    board: Board
    held: Problem

    def edits(self, edits: tuple[Edit, ...]) -> list[Json]:
        """Edits of the board that do what edits of the files would do."""
        return board_edits(self.board, self.held, edits)

    def works(self, remedy: Remedy, seconds: float) -> bool:
        """Whether there is a plan once a way out is applied, as far as `seconds` can tell."""
        try:
            return has_plan(pinned(done(self.board, self.edits(remedy.edits))), seconds)
        except (InputError, UsageError):
            return False

    def told(self, cure: Cure) -> Remedy:
        """A cure in the words of the board: what is locked is no booking."""
        said = [self._said(step) for _, step in cure.steps]
        zh, en = "；".join(t.zh for t in said), "; ".join(t.en for t in said)
        return replace(cure.remedy, text=Text(zh, en[:1].upper() + en[1:]))

    def _said(self, step: Step) -> Text:
        """What a step does to an event that only a lock holds; else its own words."""
        ids = {e.id for e in step.edits if e.id is not None and only_locked(self.board, e.id)}
        told = {e["op"]: e for e in self.edits(step.edits) if e.get("event_id") in ids}
        if "lock" in told:
            return self._unlocked(told["lock"], off="park" in told)
        return self._moved(told["place"]) if "place" in told else step.text

    def _unlocked(self, edit: Json, *, off: bool) -> Text:
        zh, en = self._name(edit["event_id"])
        if edit["what"] is not None:
            return Text(f"“{zh}”只锁定日期", f"lock only the dates of {en}")
        if off:
            return Text(f"解除“{zh}”的锁定，并移出方案", f"unlock {en} and take it off the plan")
        return Text(f"解除“{zh}”的锁定", f"unlock {en}")

    def _moved(self, place: Json) -> Text:
        (zh, en), day = self._name(place["event_id"]), place["show_first"]
        there = [self._where(place["venue_id"], place["hall_ids"], lang) for lang in LANGS]
        return Text(f"把锁定的“{zh}”移到 {day}，{there[0]}",
                    f"move {en}, which is locked, to {day}, {there[1]}")  # fmt: skip

    def locked(self, event_id: str) -> Text:
        """To what an event is held that only a lock holds."""
        (zh, en), event = self._name(event_id), self.held.event_by_id[event_id]
        day = [] if event.booked_start is None else [iso(event.booked_start)]
        halls = [h for _, h in event.booked_halls]
        there = [
            [self._where(event.booked_halls[0][0], halls, lang)] if halls else []
            for lang in LANGS
        ]
        return Text(f"“{zh}”已锁定：{'，'.join(day + there[0])}",
                    f"{en} is locked to {', '.join(day + there[1])}")  # fmt: skip

    def _name(self, event_id: str) -> tuple[str, str]:
        name = self.board.problem.event_by_id[event_id].name
        return name.get("zh"), name.get("en")

    def _where(self, venue_id: str, hall_ids: Iterable[str], lang: str) -> str:
        venue = self.board.problem.venue_by_id[venue_id]
        names = [venue.hall_by_id[h].name.get(lang) for h in hall_ids]
        return f"{venue.name.get(lang)} {('、' if lang == 'zh' else ', ').join(names)}".strip()


def conflicts_of(board: Board, seconds: float, stop: Stop) -> Json:
    """As the command `conflicts` tells it; ``apply`` has the edits of the board for a remedy."""
    bench = Bench(board, pinned(board))
    found = sought(
        bench.held, seconds, Trial(bench.told, bench.works), MOST_CONFLICTS, stop
    )
    told = conflicts_answer(
        bench.held, found.feasible, found.conflicts, found.remedies, found.complete
    )
    for conflict, answer in zip(found.conflicts, told["conflicts"], strict=True):
        for remedy, way in zip(conflict.remedies, answer["remedies"], strict=True):
            way["apply"] = bench.edits(remedy.edits)
        tell_locks(board, bench.held, answer["members"])
    return told


def tell_locks(board: Board, held: Problem, members: Iterable[Json]) -> None:
    """Say of each fact whether only a lock says so, which no file does."""
    bench = Bench(board, held)
    for member in members:
        ids = member["events"]
        member["locked"] = (
            member["rule"] == "booking" and len(ids) == 1 and only_locked(board, ids[0])
        )
        if member["locked"]:
            text = bench.locked(ids[0])
            member |= {"file": None, "row": None, "column": None, "text_zh": text.zh,
                       "text_en": text.en}  # fmt: skip
