"""Help of the commands about releases, and about whatever carries calendars."""

from __future__ import annotations

from scheduler.domain.text import Text

_PUSH = Text(
    "发布后把各场馆的日历推送到这个 CalDAV 主目录，如 https://服务器/用户/。",
    "Then put the venues' calendars on this CalDAV server, such as https://server/user/.",
)

RELEASE_HELPS = {
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
    "publish.caldav": _PUSH,
    "rollback.caldav": _PUSH,
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
        "通过 HTTP 提供排期板、已发布的日历与订阅页面；新的发布几秒内自动生效。按 Ctrl-C 结束。",
        "Serve the planning board, the released calendars and pages for subscribing over HTTP; a "
        "new release is taken over within seconds. Ctrl-C ends it.",
    ),
    "host": Text(
        "监听的地址；默认 127.0.0.1，只供本机访问。其他地址须登录后才能使用排期板。",
        "Address to listen on; 127.0.0.1 (this machine only) if not given. Elsewhere the board "
        "asks for an account.",
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
        "访问日志文件（每行一个 JSON）；默认写到标准输出。",
        "File of the access log, JSON lines; standard output if not given.",
    ),
    "error_log": Text(
        "错误日志文件，说明提供期间出了什么问题、何时恢复；默认写到标准错误。",
        "File that tells what fails while serving, and when it is over; standard error if not "
        "given.",
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
        "除非逐处 --accept。",
        "Audit a plan and make it the next release, for the calendars that others subscribe to; "
        "what changes is shown first. A plan that breaks hard rules is refused unless each finding "
        "is accepted.",
    ),
    "message": Text("这一版的说明。", "What this release is about."),
    "accept": Text(
        "尽管有此一处违反硬规则仍予发布，并记下理由；可重复。不予发布时会列出每一处的写法；"
        "某条规则只有一处违反时，写规则名即可。",
        "Publish although a hard rule is broken here; the reason is recorded. May be repeated: one "
        "for each finding. A refusal tells how to write each; the rule's name alone will do where "
        "it has but one finding.",
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
        "把较早的一版重新发布为新的一版；先按现在的输入审核，违反硬规则的不予发布，除非逐处 "
        "--accept。",
        "Publish the content of an older release as the next one. It is audited against today's "
        "inputs first, and refused when it breaks hard rules unless each finding is accepted.",
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
    "skip_bad": Text(
        "跳过无法读取的条目，只采用其余；以后更新时亦然。每一条都会列出。",
        "Leave out entries that cannot be read and take in the others, also at each refresh from "
        "then on. Each is told.",
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
}
