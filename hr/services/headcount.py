"""Headcount plans (정원): set from a day on with the documents they rest on, ended, never taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from core import audit
from core.access import Actor
from core.errors import FieldFault, InvalidInput, NotFound, StaleVersion
from hr.errors import DepartmentNotInForce, PeriodsOverlap
from hr.models import AuthorizedHeadcount
from hr.permissions import HEADCOUNT_MANAGE
from hr.queries.rules import rule_rows
from organization.queries import department_names

CODES = {"grade": "grade", "employment_type": "employment_type", "job_series": "job_series"}


@dataclass(frozen=True)
class HeadcountData:
    """Posts allowed by grade and employment type, for one series or department where they are given."""

    grade: str
    employment_type: str
    count: int
    from_on: date
    basis_document: str
    job_series: str = ""
    department_id: UUID | None = None
    consultation_document_no: str = ""
    board_resolution_no: str = ""


@transaction.atomic
def plan_headcount(*, actor: Actor, data: HeadcountData, at: datetime) -> AuthorizedHeadcount:
    """From that day on so many posts are allowed; the plan before ends (출자출연법 제15조).

    Locks the plans of the line. Refuses unknown codes, a plan without its document, and a day before a later plan.
    """
    actor.require(HEADCOUNT_MANAGE)
    _refuse_malformed(data)
    scope = str(data.department_id or "")
    rows = AuthorizedHeadcount.objects.filter(
        scope=scope, grade=data.grade, employment_type=data.employment_type, job_series=data.job_series
    )
    list(rows.for_change())
    later = rows.filter(from_on__gte=data.from_on).exclude(until_on=data.from_on).order_by("from_on").first()
    if later is not None:
        raise PeriodsOverlap(a=str(later.from_on), b=str(later.until_on or ""))
    rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=data.from_on)).update(until_on=data.from_on)
    made = AuthorizedHeadcount.objects.create(
        **vars(data), scope=scope, recorded_by_id=actor.user_id, recorded_at=at
    )
    _record(actor, made, "headcount_planned", f"정원 {made.grade} {made.count}명", at)
    return made


@transaction.atomic
def end_headcount(
    *, actor: Actor, plan_id: UUID, on: date, at: datetime, version: int | None = None
) -> AuthorizedHeadcount:
    """Let a plan end on that day. Locks it; refuses a day before it began."""
    actor.require(HEADCOUNT_MANAGE)
    plan: AuthorizedHeadcount | None = (
        AuthorizedHeadcount.objects.select_for_update().filter(pk=plan_id).first()
    )
    if plan is None:
        raise NotFound(plan_id=str(plan_id))
    if version is not None and plan.version != version:
        raise StaleVersion(current=plan.version, seen=version)
    if on < plan.from_on or (plan.until_on is not None and plan.until_on < on):
        raise PeriodsOverlap(a=str(plan.from_on), b=str(plan.until_on or ""))
    plan.until_on = on
    plan.version += 1
    plan.save(update_fields=["until_on", "version"])
    _record(actor, plan, "headcount_ended", f"정원 {plan.grade} 종료", at)
    return plan


def _refuse_malformed(data: HeadcountData) -> None:
    faults = []
    for name, code in CODES.items():
        known = {row.key for row in rule_rows(code, data.from_on)} | ({""} if name == "job_series" else set())
        if getattr(data, name) not in known:
            faults.append(FieldFault(f"/{name}", "choice", "목록에서 고르십시오."))
    if not data.basis_document.strip():
        faults.append(FieldFault("/basis_document", "required", "근거 규정을 넣으십시오."))
    if data.count < 0:
        faults.append(FieldFault("/count", "negative", "정원은 0 이상이어야 합니다."))
    if faults:
        raise InvalidInput(errors=faults)
    if data.department_id is not None and data.department_id not in department_names(data.from_on):
        raise DepartmentNotInForce(org_unit=str(data.department_id), date=str(data.from_on))


def _record(actor: Actor, plan: AuthorizedHeadcount, verb: str, summary: str, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        subject_type="hr_headcount",
        subject_id=plan.pk,
        summary=summary,
        at=at,
        facts={
            "grade": plan.grade,
            "employment_type": plan.employment_type,
            "job_series": plan.job_series,
            "count": plan.count,
            "from_on": str(plan.from_on),
            "until_on": str(plan.until_on or ""),
            "basis": plan.basis_document,
        },
    )
