"""Sentences of the commands about releases, and about whatever carries calendars."""

from __future__ import annotations

from scheduler.domain.text import Text

RELEASE_WORDS = {
    # consequences of a release
    "release-first": Text(
        "第 {after} 版（首次发布）", "Release {after}, the first one"
    ),
    "release-against": Text(
        "第 {after} 版相对第 {before} 版", "Release {after} against release {before}"
    ),
    "events-change": Text("变动的活动 {n} 个：", "{n} {events} changed:"),
    "events-same": Text("没有活动变动。", "No event changes."),
    "kind-count": Text("{kind} {count}", "{kind}: {count}"),
    "feeds-of": Text(
        "第 {release} 版的日历：改写 {changed} 个，未变 {kept} 个，删去 {removed} 个。",
        "Calendars of release {release}: {changed} written, {kept} unchanged, {removed} removed.",
    ),
    "feeds-change": Text(
        "订阅者看到变化的日历 {n} 份：", "{n} {calendars} in which subscribers see a change:"
    ),
    "feeds-same": Text(
        "任何日历都没有变化。", "No calendar changes for any subscriber."
    ),
    "feeds-verbose": Text(
        "共 {count} 条；--verbose 逐条列出，--pages 文件夹 写成网页，--format json 亦有全部。",
        "Entries that change: {count}; --verbose lists each of them, --pages FOLDER writes them as "
        "a page, and --format json has them all.",
    ),
    # Doctor
    "doctor-clean": Text("日历没有问题。", "The feed is sound."),
    "doctor-count": Text(
        "{events}：{defect}，{warning}，{note}。", "{events}: {defect}, {warning}, {note}."
    ),
    "doctor-events": Text("{n} 个事件", "{n} {events}"),
    "doctor-n-defect": Text("缺陷 {n} 项", "{n} {defects}"),
    "doctor-n-warning": Text("警告 {n} 项", "{n} {warnings}"),
    "doctor-n-note": Text("提示 {n} 项", "{n} {notes}"),
    "doctor-defect": Text("缺陷", "defect"),
    "doctor-warning": Text("警告", "warning"),
    "doctor-note": Text("提示", "note"),
    "doctor-line": Text("第 {line} 行", "line {line}"),
    "doctor-more": Text("另有 {n} 处；--verbose 全部列出", "{n} more; --verbose lists all"),
    "doctor-refuse": Text("拒读（实测）：{names}", "refused by (measured): {names}"),
    "doctor-misread": Text("误读（实测）：{names}", "misread by (measured): {names}"),
    "doctor-harmless": Text(
        "实测的 {n} 个程序都读对", "all {n} measured programs read it as meant"
    ),
    "doctor-reported": Text("据报告：{text}", "reported: {text}"),
    "doctor-remedy": Text("办法：{text}", "what to do: {text}"),
    # CalDAV
    "pushing": Text("推送 {name}：{count}", "pushing {name}: {count}"),
    "pushed": Text(
        "第 {release} 版在 CalDAV 服务器上：", "Release {release} on the CalDAV server:"
    ),
    "pushed.venue": Text("日历", "calendar"),
    "pushed.written": Text("写入", "written"),
    "pushed.deleted": Text("删去", "deleted"),
    "pushed.unchanged": Text("未变", "unchanged"),
    "pushed.edited": Text("被人改过", "edited by others"),
    "pushed.made": Text("新建", "made"),
    "plain-password": Text(
        "注意：http 会明文发送密码，请改用 https。",
        "Note: http sends the password unprotected. Use https.",
    ),
    "pushed-edited": Text(
        "以下 {count} 条被他人改过或删去，未予覆盖；要覆盖请加 --force：",
        "Edited or removed by somebody else and left alone: {count}. Overwrite them with --force:",
    ),
    # releases
    "published": Text("已发布为第 {release} 版。", "Published as release {release}."),
    "dry-run": Text(
        "只是试看，没有发布；发布后将是第 {release} 版。",
        "Nothing was published; this would be release {release}.",
    ),
    "new-domain": Text(
        "注意：UID 的后半部分（城市 id 与 feeds.domain）由 {old} 改为 {new}。"
        "所有日历条目都将换用新的 UID，订阅者会看到原有条目全部取消；若非有意，请先改回。",
        "Mind: the end of UIDs (the city's id and feeds.domain) was {old} and is {new}. Every "
        "calendar entry gets a new UID, and subscribers see all the old ones as cancelled. Unless "
        "you mean it, put the old one back first.",
    ),
    "no-news": Text(
        "与第 {release} 版相比没有变动，无须发布。",
        "Nothing differs from release {release}, so there is no new one.",
    ),
    "refused": Text(
        "不予发布：方案违反硬规则 {n} 处：",
        "Not published: the plan breaks hard rules ({n} {findings}):",
    ),
    "refused-how": Text(
        "可用 scheduler repair 修复；如确有理由照此发布，请逐处接受并写明理由：",
        "Mend it with scheduler repair; if there is a reason to publish it all the same, accept "
        "each finding with its reason:",
    ),
    "refused-one": Text('--accept "{name}:理由"', '--accept "{name}:REASON"'),
    "accepted": Text("尽管违反以下硬规则仍予发布：", "Published although hard rules are broken:"),
    "accepted-rule": Text("{rule}，理由：{reason}", "{rule}, for this reason: {reason}"),
    "no-releases": Text("还没有发布过。", "Nothing was published yet."),
    "n-events": Text("{n} 个活动", "{n} {events}"),
    "list-cost": Text("代价 {points}", "cost {points}"),
    "list-restores": Text("[同第 {release} 版]", "[as release {release}]"),
    "list-accepted": Text("[违反硬规则 {count} 处]", "[hard rules broken: {count}]"),
    "release-head": Text(
        "第 {release} 版，{when} UTC 发布", "Release {release}, published {when} UTC"
    ),
    "release-who": Text("发布者：{who}", "Published by {who}"),
    "release-restores": Text("内容同第 {release} 版", "The content is that of release {release}"),
    "release-cost": Text("代价 {cost}，下界 {bound}", "Cost {cost}, bound {bound}"),
    "release-events": Text(
        "活动 {n} 个；另有仍显示为取消的 {gone} 个：",
        "{n} {events}; cancelled ones that calendars still show as such: {gone}",
    ),
    "rollback-message": Text("恢复第 {release} 版", "Back to release {release}"),
    # serving
    "serving": Text("正在提供日历：{url}（按 Ctrl-C 结束）", "Serving at {url} (Ctrl-C ends it)"),
    "serving-nothing": Text(
        "尚未发布任何日历；发布后即自动出现。",
        "Nothing is released yet; calendars appear as soon as something is.",
    ),
    "token-page": Text("订阅页面：{url}", "Page for subscribing: {url}"),
    "token-once": Text(
        "以上地址只显示这一次，请立即转交；持有者都能看到未公开的内容。",
        "These addresses are told only this once; whoever has them sees what is not public.",
    ),
    "token-long": Text(
        "该地址有 {n} 个字符，超过 {most} 个时部分日历服务会拒绝。",
        "The address has {n} letters; some calendar services refuse more than {most}.",
    ),
    "no-tokens": Text("没有私有地址。", "There are no private addresses."),
    "token.id": Text("编号", "ID"),
    "token.feed": Text("日历", "Feed"),
    "token.lang": Text("语言", "Language"),
    "token.label": Text("说明", "Label"),
    "token.used": Text("最近使用", "Last used"),
    "never-used": Text("从未", "never"),
    "token-revoked-on": Text("（{date} 停用）", "(revoked {date})"),
    "token-revoked": Text(
        "第 {id} 号（{feed}）已停用，几秒内生效。",
        "Token {id} ({feed}) is revoked; it takes effect within seconds.",
    ),
}
