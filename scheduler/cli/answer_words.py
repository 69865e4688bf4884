"""What the answers about a plan say: repair, explain, options, prices."""

from __future__ import annotations

from scheduler.domain.text import Text

ANSWERS = {
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
        "{event} 排在 {place} 可使总分降低 {points}；现行方案并非最优。",
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
        "{event} 不能这样排，因为：", "{event} cannot stand there, because:"
    ),
    "said-nowhere": Text("{event} 无处可排，因为：", "{event} cannot be placed, because:"),
    "said-hopeless": Text(
        "{event} 怎样排都不行：现有输入没有任何可行方案（见 scheduler conflicts），因为：",
        "{event} cannot stand there, nor can any plan be made of these inputs (see scheduler "
        "conflicts), because:",
    ),
    "said-unnamed": Text(
        "已证明 {event} 不能这样排，但限时内未查明原因；请放宽 --time-limit",
        "{event} cannot stand there: that is proven, but the reasons were not found in the time "
        "given; raise --time-limit",
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
}
