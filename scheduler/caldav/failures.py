"""What goes wrong with a CalDAV server, in words that say what to do."""

from __future__ import annotations

from scheduler.domain.text import Text
from scheduler.errors import UsageError


class PushStopped(UsageError):
    """The server did not take everything; what it took stays, and a further run goes on."""

    exit_code = 1


AGAIN = Text(
    "已写入的保留不变，排除原因后再次运行即从此处继续。",
    "What was written stays. Run the command again to go on from here.",
)

_STATUSES = {
    401: Text("用户名或密码不对（401）。", "The user name or password is wrong (401)."),
    403: Text("该用户无权写入此处（403）。", "This user may not write here (403)."),
    404: Text("此地址不存在（404）。", "There is nothing at this address (404)."),
    405: Text("此处不能建立日历（405）。", "No calendar can be made here (405)."),
    409: Text(
        "上级文件夹不存在，不能建立日历（409）。",
        "The parent folder is missing, so no calendar can be made (409).",
    ),
    413: Text("服务器认为条目过大（413）。", "The server finds an entry too large (413)."),
    423: Text("日历被锁定（423）；请稍后再试。", "The calendar is locked (423). Try again later."),
    429: Text(
        "服务器要求放慢（429）；请稍后再试。", "The server asks to slow down (429). Try later."
    ),
    503: Text(
        "服务器暂停服务（503）；请稍后再试。", "The server is out of service (503). Try later."
    ),
    507: Text(
        "服务器磁盘已满或超出配额（507）。", "The server's disk or the user's quota is full (507)."
    ),
}

NOT_CALDAV = Text(
    "此地址没有 CalDAV 日历服务；请核对地址，应为用户的日历主目录。",
    "No CalDAV server answers at this address. Give the address of the user's calendar home.",
)
TOO_LARGE = Text("服务器的回答过大，已放弃。", "The server's answer is too large; given up.")
TOO_SLOW = Text("服务器在限时内没有答完。", "The server did not answer in time.")


def stopped(url: str, reason: Text) -> PushStopped:
    """Failure at an address."""
    return PushStopped(
        Text(f"{url}：{reason.zh}{AGAIN.zh}", f"{url}: {reason.en} {AGAIN.en}")
    )


def refused(url: str, status: int) -> PushStopped:
    """The server answered with a status that ends the run."""
    other = Text(
        f"服务器出错（{status}）；请稍后再试。", f"The server failed ({status}). Try again later."
    )
    return stopped(url, _STATUSES.get(status, other))


def redirected(url: str, target: str) -> PushStopped:
    """The address has moved; no password is sent on to another one."""
    return stopped(
        url,
        Text(
            f"服务器指向另一地址 {target}；密码不会随之转送，如属实请改用该地址。",
            f"The server points to {target}. Passwords are not sent on; use that address if it "
            "is right.",
        ),
    )


def unreachable(url: str, why: Text) -> PushStopped:
    """No connection, or none that can be trusted."""
    zh, en = why.zh[:160], why.en[:160]
    return stopped(url, Text(f"连接失败（{zh}）。", f"The connection failed ({en})."))
