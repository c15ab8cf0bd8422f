"""Jobs of the floor of tenants, gathered for the worker."""

from __future__ import annotations

from django.utils import timezone

from core.idempotency import forget_old_answers
from core.outbox import deliver_due, forget_delivered
from tenants.deliveries import schemas_with_due_messages
from tenants.jobs import EVERY_TENANT, app, every_night, tenant_job
from tenants.services import foreign_requests, housekeeping


@tenant_job(name="core.forget_old_answers")
def forget_old_answers_of_tenant() -> None:
    """Delete the kept answers to Idempotency-Keys whose time is over, and messages that went out a month ago."""
    forget_old_answers(at=timezone.now())
    forget_delivered(at=timezone.now())


forget_old_answers_everywhere = every_night(forget_old_answers_of_tenant, at="03:20", kinds=EVERY_TENANT)


@app.periodic(cron="*/5 * * * *")
@app.task(name="tenants.name_owners", queueing_lock="tenants.name_owners", pass_context=False)
def name_owners(timestamp: int) -> None:
    """Every five minutes: find out whose the ids are that refused requests named."""
    foreign_requests.name_owners(at=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(
    name="tenants.restart_stalled_jobs", queueing_lock="tenants.restart_stalled_jobs", pass_context=False
)
def restart_stalled_jobs(timestamp: int) -> None:
    """Every five minutes: jobs whose worker died start again."""
    housekeeping.restart_stalled_jobs(at=timezone.now())


@app.periodic(cron="40 * * * *")
@app.task(name="tenants.forget_old_rows", queueing_lock="tenants.forget_old_rows", pass_context=False)
def forget_old_rows(timestamp: int) -> None:
    """Every hour: finished jobs and requests for foreign objects that were kept long enough."""
    housekeeping.forget_old_jobs()
    foreign_requests.forget_old_requests(at=timezone.now())


@tenant_job(name="core.deliver_messages")
def deliver_messages() -> None:
    """Deliver what one tenant's outbox holds: mails, daily seals for the parent."""
    deliver_due(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="core.deliver_messages_everywhere",
    queueing_lock="core.deliver_messages_everywhere",
    pass_context=False,
)
def deliver_messages_everywhere(timestamp: int) -> None:
    """Every minute: one job for each tenant whose outbox has something due."""
    for schema_name in schemas_with_due_messages(timezone.now()):
        deliver_messages.enqueue_once_for(schema_name)
