"""A budget line, a commitment and a payee, laid by the public services."""

from __future__ import annotations

from django.utils import timezone

from accounting.models import AccountingPeriod
from approvals.models import ApprovalStep
from core.periods import day_of
from tenants.context import institution
from tenants.registry import TenantInfo
from tests.accounting.books import line_with
from tests.accounting.spending_kit import YEAR, direct_commitment, payee
from tests.approvals.desk_papers import a_plan
from tests.faults.posting import Ground, WaitingPaper

ROOM = 10_000_000_000
PAPERS = 3


def lay_ground(tenant: TenantInfo) -> Ground:
    """Make everything vouchers of today need."""
    today = day_of(timezone.now())
    with institution(tenant):
        AccountingPeriod.objects.get_or_create(fiscal_year=YEAR, period=today.year * 100 + today.month)
        commitment = direct_commitment((line_with(original=ROOM, allotted=ROOM), ROOM))
        return Ground(
            fiscal_year=YEAR,
            day=today.isoformat(),
            department_id=str(commitment.department_id),
            commitment_row_id=str(commitment.rows.get().pk),
            partner_id=str(payee().pk),
            papers=tuple(_waiting_paper(f"fault paper {number}") for number in range(PAPERS)),
        )


def _waiting_paper(title: str) -> WaitingPaper:
    document = a_plan(title)
    step = ApprovalStep.objects.get(document=document, state="ACTIVE")
    return WaitingPaper(str(document.pk), str(step.pk), document.version)
