"""Every sentence of the pages, once per language."""

from __future__ import annotations

from scheduler.domain.text import Text

WORDS = {
    "title": Text("{city}会展日历", "{city} event calendars"),
    "untitled": Text("会展日历", "Event calendars"),
    "lead": Text(
        "选一份日历订阅，此后的变动会自动出现在您的日历软件里。",
        "Choose a calendar and subscribe once; changes then appear in your own calendar.",
    ),
    "as-of": Text("第 {number} 次发布，{date}", "Release {number}, {date}"),
    "no-release": Text("尚未发布任何日历。", "No calendars have been released yet."),
    "skip": Text("跳到正文", "Skip to the content"),
    "other-lang": Text("English", "中文"),
    "home": Text("全部日历", "All calendars"),
    "to-board": Text("登录排期板", "Log in to the planning board"),
    "board-shut": Text("排期板在此不开放", "The planning board is not open here"),
    "search": Text("查找日历", "Find a calendar"),
    "search-go": Text("查找", "Search"),
    "clear": Text("显示全部", "Show all"),
    "found": Text("共 {n} 份日历", "Calendars: {n}"),
    "none-found": Text("没有名称含“{query}”的日历。", 'No calendar has "{query}" in its name.'),
    "none": Text("没有符合的日历。", "No calendar matches."),
    "group.city": Text("全市", "Whole city"),
    "group.kinds": Text("按活动类型", "By kind of event"),
    "group.industries": Text("按行业", "By industry"),
    "group.venues": Text("按场馆", "By venue"),
    "group.halls": Text("按展厅", "By hall"),
    "group.organizers": Text("按主办方", "By organiser"),
    "group.busy": Text("只看占用日期", "Occupied days only"),
    "group.freebusy": Text("忙闲信息（供专用软件）", "Free/busy (for special software)"),
    "group.archive": Text("历年存档", "Archive by year"),
    "carried-by": Text("含此活动的日历", "Calendars with this event"),
    "subscribe": Text("订阅", "Subscribe"),
    "subscribe-to": Text("订阅：{name}", "Subscribe: {name}"),
    "one-tap": Text("在日历软件中打开", "Open in a calendar app"),
    "webcal": Text(
        "苹果日历、Thunderbird、Outlook 桌面版", "Apple Calendar, Thunderbird, Outlook desktop"
    ),
    "google": Text("谷歌日历（请在电脑上打开）", "Google Calendar (on a computer)"),
    "live": Text("Outlook.com", "Outlook.com"),
    "office": Text("Outlook（工作或学校账号）", "Outlook (work or school)"),
    "qr": Text("用手机扫码订阅", "Scan with a phone to subscribe"),
    "qr-alt": Text("订阅地址的二维码", "QR code of the address to subscribe to"),
    "qr-how": Text(
        "苹果手机用相机扫描；安卓手机请先安装 ICSx⁵ 等订阅软件，或复制下面的地址。",
        "iPhones: with the camera. Android: install an app such as ICSx⁵ first, or copy the "
        "address below.",
    ),
    "address": Text("订阅地址", "Address to subscribe to"),
    "copy": Text("复制", "Copy"),
    "copied": Text("已复制", "Copied"),
    "address-how": Text(
        "其他软件：在“通过网址添加日历”处粘贴此地址。",
        'Other apps: paste it where the app says "add calendar by URL".',
    ),
    "download": Text("下载 .ics 文件", "Download the .ics file"),
    "download-how": Text(
        "下载的文件不会更新；需要随时最新，请用订阅。企业微信和钉钉不能按网址订阅，可在手机自带的日历中订阅。",
        "A downloaded file does not follow changes; subscribe for that. WeCom and DingTalk cannot "
        "subscribe to an address; use the phone's own calendar.",
    ),
    "forms": Text("供程序使用：", "For programs:"),
    "polls": Text("多久更新一次", "How often calendars are updated"),
    "polls-how": Text(
        "何时来取由日历软件决定。紧急变动请另行通知，不要只靠日历。",
        "The calendar app decides when it looks. Tell urgent changes by other means as well.",
    ),
    "client": Text("软件", "App"),
    "every": Text("更新间隔", "Looks for changes"),
    "apple": Text("苹果日历", "Apple Calendar"),
    "apple-every": Text("可自行设定，5 分钟至 1 周", "As you set it, 5 minutes to a week"),
    "google-name": Text("谷歌日历", "Google Calendar"),
    "google-every": Text(
        "通常 8 至 24 小时，无法手动刷新", "Mostly 8 to 24 hours; it cannot be hurried"
    ),
    "outlook-web": Text("Outlook.com 与新版 Outlook", "Outlook.com and new Outlook"),
    "outlook-web-every": Text("约 3 小时，至多 24 小时", "About 3 hours, up to 24"),
    "outlook": Text("Outlook 桌面版", "Outlook desktop"),
    "outlook-every": Text("每次收发时，至多每小时一次", "At send/receive, at most hourly"),
    "thunderbird": Text("Thunderbird", "Thunderbird"),
    "thunderbird-every": Text("可自行设定，默认 30 分钟", "As you set it, 30 minutes at first"),
    "android": Text("安卓 ICSx⁵", "ICSx⁵ on Android"),
    "android-every": Text("可自行设定", "As you set it"),
    "reach": Text(
        "谷歌和 Outlook.com 由其服务器来取：此地址须能从互联网访问。",
        "Google and Outlook.com fetch from their own servers: this address must be reachable from "
        "the Internet.",
    ),
    "secret": Text(
        "此地址是您专用的钥匙，含未公开的内容，请勿转发。若已泄露，请联系日历的管理者停用。",
        "This address is your own key to what is not public. Do not pass it on; should it have "
        "leaked, ask the keeper of the calendars to revoke it.",
    ),
    "freebusy": Text(
        "谷歌、苹果与 Outlook 的日历不显示这类忙闲信息；请改为订阅“只看占用日期”的日历。",
        "Google, Apple and Outlook show nothing of free/busy times; subscribe to the calendar of "
        "occupied days instead.",
    ),
    "options": Text("只要一部分", "Only a part of it"),
    "options-how": Text(
        "在地址后加上选项，例如：", "Add options to the address, for example:"
    ),
    "option.phases": Text("只含展期", "show days only"),
    "option.cancelled": Text("不含已取消的", "without what is cancelled"),
    "option.from": Text("某日起，含当日", "from a day on, that day included"),
    "option.to": Text("某日止，含当日", "up to a day, that day included"),
    "lost": Text("没有这个页面", "There is no such page"),
    "lost-how": Text(
        "地址可能有误，或日历已不再提供。", "The address may be wrong, or the calendar is gone."
    ),
    "gone": Text("此地址无效", "This address is not valid"),
    "not-allowed": Text("只能读取", "Only reading is possible"),
    "failed": Text("出错了，请稍后再试", "Something failed; try again later"),
}
"""The keys of sentences; `group.` ones are of the first part of a feed's path."""

CLIENTS = ("apple", "google-name", "outlook-web", "outlook", "thunderbird", "android")
EVERY = {"google-name": "google-every"}


def say(lang: str, key: str, **facts: object) -> str:
    """The sentence `key` in a language."""
    return WORDS[key].get(lang).format(**facts)
