"""The institution's own copy of a look, written by a job."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from consolidation.choices import LookReason, LookScreen
from core import audit
from core.access import Actor
from core.models import AuditEntry
from tenants.jobs import tenant_job

LOOKED_AT = "parent_officer_looked"


@tenant_job(name="consolidation.write_look_at_institution")
def write_look_at_institution(*, look: dict[str, str]) -> None:
    """Copy of a parent officer's look in the institution's own audit trail; a repeat adds nothing."""
    look_id = UUID(look["id"])
    if AuditEntry.objects.filter(subject_type="consolidation.look", subject_id=look_id).exists():
        return
    officer = Actor(
        user_id=UUID(look["officer_id"]) if look["officer_id"] else None,
        name=look["officer_name"],
        client_id=look["client_id"] or None,
    )
    screen = LookScreen(look["screen"]).label
    reason = LookReason(look["reason"]).label if look["reason"] else "-"
    with transaction.atomic():
        audit.record(
            actor=officer,
            verb=LOOKED_AT,
            subject_type="consolidation.look",
            subject_id=look_id,
            summary=f"모기관 담당관 열람: {screen} {look['subject']} (사유: {reason})",
            at=datetime.fromisoformat(look["looked_at"]),
            facts={"screen": look["screen"], "subject": look["subject"], "reason": look["reason"]},
        )
