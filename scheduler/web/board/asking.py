"""What every request to the board goes through: who asks, from where, and with what."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request, Response
from starlette.requests import ClientDisconnect

from scheduler.board.document import dumped
from scheduler.domain.text import Text
from scheduler.errors import InputError, UsageError
from scheduler.outputs.answers import fault_answer
from scheduler.web.accounts.access import OWNER, Access, Person
from scheduler.web.accounts.login import is_secure
from scheduler.web.accounts.origin import from_ourselves, is_read_elsewhere
from scheduler.web.front import gathered
from scheduler.web.hosts import passed_on
from scheduler.web.layout import SAFE
from scheduler.workflow.board_refusals import Behind, Missing, Nothing

Json = dict[str, Any]
T = TypeVar("T")

HEAVY = ThreadPoolExecutor(2, "judging")
"""Threads for what keeps a core busy."""

MOST_BODY = 4 * 2**20
"""Bytes of a request's body; more is refused."""

BODY_S = 30.0
"""Time for a body to arrive."""

HEADERS = SAFE | {
    "cache-control": "no-store", "x-robots-tag": "noindex",
    "cross-origin-resource-policy": "same-origin",
}  # fmt: skip
FILES = ("csv", "data")
"""Keys of edits that hold whole files."""

DEEPEST = 40
"""Brackets inside each other in a body."""

MOST_VERSION = 2**53
"""Versions are whole numbers that every reader of JSON holds exactly."""

NOT_HERE = Text(
    "没有账号时，排期板只供本机使用：请从本机以 localhost 打开；要经代理或从别处打开，"
    "请用 scheduler users add 建立账号，并以 --allow-host 和 --proxy-headers "
    "启动 scheduler serve。",
    "Without accounts the board is for this machine alone: open it here as localhost. To open it "
    "through a proxy or from elsewhere, make accounts (scheduler users add) and start scheduler "
    "serve with --allow-host and --proxy-headers.",
)
NO_NAME = Text("请先登录。", "Log in first.")
VIEWER = Text("您的账号只能查看。", "Your account may only look.")
FOREIGN = Text(
    "此请求并非来自本站页面；程序请带上 X-Scheduler 请求头。",
    "This request does not come from a page of this site; programs send the header X-Scheduler.",
)
NO_JSON = Text("请求须为 JSON 对象。", "The request must be a JSON object.")
TOO_BIG = Text("请求过大。", "The request is too big.")
TOO_SLOW = Text("请求迟迟没有收全。", "The request took too long to arrive.")


class Refusal(Exception):
    """A request is not answered as it wishes."""

    def __init__(self, status: int, message: Text, **more: Any) -> None:
        super().__init__(message.en)
        self.status, self.message, self.more = status, message, more

    @property
    def answer(self) -> Response:
        """The answer in JSON."""
        texts = {"message_zh": self.message.get("zh"), "message_en": self.message.get("en")}
        return answered({**texts, **self.more}, self.status)


def answered(data: object, status: int = 200) -> Response:
    """An answer in JSON that nobody keeps."""
    return Response(dumped(data).encode("utf-8", "replace"), status, HEADERS, "application/json")


@dataclass
class Door:
    """Lets requests in.

    Parameters
    ----------
    access
        Who is known; ``None`` where whoever asks sits at the machine.
    """

    access: Access | None

    @property
    def asks(self) -> bool:
        """Whether people must log in."""
        return self.access is not None and self.access.needed

    async def reader(self, request: Request) -> Person:
        """Who reads.

        Raises
        ------
        Refusal
            When that is not known, or nobody has an account and the request comes from elsewhere;
            and for a page of another site.
        """
        headers = gathered(request.headers.raw)
        if is_read_elsewhere(headers):
            raise Refusal(403, FOREIGN)
        if self.access is None or not self.access.needed:
            if passed_on(headers):
                raise Refusal(403, NOT_HERE)
            return OWNER
        person = await self.access.person(headers, secure=is_secure(request))
        if person is None:
            raise Refusal(401, NO_NAME)
        return person

    async def writer(self, request: Request) -> Person:
        """Who writes, from a page of ours or as a program.

        Raises
        ------
        Refusal
            When it may come from elsewhere, or from somebody who may only look.
        """
        if not from_ourselves(gathered(request.headers.raw), request.scope["site"]):
            raise Refusal(403, FOREIGN)
        person = await self.reader(request)
        if not person.planner:
            raise Refusal(403, VIEWER)
        return person


async def body_of(request: Request) -> Json:
    """The JSON object of a request.

    Raises
    ------
    Refusal
        When it is none, too big, or too slow.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        data = await asyncio.wait_for(received(request, MOST_BODY), BODY_S)
    except TimeoutError:
        raise Refusal(408, TOO_SLOW) from None
    if not data:
        return {}
    if kind != "application/json":
        raise Refusal(415, NO_JSON)
    try:
        found = json.loads(data, parse_constant=_no_constant)
        # Half a letter, as "\\ud800", or 1e999, which is no number, could be written to no file.
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise Refusal(400, NO_JSON) from None
    if not isinstance(found, dict) or _depth(found) > DEEPEST:
        raise Refusal(400, NO_JSON)
    return found


async def received(request: Request, most: int) -> bytes:
    """The bytes of a body.

    Raises
    ------
    Refusal
        When there are more than `most`, or whoever sends them has left.
    """
    data = bytearray()
    try:
        async for part in request.stream():
            data += part
            if len(data) > most:
                raise Refusal(413, TOO_BIG)
    except ClientDisconnect:
        # Nobody hears it: it is no failure of ours that were to be told in the log.
        raise Refusal(400, TOO_SLOW) from None
    return bytes(data)


def version_of(said: Mapping[str, Any], *, needed: bool = False) -> int | None:
    """The version that a request was made to.

    Raises
    ------
    Refusal
        When it is missing though `needed`, or no whole number.
    """
    found = said.get("version")
    if found is None and not needed:
        return None
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < MOST_VERSION:
        raise Refusal(
            400, Text("version 须为整数。", "version must be a whole number.")
        )
    return found


async def working(
    do: Callable[[], T], *, heavy: bool = False, pool: ThreadPoolExecutor | None = None
) -> T:
    """Do what takes a while in a thread; failures become refusals.

    Parameters
    ----------
    heavy
        It keeps a core busy; few of those run at once, so that others are answered meanwhile.
    pool
        Threads of its own for what waits for nothing else.

    Raises
    ------
    Refusal
        For everything that a user can mend.
    """
    try:
        threads = HEAVY if heavy else pool
        return await asyncio.get_running_loop().run_in_executor(threads, do)
    except (Missing, Nothing) as error:
        raise Refusal(404 if isinstance(error, Missing) else 409, error.message) from None
    except Behind as error:
        since = [entry_answer(e) for e in error.since]
        raise Refusal(409, error.message, version=error.version, since=since) from None
    except InputError as error:
        faults = [fault_answer(f) for f in error.faults]
        raise Refusal(422, FAULTY, errors=faults) from None
    except UsageError as error:
        raise Refusal(422, error.message, errors=[]) from None


async def replied(do: Callable[[], object], *, heavy: bool = False) -> Response:
    """The answer in JSON of what takes a while; written in the thread, too, since it may be long.

    Raises
    ------
    Refusal
        As `working` does.
    """
    return await working(lambda: answered(do()), heavy=heavy)


FAULTY = Text("有错误，未作任何改动。", "There are faults; nothing was changed.")


def entry_answer(entry: Any) -> Json:
    """An entry of the ledger."""
    when = f"{entry.when:%Y-%m-%dT%H:%M:%S}.{entry.when.microsecond // 1000:03d}Z"
    return {
        "version": entry.version, "when": when, "who": entry.who, "kind": entry.kind,
        "edits": [brief(edit) for edit in entry.edits],
    }  # fmt: skip


def brief(edit: Mapping[str, Any]) -> Json:
    """An edit without the files that came with it, which every page would be sent."""
    return {key: _sendable(value) for key, value in _bare(edit).items()}


def _sendable(value: object) -> object:
    """A value as JSON can have it: 1e999, which older ledgers may hold, as the city took it."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {key: _sendable(inner) for key, inner in value.items()}
    return [_sendable(inner) for inner in value] if isinstance(value, list) else value


def _bare(edit: Mapping[str, Any]) -> Json:
    if edit.get("op") == "scenario" and "calendars" in edit:
        return {**edit, "calendars": list(edit["calendars"])}
    if edit.get("op") != "import":
        return dict(edit)
    found = {key: value for key, value in edit.items() if key not in FILES}
    return {**found, "bytes": sum(len(edit.get(key) or "") for key in FILES)}


def _depth(value: object) -> int:
    """How deep lists and maps lie in each other; walked without recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(node, dict):
            waiting += [(v, depth + 1) for v in node.values()]
        elif isinstance(node, list):
            waiting += [(v, depth + 1) for v in node]
    return deepest


def _no_constant(name: str) -> None:
    raise ValueError(name)
