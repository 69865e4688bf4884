"""What ``solve --robust`` says and what its help says, once per language."""

from __future__ import annotations

from scheduler.domain.text import Text

ROBUST = {
    "not-epsilon": Text(
        "“{value}”须写作 2%（最低代价的份额）或 50（分）",
        '"{value}" must be like 2% (of the best cost) or 50 (points)',
    ),
    "robust-needs": Text(
        "--epsilon 与 --measure 须与 --robust 同用。", "--epsilon and --measure need --robust."
    ),
    "robust": Text(
        "稳健之选（代价至多 {limit}，即比最好的多 {epsilon}）；各情景下修补后的代价，含变动分：",
        "Robust choice (cost at most {limit}, the best and {epsilon} more); what each plan costs "
        "once mended, points of change included:",
    ),
    "robust-broken-off": Text(
        "选取稳健方案时被中断；方案为最先求得的那个，未比较修补代价。",
        "The robust choice was broken off; the plan is the one found first.",
    ),
    "robust-best": Text("最好的方案", "best plan"),
    "robust-chosen": Text("所选方案", "chosen plan"),
}

ROBUST_HELPS = {
    "robust": Text(
        "情景文件或文件夹（可多次给出）：在比最好的方案贵不过 --epsilon 的方案中，"
        "选一个遇到这些情景时修补代价更低的。",
        "Scenario files or folders, as often as needed: among plans at most --epsilon dearer than "
        "the best, choose one that costs less to mend when these come.",
    ),
    "solve.today": Text(
        "排期的这一天：--near 方案中已开始的活动不动，20 天内开始的保持原位或取消；--robust 的"
        "各情景在这一天得知。不给则在一切开始之前。",
        "The day of planning: what of the plan of --near has begun stays, what begins within 20 "
        "days keeps its place or is dropped; scenarios of --robust become known on it. Before "
        "everything if not given.",
    ),
    "epsilon": Text(
        "可比最好的方案贵多少：2%（份额）或 50（分）；默认 2%。",
        "How much dearer than the best: 2% (a share) or 50 (points); 2% if not given.",
    ),
    "measure": Text(
        "worst：按最坏情景；mean：按平均；默认 worst。",
        "worst: by the worst scenario; mean: by the average; worst if not given.",
    ),
}
