"""Jobs of approvals, gathered for the worker."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from approvals.errors.steps import IntegrityBroken
from approvals.services.answers import note_answer
from approvals.services.attachments import read_attachment, read_waiting
from approvals.services.delivering import deliver_letter, resume
from approvals.services.forwarding import deliver_forwarded, resume_forwarded
from approvals.services.moving import follow_the_organisation
from approvals.services.reminding import remind
from approvals.services.scheduled import apply_due_effects, ask_to_reopen
from approvals.services.taking_in import take_in_letter
from approvals.services.verifying import verify_documents
from core.schema import SchemaKind
from tenants.jobs import app, every_night, fan_out, tenant_job

__all__ = ["deliver_forwarded", "deliver_letter", "note_answer", "read_attachment", "take_in_letter"]

KINDS = (SchemaKind.INSTITUTION, SchemaKind.GOVERNMENT)


@tenant_job(name="approvals.follow_the_organisation")
def follow_the_organisation_of_tenant() -> None:
    """Open steps go to whoever holds their positions from today on."""
    follow_the_organisation(at=timezone.now())


@tenant_job(name="approvals.verify_documents")
def verify_documents_of_tenant() -> None:
    """Recompute the night's share of one tenant's documents; fails when one is broken."""
    if verify_documents(at=timezone.now(), everything=False).broken:
        raise IntegrityBroken


follow_the_organisation_everywhere = every_night(follow_the_organisation_of_tenant, at="00:00", kinds=KINDS)
verify_documents_everywhere = every_night(verify_documents_of_tenant, at="03:40", kinds=KINDS)


@tenant_job(name="approvals.resume_letters")
def resume_letters_of_tenant() -> None:
    """Letters that are due or that nobody answered to go on their way again; files nobody read are read."""
    resume(at=timezone.now())
    resume_forwarded(at=timezone.now())
    read_waiting(before=timezone.now() - timedelta(minutes=10))


@app.periodic(cron="25 * * * *")
@app.task(name="approvals.resume_letters_everywhere", pass_context=False)
def resume_letters_everywhere(timestamp: int) -> None:
    """Every hour: what a stopped worker left half way is taken up."""
    for kind in KINDS:
        fan_out(resume_letters_of_tenant, kind)


@tenant_job(name="approvals.daily_tasks")
def daily_tasks_of_tenant() -> None:
    """Effects whose day has come, classes to be decided anew, reminders."""
    now = timezone.now()
    apply_due_effects(at=now)
    ask_to_reopen(at=now)
    remind(at=now)


daily_tasks_everywhere = every_night(daily_tasks_of_tenant, at="00:10", kinds=KINDS)
