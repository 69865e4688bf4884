"""The whole board: its page, its plans, and who hears of them."""

from __future__ import annotations

from fastapi import FastAPI

from scheduler.web.accounts.access import Access
from scheduler.web.board.asking import Door
from scheduler.web.board.page import add_page
from scheduler.web.board.routes import add_plans
from scheduler.workflow.boarding import WorkingPlans


def add_board(app: FastAPI, plans: WorkingPlans, access: Access | None) -> Door:
    """Give the app its board."""
    door = Door(access)
    add_page(app, door)
    add_plans(app, plans, door, lambda number: None)
    return door
