"""Sentences of logging in."""

from __future__ import annotations

from scheduler.domain.text import Text

_WORDS = {
    "login": Text("登录", "Log in"),
    "name": Text("用户名", "Name"),
    "password": Text("密码", "Password"),
    "feeds-need-none": Text(
        "订阅日历无需登录。", "Calendars can be subscribed to without logging in."
    ),
    "wrong": Text("用户名或密码不对。", "Name or password is wrong."),
    "wait": Text(
        "失败次数过多，请于 {seconds} 秒后再试。",
        "Too many tries failed; try again in {seconds} seconds.",
    ),
    "wait-long": Text(
        "失败次数过多，请于 {minutes} 分钟后再试。",
        "Too many tries failed; try again in {minutes} minutes.",
    ),
    "busy": Text("登录的人太多，请稍后再试。", "Too many log in just now; try again soon."),
    "nobody": Text(
        "尚无用户。请在服务器上运行 scheduler users add 用户名 --role planner。",
        "There is no account yet. On the server, run scheduler users add NAME --role planner.",
    ),
    "origin": Text(
        "请求不是从本站页面发出的，已拒绝；请由此页登录。",
        "The request did not come from a page of this site and was refused; log in here.",
    ),
}


def say(lang: str, key: str, **facts: object) -> str:
    """A sentence in a language."""
    return _WORDS[key].get(lang).format(**facts)
