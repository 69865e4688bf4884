"""The board's interface as an OpenAPI document, which is shipped as docs/openapi.json."""

from __future__ import annotations

from scheduler.board.state import LOCKS
from scheduler.domain.text import LANGS
from scheduler.web.board import job_shapes, plan_shapes, release_shapes
from scheduler.web.board.shapes import (
    ANY,
    COMMON,
    DAY,
    TEXT,
    TEXTS,
    WHOLE,
    YES,
    Json,
    loose,
    ref,
)
from scheduler.workflow.board_jobs import MOST_OPTIONS, MOST_S, MOST_SEED, WORKS
from scheduler.workflow.board_outputs import FORMS

CODED = {"type": "string", "contentEncoding": "base64"}
PLACE = {"event_id": TEXT, "venue_id": TEXT, "hall_ids": TEXTS, "show_first": DAY}
NEEDED = ("event_id", "venue_id", "show_first")


def _edit(op: str, properties: Json, *required: str, open_: bool = False) -> Json:
    return loose({"op": {"const": op}, **properties}, "op", *required,
                   additionalProperties=open_)  # fmt: skip


TABLE = {"csv": TEXT, "data": CODED, "events": TEXTS}
SCENARIO = {"file": TEXT, "name": TEXT, "data": CODED}

EDITS = (
    _edit("place", PLACE, *NEEDED),
    _edit("park", {"event_id": TEXT}, "event_id"),
    _edit("unplace", {"event_id": TEXT}, "event_id"),
    _edit("lock", {"event_id": TEXT, "what": {"enum": [*LOCKS, None]}}, "event_id", "what"),
    _edit("close", {"venue_id": TEXT, "hall_id": TEXT, "from": DAY, "to": DAY, "reason_zh": TEXT,
                    "reason_en": TEXT}, "venue_id", "from", "to"),
    _edit("open", {"closure": WHOLE}, "closure"),
    _edit("add_event", {"id": TEXT}, "id", open_=True),
    _edit("change_event", {"event_id": TEXT, "set": ANY}, "event_id", "set"),
    _edit("drop_event", {"event_id": TEXT}, "event_id"),
    _edit("accept", {"placements": {"type": "array", "items": ANY}, "locked": YES}, "placements"),
    _edit("import", TABLE),
    _edit("scenario", {"changes": {"type": "array", "items": ANY},
                       "calendars": {"type": "object", "additionalProperties": CODED}}, "changes"),
)  # fmt: skip

EDIT_LIST = {"type": "array", "minItems": 1, "items": ref("Edit")}
VERSIONED = {"version": WHOLE, "edits": EDIT_LIST}
APPLY = {"version": WHOLE, "apply": YES}
JOB: Json = {
    "kind": {"enum": list(WORKS)},
    "time_limit": {"type": "number", "minimum": 1, "maximum": MOST_S},
    "seed": {**WHOLE, "minimum": 0, "maximum": MOST_SEED},
    "weight": {"type": "number", "minimum": 0, "maximum": 100},
    "event_id": TEXT, "n": {**WHOLE, "minimum": 1, "maximum": MOST_OPTIONS},
    "venue_id": TEXT, "on": DAY,
}  # fmt: skip
BEGIN = {"title": TEXT, "from": {**TEXT, "examples": ["file", "empty", "release:3", "plan:1"]}}
PUBLISH = {
    "version": WHOLE, "message": TEXT, "dry_run": YES,
    "accept": {"type": "object", "additionalProperties": TEXT},
}  # fmt: skip

Operation = tuple[str, str, str, str, Json | None]

OPERATIONS: tuple[Operation, ...] = (
    ("get", "/api/plans", "全部方案与登录者", "All plans, and who asks", None),
    ("post", "/api/plans", "新建方案", "Begin a plan", loose(BEGIN)),
    ("get", "/api/plans/{plan}", "方案全文；as_of 为版本或时刻",
     "A plan; as_of is a version or a moment", None),
    ("get", "/api/plans/{plan}/history", "谁在何时做了什么", "Who did what, and when", None),
    ("get", "/api/plans/{plan}/places/{event_id}", "活动可以拖到何处及代价",
     "Where an event may be dragged to, at what cost", None),
    ("post", "/api/plans/{plan}/title", "更名", "Give a plan another title",
     loose({"version": WHOLE, "title": TEXT}, "title")),
    ("post", "/api/plans/{plan}/edits", "改动方案", "Edit a plan",
     loose(VERSIONED, "version", "edits")),
    ("post", "/api/plans/{plan}/try", "试算改动，不写入", "Try edits; nothing is written",
     loose(VERSIONED, "edits")),
    ("post", "/api/plans/{plan}/undo", "撤销", "Undo", loose({"version": WHOLE})),
    ("post", "/api/plans/{plan}/redo", "重做", "Redo", loose({"version": WHOLE})),
    ("get", "/api/plans/{plan}/stream", "改动与任务的实时消息", "Edits and jobs as they happen",
     None),
    ("post", "/api/plans/{plan}/jobs", "开始计算任务", "Begin a job", loose(JOB, "kind")),
    ("get", "/api/plans/{plan}/jobs", "方案的任务", "Jobs of a plan", None),
    ("get", "/api/jobs/{job}", "任务及结果", "A job and its result", None),
    ("post", "/api/jobs/{job}/stop", "停止任务，保留最好的结果", "Stop a job; the best is kept",
     loose({})),
    ("get", "/api/plans/{plan}/export/{form}", "导出文件", "The plan as a file", None),
    ("post", "/api/plans/{plan}/import", "导入 events.csv 或 events.xlsx，可先预览，可只取部分活动",
     "Take another events.csv or events.xlsx, or some events of it; look first",
     loose({**APPLY, **TABLE}, "version")),
    ("get", "/api/plans/{plan}/scenario", "存为场景文件", "The changes as a scenario file", None),
    ("post", "/api/plans/{plan}/scenario", "打开场景文件", "Open a scenario file",
     loose({**APPLY, **SCENARIO}, "version")),
    ("get", "/api/scenarios", "工作区的场景文件", "Scenario files of the workspace", None),
    ("post", "/api/scenarios", "以场景文件新建方案，可先预览",
     "Open a scenario file as a further plan; look first",
     loose({**APPLY, **BEGIN, **SCENARIO})),
    ("post", "/api/plans/{plan}/publish", "发布；dry_run 只看后果",
     "Publish; dry_run only tells the consequences", loose(PUBLISH, "version")),
    ("get", "/api/plans/{plan}/consequences", "若发布此方案，各日历的变动",
     "What each calendar would change if the plan were published", None),
    ("get", "/api/releases", "已发布的各版", "All releases", None),
    ("get", "/api/releases/{number}", "一版的内容", "What a release holds", None),
    ("get", "/api/releases/{number}/diff", "两版之间各日历的变动",
     "What each calendar changed between two releases", None),
    ("get", "/api/openapi.json", "本文件", "This document", None),
)  # fmt: skip
"""Method, path, summaries and body of every address."""

SHAPES: Json = {**plan_shapes.SHAPES, **job_shapes.SHAPES, **release_shapes.SHAPES}

SHAPE = {
    ("get", "/api/plans"): "Plans",
    ("post", "/api/plans"): "Head",
    ("get", "/api/plans/{plan}"): "Plan",
    ("get", "/api/plans/{plan}/history"): "History",
    ("get", "/api/plans/{plan}/places/{event_id}"): "Places",
    ("post", "/api/plans/{plan}/title"): "Titled",
    ("post", "/api/plans/{plan}/edits"): "Edited",
    ("post", "/api/plans/{plan}/try"): "Edited",
    ("post", "/api/plans/{plan}/undo"): "Stepped",
    ("post", "/api/plans/{plan}/redo"): "Stepped",
    ("post", "/api/plans/{plan}/jobs"): "Job",
    ("get", "/api/plans/{plan}/jobs"): "Jobs",
    ("get", "/api/jobs/{job}"): "Done",
    ("post", "/api/jobs/{job}/stop"): "Job",
    ("post", "/api/plans/{plan}/import"): "Imported",
    ("post", "/api/plans/{plan}/scenario"): "Changed",
    ("get", "/api/scenarios"): "Scenarios",
    ("post", "/api/scenarios"): "Opened",
    ("post", "/api/plans/{plan}/publish"): "Published",
    ("get", "/api/plans/{plan}/consequences"): "Consequences",
    ("get", "/api/releases"): "Releases",
    ("get", "/api/releases/{number}"): "Release",
    ("get", "/api/releases/{number}/diff"): "Diff",
}
"""Shapes of answers in JSON; files, the stream and this document have none."""

MADE = {
    ("post", "/api/plans"): ("201",), ("post", "/api/plans/{plan}/jobs"): ("202",),
    ("post", "/api/scenarios"): ("200", "201"),
}  # fmt: skip
"""Statuses of what went well, where that is not 200."""

ANSWERS = {
    "400": "not to be read · 无法读取", "401": "log in first · 请先登录",
    "403": "not from our page, or only a viewer · 非本站页面，或只能查看",
    "404": "there is none · 不存在",
    "408": "took too long to arrive · 迟迟没有收全",
    "409": "an older version, nothing to undo, or not accepted · 版本已旧、无可撤销或未经接受",
    "413": "too big · 过大", "415": "not application/json · 不是 application/json",
    "422": "faults, as validate tells them · 有错误，与 validate 同",
    "500": "our own fault; it is in the server's log · 服务器出错，详见其日志",
    "503": "too many pages are open · 打开的页面过多",
}  # fmt: skip

OF_BODIES = {"408", "413", "415"}
"""Answers to what is sent with a request; others have none of them."""

OF_STREAMS = {"503"}

ASKED: dict[str, Json] = {
    "/api/plans/{plan}": {"as_of": TEXT},
    "/api/plans/{plan}/history": {"after": TEXT},
    "/api/plans/{plan}/stream": {"after": TEXT, "today": TEXT},
    "/api/plans/{plan}/export/{form}": {"lang": {"enum": list(LANGS)}},
    "/api/plans/{plan}/consequences": {"against": TEXT},
    "/api/releases/{number}/diff": {"against": TEXT},
}
"""What an address takes behind its question mark."""


def document() -> Json:
    """The whole document."""
    paths: Json = {}
    for method, path, zh, en, body in OPERATIONS:
        paths.setdefault(path, {})[method] = _operation(method, path, f"{en} · {zh}", body)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "convention-scheduler: planning board · 排期板",
            "version": "1",
            "description": "Programs send the header X-Scheduler with every write. "
            "程序每次写入须带 X-Scheduler 请求头。",
        },
        "paths": paths,
        "components": {
            "schemas": {"Edit": {"oneOf": list(EDITS)}, **COMMON, **SHAPES},
            "responses": {code: {"description": text, **_content("Refusal")}
                          for code, text in ANSWERS.items()},
        },
    }  # fmt: skip


def _operation(method: str, path: str, summary: str, body: Json | None) -> Json:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters: list[Json] = [
        {"name": n, "in": "path", "required": True,
         "schema": {"enum": list(FORMS)} if n == "form" else TEXT}
        for n in names
    ]  # fmt: skip
    if method == "get":
        parameters += ({"name": name, "in": "query", "schema": shape}
                       for name, shape in ASKED.get(path, {}).items())  # fmt: skip
    said: Json = {"description": "done · 完成", **_content(SHAPE.get((method, path), ""))}
    good = MADE.get((method, path), ("200",))
    never = (OF_BODIES if body is None else set()) | (
        set() if path.endswith("/stream") else OF_STREAMS
    )
    found: Json = {
        "summary": summary,
        "parameters": parameters,
        "responses": dict.fromkeys(good, said)
        | {code: {"$ref": f"#/components/responses/{code}"}
           for code in ANSWERS if code not in never},
    }
    if body is not None:
        found["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return found


def _content(shape: str) -> Json:
    return {"content": {"application/json": {"schema": ref(shape)}}} if shape else {}
