"""What ``whatif --curve`` says and what its help says, once per language."""

from __future__ import annotations

from scheduler.domain.text import Text
from scheduler.outputs.effects import MOVED

CURVE = {
    "whatif-needs": Text(
        "请给出情景文件；不给情景时须有 --curve。",
        "Name scenario files; without any, --curve is needed.",
    ),
    "curve-picture": Text("--picture 须与 --curve 同用。", "--picture needs --curve."),
    "curve-stopped": Text(
        "提前停止；“{title}”未求的点：最多移动 {moves} 个，其数取自其余各点。",
        'Stopped early; points of "{title}" that were not looked for: at most {moves} moved; '
        "their figures come from the others.",
    ),
    "curve-cut-short": Text(
        "提前停止时，“{title}”尚在求不设限的方案；曲线可能过早结束。",
        'Stopped early, while "{title}" was planned without a limit; its curve may end too early.',
    ),
    "curve-left": Text(
        "提前停止；未求曲线：{title}", "Stopped early; no curve was looked for: {title}"
    ),
    "curve-head": Text("变动与质量：{title}", "Change against quality: {title}"),
    "curve-meaning": MOVED,
    "curve-moves": Text("最多移动", "at most"),
    "curve-moved": Text("实际移动", "moved"),
    "curve-cost": Text("代价", "cost"),
    "curve-bound": Text("下界", "bound"),
    "curve-saves": Text("每多移一个省分", "saved per move"),
}

CURVE_HELPS = {
    "curve": Text(
        "另求变动与质量曲线：最多移动 0、1、2、4、8……个活动时的最低代价，逐点附证明或下界，"
        "直到与全部重排一样好；不给情景则就工作区现状求。--time-limit 仍是每次求解的限时。",
        "Also find the best cost when at most 0, 1, 2, 4, 8 … events are moved, each proven or "
        "with its bound, until it is as good as planning freely; without scenarios, for the "
        "workspace as it is. --time-limit holds for each solve.",
    ),
    "picture": Text("把曲线画成 SVG 文件。", "Draw the curves into an SVG file."),
}
