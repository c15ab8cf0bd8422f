"""Jobs of hr, gathered for the worker."""

from __future__ import annotations

from django.utils import timezone

from approvals.services.moving import follow_the_organisation
from core.schema import SchemaKind
from hr.errors import AppointmentsRefused
from hr.services.applying import apply_due
from hr.services.cases import settle_cases
from hr.services.leave_applications import grant_silent_applications
from hr.services.personnel_notices import tell_deadlines
from hr.services.reorganizations import apply_due_reorganizations
from tenants.jobs import every_night, tenant_job


@tenant_job(name="hr.apply_due")
def apply_due_of_institution() -> None:
    """Requests granted by silence, then appointments and reorganisations whose day has come.

    Open approvals follow the people. Fails when something was refused.
    """
    now = timezone.now()
    grant_silent_applications(at=now)
    done = apply_due(at=now)
    settle_cases(at=now)
    trees = apply_due_reorganizations(at=now)
    if done.effective or done.ended or trees.applied:
        follow_the_organisation(at=now)
    refused = [*done.refused, *trees.refused]
    if refused:
        raise AppointmentsRefused(count=len(refused), items="; ".join(refused)[:500])


apply_due_everywhere = every_night(apply_due_of_institution, at="00:00", kinds=(SchemaKind.INSTITUTION,))


@tenant_job(name="hr.tell_deadlines")
def tell_deadlines_of_institution() -> None:
    """Contracts, the two years, retirements and returns that come near, each told once; returns are drafted."""
    tell_deadlines(at=timezone.now())


tell_deadlines_everywhere = every_night(
    tell_deadlines_of_institution, at="00:30", kinds=(SchemaKind.INSTITUTION,)
)
