"""How a feed is served: what its server answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from urllib.parse import urlsplit

from scheduler.doctor.base import DEFECT, NOTE, WARNING, Check, Clients, Hit, check
from scheduler.doctor.lines import physical, unfolded
from scheduler.doctor.visit import NOT_MODIFIED, OK, Visit
from scheduler.domain.text import Text
from scheduler.fetching import Fetched

LONGEST_URL = 110
_SAME = ("etag", "last-modified", "content-type")


@check(
    "http-plain", WARNING,
    Text("网址是不加密的 http", "the address is http, which is not protected"),
    Text("改用 https，并让 http 转向它", "serve it by https, and let http redirect there"),
)  # fmt: skip
def plain(visit: Visit) -> Iterator[Hit]:
    """Where it came from in the end."""
    if not visit.first.url.startswith("https:"):
        yield Hit(value=visit.first.url)


@check(
    "http-redirect", NOTE,
    Text("网址转向别处", "the address redirects"),
    Text("订阅时用最后的网址", "subscribe to the last address"),
)  # fmt: skip
def redirect(visit: Visit) -> Iterator[Hit]:
    """Harmless while the redirect stands."""
    if visit.first.url != visit.asked:
        yield Hit(value=visit.first.url)


@check(
    "http-long-url", WARNING,
    Text(f"网址超过 {LONGEST_URL} 个字符", f"the address has more than {LONGEST_URL} characters"),
    Text("缩短网址", "make it shorter"),
    Clients(reported=Text("Google 拒收约 116 个字符以上的网址",
                          "Google refuses addresses of some 116 characters and more")),
)  # fmt: skip
def long_url(visit: Visit) -> Iterator[Hit]:
    """The address that people subscribe to."""
    if len(visit.asked) > LONGEST_URL:
        yield Hit(value=str(len(visit.asked)))


@check(
    "http-type", WARNING,
    Text("Content-Type 不是 text/calendar", "Content-Type is not text/calendar"),
    Text("发送 Content-Type: text/calendar; charset=utf-8",
         "send Content-Type: text/calendar; charset=utf-8"),
)  # fmt: skip
def media_type(visit: Visit) -> Iterator[Hit]:
    """Browsers show or save the file by it."""
    said = _said(visit, "content-type")
    if said.partition(";")[0].strip().lower() != "text/calendar":
        yield Hit(value=said)


@check(
    "http-charset", WARNING,
    Text("Content-Type 没有写明 charset=utf-8", "Content-Type does not say charset=utf-8"),
    Text("发送 Content-Type: text/calendar; charset=utf-8",
         "send Content-Type: text/calendar; charset=utf-8"),
    Clients(reported=Text("有的程序按 latin-1 读，中文成乱码",
                          "some guess latin-1 and garble Chinese")),
)  # fmt: skip
def charset(visit: Visit) -> Iterator[Hit]:
    """Quotes around it are allowed."""
    said = _said(visit, "content-type")
    if said and "charset=utf-8" not in said.lower().replace('"', "").replace(" ", ""):
        yield Hit(value=said)


@check(
    "http-no-etag", WARNING,
    Text("没有 ETag", "there is no ETag"),
    Text("发送由内容算出的 ETag", "send an ETag made of the content"),
    Clients(reported=Text("Thunderbird、Evolution、ICSx⁵ 每次都重新下载",
                          "Thunderbird, Evolution and ICSx⁵ download it anew each time")),
)  # fmt: skip
def no_etag(visit: Visit) -> Iterator[Hit]:
    """Their first choice for asking what is new."""
    if not _said(visit, "etag"):
        yield Hit()


@check(
    "http-no-modified", WARNING,
    Text("没有 Last-Modified", "there is no Last-Modified"),
    Text("发送日历最后变动的时间", "send when the feed last changed"),
    Clients(reported=Text("Apple 日历每次都重新下载",
                          "Apple Calendar downloads it anew each time")),
)  # fmt: skip
def no_modified(visit: Visit) -> Iterator[Hit]:
    """For those who ask by date."""
    if not _said(visit, "last-modified"):
        yield Hit()


@check(
    "http-etag-ignored", WARNING,
    Text("对自己的 ETag 不答 304", "its own ETag is not answered by 304"),
    Text("If-None-Match 相符时答 304", "answer 304 when If-None-Match holds the ETag"),
)  # fmt: skip
def etag_ignored(visit: Visit) -> Iterator[Hit]:
    """Everything is sent again."""
    if _said(visit, "etag") and _status(visit.matched) != NOT_MODIFIED:
        yield _hit(visit.matched)


@check(
    "http-date-ignored", WARNING,
    Text("对自己的 Last-Modified 不答 304", "its own Last-Modified is not answered by 304"),
    Text("If-Modified-Since 不早于它时答 304",
         "answer 304 when If-Modified-Since is not before it"),
)  # fmt: skip
def date_ignored(visit: Visit) -> Iterator[Hit]:
    """Everything is sent again."""
    if _said(visit, "last-modified") and _status(visit.dated) != NOT_MODIFIED:
        yield _hit(visit.dated)


@check(
    "http-frozen", DEFECT,
    Text("对 1970 年的日期也不答 200", "a date of 1970 is not answered by 200"),
    Text("按日期的先后比较", "compare the dates properly"),
    Clients(reported=Text("Apple 日历再也不更新", "Apple Calendar never updates again")),
)  # fmt: skip
def frozen(visit: Visit) -> Iterator[Hit]:
    """A server that answers 304 to any date."""
    if _status(visit.long_ago) != OK:
        yield _hit(visit.long_ago)


@check(
    "http-garbage-date", DEFECT,
    Text("对不成日期的 If-Modified-Since 不答 200",
         "an If-Modified-Since that is no date is not answered by 200"),
    Text("读不懂的日期不予理会", "ignore a date that cannot be read"),
    Clients(reported=Text("Thunderbird 遇错即停用该日历",
                          "Thunderbird switches a calendar off at an error")),
)  # fmt: skip
def garbage_date(visit: Visit) -> Iterator[Hit]:
    """RFC 9110, 13.1.3: it must be ignored."""
    if _status(visit.no_date) != OK:
        yield _hit(visit.no_date)


@check(
    "http-head", WARNING,
    Text("HEAD 的答复与 GET 不同", "HEAD is answered otherwise than GET"),
    Text("HEAD 发送与 GET 相同的状态和标头", "answer HEAD with the status and headers of GET"),
)  # fmt: skip
def head(visit: Visit) -> Iterator[Hit]:
    """RFC 9110, 9.3.2."""
    if visit.head is None or visit.head.status != OK:
        yield _hit(visit.head)
        return
    for name in _SAME:
        said = visit.head.headers.get(name, "")
        if said != _said(visit, name):
            yield Hit(value=f"{name}: {said}")


@check(
    "http-no-gzip", NOTE,
    Text("不以 gzip 压缩", "it is not packed by gzip"),
    Text("对接受 gzip 的程序压缩发送", "send gzip to those who take it"),
)  # fmt: skip
def no_gzip(visit: Visit) -> Iterator[Hit]:
    """Feeds shrink to a fiftieth."""
    if not visit.packs:
        yield Hit()


@check(
    "http-cookie", WARNING,
    Text("服务器设置 Cookie", "the server sets a cookie"),
    Text("日历不要 Cookie", "serve feeds without cookies"),
)  # fmt: skip
def cookie(visit: Visit) -> Iterator[Hit]:
    """Calendar programs send none back, and caches keep such an answer from others."""
    said = _said(visit, "set-cookie")
    if said:
        yield Hit(value=said.partition("=")[0])


@check(
    "http-no-store", WARNING,
    Text("Cache-Control 不许保存", "Cache-Control forbids keeping it"),
    Text("改为 no-cache 或 max-age，并答 304", "use no-cache or max-age, and answer 304"),
)  # fmt: skip
def no_store(visit: Visit) -> Iterator[Hit]:
    """Then no condition can be asked."""
    said = _said(visit, "cache-control")
    if "no-store" in said.lower():
        yield Hit(value=said)


@check(
    "http-no-cache-rule", NOTE,
    Text("没有 Cache-Control", "there is no Cache-Control"),
    Text("写明可保存多久；非公开的日历写 private",
         "say how long it may be kept; private for feeds that are not public"),
)  # fmt: skip
def no_cache_rule(visit: Visit) -> Iterator[Hit]:
    """Caches between then guess."""
    if not _said(visit, "cache-control"):
        yield Hit()


@check(
    "http-robots", NOTE,
    Text("没有 X-Robots-Tag: noindex", "there is no X-Robots-Tag: noindex"),
    Text("以此标头避免收录；robots.txt 会把 Google 日历也挡在外面",
         "keep it out of search by this header; robots.txt would keep Google Calendar out, too"),
)  # fmt: skip
def robots(visit: Visit) -> Iterator[Hit]:
    """``none`` says the same and more."""
    said = _said(visit, "x-robots-tag").lower()
    if "noindex" not in said and "none" not in said:
        yield Hit(value=said)


@check(
    "http-unsteady", WARNING,
    Text("两次读取的内容不同", "two fetches a moment apart differ"),
    Text("内容未变时字节也不变；DTSTAMP 写最后变动的时间",
         "send the same bytes while nothing changes; let DTSTAMP tell the last change"),
    Clients(reported=Text("每次轮询都要重新下载、解析",
                          "every poll downloads and parses everything anew")),
)  # fmt: skip
def unsteady(visit: Visit) -> Iterator[Hit]:
    """The first line that differs; also when the second fetch failed."""
    if visit.second is None or visit.second.status != OK:
        yield _hit(visit.second)
        return
    pairs = zip_longest(visit.first.body.split(b"\n"), visit.second.body.split(b"\n"))
    for number, (before, after) in enumerate(pairs, 1):
        if before != after:
            told = before if after is None else after
            yield Hit(number, value=(told or b"").decode("utf-8", "replace").strip())
            return


@check(
    "http-same-etag", WARNING,
    Text("gzip 与未压缩的内容用同一个强 ETag", "gzip and plain bytes have the same strong ETag"),
    Text("各用各的 ETag，或写成弱 ETag（W/）", "give each its own, or make it weak (W/)"),
    Clients(reported=Text("缓存可能把压缩的内容交给不解压的程序",
                          "caches may hand packed bytes to programs that do not unpack")),
)  # fmt: skip
def same_etag(visit: Visit) -> Iterator[Hit]:
    """RFC 9110, 8.8.3.3: other bytes, another strong tag."""
    tag = visit.packed_etag.strip()
    if tag and not tag.startswith("W/") and tag == _said(visit, "etag"):
        yield Hit(value=tag)


@check(
    "http-not-private", WARNING,
    Text("网址像是含有密钥，Cache-Control 却没有 private",
         "the address looks secret, but Cache-Control does not say private"),
    Text("非公开的日历发送 Cache-Control: private, no-cache",
         "send Cache-Control: private, no-cache with feeds that are not public"),
)  # fmt: skip
def not_private(visit: Visit) -> Iterator[Hit]:
    """Else a cache in between may keep it for others."""
    said = _said(visit, "cache-control")
    if secrets_of(visit.first.url) and not re.search(r"\b(private|no-store)\b", said.lower()):
        yield Hit(value=said)


@check(
    "http-secret-inside", DEFECT,
    Text("网址中的密钥出现在日历里", "the secret of the address stands in the feed"),
    Text("UID、URL 与说明中都不要写它：它会随条目流传，停用后 UID 也随之改变",
         "keep it out of UID, URL and texts: it travels with each entry, and UIDs would change "
         "with it"),
)  # fmt: skip
def secret_inside(visit: Visit) -> Iterator[Hit]:
    """As a UID made of the subscriber's token."""
    secrets = secrets_of(visit.asked) | secrets_of(visit.first.url)
    for line in unfolded(tuple(physical(visit.first.body))) if secrets else ():
        if any(secret in line.value for secret in secrets):
            yield Hit(line.number, value=line.name)


def secrets_of(url: str) -> set[str]:
    """Parts of an address that look like keys: long and without any meaning."""
    parts = urlsplit(url)
    words = re.findall(r"[A-Za-z0-9_~-]{20,}", f"{parts.path} {parts.query}")
    hexes = re.findall(r"[0-9a-f]{32,}", url)
    return {w for w in words if all(re.search(kind, w) for kind in ("[a-z]", "[A-Z]", "[0-9]"))} | {
        *hexes
    }


def _said(visit: Visit, name: str) -> str:
    return visit.first.headers.get(name, "").strip()


def _status(answer: Fetched | None) -> int:
    return answer.status if answer else 0


def _hit(answer: Fetched | None) -> Hit:
    """The status that came; a dash if there was no whole answer."""
    return Hit(value=str(answer.status) if answer else "–")


PAGES: tuple[Check[Visit], ...] = (
    plain, redirect, long_url, media_type, charset, no_etag, no_modified, etag_ignored,
    date_ignored, frozen, garbage_date, head, no_gzip, cookie, no_store, no_cache_rule, robots,
    unsteady, same_etag, not_private, secret_inside,
)  # fmt: skip
