"""Why an address was not read."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.domain.text import Text
from scheduler.errors import UsageError

_REASONS = {
    "scheme": Text(
        "须是 http:// 或 https:// 开头的完整网址", "must be a whole http:// or https:// address"
    ),
    "login": Text(
        "网址中不要写用户名和密码（会被记录）",
        "holds a user name or password, which would be recorded; use an address without",
    ),
    "private": Text(
        "指向本机或内部网络（{detail}），未连接；确需读取时请加 --allow-private",
        "leads to this machine or a private network ({detail}) and was not contacted; give "
        "--allow-private if that is meant",
    ),
    "downgrade": Text(
        "由 https 转向不加密的 http（{detail}），未跟随",
        "turns from https to http ({detail}), which is not protected; not followed",
    ),
    "redirects": Text("转向超过 {detail} 次，已放弃", "turns more than {detail} times; given up"),
    "large": Text("内容超过 {detail} 字节，已放弃", "holds more than {detail} bytes; given up"),
    "slow": Text(
        "{detail} 秒内没有读完，已放弃；请稍后再试",
        "was not read within {detail} seconds; given up. Try again later",
    ),
    "cut": Text(
        "内容没有传完，未予采用；请再试一次", "broke off before its end; not used. Try again"
    ),
    "packed": Text(
        "内容以 {detail} 压缩，未予采用", "is packed as {detail}, which was not asked for; not used"
    ),
    "unreachable": Text(
        "连接失败（{detail}）；请核对网址", "could not be reached ({detail}); check the address"
    ),
}


class FetchError(UsageError):
    """An address that was not read, and why.

    Attributes
    ----------
    kind : str
        scheme, login, private, downgrade, redirects, large, slow, cut, packed or unreachable.
    reason : Text
        The reason without the address.
    headers : Mapping of str to str
        Of an answer that came packed, names in lower case; else empty.
    """

    def __init__(
        self, url: str, kind: str, detail: object = "", headers: Mapping[str, str] | None = None
    ) -> None:
        text = _REASONS[kind]
        both = detail if isinstance(detail, Text) else Text(str(detail), str(detail))
        zh, en = (printable(said)[:160] for said in (both.zh, both.en))
        self.kind, self.headers = kind, headers or {}
        self.reason = Text(text.zh.format(detail=zh), text.en.format(detail=en))
        shown = printable(url)[:300]
        super().__init__(Text(f"{shown} {self.reason.zh}。", f"{shown} {self.reason.en}."))


def printable(text: str) -> str:
    """`text` with control characters and half characters spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
