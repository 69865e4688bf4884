"""Jobs as they are told: those of the server that runs, and those of servers before it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from scheduler.errors import UsageError
from scheduler.jobs.job import ENDED, FAILED, UNFINISHED, Job
from scheduler.store import NoStore
from scheduler.workflow.boarding import WorkingPlans

Json = dict[str, Any]


class JobRecords:
    """Jobs in the store of the working plans; may be used by several threads."""

    def __init__(self, plans: WorkingPlans) -> None:
        self.plans = plans

    def keep(self, job: Job) -> None:
        """Write a job as it stands.

        Raises
        ------
        UsageError
            When the store cannot be written.
        """
        created = round(job.created.timestamp() * 1000)
        self.plans.store().jobs.keep(job.task.subject, created, job.answer(), job.result)

    def keep_if_possible(self, job: Job) -> None:
        """Write a job that is over; it can be told without the store, too."""
        try:
            self.keep(job)
        except UsageError:
            return

    def of(self, plan: int, own: Collection[str] = ()) -> list[Json]:
        """Jobs of a plan that are over, oldest first.

        Parameters
        ----------
        own
            Jobs of this server: what is not over of them has not ended with a server before it.
        """
        try:
            found = self.plans.store(create=False).jobs.of(plan)
        except NoStore:
            return []
        return [_left(r) for r in found if r["state"] not in UNFINISHED or r["id"] not in own]

    def job(self, id_: str) -> Json | None:
        """A job of a server before this one, with its result."""
        try:
            found = self.plans.store(create=False).jobs.job(id_)
        except NoStore:
            return None
        return None if found is None else {**_left(found[0]), "result": found[1]}


def _left(record: Json) -> Json:
    """A job whose server is gone, and it with the server if it was not over."""
    if record["state"] not in UNFINISHED:
        return record
    told = {"message_zh": ENDED.zh, "message_en": ENDED.en}
    return {**record, "state": FAILED, "stopping": False, **told}
