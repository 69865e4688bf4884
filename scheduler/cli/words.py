"""Every sentence the commands say, once per language."""

from __future__ import annotations

from scheduler.cli.account_words import ACCOUNT_WORDS
from scheduler.cli.busy_words import BUSY
from scheduler.cli.curve_words import CURVE
from scheduler.cli.release_words import RELEASE_WORDS
from scheduler.cli.robust_words import ROBUST
from scheduler.cli.whatif_words import WHATIF
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
        "矛盾 {number}：下列事实不能同时成立，去掉任意一条，其余即有方案：",
        "Conflict {number}: these cannot all hold; without any one of them the rest has a plan:",
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
    # repairing
    "found-sound": Text("原方案未违反硬规则。", "The plan given breaks no hard rule."),
    "found-broken": Text(
        "原方案违反硬规则 {n} 处：", "The plan given breaks hard rules ({n} {findings}):"
    ),
    "unmoved": Text("无须变动。", "Nothing has to change."),
    "nearest": Text(
        "变动分 {cost}，已证明没有更近的合规方案，同样近的也没有更省的。",
        "Points of change: {cost}. Proven: no legal plan is nearer, none as near is cheaper.",
    ),
    "near": Text(
        "变动分 {cost}（至少 {low}）；限时内未证明最近且最省。",
        "Points of change: {cost} (at least {low}); not proven nearest and cheapest in the time.",
    ),
    # explaining
    "standing": Text("现行方案：{path}", "Standing plan: {path}"),
    "no-standing": Text(
        "没有 {path}，先求一个方案作为现行方案（不写入文件）。",
        "There is no {path}; solving for a standing plan first (it is not written).",
    ),
    "said-stands": Text("{event} 排在 {place}。", "{event} stands at {place}."),
    "said-equal": Text(
        "{event} 排在 {place} 总分相同。", "{event} at {place} would cost just as much."
    ),
    "said-cheaper": Text(
        "{event} 排在 {place} 会便宜 {points} 分；现行方案并非最优。",
        "{event} at {place} would be cheaper; points saved: {points}. The standing plan is not "
        "the best.",
    ),
    "said-dearer": Text(
        "{event} 可排在 {place}，但总分会高出：{points}",
        "{event} could stand at {place}, but the plan would cost more; points: {points}",
    ),
    "said-crowded-out": Text(
        "{event} 让位于其他活动：若排在 {place}，总分会高出：{points}",
        "{event} is crowded out: at {place} the plan would cost more; points: {points}",
    ),
    "said-impossible": Text(
        "{event} 不可能这样排，因为：", "{event} cannot stand there, because:"
    ),
    "said-undecided": Text(
        "限时内未能回答关于 {event} 的问题；请放宽 --time-limit",
        "The question about {event} was not answered in the time given; raise --time-limit",
    ),
    "bracket": Text("{low} 至 {high}（限时内未证明）", "{low} to {high} (not proven in the time)"),
    "wish-kept": Text("已满足", "kept"),
    "would-move": Text("另有 {n} 个活动会变动：", "Others that would move: {n}"),
    "first-fit": Text(
        "不动任何活动，最早可排在 {place}。", "Displacing nobody, it would first fit at {place}."
    ),
    "first-outside": Text(
        "在其允许日期之外，不动任何活动最早可排在 {place}。",
        "Outside the dates it allows, displacing nobody, it would first fit at {place}.",
    ),
    # options
    "options-free": Text(
        "{event}：不动任何活动可排之处，增加的分值：",
        "{event}: places that displace nobody, and the points they add:",
    ),
    "options-displacing": Text(
        "{event}：他人让位后可排之处：", "{event}: places that others would make room for:"
    ),
    "no-options-free": Text(
        "{event}：不动任何活动则无处可排。", "{event}: no place displaces nobody."
    ),
    "no-options-displacing": Text(
        "{event}：没有他人让位即可排之处。", "{event}: no place that others would make room for."
    ),
    "no-room-sought": Text(
        "现行方案违反硬规则，未求他人让位之处；请先用 scheduler repair 修复。",
        "The standing plan breaks hard rules, so nobody was asked to make room; use scheduler "
        "repair first.",
    ),
    "in-brackets": Text("（{text}）", " ({text})"),
    "other-halls": Text("，另有同价展厅 {n} 组", "; other halls for the same points: {n}"),
    # prices
    "bar": Text(
        "[{bar}] {done}/{total}  {seconds} 秒", "[{bar}] {done} of {total}  {seconds} s"
    ),
    "prices": Text(
        "放宽一个单位可省的分值：", "Points that easing one thing by one unit would save:"
    ),
    "no-prices": Text("放宽任何一项都省不下分值。", "Easing any one thing would save nothing."),
    "worth-nothing": Text("已证明放宽也不省分的：{n} 项", "Proven to save nothing: {n}"),
    "pending": Text(
        "尚未算完 {n} 项；再次运行即从此处继续。",
        "Not done yet: {n}; run again to go on from here.",
    ),
    # starting
    "started": Text(
        "已建立起始工作区。请按自己的城市修改各文件，然后：",
        "A starting workspace is there. Change its files to your city, then:",
    ),
    **ACCOUNT_WORDS,
    **BUSY,
    **RELEASE_WORDS,
    **WHATIF,
    **CURVE,
    **ROBUST,
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
