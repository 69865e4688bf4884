"""Sentences and help of the commands about accounts."""

from __future__ import annotations

from scheduler.domain.text import Text

ACCOUNT_WORDS = {
    "no-users": Text(
        "没有用户；请用 scheduler users add 新增。",
        "There are no accounts; make one with scheduler users add.",
    ),
    "user.name": Text("用户", "Name"),
    "user.role": Text("角色", "Role"),
    "user.used": Text("最近登录", "Last login"),
    "role.viewer": Text("只看", "viewer"),
    "role.planner": Text("排期", "planner"),
    "user-added": Text("已新增用户 {name}（{role}）。", "Account {name} ({role}) is made."),
    "user-changed": Text(
        "用户 {name} 已改；须重新登录。", "Account {name} is changed; it has to log in again."
    ),
    "user-removed": Text("用户 {name} 已删除。", "Account {name} is removed."),
    "password": Text("密码（不显示）", "Password (not shown)"),
    "password-again": Text("再输入一次", "Once more"),
}

ACCOUNT_HELPS = {
    "users": Text(
        "排期板的用户：新增、列出、改密码或角色、删除。",
        "Accounts of the planning board: make, list, change and remove them.",
    ),
    "users.add": Text(
        "新增用户；密码在终端输入两次，或由标准输入给出。",
        "Make an account; the password is typed twice, or comes on standard input.",
    ),
    "users.list": Text(
        "列出用户、角色与最近登录时间。", "List accounts with their role and last login."
    ),
    "users.change": Text(
        "改密码（不给 --role 时），或改角色；该用户须重新登录。",
        "Change the password (without --role), or the role; the person has to log in again.",
    ),
    "users.remove": Text(
        "删除用户；其做过的修改仍留有记录。", "Remove an account; what it did stays on record."
    ),
    "users.add.name": Text("用户名。", "Name to log in with."),
    "users.change.name": Text("用户名。", "Name to log in with."),
    "users.remove.name": Text("用户名。", "Name to log in with."),
    "role": Text(
        "角色：viewer（只看，默认）或 planner（可改、可发布）。",
        "viewer (reads; if not given) or planner (edits and publishes).",
    ),
    "users.change.role": Text(
        "新角色：viewer（只看）或 planner（可改、可发布）。",
        "New role: viewer (reads) or planner (edits and publishes).",
    ),
    "anew": Text("改角色时也改密码。", "Change the password beside the role, too."),
    "password_stdin": Text(
        "密码由标准输入的一行给出。", "Read the password from one line of standard input."
    ),
}
