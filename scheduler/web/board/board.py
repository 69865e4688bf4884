"""The whole board: its page, its plans, and who hears of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import FastAPI

from scheduler.web.accounts.access import Access
from scheduler.web.board.aside import Aside
from scheduler.web.board.asking import Door
from scheduler.web.board.coming import add_coming
from scheduler.web.board.files import add_files
from scheduler.web.board.jobs import Desk, add_jobs
from scheduler.web.board.news import News, add_stream
from scheduler.web.board.page import add_page
from scheduler.web.board.releases import add_releases
from scheduler.web.board.routes import add_plans
from scheduler.workflow.boarding import WorkingPlans
from scheduler.workflow.job_records import JobRecords


@dataclass
class BoardRoom:
    """The board of a server.

    Parameters
    ----------
    access
        Who is known; ``None`` where whoever asks sits at the machine.
    """

    plans: WorkingPlans
    access: Access | None
    news: News = field(default_factory=News)

    def __post_init__(self) -> None:
        self.desk = Desk(self.news.tell, JobRecords(self.plans))
        self.aside = Aside(self.plans)

    @property
    def door(self) -> Door:
        """Lets requests in."""
        return Door(self.access)

    def add_to(self, app: FastAPI) -> None:
        """Give the app its board."""
        add_page(app, self.door)
        add_plans(app, self.plans, self.door, self.edited, self.aside)
        add_files(app, self.plans, self.door)
        add_coming(app, self.plans, self.door, self.edited)
        add_releases(app, self.plans, self.door)
        add_jobs(app, self.plans, self.door, self.desk)
        add_stream(app, self.plans, self.door, self.news, self.desk.of, self.aside.open)

    def edited(self, plan: int) -> None:
        """Tell everybody of a changed plan."""
        self.news.tell(plan)
        self.aside.follow(plan)

    def end(self) -> None:
        """Let nobody wait: the server is to end."""
        self.news.end()
        self.desk.end()
        self.aside.end()
