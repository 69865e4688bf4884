"""What ``sweep`` says and what its help page says, once per language."""

from __future__ import annotations

from scheduler.domain.text import Text

SWEEP = {
    "sweep-counts": Text(
        "情景 {total} 个：有方案 {plan}，无可行方案 {infeasible}，未得出方案 {unknown}，失败 "
        "{failed}，未算 {pending}。",
        "Scenarios: {total}; with a plan {plan}, infeasible {infeasible}, no plan found {unknown}, "
        "failed {failed}, still to be solved {pending}.",
    ),
    "sweep-robust-sample": Text(
        "方案的稳健性（随机情景，每次就近修复）：平均损失 {expected} 分，最坏 {worst} 分。",
        "Robustness of the plan (random scenarios, mended near it each time): mean loss {expected} "
        "points, worst {worst} points.",
    ),
    "sweep-robust-all": Text(
        "方案的稳健性（全部情景，每次就近修复）：平均损失 {expected} 分，最坏 {worst} 分。",
        "Robustness of the plan (all scenarios, mended near it each time): mean loss {expected} "
        "points, worst {worst} points.",
    ),
    "sweep-worst": Text("最坏的情景：{title}", "The worst scenario: {title}"),
    "sweep-without": Text(
        "平均与最坏只计有方案的 {plan} 个情景；另有 {other} 个没有方案，见上。",
        "Mean and worst are of the scenarios with a plan, {plan} of them; {other} have none, see "
        "above.",
    ),
    "sweep-halls": Text("哪个展厅停用损失最大：", "Which hall's loss hurts most:"),
    "sweep-venues": Text("哪个场馆停用损失最大：", "Which venue's loss hurts most:"),
    "sweep-months": Text("哪个月最紧：", "Which month is tightest:"),
    "sweep-events": Text(
        "哪些活动常失去位置（{plan} 个有方案的情景中）：",
        "Which events lose their place how often (of scenarios with a plan, {plan}):",
    ),
    "sweep-no-events": Text(
        "没有活动失去位置或移位。", "No event loses its place, and none is moved."
    ),
    "sweep-scenarios": Text("损失最大的情景：", "The scenarios that cost most:"),
    "sweep-failures": Text("失败的情景：", "Scenarios that failed:"),
    "sweep-more": Text("另有 {count} 行，见 {file}", "{count} more rows in {file}"),
    "sweep-where": Text("何处", "where"),
    "sweep-month": Text("月份", "month"),
    "sweep-event": Text("活动", "event"),
    "sweep-scenario": Text("情景", "scenario"),
    "sweep-result": Text("结果", "result"),
    "sweep-mean": Text("平均损失", "mean loss"),
    "sweep-most": Text("最大损失", "worst loss"),
    "sweep-loss": Text("损失", "loss"),
    "sweep-at-most": Text("至多 {high}（未证明）", "at most {high} (not proven)"),
    "sweep-of": Text("情景数", "scenarios"),
    "sweep-none": Text("无方案", "no plan"),
    "sweep-dropped": Text("失去", "dropped"),
    "sweep-moved": Text("移位", "moved"),
    "sweep-late": Text(
        "有 {count} 个情景因用时到顶而结束，换一台机器结果可能不同；再次运行同一命令即重算，可用 "
        "--time-limit 放宽。",
        "Ended by wall time, so that another machine may find otherwise: {count} scenarios. The "
        "same command solves them again; --time-limit gives them longer.",
    ),
    "sweep-no-standing": Text(
        "没有 {path}，先求一个方案作为现行方案，并存入测算的文件夹，供再次运行时使用。",
        "There is no {path}; solving for a standing plan first, which is kept in the sweep's "
        "folder for the next run.",
    ),
    "sweep-pending": Text(
        "还有 {count} 个情景未算；再次运行同一命令即从此处继续。",
        "Still to be solved: {count} scenarios; run the same command again to go on from here.",
    ),
}

SWEEP_HELPS = {
    "sweep": Text(
        "并行求解许多情景，各在现行方案附近重排：哪个展厅停用损失最大、哪个月最紧、各活动多常失去"
        "位置、方案有多稳健。中断后再次运行即继续。",
        "Solve many scenarios side by side, each near the standing plan: which hall's loss hurts "
        "most, which month is tightest, how often an event loses its place, how robust the plan "
        "is. After a break, run it again to go on.",
    ),
    "scenarios": Text(
        "情景文件（YAML），或含情景文件的文件夹（连同其下各级）；可给出多个。",
        "Scenario files (YAML), or folders of them and of further folders; may be several or none.",
    ),
    "grid": Text(
        "自动生成的一组情景，可重复：close:hall:month（每个展厅每个月停用），也可为 venue、week，"
        "或不给时段；drop:event、drop:tentative、drop:proposed（每个活动取消）。",
        "A set of scenarios made for you, may be repeated: close:hall:month (each hall closed in "
        "each month), also with venue or week, or without a period; drop:event, drop:tentative or "
        "drop:proposed (each event drops out).",
    ),
    "sample": Text(
        "另加 N 个随机情景：停用、取消、规模增长。同一种子的第 k 个情景总是相同。",
        "N random scenarios besides: failures, drop-outs, growth. Scenario k of a seed is always "
        "the same.",
    ),
    "sweep.seed": Text(
        "随机情景与求解的种子；默认 1。",
        "Seed of the random scenarios and of the search; 1 if not given.",
    ),
    "effort": Text(
        "每个情景的工作量上限（求解器的确定性秒）；默认 30。同样的上限，任何机器结果相同。",
        "Work for each scenario at most, in deterministic seconds of the solvers; 30 if not given. "
        "With the same limit, any machine finds the same.",
    ),
    "sweep.plan": Text(
        "现行方案；默认为工作区内 out/plan.csv，没有则先求解，并存为结果文件夹内的 standing.csv。",
        "The standing plan; out/plan.csv of the workspace if not given, else one is solved for and "
        "kept as standing.csv in the folder for the results.",
    ),
    "sweep.today": Text(
        "各情景在这一天得知；不给则在一切开始之前。",
        "The day on which each scenario becomes known; before everything if not given.",
    ),
    "sweep.time_limit": Text(
        "每个情景最多用时（秒），只防机器太慢；默认 900。",
        "Seconds for each scenario, a mere guard against a slow machine; 900 if not given.",
    ),
    "sweep.workers": Text(
        "并行进程数；默认每核一个。", "Processes at a time; one per core if not given."
    ),
    "cluster": Text(
        "由已有的 Dask 集群求解，如 tcp://10.0.0.5:8786。",
        "Have an existing Dask cluster solve them, such as tcp://10.0.0.5:8786.",
    ),
    "worker_timeout": Text(
        "集群没有任何工作进程时最多等多少秒，之后以退出码 3 结束，已完成的保留；默认 600。",
        "Seconds to wait while the cluster has no worker at all; then it ends with exit code 3 and "
        "keeps what is finished; 600 if not given.",
    ),
    "sweep.out": Text(
        "结果文件夹；默认为工作区内的 out/sweep。",
        "Folder for the results; out/sweep in the workspace if not given.",
    ),
    "again": Text(
        "重新开始；此前的结果留作 results.old.jsonl，再次则为 results.old-2.jsonl。",
        "Begin anew; earlier results stay as results.old.jsonl, then as results.old-2.jsonl.",
    ),
    "sweep.most": Text("各表最多列几行；默认 10。", "Rows of each table at most; 10 if not given."),
}
