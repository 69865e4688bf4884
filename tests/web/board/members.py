"""A board that asks for accounts: a planner and a viewer, and pages in their hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from scheduler.accounts.passwords import hashed
from scheduler.store import open_store
from tests.browser import catchable
from tests.web.board import town
from tests.web.board.patience import patient

PASSWORD = "a fair in every hall"
ROLES = {"amy": "planner", "bob": "viewer", "cai": "planner"}


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """A server that others may reach, so that it asks who they are."""
    town.write(folder)
    secret = hashed(PASSWORD)
    with open_store(folder / "scheduler.db", create=True) as store:
        for name, role in ROLES.items():
            store.users.add(name, role, secret)
    with town.serving(folder, "--allow-host", "plan.example.cn") as url:
        yield url


@contextmanager
def client(url: str, name: str = "") -> Iterator[httpx.Client]:
    """Somebody who asks by program, logged in if named."""
    ours = {"origin": url}
    with httpx.Client(base_url=url, headers=ours, trust_env=False, timeout=30) as made:
        if name:
            form = {"name": name, "password": PASSWORD, "next": "/"}
            assert made.post("/en/login", data=form).status_code == 303
        yield made


def begin(url: str, title: str = "Draft") -> int:
    """A new plan of the planner's."""
    with client(url, "amy") as amy:
        answer = amy.post("/api/plans", json={"title": title, "from": "file"})
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


class Desks:
    """Opens pages for people; what a console tells unasked, and requests elsewhere, are faults."""

    def __init__(self, chromium: Any, url: str) -> None:
        self.chromium, self.url = chromium, url
        self.faults: list[str] = []
        self.contexts: list[Any] = []

    def context(self, locale: str = "zh-CN") -> Any:
        """A browser of somebody's own."""
        made = self.chromium.new_context(
            base_url=self.url, locale=locale, timezone_id="Asia/Shanghai",
            reduced_motion="reduce", viewport={"width": 1440, "height": 900},
        )  # fmt: skip
        self.contexts.append(made)
        return made

    def page(self, context: Any, *refusals: int) -> Any:
        """A page; refusals are statuses that the browser itself will tell the console of.

        0: no answer.
        """
        known = [f"responded with a status of {status} " if status else "net::ERR_"
                 for status in refusals]  # fmt: skip
        page = context.new_page()
        page.on("console", lambda m: any(k in m.text for k in known) or self.faults.append(m.text))
        page.on("pageerror", lambda e: self.faults.append(str(e)))
        page.on("request", lambda r: r.url.startswith(self.url) or self.faults.append(r.url))
        catchable(page)
        patient(page)
        return page

    def board(self, name: str, plan: int, lang: str = "en", *refusals: int, more: str = "") -> Any:
        """The board of a plan, opened by somebody who is logged in."""
        context = self.context()
        form = {"name": name, "password": PASSWORD, "next": "/"}
        done = context.request.post(
            "/en/login", form=form, headers={"origin": self.url}, max_redirects=0
        )
        assert done.status == 303
        page = self.page(context, *refusals)
        page.goto(f"/#plan={plan}&lang={lang}{more}")
        page.wait_for_selector(".tl-bar")
        return page

    def close(self) -> None:
        """Close all; nothing must have gone wrong."""
        for context in self.contexts:
            context.close()
        assert self.faults == []


def bar(page: Any, event_id: str) -> Any:
    """The bar of an event."""
    found = "id => [...document.querySelectorAll('.tl-bar')].find(b => b.bar.id === id)"
    return page.evaluate_handle(found, event_id).as_element()


def settled(page: Any, version: int) -> None:
    """Wait for a version of the plan to be drawn."""
    drawn = "v => document.querySelector('hall-timeline')?.board?.plan.doc.version === v"
    page.wait_for_function(drawn, arg=version)
