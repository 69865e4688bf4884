"""Every sentence the commands say, once per language."""

from __future__ import annotations

from scheduler.cli.answer_words import ANSWERS
from scheduler.cli.busy_words import BUSY
from scheduler.domain.text import Text

WORDS = {
    # complaints
    "error": Text("错误：{message}", "Error: {message}"),
    "hint": Text("用法说明：{command} --help", "For help: {command} --help"),
    "no-command": Text("没有命令“{name}”。{maybe}", 'There is no command "{name}".{maybe}'),
    "maybe": Text("是不是 {guess}？", " Maybe {guess}?"),
    "no-option": Text("没有选项 {name}。{maybe}", "There is no option {name}.{maybe}"),
    "needs-value": Text("选项 {name} 的用法不对，须跟一个值", "Option {name} is not used rightly."),
    "missing": Text("缺少 {name}", "{name} is missing."),
    "bad-value": Text("{name}：{message}", "{name}: {message}"),
    "extra": Text("多出的参数：{names}", "Too many arguments: {names}"),
    "not-number": Text("“{value}”不是数", '"{value}" is no number'),
    "not-whole": Text("“{value}”不是整数", '"{value}" is no whole number'),
    "range": Text("须在 {low} 与 {high} 之间", "must be from {low} to {high}"),
    "not-date": Text(
        "“{value}”须写作 2021-05-01 这样的日期", '"{value}" must be a date like 2021-05-01'
    ),
    "one-of": Text("须为 {values} 之一", "must be one of {values}"),
    "not-span": Text(
        "“{value}”须写作 2021-05-01..2021-06-30，首末两日都算在内，可空缺其一",
        '"{value}" must be like 2021-05-01..2021-06-30, both days included; one may be blank',
    ),
    "interrupted": Text(
        "已中断，没有写到一半的文件。", "Interrupted; no file is left half-written."
    ),
    "bug": Text(
        "程序出错（这是我们的缺陷，请连同以下内容告知）：{what}",
        "The program failed. This is our mistake; please report it with what follows: {what}",
    ),
    # faults
    "faults": Text("输入有 {n} 处错误，请改正：", "{n} {faults} in the inputs; please correct:"),
    "warnings": Text("提醒 {n} 处：", "{n} {warnings}:"),
    "valid": Text("输入没有错误。", "The inputs are sound."),
    # conflicts
    "has-plan": Text("有可行方案，没有矛盾。", "There is a plan; nothing contradicts."),
    "undecided": Text(
        "限时内未能判定；请放宽 --time-limit", "Not decided in the time given; raise --time-limit."
    ),
    "conflict-n": Text(
        "矛盾 {number}：下列各条不能同时成立，去掉其中任意一条，其余各条即可同时成立：",
        "Conflict {number}: these cannot all hold; leave out any one of them and the others can:",
    ),
    "count-shows": Text("算式：{text}", "By counting: {text}"),
    "ways-out": Text(
        "化解办法（均已验证，采用任一个即有方案）：",
        "Ways out; each was tried, and any one of them gives a plan:",
    ),
    "remedy": Text("[{number}] {price} 分  {text}", "[{number}] {price} points  {text}"),
    "no-way": Text("限时内没有找到办法。", "No way out was found in the time given."),
    "more-conflicts": Text(
        "可能还有其他矛盾；放宽 --time-limit 或 --sets 可继续寻找。",
        "There may be further conflicts; raise --time-limit or --sets to look for them.",
    ),
    "apply-how": Text(
        "采用第 K 个办法：scheduler conflicts --apply K -o 新文件夹",
        "To apply remedy K: scheduler conflicts --apply K -o NEW-FOLDER",
    ),
    "applied": Text("已按第 {number} 个办法改写：{text}", "Remedy {number} applied: {text}"),
    # solving
    "phase.build": Text("建立模型", "building"),
    "phase.search": Text("求解", "searching"),
    "phase.audit": Text("复核", "auditing"),
    "progress": Text(
        "{phase}  最好 {best}  下界 {bound}  差距 {gap}  {seconds} 秒",
        "{phase}  best {best}  bound {bound}  gap {gap}  {seconds} s",
    ),
    "status": Text("结果：{status}", "Result: {status}"),
    "optimal": Text("已证明最优", "proven best"),
    "optimal-only": Text(
        "在其余活动不动的前提下已证明最优", "proven best with the other events left alone"
    ),
    "feasible": Text("可行，未证明最优", "legal, not proven best"),
    "infeasible": Text("无可行方案", "no plan can keep all hard rules"),
    "unknown": Text(
        "限时内未得出方案；请放宽 --time-limit", "no plan in the time given; raise --time-limit"
    ),
    "stopped": Text("（提前停止）", " (stopped early)"),
    "confirmed.agrees": Text(
        "另一套设置从头再证，结论相同", "Proven again, from the model on, by a second configuration"
    ),
    "confirmed.not finished": Text(
        "再次证明未能在限时内完成，原结论不变；可放宽 --time-limit",
        "The second proof did not end in time; the result stands. Raise --time-limit to have it",
    ),
    "confirmed.nothing": Text(
        "--certify 只再证已证明的结论，这里没有", "There is no proof for --certify to confirm"
    ),
    "cost": Text(
        "代价 {cost}，下界 {bound}，差距 {gap}", "Cost {cost}, bound {bound}, gap {gap}"
    ),
    "placed": Text("已排 {placed} 个活动，共 {total} 个", "{placed} of {total} events placed"),
    "unplaced": Text("未排入：", "Not placed:"),
    "unplaced-row": Text(
        "{event}（优先级 {priority}）：{why}", "{event} (priority {priority}): {why}"
    ),
    "unplaced-more": Text(
        "另有 {n} 个，见 plan.json 和报告", "and {n} more, in plan.json and the reports"
    ),
    "by-rule": Text("代价构成：", "Points by rule:"),
    "conflict": Text("以下事实互相矛盾：", "These facts contradict each other:"),
    "conflict-how": Text(
        "化解办法及其分值见 scheduler conflicts。",
        "For ways out and their prices, see scheduler conflicts.",
    ),
    "no-conflict": Text("未能指出矛盾所在。", "What contradicts could not be named."),
    "files": Text("已写入：", "Written:"),
    "kept": Text(
        "较早的方案改名保留：{names}；较早的日历已删去。",
        "The older plan is kept as {names}; older calendars are gone.",
    ),
    "timings": Text("各阶段用时：", "Where time went:"),
    "s": Text("秒", "s"),
    "took.load": Text("读入", "load"),
    "took.build": Text("建模", "build"),
    "took.start": Text("初始方案", "start"),
    "took.relax": Text("线性松弛", "relax"),
    "took.kernel": Text("核心部分", "kernel"),
    "took.search": Text("搜索与证明", "search"),
    "took.confirm": Text("复证", "confirm"),
    "took.audit": Text("复核", "audit"),
    "took.explain": Text("说明", "explain"),
    "took.write": Text("写出", "write"),
    "took.all": Text("共计", "all"),
    # checking
    "legal": Text(
        "合规：未违反硬规则，代价 {cost}。", "Legal: no hard rule is broken. Cost {cost}."
    ),
    "illegal": Text(
        "不合规：违反硬规则 {n} 处，代价 {cost}。", "Not legal: {n} hard {findings}. Cost {cost}."
    ),
    "hard": Text("违反的硬规则：", "Broken hard rules:"),
    "subtotal": Text("{rule}：{amount}", "{rule}: {amount}"),
    "n-findings": Text("{n} 处", "{n} {findings}"),
    "rule": Text("{title}（{id}）", "{title} ({id})"),
    "points": Text("{n} 分", "{n}"),
    "illegal-output": Text(
        "注意：此方案违反硬规则 {n} 处，请先用 scheduler check 核对。",
        "Note: this plan breaks hard rules ({n} {findings}); see scheduler check.",
    ),
    # comparing
    "same": Text("两个方案的排期相同。", "Both plans have the same places and dates."),
    "changes": Text("变动 {n} 处：", "{n} {changes}:"),
    "nowhere": Text("未排", "not placed"),
    "before": Text("前", "before"),
    "after": Text("后", "after"),
    "difference": Text("差", "change"),
    "total-cost": Text("代价", "cost"),
    "hard-findings": Text("违反硬规则", "hard findings"),
    "visitors": Text("观众人次", "visitors"),
    "hall-days": Text("展厅天（含会场与场地）", "hall-days, rooms and grounds too"),
    "coverage-events": Text("{industry}：活动", "{industry}: events"),
    "coverage-brands": Text("{industry}：品牌活动", "{industry}: brand events"),
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
        "共 {count} 条；--verbose 或 --format json 逐条列出。",
        "Entries that change: {count}; --verbose or --format json lists each of them.",
    ),
    # Doctor
    "doctor-clean": Text("日历没有问题。", "The feed is sound."),
    "doctor-count": Text(
        "{vevents} 个事件：缺陷 {defect} 项，警告 {warning} 项，提示 {note} 项。",
        "{vevents} VEVENT: {defect} x defect, {warning} x warning, {note} x note.",
    ),
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
        "可用 scheduler repair 修复；如确有理由照此发布，请逐条规则给出 --accept {rule}:理由",
        "Mend it with scheduler repair; if there is a reason to publish it all the same, give for "
        "each rule --accept {rule}:REASON",
    ),
    "accepted": Text("尽管违反以下硬规则仍予发布：", "Published although hard rules are broken:"),
    "accepted-rule": Text("{rule}，理由：{reason}", "{rule}, for this reason: {reason}"),
    "no-releases": Text("还没有发布过。", "Nothing was published yet."),
    "n-events": Text("{n} 个活动", "{n} {events}"),
    "list-cost": Text("代价 {points}", "cost {points}"),
    "list-restores": Text("[同第 {release} 版]", "[as release {release}]"),
    "list-accepted": Text("[违反硬规则 {count} 条]", "[hard rules broken: {count}]"),
    "release-head": Text(
        "第 {release} 版，{when} UTC 发布", "Release {release}, published {when} UTC"
    ),
    "release-restores": Text("内容同第 {release} 版", "The content is that of release {release}"),
    "release-cost": Text("代价 {cost}，下界 {bound}", "Cost {cost}, bound {bound}"),
    "release-events": Text(
        "活动 {n} 个；另有仍须告知取消的 {gone} 个：",
        "{n} {events}; cancelled ones that are still told: {gone}",
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
    # starting
    "started": Text(
        "已建立起始工作区。请按自己的城市修改各文件，然后：",
        "A starting workspace is there. Change its files to your city, then:",
    ),
    **ANSWERS,
    **BUSY,
}

_NOUNS = {
    "faults": "fault", "warnings": "warning", "findings": "finding", "changes": "change",
    "events": "event", "calendars": "calendar",
}  # fmt: skip


def say(lang: str, key: str, **facts: object) -> str:
    """The sentence `key` in a language; English nouns follow the count `n`."""
    one = facts.get("n") in (1, "1")
    nouns = {many: single if one else many for many, single in _NOUNS.items()}
    return WORDS[key].get(lang).format(**nouns, **facts)
