"""The monthly look through the access log (개인정보의 안전성 확보조치 기준 제8조)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core import audit
from core.access import Actor
from core.periods import day_of, period_of
from hr.errors import MonthReviewed, ReasonMissing
from hr.models import AccessReview
from hr.permissions import ACCESS_REVIEW
from hr.queries.accesses import month_summary


@transaction.atomic
def review_month(*, actor: Actor, month: int, note: str, at: datetime) -> AccessReview:
    """Record that a month's accesses were looked through. Refuses a month that runs and one that is done."""
    actor.require(ACCESS_REVIEW)
    if not note.strip():
        raise ReasonMissing
    if month >= period_of(day_of(at)) or AccessReview.objects.filter(month=month).exists():
        raise MonthReviewed(month=month)
    summary = month_summary(month)
    made = AccessReview.objects.create(
        month=month,
        accesses=summary.total,
        suspicious=len(summary.suspicious),
        note=note.strip()[:500],
        reviewed_by_id=actor.user_id,
        reviewed_at=at,
    )
    audit.record(
        actor=actor,
        verb="hr_access_reviewed",
        subject_type="hr_access_review",
        subject_id=made.pk,
        summary=f"{month} 개인정보 열람 기록 점검",
        at=at,
        facts={"accesses": made.accesses, "suspicious": made.suspicious},
    )
    return made
