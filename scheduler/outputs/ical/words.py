"""The words that feeds add to names, in both languages."""

from __future__ import annotations

from scheduler.domain.text import Text

PHASES = {
    "in": Text("布展", "Move-in"),
    "show": Text("展期", "Show"),
    "out": Text("撤展", "Move-out"),
}
MARKS = {
    "CONFIRMED": Text(),
    "TENTATIVE": Text("【暂定】", "[Tentative] "),
    "CANCELLED": Text("【取消】", "[Cancelled] "),
}
"""What stands before a name, since several readers ignore STATUS."""

KINDS = {
    "conference": Text("会议", "Conference"),
    "exhibition": Text("展览", "Exhibition"),
    "festival": Text("节庆", "Festival"),
}
LEVELS = {
    "national": Text("国家级", "National"),
    "provincial": Text("省级", "Provincial"),
    "city": Text("市级", "City"),
    "market": Text("市场", "Market"),
}

ORGANIZERS = Text("主办", "Organizers")
HALLS = Text("展厅", "Halls")
KIND = Text("类型", "Kind")
LEVEL = Text("级别", "Level")

BUSY = Text("占用", "Busy")
TENTATIVELY_BUSY = Text("暂定占用", "Tentatively busy")

CITY_TITLE = Text("会展日历", "Convention calendar")
SHOWS = Text("只含展期。", "Show days only.")
ALL_PHASES = Text("含布展、展期和撤展。", "Move-in, show and move-out days.")
BUSY_DAYS = Text("只含占用日期,不含名称。", "Occupied days without names.")
DRAFT = Text("草案,尚未发布。", "Draft, not released.")

LIST = Text("、", ", ")
ORGANIZER_LIST = Text("、", "; ")
"""Names of companies are full of commas."""

COLON = Text(":", ": ")
