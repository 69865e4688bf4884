"""Where releases are kept: a file in the workspace, or PostgreSQL."""

from scheduler.store.failures import Conflict, NoStore, Overtaken, StoreError
from scheduler.store.opening import open_store
from scheduler.store.record import Accepted, Record, Summary
from scheduler.store.releases import Store
from scheduler.store.tokens import Token, Tokens
from scheduler.store.users import User, Users

__all__ = [
    "Accepted", "Conflict", "NoStore", "Overtaken", "Record", "Store", "StoreError", "Summary",
    "Token", "Tokens", "User", "Users", "open_store",
]  # fmt: skip
