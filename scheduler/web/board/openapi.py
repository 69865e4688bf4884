"""The board's interface as an OpenAPI document, which is shipped as docs/openapi.json."""

from __future__ import annotations

from typing import Any

from scheduler.board.document import ALWAYS, PARTS
from scheduler.board.state import LOCKS
from scheduler.jobs.job import OVER, UNFINISHED
from scheduler.workflow.board_jobs import MOST_S, WORKS
from scheduler.workflow.board_outputs import FORMS

Json = dict[str, Any]

TEXT, WHOLE, YES = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
DAY = {"type": "string", "format": "date", "examples": ["2021-05-01"]}
CODED = {"type": "string", "contentEncoding": "base64"}
ANY: Json = {"type": "object", "additionalProperties": True}
TEXTS = {"type": "array", "items": TEXT}
PLACE = {"event_id": TEXT, "venue_id": TEXT, "hall_ids": TEXTS, "show_first": DAY}
NEEDED = ("event_id", "venue_id", "show_first")


def _object(properties: Json, *required: str, **more: Any) -> Json:
    return {"type": "object", "properties": properties, "required": list(required), **more}


def _edit(op: str, properties: Json, *required: str, open_: bool = False) -> Json:
    return _object({"op": {"const": op}, **properties}, "op", *required,
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

EDIT_LIST = {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Edit"}}
VERSIONED = {"version": WHOLE, "edits": EDIT_LIST}
APPLY = {"version": WHOLE, "apply": YES}
JOB = {
    "kind": {"enum": list(WORKS)},
    "time_limit": {"type": "number", "minimum": 1, "maximum": MOST_S},
    "seed": WHOLE, "weight": {"type": "number", "minimum": 0, "maximum": 100},
    "event_id": TEXT, "n": WHOLE, "venue_id": TEXT, "on": DAY,
}  # fmt: skip
BEGIN = {"title": TEXT, "from": {**TEXT, "examples": ["file", "empty", "release:3", "plan:1"]}}
PUBLISH = {
    "version": WHOLE, "message": TEXT, "dry_run": YES,
    "accept": {"type": "object", "additionalProperties": TEXT},
}  # fmt: skip

MAYBE: Json = {"type": ["integer", "null"]}
JOB_STATE: Json = {
    "id": TEXT, "plan": WHOLE, "kind": TEXT, "version": WHOLE, "who": TEXT, "created": TEXT,
    "state": {"enum": [*UNFINISHED, *OVER]}, "stopping": YES, "phase": TEXT, "best": MAYBE,
    "bound": MAYBE, "gap": {"type": ["number", "null"]}, "seconds": {"type": "number"},
    "curve": {"type": "array"}, "message_zh": TEXT, "message_en": TEXT,
}  # fmt: skip
"""Where a job stands; ``GET /api/jobs/{job}`` has its ``result`` besides."""

Operation = tuple[str, str, str, str, Json | None]

OPERATIONS: tuple[Operation, ...] = (
    ("get", "/api/plans", "全部方案与登录者", "All plans, and who asks", None),
    ("post", "/api/plans", "新建方案", "Begin a plan", _object(BEGIN)),
    ("get", "/api/plans/{plan}", "方案全文；as_of 为版本或时刻",
     "A plan; as_of is a version or a moment", None),
    ("get", "/api/plans/{plan}/history", "谁在何时做了什么", "Who did what, and when", None),
    ("get", "/api/plans/{plan}/places/{event_id}", "活动可以拖到何处及代价",
     "Where an event may be dragged to, at what cost", None),
    ("post", "/api/plans/{plan}/title", "更名", "Give a plan another title",
     _object({"version": WHOLE, "title": TEXT}, "title")),
    ("post", "/api/plans/{plan}/edits", "改动方案", "Edit a plan",
     _object(VERSIONED, "version", "edits")),
    ("post", "/api/plans/{plan}/try", "试算改动，不写入", "Try edits; nothing is written",
     _object(VERSIONED, "edits")),
    ("post", "/api/plans/{plan}/undo", "撤销", "Undo", _object({"version": WHOLE})),
    ("post", "/api/plans/{plan}/redo", "重做", "Redo", _object({"version": WHOLE})),
    ("get", "/api/plans/{plan}/stream", "改动与任务的实时消息", "Edits and jobs as they happen",
     None),
    ("post", "/api/plans/{plan}/jobs", "开始计算任务", "Begin a job", _object(JOB, "kind")),
    ("get", "/api/plans/{plan}/jobs", "方案的任务", "Jobs of a plan", None),
    ("get", "/api/jobs/{job}", "任务及结果", "A job and its result", None),
    ("post", "/api/jobs/{job}/stop", "停止任务，保留最好的结果", "Stop a job; the best is kept",
     _object({})),
    ("get", "/api/plans/{plan}/export/{form}", "导出文件", "The plan as a file", None),
    ("post", "/api/plans/{plan}/import", "导入 events.csv 或 events.xlsx，可先预览，可只取部分活动",
     "Take another events.csv or events.xlsx, or some events of it; look first",
     _object({**APPLY, **TABLE}, "version")),
    ("get", "/api/plans/{plan}/scenario", "存为场景文件", "The changes as a scenario file", None),
    ("post", "/api/plans/{plan}/scenario", "打开场景文件", "Open a scenario file",
     _object({**APPLY, **SCENARIO}, "version")),
    ("get", "/api/scenarios", "工作区的场景文件", "Scenario files of the workspace", None),
    ("post", "/api/scenarios", "以场景文件新建方案，可先预览",
     "Open a scenario file as a further plan; look first",
     _object({**APPLY, **BEGIN, **SCENARIO})),
    ("post", "/api/plans/{plan}/publish", "发布；dry_run 只看后果",
     "Publish; dry_run only tells the consequences", _object(PUBLISH, "version")),
    ("get", "/api/plans/{plan}/consequences", "若发布此方案，各日历的变动",
     "What each calendar would change if the plan were published", None),
    ("get", "/api/releases", "已发布的各版", "All releases", None),
    ("get", "/api/releases/{number}", "一版的内容", "What a release holds", None),
    ("get", "/api/releases/{number}/diff", "两版之间各日历的变动",
     "What each calendar changed between two releases", None),
    ("get", "/api/openapi.json", "本文件", "This document", None),
)  # fmt: skip
"""Method, path, summaries and body of every address."""

ANSWERS = {
    "400": "not to be read · 无法读取", "401": "log in first · 请先登录",
    "403": "not from our page, or only a viewer · 非本站页面，或只能查看",
    "404": "there is none · 不存在",
    "409": "an older version, nothing to undo, or not accepted · 版本已旧、无可撤销或未经接受",
    "413": "too big · 过大", "422": "faults, as validate tells them · 有错误，与 validate 同",
}  # fmt: skip


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
        "components": {"schemas": {"Edit": {"oneOf": list(EDITS)}, "Plan": _plan(),
                                   "Edited": _edited(),
                                   "Job": _object(JOB_STATE, *JOB_STATE)}},
    }  # fmt: skip


def _operation(method: str, path: str, summary: str, body: Json | None) -> Json:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters: list[Json] = [
        {"name": n, "in": "path", "required": True,
         "schema": {"enum": list(FORMS)} if n == "form" else TEXT}
        for n in names
    ]  # fmt: skip
    if method == "get":
        asked = {"/api/plans/{plan}": "as_of", "/api/plans/{plan}/history": "after",
                 "/api/plans/{plan}/stream": "after today",
                 "/api/plans/{plan}/consequences": "against",
                 "/api/releases/{number}/diff": "against"}  # fmt: skip
        parameters += ({"name": name, "in": "query", "schema": TEXT}
                       for name in asked.get(path, "").split())  # fmt: skip
    good = {("post", "/api/plans"): "201", ("post", "/api/plans/{plan}/jobs"): "202"}
    said: Json = {"description": "done · 完成"}
    shape = _shape(method, path)
    if shape:
        said["content"] = {"application/json": {"schema": {"$ref": shape}}}
    found: Json = {
        "summary": summary,
        "parameters": parameters,
        "responses": {good.get((method, path), "200"): said}
        | {code: {"description": text} for code, text in ANSWERS.items()},
    }
    if body is not None:
        found["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return found


def _shape(method: str, path: str) -> str:
    if (method, path) == ("get", "/api/plans/{plan}"):
        return "#/components/schemas/Plan"
    if (method, path) == ("post", "/api/plans/{plan}/jobs") or path.startswith("/api/jobs/"):
        return "#/components/schemas/Job"
    last = path.rpartition("/")[2]
    edited = method == "post" and last in ("edits", "try", "undo", "redo", "import", "scenario")
    return "#/components/schemas/Edited" if edited else ""


def _plan() -> Json:
    keys = ["id", "title", "origin", *PARTS]
    return _object(dict.fromkeys(keys, True), *keys)


def _edited() -> Json:
    at = {"type": "integer", "minimum": 0}
    own = {
        **dict.fromkeys(ALWAYS, True),
        "cost_change": WHOLE,
        "findings_removed": {"type": "array", "items": at,
                             "description": "places in the findings before, rising · 原序号"},
        "findings_added": {
            "type": "array", "description": "[place in the findings now, finding] · 新序号与内容",
            "items": {"type": "array", "prefixItems": [at, ANY], "minItems": 2, "maxItems": 2},
        },
        "changed": ANY,
        "gone": {"type": "object", "additionalProperties": TEXTS},
        "whole": TEXTS,
    }  # fmt: skip
    return _object(own, *own)
