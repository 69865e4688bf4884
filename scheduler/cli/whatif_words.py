"""What ``whatif`` says and what its help page says, once per language."""

from __future__ import annotations

from scheduler.domain.text import Text
from scheduler.outputs.effects import FREE, HELD, SAME_COVERAGE, UNCHANGED

WHATIF = {
    "whatif-modes": Text(
        "--near、--free、--both 只能给出一个。", "Give only one of --near, --free and --both."
    ),
    "whatif-modes-needs": Text(
        "--near、--free、--both 须给出情景文件；曲线从现行方案算起，一直到全部重排。",
        "--near, --free and --both need scenario files; a curve goes from the standing plan to "
        "one planned freely.",
    ),
    "write-city-needs": Text(
        "--write-city 须给出情景文件。", "--write-city needs scenario files."
    ),
    "write-city-today": Text(
        "--write-city 不能与 --today 同用：已开始的活动不动，这写不进任何文件。",
        "--write-city cannot be used with --today: no file can say that what has begun stays.",
    ),
    "whatif-stopped": Text(
        "提前停止；未求解的情景：{title}", "Stopped early; not looked at: {title}"
    ),
    "whatif-head": Text("{number}. {title}（{file}）", "{number}. {title} ({file})"),
    "whatif-cost": Text(
        "代价 {cost}（原 {before}，{difference}），下界 {bound}，差距 {gap}",
        "Cost {cost} (before {before}, {difference}), bound {bound}, gap {gap}",
    ),
    "whatif-change": Text("其中变动分 {points}", "of it points of change: {points}"),
    "whatif-early": Text(
        "已开始、须提前结束（分值仍按整个展期计算）：",
        "Begun, and must end early (points still count it whole):",
    ),
    "whatif-early-row": Text(
        "{event}（{id}）：最后一天 {last}；{why}", "{event} ({id}): last day {last}; {why}"
    ),
    "whatif-held": HELD,
    "whatif-moved": Text("移位 {count} 个：", "Moved: {count}"),
    "whatif-lost": Text("失去 {count} 个：", "Lost: {count}"),
    "whatif-won": Text("新排入 {count} 个：", "Won: {count}"),
    "whatif-cancelled": Text("情景取消 {count} 个：", "Dropped by the scenario: {count}"),
    "whatif-unplaced": Text("未排入 {count} 个：", "Not placed: {count}"),
    "whatif-unmoved": UNCHANGED,
    "whatif-rules": Text("各规则分值：", "Points by rule:"),
    "whatif-coverage": Text("覆盖有变的产业：", "Industries whose coverage differs:"),
    "whatif-same-coverage": SAME_COVERAGE,
    "whatif-venues": Text(
        "场馆使用（已租展厅天，占可租的份额）：",
        "Use of venues (hall-days let, share of those open):",
    ),
    "whatif-all-venues": Text("全部场馆", "all venues"),
    "whatif-free": FREE,
    "whatif-scenario": Text("情景", "scenario"),
    "whatif-result": Text("结果", "result"),
    "whatif-bound": Text("下界", "bound"),
    "whatif-n-moved": Text("移位", "moved"),
    "whatif-n-lost": Text("失去", "lost"),
    "whatif-n-won": Text("新排", "won"),
    "whatif-table": Text("各情景，由好到坏：", "The scenarios, best first:"),
}

WHATIF_HELPS = {
    "whatif": Text(
        "假如……会怎样：按情景文件改动工作区，在现行方案附近重排，说明谁移位、失去或得到什么、"
        "覆盖、分值与场馆使用前后如何，并附证明；多个情景并列比较，由好到坏。",
        "What would happen if: change the workspace by scenario files, plan again near the "
        "standing plan, and tell what moved, what was lost or won, coverage, points and use of "
        "venues before and after, with proof; several scenarios side by side, best first.",
    ),
    "scenario": Text(
        "情景文件（YAML），或含情景文件的文件夹（连同其下各级）；可给出多个。",
        "Scenario files (YAML), or folders of them and of further folders.",
    ),
    "whatif.plan": Text(
        "现行方案；默认为工作区内 out/plan.csv，没有则先求解。",
        "The standing plan; out/plan.csv of the workspace if not given, else one is solved for.",
    ),
    "whatif.near": Text(
        "在现行方案附近重排，变动计分；默认如此。",
        "Plan near the standing plan, changes cost points; so if not told otherwise.",
    ),
    "free": Text("全部重新排，变动不计分。", "Plan freely; changes cost nothing."),
    "both": Text("两种都求，以附近重排为答案。", "Both; the plan near is the answer."),
    "whatif.today": Text(
        "情景在这一天得知：已开始的活动不动，20 天内开始的保持原位或取消；不给则在一切开始之前。",
        "The day on which the scenario becomes known: what has begun stays, what begins within "
        "20 days keeps its place or is dropped; before everything if not given.",
    ),
    "whatif.time_limit": Text(
        "每个情景每次求解最多用时（秒）；默认 60。",
        "Seconds for each solve of a scenario; 60 if not given.",
    ),
    "whatif.out": Text(
        "写出各情景的方案与报告、比较（whatif.json、.html、.xlsx）与曲线的文件夹；不给则不写。",
        "Folder for each scenario's plan and reports, the comparison (whatif.json, .html, .xlsx) "
        "and the curves; nothing is written if not given.",
    ),
    "write_city": Text(
        "把各情景所造的城市写成完整的工作区（venues.yaml、events.csv、policy.yaml、日历），"
        "每个情景一个子文件夹，供 scheduler 或其他程序使用；须为新文件夹。",
        "Write the city that each scenario makes as a whole workspace (venues.yaml, events.csv, "
        "policy.yaml, calendars), a folder each inside this new one, for scheduler or other "
        "programs.",
    ),
    "html": Text(
        "把比较与曲线写成这个网页文件。", "Write the comparison and the curves as this web page."
    ),
    "xlsx": Text(
        "把比较与曲线写成这个工作簿。", "Write the comparison and the curves as this workbook."
    ),
}
