"""The help pages: what each command and option is for, once per language."""

from __future__ import annotations

from scheduler.cli.whatif_words import WHATIF_HELPS
from scheduler.domain.text import Text

HELPS = {
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
    "caldav": Text(
        "把某一版各场馆的日历推送到 CalDAV 服务器，只传有变化的；中断后再次运行即继续。",
        "Put the venues' calendars of a release on a CalDAV server. Only what changed is sent; "
        "after a break, run it again.",
    ),
    "action": Text("push：推送。", "push: bring the server up to date."),
    "url": Text(
        "用户的日历主目录，如 https://服务器/用户/。",
        "The calendar home of a user, such as https://server/user/.",
    ),
    "caldav.release": Text("第几版；默认最新一版。", "The release; the last one if not given."),
    "publish.caldav": Text(
        "发布后把各场馆的日历推送到这个 CalDAV 主目录，如 https://服务器/用户/。",
        "Then put the venues' calendars on this CalDAV server, such as https://server/user/.",
    ),
    "caldav_user": Text("CalDAV 用户名。", "User name at the CalDAV server."),
    "caldav_password_file": Text(
        "首行为密码的文件；不给则取环境变量 SCHEDULER_CALDAV_PASSWORD。",
        "File with the password in its first line; the variable SCHEDULER_CALDAV_PASSWORD if not "
        "given.",
    ),
    "force": Text(
        "覆盖他人改过的条目，补回他人删去的条目。",
        "Overwrite entries that others edited, and put back what they removed.",
    ),
    "serve": Text(
        "通过 HTTP 提供已发布的日历与订阅页面；新的发布几秒内自动生效。按 Ctrl-C 结束。",
        "Serve the released calendars and pages for subscribing over HTTP; a new release is taken "
        "over within seconds. Ctrl-C ends it.",
    ),
    "host": Text(
        "监听的地址；默认 127.0.0.1，只供本机访问。",
        "Address to listen on; 127.0.0.1 (this machine only) if not given.",
    ),
    "port": Text("端口；默认 8080。", "Port; 8080 if not given."),
    "base_url": Text(
        "对外的网址，如 https://cal.example.cn；链接以此开头。",
        "Public address, such as https://cal.example.cn; links begin with it.",
    ),
    "allow_host": Text(
        "另外接受的主机名；可多次给出。", "A further host name to answer to; may be repeated."
    ),
    "proxy_headers": Text(
        "相信代理所加的 X-Forwarded-For、-Proto、-Host。",
        "Believe X-Forwarded-For, -Proto and -Host of a proxy.",
    ),
    "forwarded_allow_ips": Text(
        "可信代理的地址或网段，以逗号分隔；默认 127.0.0.1。",
        "Addresses or networks of such proxies, separated by commas; 127.0.0.1 if not given.",
    ),
    "access_log": Text(
        "访问日志文件（每行一个 JSON）；默认写到标准错误。",
        "File of the access log, JSON lines; standard error if not given.",
    ),
    "tokens": Text(
        "私有日历的专用地址：新增、列出、停用。",
        "Addresses of private calendars: make, list and revoke them.",
    ),
    "tokens.add": Text(
        "为一份日历新增专用地址，语言取 --lang；地址只显示这一次。",
        "Make a private address for a feed, in the language of --lang; it is told only once.",
    ),
    "tokens.list": Text(
        "列出专用地址的编号、日历、说明与最近使用时间；不含地址本身。",
        "List private addresses by number, feed, label and last use; not the addresses themselves.",
    ),
    "tokens.revoke": Text(
        "停用一个专用地址，无法恢复。", "Close a private address for ever."
    ),
    "feed": Text(
        "日历的路径，如 halls/hongdao--h1.ics。", "A feed's path, such as halls/hongdao--h1.ics."
    ),
    "label": Text("给谁用的说明。", "Whom it is for."),
    "tokens.add.base_url": Text(
        "对外的网址，如 https://cal.example.cn；地址以此开头。",
        "Public address, such as https://cal.example.cn; the addresses begin with it.",
    ),
    "tokens.revoke.number": Text("tokens list 列出的编号。", "Number as listed by tokens list."),
    "publish": Text(
        "审核方案并发布为新的一版，供各处订阅的日历使用；先显示有何变动。违反硬规则的方案不予发布，"
        "除非逐条 --accept。",
        "Audit a plan and make it the next release, for the calendars that others subscribe to; "
        "what changes is shown first. A plan that breaks hard rules is refused unless each rule "
        "is accepted.",
    ),
    "message": Text("这一版的说明。", "What this release is about."),
    "accept": Text(
        "尽管违反某条硬规则仍予发布，并记下理由；可重复。",
        "Publish although this hard rule is broken; the reason is recorded. May be repeated.",
    ),
    "dry_run": Text("只显示变动，不发布。", "Show what would change, and publish nothing."),
    "db": Text(
        "存放各版的数据库：文件，或 postgresql://主机/库；不给则取环境变量 SCHEDULER_DB，再取"
        "工作区内的 scheduler.db。",
        "Where releases are kept: a file or postgresql://HOST/DATABASE; the variable SCHEDULER_DB, "
        "or else scheduler.db of the workspace if not given.",
    ),
    "today": Text(
        "今天；默认取城市当地的今天。", "Today; the city's own today if not given."
    ),
    "pages": Text(
        "另为每个场馆写出一页“您的变动”，放入此文件夹。",
        "Also write a page for each venue, what changed for you, into this folder.",
    ),
    "release.pages": Text(
        "为每个场馆写出一页“您的变动”，放入此文件夹；与 --diff 的版本相比，默认与前一版相比。",
        "Write a page for each venue, what changed for you, into this folder; against the release "
        "of --diff, or the one before.",
    ),
    "publish.verbose": Text("逐条列出日历的变动。", "List every entry that changes."),
    "release.verbose": Text("逐条列出日历的变动。", "List every entry that changes."),
    "rollback.verbose": Text("逐条列出日历的变动。", "List every entry that changes."),
    "releases": Text("列出已发布的各版。", "List all releases."),
    "release": Text(
        "显示某一版的内容，或它相对另一版的变动。",
        "Show what a release holds, or what it changed.",
    ),
    "release.today": Text(
        "以哪一天来比较；默认为发布当日。",
        "The day of the comparison; that of the release if not given.",
    ),
    "number": Text("版号。", "Number of the release."),
    "diff": Text(
        "与这一版相比；0 为首次发布之前。", "Compare with this release; 0 is before the first one."
    ),
    "rollback": Text(
        "把较早的一版重新发布为新的一版。",
        "Publish the content of an older release as the next one.",
    ),
    "busy": Text(
        "场馆自己的日历：加入（add）、列出（list）、更新（refresh）、移除（remove）。其中占用的"
        "日子，相应展厅不可出租。",
        "The venues' own calendars: add, list, refresh or remove them. On days that they occupy, "
        "their halls cannot be let.",
    ),
    "busy.action": Text(
        "add、list、refresh 或 remove。", "One of add, list, refresh and remove."
    ),
    "target": Text(
        "add：场馆，或 场馆/展厅；refresh、remove：日历的名称（refresh 不给则全部）。",
        "add: a venue or VENUE/HALL; refresh, remove: a calendar's name (refresh: all if not "
        "given).",
    ),
    "busy.source": Text(
        "add：.ics 文件，或 http(s) 网址。", "add: an .ics file or an http(s) address."
    ),
    "name": Text(
        "add：日历的名称；默认取场馆与展厅的 id。",
        "add: the calendar's name; the ids of venue and hall if not given.",
    ),
    "allow_private": Text(
        "也可从本机与内部网络读取。", "Also read from this machine and private networks."
    ),
    "doctor": Text(
        "检查任何 iCal 日历：哪里不对、哪些程序会误读、该怎么改。有缺陷时退出码为 1。",
        "Check any iCal feed: what is wrong, which programs misread it, what to do. Exit status 1 "
        "if it has defects.",
    ),
    "doctor.feed": Text(
        "日历文件（.ics），或 http、https、webcal 网址。",
        "A calendar file (.ics), or an http, https or webcal address.",
    ),
    "doctor.again": Text(
        "同一日历较早的副本，与之比较。", "An earlier copy of the same feed, to compare with."
    ),
    "doctor.today": Text(
        "此日之前已结束的事件可以消失；默认为今天（UTC）。",
        "Events that ended before this day may be gone; today in UTC if not given.",
    ),
    "doctor.verbose": Text("列出每一处。", "List every place."),
    "init": Text(
        "为另一座城市写出一个可直接求解的起始工作区。",
        "Write a small starting workspace for another city; it can be solved as it is.",
    ),
    "folder": Text("新文件夹，或空文件夹。", "A new or empty folder."),
    **WHATIF_HELPS,
}


def help_of(command: str, parameter: str, lang: str) -> str:
    """What a command's option or argument is for."""
    text = HELPS.get(f"{command}.{parameter}") or HELPS[parameter]
    return text.get(lang)
