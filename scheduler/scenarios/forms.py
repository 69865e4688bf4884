"""What a scenario file may hold; what it puts into other files is judged there."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scheduler.loading import cells
from scheduler.loading.schema import (
    ClosureForm,
    Count,
    Dates,
    DayCount,
    Form,
    Kind,
    Slug,
    String,
    known_keys,
    whole,
)

Size = Annotated[int, *whole(1, cells.MAX_COUNT)]
Columns = dict[str, Any]


class CloseForm(ClosureForm):
    """A venue, or one hall of it, cannot be let on some days."""

    venue: Slug
    hall: Slug | None = None


class OpenForm(Form):
    """A hall for a venue, or a venue: each as venues.yaml would have it."""

    venue: Any
    hall: dict[str, Any] | None = None


class ResizeForm(Form):
    """A hall's new size."""

    venue: Slug
    hall: Slug
    gross_m2: Size | None = None
    seats: Size | None = None


class ReopenForm(Dates):
    """A closed venue, or one hall of it, can be let on some days after all."""

    venue: Slug
    hall: Slug | None = None


class LettingForm(Form):
    """Keys of a venue that say how its halls are let."""

    turnaround_days: DayCount | None = None
    moving_halls_per_day: Count | None = None
    open: Dates | None = None


class ChangeVenueForm(Form):
    """New values of a venue's keys."""

    id: Slug
    set: LettingForm


class ChangeEventForm(Form):
    """New cells of an event's row."""

    id: Slug
    set: Columns


class BookForm(Form):
    """A date, halls, or both that an event has from now on."""

    id: Slug
    booked_start: String | None = None
    booked_halls: Any = None


class ForbidForm(ClosureForm):
    """Days closed to some events."""

    kinds: tuple[Kind, ...] | None = None
    min_daily_visitors: Count = 0


class ChangeForm(Form):
    """One change: a map of one key."""

    close: CloseForm | None = None
    open: OpenForm | None = None
    resize: ResizeForm | None = None
    add_event: Columns | None = None
    drop_event: Slug | None = None
    change_event: ChangeEventForm | None = None
    book: BookForm | None = None
    unbook: Slug | None = None
    forbid: ForbidForm | None = None
    policy: Columns | None = None
    neighbour: String | None = None
    reopen: ReopenForm | None = None
    change_venue: ChangeVenueForm | None = None

    @model_validator(mode="after")
    def _one_key(self) -> ChangeForm:
        if len(self.model_fields_set) != 1:
            kinds = ", ".join(known_keys(ChangeForm))
            texts = {
                "en": f"must be a map of one key, one of {kinds}",
                "zh": f"须为只有一个键的映射，键为其中之一：{kinds}",
            }
            raise PydanticCustomError("unreadable", "{en}", texts)
        return self

    @property
    def kind(self) -> str:
        """Its one key."""
        return next(iter(self.model_fields_set))

    @property
    def body(self) -> Any:
        """What the key holds."""
        return getattr(self, self.kind)


class TitledForm(Form):
    """A scenario file, its changes not yet looked into."""

    title_zh: String = ""
    title_en: String = ""
    base: String = ""
    changes: tuple[Any, ...] = Field(default=())


class ScenarioForm(TitledForm):
    """A scenario file."""

    changes: tuple[ChangeForm, ...] = Field(default=())
