"""What ``busy`` says, once per language."""

from __future__ import annotations

from scheduler.domain.text import Text

BUSY = {
    "busy-usage": Text(
        "用法：busy add 场馆[/展厅] 文件或网址；busy list；busy refresh [名称]；busy remove 名称",
        "Use busy add VENUE[/HALL] FILE|URL, busy list, busy refresh [NAME] or busy remove NAME.",
    ),
    "busy-options": Text(
        "--name 只用于 add；--allow-private 与 --skip-bad 只用于 add 与 refresh",
        "--name is for add; --allow-private and --skip-bad are for add and refresh.",
    ),
    "busy-none": Text("没有场馆日历。", "There are no venues' calendars."),
    "busy-removed": Text("已移除 {name}（{file}）。", "{name} ({file}) is removed."),
    "busy-row": Text(
        "{name}：{place}，占用 {days} 天（{entries} 条）；{fetched} 读取（{age} 天前）",
        "{name}: {place}, days occupied {days} (entries {entries}); read {fetched} ({age} days "
        "ago)",
    ),
    "busy-source": Text("来源 {source}", "from {source}"),
    "busy-skipped": Text(
        "不计入：已取消 {cancelled}，空闲 {free}，本城市自己的 {own}，无法读取 {unreadable}",
        "close nothing: cancelled {cancelled}, free time {free}, this city's own {own}, "
        "unreadable {unreadable}",
    ),
    "busy-bad": Text(
        "以下条目无法读取，整份日历未予采用。请场馆改正；若要跳过它们、只采用其余条目，"
        "请加 --skip-bad。",
        "The entries below cannot be read, so nothing of the calendar is taken in. Ask the venue "
        "to correct them, or leave them out and take in the others with --skip-bad.",
    ),
    "busy-changed": Text("内容已更新", "its content is new"),
}
