"""The words that only feeds have, in both languages; the names of values are in `labels`."""

from __future__ import annotations

from scheduler.domain.text import Text

MARKS = {
    "CONFIRMED": Text(),
    "TENTATIVE": Text("【暂定】", "[Tentative] "),
    "CANCELLED": Text("【取消】", "[Cancelled] "),
}
"""What stands before a name, since several readers ignore STATUS."""

ORGANIZERS = Text("主办", "Organisers")
HALLS = Text("展厅", "Halls")
KIND = Text("类型", "Kind")
LEVEL = Text("级别", "Level")

BUSY = Text("占用", "Busy")
TENTATIVELY_BUSY = Text("暂定占用", "Tentatively busy")

CITY_TITLE = Text("会展日历", "Convention calendar")
SHOWS = Text("只含展期。", "Show days only.")
ALL_PHASES = Text("含布展、展期和撤展。", "Move-in, show and move-out days.")
BUSY_DAYS = Text("只含占用日期，不含名称。", "Occupied days without names.")
FREE_BUSY = Text("忙闲", "Free/busy")
FREE_BUSY_TIMES = Text(
    "只含忙闲时段，供日程软件使用。", "Free and busy times for scheduling software."
)
WHOLE_YEAR = Text("全年展期，供下载存档。", "All shows of the year, to download and keep.")
PRIVATE = Text("含暂定安排，请勿外传。", "Includes tentative dates; please do not pass on.")
DRAFT = Text("草案，尚未发布。", "Draft, not released.")

ORGANIZER_LIST = Text("、", "; ")
"""Names of companies are full of commas."""

COLON = Text(":", ": ")
