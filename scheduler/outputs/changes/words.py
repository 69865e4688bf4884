"""Names of everything that a release can change, in both languages."""

from __future__ import annotations

from scheduler.domain.text import Text

HAPPENINGS = {
    "cancelled": Text("取消", "Cancelled"),
    "moved": Text("改期", "Moved"),
    "venue": Text("换场馆", "Other venue"),
    "halls": Text("换展厅", "Other halls"),
    "new": Text("新增", "New"),
    "back": Text("恢复", "Back again"),
    "confirmed": Text("转为确定", "Confirmed"),
    "held": Text("转为暂定", "On hold again"),
    "setup": Text("布撤展日期变动", "Other move-in or move-out days"),
    "renamed": Text("更名", "Renamed"),
    "details": Text("信息更新", "Details"),
    "over": Text("已结束", "Over"),
}
"""What happens to events, by `scheduler.releases.happenings.KINDS`."""

AT_PLACE = {
    **HAPPENINGS,
    "arrives": Text("迁入", "Comes here"),
    "leaves": Text("迁出", "Leaves"),
}
"""What happens at one venue or in one hall."""

ENTRY_CHANGES = {
    "appears": Text("出现", "appears"),
    "returns": Text("恢复", "returns"),
    "changes": Text("变更", "changes"),
    "cancelled": Text("标为取消", "shown as cancelled"),
    "vanishes": Text("消失（已过期）", "vanishes (past)"),
}
"""What a subscriber sees, by `scheduler.releases.entry_changes.KINDS`."""

FIELDS = {
    "dates": Text("日期", "dates"),
    "venue": Text("场馆", "venue"),
    "halls": Text("展厅", "halls"),
    "status": Text("状态", "status"),
    "name": Text("名称", "name"),
    "organizers": Text("主办", "organisers"),
    "industries": Text("产业", "industries"),
    "theme": Text("题材", "theme"),
    "kind": Text("类型", "kind"),
    "level": Text("级别", "level"),
    "address": Text("地址", "address"),
    "page": Text("网址", "web address"),
    "revision": Text("修订号", "revision number"),
}
"""Facts of an entry, by `scheduler.releases.entry_changes.FIELDS`."""

STATUSES = {
    "CONFIRMED": Text("确定", "definite"),
    "TENTATIVE": Text("暂定", "on hold"),
    "CANCELLED": Text("取消", "cancelled"),
}

AUDIENCES = {True: Text("公开", "public"), False: Text("内部", "private")}
"""The two forms of a feed, by whether it is public."""

PAGE = {
    "overline": Text("{city} · 会展日历", "{city} · Convention calendar"),
    "lead": Text("本场馆变动 · 第 {n} 版", "What changed for you · Release {n}"),
    "title": Text("{venue} · 第 {n} 版变动", "{venue} · What changed in release {n}"),
    "published": Text("{day}发布", "Published {day}"),
    "against": Text("与第 {n} 版相比", "Compared with release {n}"),
    "first": Text("首次发布", "The first release"),
    "message": Text("发布说明", "Message from the planners"),
    "by-hall": Text("按展厅查看", "Hall by hall"),
    "hall": Text("展厅", "Hall"),
    "what": Text("变动", "What changes"),
    "same-halls": Text("无变动：{halls}", "Nothing changed: {halls}"),
    "events": Text("变动的活动", "Events that changed"),
    "days": Text("日期", "Days"),
    "before": Text("此前", "Before"),
    "now": Text("现在", "Now"),
    "none": Text("无", "None"),
    "status": Text("状态", "Status"),
    "halls": Text("展厅", "Halls"),
    "name": Text("名称", "Name"),
    "organizers": Text("主办", "Organisers"),
    "no-organizer": Text("未注明", "not given"),
    "no-halls": Text("不占展厅", "no hall"),
    "from": Text("原在{venue}", "Was at {venue}"),
    "to": Text("改在{venue}", "Now at {venue}"),
    "empty": Text("本版对本场馆没有任何变动", "Nothing changed for you"),
    "empty-hint": Text(
        "所有展厅的活动与日期均与此前相同，无须任何操作。",
        "Every event in every hall stands as before. There is nothing you need to do.",
    ),
    "changed": Text("有变动", "changed"),
    "foot": Text(
        "订阅本场馆的日历即可自动收到这些变动；有疑问请联系排期方。",
        "Your subscribed calendar shows these changes by itself. Questions: ask the planners.",
    ),
    "index": Text("各场馆变动 · 第 {n} 版", "What changed for each venue · Release {n}"),
    "venue": Text("场馆", "Venue"),
    "count": Text("{n} 项变动", "{n} {changes}"),
    "unchanged": Text("无变动", "nothing changed"),
    "feeds": Text("各份日历的变动 · 第 {n} 版", "What changes in each calendar · Release {n}"),
    "event": Text("活动", "Event"),
    "fields": Text("变动之处", "What differs"),
    "no-feeds": Text("任何订阅者都看不到变动。", "No calendar changes for any subscriber."),
    "all-new": Text(
        "首次发布，所有条目都是新出现的，故只列数目。",
        "This is the first release: every entry is new, so they are only counted.",
    ),
    "other-language": Text("English", "中文"),
}
"""What the pages for venues say."""


def told(key: str, lang: str, **facts: object) -> str:
    """A sentence of `PAGE`; English nouns follow the count `n`."""
    noun = "change" if facts.get("n") == 1 else "changes"
    return PAGE[key].get(lang).format(changes=noun, **facts)
