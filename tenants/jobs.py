"""Background work. Every job carries its tenant in the row; without one it cannot be enqueued.

Jobs are rows of the shared queue (procrastinate, schema public), written in the caller's
transaction: a rolled-back transaction enqueues nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from procrastinate import App
from procrastinate.contrib.django import app as procrastinate_app
from procrastinate.exceptions import AlreadyEnqueued

from core.schema import SchemaKind, WrongSchema, current_kind
from tenants import registry
from tenants.context import institution

app: App = procrastinate_app

EVERY_TENANT: Final = (SchemaKind.INSTITUTION, SchemaKind.GOVERNMENT, SchemaKind.PLATFORM)
_SEOUL_BEFORE_UTC: Final = 9


class TenantJob:
    """A job of one tenant: `job.enqueue(...)` inside the tenant, run inside the same tenant."""

    def __init__(self, run: Callable[..., None], name: str, queue: str) -> None:
        self.run = run
        self.name = name
        self._task = app.task(name=name, queue=queue, pass_context=False)(self._execute)
        self.__doc__ = run.__doc__

    def _execute(self, *, tenant: str, **arguments: Any) -> None:
        with institution(tenant):
            self.run(**arguments)

    def enqueue(self, **arguments: Any) -> None:
        """Add this job for the current tenant, in the current transaction."""
        if current_kind() in (None, SchemaKind.PUBLIC):
            raise WrongSchema(f"job {self.name} needs a tenant")
        self._task.defer(tenant=connection.schema_name, **arguments)  # type: ignore[attr-defined]

    def enqueue_at(self, moment: datetime, **arguments: Any) -> None:
        """Add this job for the current tenant, to be run at `moment` or soon after."""
        if current_kind() in (None, SchemaKind.PUBLIC):
            raise WrongSchema(f"job {self.name} needs a tenant")
        self._task.configure(schedule_at=moment).defer(
            tenant=connection.schema_name,  # type: ignore[attr-defined]
            **arguments,
        )

    def enqueue_for(self, schema_name: str, **arguments: Any) -> None:
        """Add this job for another tenant (platform code: fan-out, parent → institution)."""
        if registry.find_by_schema(schema_name) is None:
            raise WrongSchema(f"no tenant has the schema {schema_name!r}")
        self._task.defer(tenant=schema_name, **arguments)

    def enqueue_once_for(self, schema_name: str) -> bool:
        """Add this job for a tenant unless it waits already; two of them never run at once. Whether it was added."""
        if registry.find_by_schema(schema_name) is None:
            raise WrongSchema(f"no tenant has the schema {schema_name!r}")
        name = f"{self.name}:{schema_name}"
        try:
            with transaction.atomic():
                self._task.configure(lock=name, queueing_lock=name).defer(tenant=schema_name)
        except AlreadyEnqueued:
            return False
        return True


def tenant_job(*, name: str, queue: str = "default") -> Callable[[Callable[..., None]], TenantJob]:
    """Declare a job of one tenant: `@tenant_job(name="consolidation.deliver_looks")`."""

    def declare(run: Callable[..., None]) -> TenantJob:
        return TenantJob(run, name, queue)

    return declare


def fan_out(job: TenantJob, kind: str, **arguments: Any) -> int:
    """Enqueue one job per active tenant of a kind; gives their number."""
    found = [info for info in registry.all_tenants(kind) if info.state == "ACTIVE"]
    with transaction.atomic():
        for info in found:
            job.enqueue_for(info.schema_name, **arguments)
    return len(found)


def cron_at(clock: str) -> str:
    """Cron of a daily time of day in Seoul: the worker reads crons by UTC, and Korea has no summer time."""
    hour, _, minute = clock.partition(":")
    return f"{int(minute)} {(int(hour) - _SEOUL_BEFORE_UTC) % 24} * * *"


def every_night(job: TenantJob, *, at: str, kinds: Sequence[SchemaKind]) -> Callable[[int], None]:
    """Each day at this time in Seoul: one job per active tenant of these kinds; gives what the worker calls."""

    def everywhere(timestamp: int) -> None:
        for kind in kinds:
            fan_out(job, kind)

    task = app.task(name=f"{job.name}_everywhere", pass_context=False)(everywhere)
    app.periodic(cron=cron_at(at))(task)
    return everywhere
