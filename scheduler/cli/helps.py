"""The help pages: what each command and option is for, once per language."""

from __future__ import annotations

from scheduler.cli.account_words import ACCOUNT_HELPS
from scheduler.cli.curve_words import CURVE_HELPS
from scheduler.cli.release_helps import RELEASE_HELPS
from scheduler.cli.robust_words import ROBUST_HELPS
from scheduler.cli.sweep_words import SWEEP_HELPS
from scheduler.cli.whatif_words import WHATIF_HELPS
from scheduler.domain.text import Text

HELPS = {
    **ACCOUNT_HELPS,
    **RELEASE_HELPS,
    "": Text(
        "排定一个城市全年的会展日程，找出并化解冲突。工作区是一个文件夹，含 venues.yaml、"
        "events.csv 与 policy.yaml；用 scheduler init 可得一个起始工作区。",
        "Plans a city's convention and exhibition year and solves its conflicts. A workspace is a "
        "folder with venues.yaml, events.csv and policy.yaml; scheduler init writes one to start.",
    ),
    "usage": Text("用法：", "Usage: "),
    "title.options": Text("选项：", "Options:"),
    "title.arguments": Text("参数：", "Arguments:"),
    "title.commands": Text("命令：", "Commands:"),
    "[options]": Text("[选项]", "[OPTIONS]"),
    "[command]": Text("命令 [参数]…", "COMMAND [ARGS]..."),
    "exits": Text(
        "退出码：0 是或已完成；1 否（无可行方案、违反硬规则）；2 输入或用法有误，未写入任何文件；"
        "3 限时内无答案。",
        "Exit status: 0 yes or done; 1 the answer is no (infeasible, hard rules broken); 2 wrong "
        "input or usage, nothing written; 3 no answer in the time given.",
    ),
    "help": Text("显示本页。", "Show this page."),
    "version": Text("显示版本。", "Show the version."),
    "workspace": Text(
        "工作区文件夹；默认为当前文件夹。", "The workspace; the current folder if not given."
    ),
    "lang": Text(
        "语言；默认取 SCHEDULER_LANG，再取系统语言。",
        "Language; SCHEDULER_LANG or else the locale's if not given.",
    ),
    "format": Text(
        "json：标准输出只有 JSON；默认 text。",
        "json: JSON alone on standard output; text if not given.",
    ),
    "out": Text(
        "输出文件夹；默认为工作区内的 out。其中他人的文件保持不动。",
        "Folder for the results; out in the workspace if not given. Other files there stay.",
    ),
    "plan": Text("方案文件：csv、xlsx、json 或 ics。", "A plan: csv, xlsx, json or ics."),
    "near": Text("现行方案；相对它的变动计分。", "The standing plan; changes from it cost points."),
    "validate": Text(
        "检查输入，一次列出全部错误。", "Check the inputs and list every fault at once."
    ),
    "solve": Text(
        "求最好的方案，写出 plan.csv、plan.json、feeds/、report.html 与 report.xlsx。"
        "按 Ctrl-C 可提前停止并取当前最好的方案。",
        "Find the best plan and write plan.csv, plan.json, feeds/, report.html and report.xlsx. "
        "Ctrl-C stops early and takes the best plan so far.",
    ),
    "time_limit": Text("最多用时（秒）；默认 600。", "Seconds to use at most; 600 if not given."),
    "gap": Text(
        "与下界的相对差距小到此值即停，如 0.01；默认 0，即证明最优为止。",
        "Stop at this relative gap to the bound, such as 0.01; 0 (proven best) if not given.",
    ),
    "seed": Text("随机种子；默认 1。", "Random seed; 1 if not given."),
    "workers": Text(
        "并行线程数；默认每核一个，至多 8 个。取 1 时结果可逐字节重现。",
        "Threads; one per core, at most 8, if not given. With 1, results repeat byte for byte.",
    ),
    "only": Text(
        "FROM..TO（首末两日都算在内）：展期不与之重叠的活动，一律留在 --near 的原位。",
        "FROM..TO, both days included: events not on show within stay where --near has them.",
    ),
    "certify": Text(
        "证明最优之后，再以另一套设置从头证明一次。",
        "Once it is proven best, have it proven again by a second configuration.",
    ),
    "verbose": Text("另列各阶段用时。", "Also tell where time went, by phase."),
    "check": Text(
        "按全部规则审核任一方案，并重算分值。",
        "Judge any plan by every rule and recount its points.",
    ),
    "conflicts": Text(
        "说明为何没有可行方案：最小的矛盾事实集，以及每个都已验证有效的化解办法。",
        "Say why there is no plan: the smallest sets of facts that contradict one another, and "
        "remedies, each of which was tried and works.",
    ),
    "conflicts.time_limit": Text(
        "最多用时（秒）；默认 60。", "Seconds to use at most; 60 if not given."
    ),
    "sets": Text("最多列出几处矛盾；默认 5。", "Conflicts to tell at most; 5 if not given."),
    "no_remedies": Text("不求化解办法。", "Do not look for remedies."),
    "apply": Text(
        "按第 K 个办法改写输入，写到 -o 给出的新文件夹；原文件绝不改动。",
        "Write the inputs with remedy K applied into the new folder of -o; no old file is changed.",
    ),
    "conflicts.out": Text("--apply 的新文件夹，或空文件夹。", "A new or empty folder for --apply."),
    "repair": Text(
        "求变动最小的合规方案，说明变动了什么、为何必须变动；用 -o 写出该方案。",
        "Find the legal plan that moves least, and tell what moved and why it had to; -o writes "
        "it.",
    ),
    "repair.out": Text(
        "写出修复后方案的文件夹；不给则不写。",
        "Folder for the repaired plan; nothing is written if not given.",
    ),
    "repair.time_limit": Text(
        "最多用时（秒）；默认 60。", "Seconds to use at most; 60 if not given."
    ),
    "explain": Text(
        "说明活动为何排在现处；用 --venue 与 --on 问为何不排在那里：不可能（及理由）、"
        "更贵（贵多少、谁要动）或同样好。",
        "Tell why an event stands where it does, or with --venue and --on why not there: "
        "impossible (with the reasons), dearer (by how much, and who would move) or equally good.",
    ),
    "event": Text("活动的 id。", "An event's id."),
    "explain.plan": Text(
        "现行方案；默认为工作区内 out/plan.csv，没有则先求解。",
        "The standing plan; out/plan.csv of the workspace if not given, else one is solved for.",
    ),
    "venue": Text("问的是这个场馆。", "Ask about this venue."),
    "on": Text("问的是这个首展日。", "Ask about this first show day."),
    "explain.time_limit": Text(
        "最多用时（秒）；默认 10。未证完则给出区间。",
        "Seconds to use at most; 10 if not given. What is not proven by then is a bracket.",
    ),
    "options": Text(
        "在现行方案中为活动找最好的场馆、展厅与日期：先列不动任何活动的，再列需他人让位的，"
        "各附增加的分值与谁要动。",
        "The best venues, halls and dates for an event in the standing plan: first those that "
        "displace nobody, then those that others make room for, with points and who moves.",
    ),
    "options.event": Text(
        "活动的 id，或描述一个新活动的 YAML 文件（键同 events.csv 的列）。",
        "An event's id, or a YAML file with the columns of events.csv for a new event.",
    ),
    "options.plan": Text(
        "现行方案；默认为工作区内 out/plan.csv，没有则先求解。",
        "The standing plan; out/plan.csv of the workspace if not given, else one is solved for.",
    ),
    "most": Text("每部分最多列几处；默认 10。", "Places in each part at most; 10 if not given."),
    "free_only": Text("只列不动任何活动的，很快。", "Only what displaces nobody; fast."),
    "options.time_limit": Text(
        "最多用时（秒）；默认 30。", "Seconds to use at most; 30 if not given."
    ),
    "prices": Text(
        "每项预订、停用、禁办日、保护间隔、上限或覆盖目标放宽一个单位，全市可省多少分：逐项重新求解并证明，"
        "按所省排序；中断后可继续。",
        "What the city would save if one booking, closure, closed day, protection distance, limit "
        "or coverage goal were eased by one unit: re-solved and proven, ranked, resumable.",
    ),
    "prices.plan": Text(
        "现行方案；默认为工作区内 out/plan.csv，没有则先求解。",
        "The standing plan; out/plan.csv of the workspace if not given, else one is solved for.",
    ),
    "prices.out": Text(
        "存放已算完各项（prices.jsonl）的文件夹；默认为工作区内的 out。",
        "Folder of prices.jsonl, which keeps what is done; out in the workspace if not given.",
    ),
    "prices.time_limit": Text(
        "每项最多用时（秒）；默认 60。", "Seconds for each re-solve; 60 if not given."
    ),
    "prices.workers": Text(
        "同时运行的进程数；默认每核一个。", "Processes at a time; one per core if not given."
    ),
    "fresh": Text("不用此前算完的结果。", "Forget what earlier runs finished."),
    "report": Text(
        "写出某个方案的 report.html 与 report.xlsx。",
        "Write report.html and report.xlsx of a plan.",
    ),
    "pdf": Text(
        "只写这一个 PDF：A3 全年图、覆盖、各项代价与活动清单；须安装 [pdf]。",
        "Write this PDF alone: the year on A3, coverage, costs and events; needs the extra [pdf].",
    ),
    "feeds": Text(
        "写出已发布版本的日历（输出文件夹下的 feeds/），只改写有变化的文件；"
        "给出方案时写出其草案日历。",
        "Write the calendars of a release, to feeds/ in the output folder; only files that change "
        "are written. Of a PLAN, write its drafts.",
    ),
    "feeds.plan": Text(
        "方案文件：csv、xlsx、json 或 ics；不给则取已发布的版本。",
        "A plan: csv, xlsx, json or ics; a release if not given.",
    ),
    "feeds.release": Text(
        "哪一版；不给则取最新一版。", "Which release; the last one if not given."
    ),
    "feeds.private": Text(
        "另写内部日历（含暂定安排）到 feeds-private/；切勿公开该文件夹。",
        "Also write private calendars, holds included, to feeds-private/; never serve that folder "
        "publicly.",
    ),
    "feeds.phases": Text(
        "只要哪些阶段，以逗号分隔，或取 all；不给则按各日历本身：场馆与展厅为全部，其余只含展期。",
        "Which phases, separated by commas, or all; if not given, those that a calendar has by "
        "itself: all in those of venues and halls, the show in all others.",
    ),
    "feeds.cancelled": Text(
        "0：不要已取消的条目；默认 1。", "0: leave out cancelled entries; 1 if not given."
    ),
    "feeds.from": Text(
        "只要此日及以后的条目，含此日。", "Only what has a day on or after this one."
    ),
    "feeds.to": Text(
        "只要此日及以前的条目，含此日。", "Only what has a day on or before this one."
    ),
    "feeds.twins": Text(
        "每个日历旁另写 jCal（.json）与 xCal（.xml）。",
        "Also write jCal (.json) and xCal (.xml) beside each calendar.",
    ),
    "feeds.today": Text(
        "日历按哪一天写；默认取城市当地的今天。",
        "The day for which calendars are written; the city's own today if not given.",
    ),
    "compare": Text(
        "比较两个方案，逐活动、逐规则列出差别。",
        "Tell what differs between two plans, event by event and rule by rule.",
    ),
    "before": Text("作为基准的方案。", "The plan to compare with."),
    "after": Text("要比较的方案。", "The plan that is compared."),
    "init": Text(
        "为另一座城市写出一个可直接求解的起始工作区。",
        "Write a small starting workspace for another city; it can be solved as it is.",
    ),
    "folder": Text("新文件夹，或空文件夹。", "A new or empty folder."),
    **WHATIF_HELPS,
    **CURVE_HELPS,
    **ROBUST_HELPS,
    **SWEEP_HELPS,
}


def help_of(command: str, parameter: str, lang: str) -> str:
    """What a command's option or argument is for."""
    text = HELPS.get(f"{command}.{parameter}") or HELPS[parameter]
    return text.get(lang)
