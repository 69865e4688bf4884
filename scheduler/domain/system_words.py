"""What the operating system says of a failure, in both languages; it says so in English itself."""

from __future__ import annotations

import errno
import re
import socket
import ssl

from scheduler.domain.text import Text

_ZH = {
    errno.EPERM: "不允许此操作",
    errno.ENOENT: "没有该文件或文件夹",
    errno.EIO: "读写出错",
    errno.EACCES: "没有权限",
    errno.EBUSY: "正被占用",
    errno.EEXIST: "已经存在",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.ENFILE: "系统打开的文件过多",
    errno.EMFILE: "打开的文件过多",
    errno.EFBIG: "文件过大",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "名称过长",
    errno.ELOOP: "链接指向自身",
    errno.ENOTEMPTY: "文件夹不为空",
    errno.ENOMEM: "内存不足",
    errno.EAGAIN: "资源暂时不足",
    errno.EDQUOT: "超出磁盘配额",
    errno.EADDRINUSE: "地址已被占用",
    errno.EADDRNOTAVAIL: "本机没有该地址",
    errno.ECONNREFUSED: "连接被拒绝",
    errno.ECONNRESET: "连接被对方中断",
    errno.ETIMEDOUT: "连接超时",
    errno.EHOSTUNREACH: "主机不可达",
    errno.ENETUNREACH: "网络不可达",
}


def system_text(error: BaseException) -> Text:
    """Why the system refused; as it said so where there are no words for it."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    # Its numbers are others, some of which mean something else elsewhere.
    if isinstance(error, socket.gaierror):
        return Text("找不到该主机", said)
    number = getattr(error, "errno", None)
    zh = _ZH.get(number) if isinstance(number, int) else None
    return Text(zh or f"系统报告“{said}”", said)


def connection_text(error: BaseException) -> Text:
    """Why there is no connection, in a line; libraries wrap what the system said of it."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Text(_unconnected(error, said), said.splitlines()[0])


def _unconnected(error: BaseException, said: str) -> str:
    found: BaseException | None = error
    while found is not None:
        # Its numbers are those of TLS, and mean something else to the system.
        if isinstance(found, ssl.SSLCertVerificationError):
            return "其证书未通过核验"
        if isinstance(found, ssl.SSLError):
            return "无法建立加密连接"
        if isinstance(found, socket.gaierror) or getattr(found, "errno", None) in _ZH:
            return system_text(found).zh
        found = found.__cause__ or _before(found)
    if isinstance(error, TimeoutError) or said.startswith("Timed out"):
        return "没有在限时内应答"
    if isinstance(error, UnicodeError) or "IDNA" in said:
        return "主机名不合法"
    if said.startswith("illegal status line"):
        return "对方的回答不是 HTTP"
    if re.match(r"Server disconnected|peer closed connection", said):
        return "对方未答完就断开了"
    return f"连接程序报告“{said.splitlines()[0]}”"


def _before(error: BaseException) -> BaseException | None:
    """What was being told when this was raised, where it is why.

    What a library has put aside (`from None`) is not, unless it says the same words again:
    HTTP clients shorten their traces so.
    """
    before = error.__context__
    aside = error.__suppress_context__ and str(before) != str(error)
    return None if aside else before
