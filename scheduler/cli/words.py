"""Every sentence the commands say, once per language."""

from __future__ import annotations

from scheduler.cli.account_words import ACCOUNT_WORDS
from scheduler.cli.answer_words import ANSWERS
from scheduler.cli.busy_words import BUSY
from scheduler.cli.curve_words import CURVE
from scheduler.cli.early import BROKEN_OFF
from scheduler.cli.release_words import RELEASE_WORDS
from scheduler.cli.robust_words import ROBUST
from scheduler.cli.sweep_words import SWEEP
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
    "interrupted": BROKEN_OFF,
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
    "confirmed.stopped": Text(
        "再次证明被提前停止，原结论不变", "The second proof was stopped early; the result stands"
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
    "took.robust": Text("稳健之选", "robust choice"),
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
    # starting
    "started": Text(
        "已建立起始工作区。请按自己的城市修改各文件，然后：",
        "A starting workspace is there. Change its files to your city, then:",
    ),
    **ACCOUNT_WORDS,
    **ANSWERS,
    **BUSY,
    **RELEASE_WORDS,
    **WHATIF,
    **CURVE,
    **ROBUST,
    **SWEEP,
}

_NOUNS = {
    "faults": "fault", "warnings": "warning", "findings": "finding", "changes": "change",
    "events": "event", "calendars": "calendar", "defects": "defect", "notes": "note",
}  # fmt: skip


def say(lang: str, key: str, **facts: object) -> str:
    """The sentence `key` in a language; English nouns follow the count `n`."""
    one = facts.get("n") in (1, "1")
    nouns = {many: single if one else many for many, single in _NOUNS.items()}
    return WORDS[key].get(lang).format(**{**nouns, **facts})
