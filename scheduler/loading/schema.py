"""What venues.yaml and policy.yaml may hold, key by key; cross-checks stand in `crosscheck`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from scheduler.domain.event import KINDS
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.loading import cells
from scheduler.loading.faults import BadValue, nearest

MAX_WEIGHT = 10**6


def _custom(bad: BadValue) -> PydanticCustomError:
    # The texts travel as context, since a template would trip over braces in values.
    context = {"en": bad.message.en, "zh": bad.message.zh}
    return PydanticCustomError("unreadable", "{en}", context)


def reading(parse: Callable[[str], object]) -> BeforeValidator:
    """A pydantic validator from a cell reader."""

    def validate(value: object) -> object:
        try:
            if value is None:
                raise BadValue(Text("须填写", "must be filled in"))
            if not isinstance(value, str):
                raise BadValue(Text("须为单个值", "must be a single value, no list or map"))
            return parse(value)
        except BadValue as bad:
            raise _custom(bad) from None

    return BeforeValidator(validate)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    # Odd keys raise OSError or ValueError besides the documented KeyError.
    except Exception:
        guess = nearest(value, {z.lower() for z in available_timezones()})
        real = {z.lower(): z for z in available_timezones()}
        raise BadValue(
            Text("须为 Asia/Shanghai 这样的时区", "must be a time zone like Asia/Shanghai"),
            real.get(guess or ""),
        ) from None
    return value


def _domain(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", value):
        guess = re.sub(r"^[a-z]+://|/.*$", "", value[:200].strip().lower())
        raise BadValue(Text("须为域名", "must be a domain like events.example.org"), guess)
    return value


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", value):
        guess = f"https://{value}" if re.fullmatch(r"[\w.-]+(/\S*)?", value[:200]) else None
        raise BadValue(Text("须为 https:// 开头的网址", "must be a URL with https://"), guess)
    return value.rstrip("/")


def _address(value: object) -> object:
    """A plain string stands for both languages."""
    return {"zh": value, "en": value} if isinstance(value, str) else value


def whole(low: int, high: int) -> tuple[BeforeValidator, WithJsonSchema]:
    """Reads a whole number within bounds, and tells editors of them."""
    shape = WithJsonSchema({"type": "integer", "minimum": low, "maximum": high})
    return reading(lambda v: cells.whole(v, low, high)), shape


# What editors are told of a value: any scalar is a text to YAML, and a date is no text to all.
_SLUG = WithJsonSchema({"type": ["string", "integer"], "pattern": "^[a-z0-9-]+$"})
_DAY = r"^\d{4}([-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)$"

String = Annotated[
    str, reading(cells.text), WithJsonSchema({"type": ["string", "number", "boolean"]})
]
Slug = Annotated[str, reading(cells.slug), _SLUG]
Flag = Annotated[bool, reading(cells.flag)]
Date = Annotated[Day, reading(cells.day), WithJsonSchema({"type": "string", "pattern": _DAY})]
Count = Annotated[int, *whole(0, cells.MAX_COUNT)]
DayCount = Annotated[int, *whole(0, cells.MAX_DAYS)]
Weight = Annotated[int, *whole(0, MAX_WEIGHT)]
Price = Annotated[int, *whole(1, MAX_WEIGHT)]
Kind = Annotated[
    str, reading(lambda v: cells.choice(v, KINDS)), WithJsonSchema({"enum": list(KINDS)})
]
Latitude = Annotated[float, reading(lambda v: cells.decimal(v, -90, 90))]
Longitude = Annotated[float, reading(lambda v: cells.decimal(v, -180, 180))]


def _hyphened(name: str) -> str:
    return name.replace("_", "-")


class Form(BaseModel):
    """A map of known keys; a key without a value counts as absent."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = known_keys(cls)
        return {k: v for k, v in data.items() if v is not None or k not in known}


def known_keys(model: type[BaseModel]) -> dict[str, Any]:
    """Annotations of a model by the keys that a file uses."""
    return {f.alias or name: f.annotation for name, f in model.model_fields.items()}


class Named(Form):
    """Anything with a name in one language or both."""

    name_zh: String = ""
    name_en: String = ""


class Dates(Form):
    """An inclusive span; an absent bound is open."""

    first: Date | None = Field(default=None, alias="from")
    last: Date | None = Field(default=None, alias="to")


class ClosureForm(Dates):
    """Days on which a hall cannot be let."""

    reason_zh: String = ""
    reason_en: String = ""


class CityForm(Named):
    """The city."""

    id: Slug
    timezone: Annotated[str, reading(_zone)]
    country: String


class HallForm(Named):
    """A hall, room or ground."""

    id: Slug
    gross_m2: Count = 0
    seats: Count = 0
    outdoor: Flag = False
    features: tuple[Slug, ...] = ()
    closures: tuple[ClosureForm, ...] = ()
    notes: String = ""
    source: String = ""


class AddressForm(Form):
    """An address in two languages."""

    zh: String = ""
    en: String = ""


class VenueForm(Named):
    """A venue with its halls."""

    id: Slug
    district: Slug
    address: Annotated[AddressForm, BeforeValidator(_address)] = AddressForm()
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    contact: String = ""
    url: Annotated[str, reading(_url)] = ""
    notes: String = ""
    source: String = ""
    turnaround_days: DayCount = 0
    moving_halls_per_day: Count | None = None
    open: Dates = Dates()
    closures: tuple[ClosureForm, ...] = ()
    halls: tuple[HallForm, ...] = ()
    runs: tuple[tuple[Slug, ...], ...] = ()


class VenuesForm(Form):
    """venues.yaml."""

    city: CityForm
    venues: tuple[VenueForm, ...]


class HorizonForm(Form):
    """Every tenancy lies inside."""

    first: Date
    last: Date


class CoverageForm(Form):
    """Coverage goal of each industry."""

    brand_events: Count = 0
    events: Count = 0
    required: Flag = False


class DateProtectionForm(Form):
    """Free days between shows of one theme."""

    days: DayCount | None = None
    themes: dict[Slug, DayCount] = Field(default_factory=dict)


class HolidaysForm(Form):
    """Corrections of the public holidays."""

    add: tuple[Date, ...] = ()
    remove: tuple[Date, ...] = ()


class ClosedDaysForm(ClosureForm):
    """Days closed to some events."""

    public_holidays: Flag = False
    kinds: tuple[Kind, ...] | None = None
    min_daily_visitors: Count = 0


class LimitsForm(Form):
    """City-wide limits."""

    openings_per_day: Count | None = None
    large_event_visitors: Count | None = None
    large_events_per_district_day: Count | None = None


class ComfortForm(Form):
    """Daily loads that cost nothing."""

    daily_visitors: Count | None = None
    hotel_rooms: Count | None = None


class NeighboursForm(Form):
    """Calendars of neighbouring cities."""

    files: tuple[String, ...] = ()
    days: DayCount = 0


class ChangeForm(Form):
    """Points of moving away from a standing plan."""

    date: Weight | None = None
    day: Weight | None = None
    venue: Weight | None = None
    halls: Weight | None = None
    unplaced: Weight | None = None


class WeightsForm(Form):
    """Points of the soft rules."""

    model_config = ConfigDict(alias_generator=_hyphened)

    unplaced: Weight | None = None
    preferred_date: Weight | None = None
    preferred_venue: Weight | None = None
    weekend: Weight | None = None
    crowding: Weight | None = None
    hotels: Weight | None = None
    same_industry: Weight | None = None
    waste: Weight | None = None
    neighbour: Weight | None = None
    coverage: Weight | None = None
    change: ChangeForm = ChangeForm()


class RemediesForm(Form):
    """Points of corrections of the inputs; nothing is free, or all of it would be offered."""

    model_config = ConfigDict(alias_generator=_hyphened)

    window_day: Price | None = None
    booking_day: Price | None = None
    booking_halls: Price | None = None
    release: Price | None = None
    drop: Price | None = None
    venue: Price | None = None
    apart: Price | None = None
    size: Price | None = None
    seats: Price | None = None
    features: Price | None = None
    closure_day: Price | None = None
    open_day: Price | None = None
    closed_day: Price | None = None
    protection_day: Price | None = None
    turnaround_day: Price | None = None
    moving: Price | None = None
    openings: Price | None = None
    large_events: Price | None = None
    coverage: Price | None = None
    horizon_day: Price | None = None


class FeedsForm(Form):
    """Names used in feeds."""

    domain: Annotated[str, reading(_domain)] = "events.invalid"
    url: Annotated[str, reading(_url)] = "https://events.invalid"


class PolicyForm(Form):
    """policy.yaml."""

    horizon: HorizonForm
    industries: dict[Slug, Named]
    coverage: CoverageForm = CoverageForm()
    date_protection: DateProtectionForm = DateProtectionForm()
    holidays: HolidaysForm = HolidaysForm()
    closed_days: tuple[ClosedDaysForm, ...] = ()
    limits: LimitsForm = LimitsForm()
    comfort: ComfortForm = ComfortForm()
    neighbours: NeighboursForm = NeighboursForm()
    weights: WeightsForm = WeightsForm()
    remedies: RemediesForm = RemediesForm()
    feeds: FeedsForm = FeedsForm()
