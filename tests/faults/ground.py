"""A budget line, a commitment and a payee, laid by the public services."""

from __future__ import annotations

from django.utils import timezone

from accounting.models import AccountingPeriod, BudgetLine
from approvals.models import ApprovalStep, OfficialDocument
from approvals.queries.subjects import document_of
from core.periods import day_of
from identity.models import User
from tenants.context import institution
from tenants.registry import TenantInfo
from tests.accounting.books import line_with
from tests.accounting.spending_kit import YEAR, direct_commitment, payee, submitted_proposal, up_to_decision
from tests.approvals.desk_papers import a_plan
from tests.faults.posting import Ground, WaitingPaper

ROOM = 10_000_000_000
AMOUNTS = (1_100_000, 1_200_000)


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
            papers=(_waiting_plan("fault paper"), *_waiting_proposals()),
        )


def _waiting_plan(title: str) -> WaitingPaper:
    document = a_plan(title)
    step = ApprovalStep.objects.get(document=document, state="ACTIVE")
    return WaitingPaper(str(document.pk), str(step.pk), document.version)


def _waiting_proposals() -> list[WaitingPaper]:
    """Proposals on one budget line that all but their deciders have signed."""
    line = line_with("201-01", original=ROOM, allotted=ROOM)
    return [_waiting_proposal(line, amount) for amount in AMOUNTS]


def _waiting_proposal(line: BudgetLine, amount: int) -> WaitingPaper:
    proposal = submitted_proposal((line, amount))
    decider = up_to_decision("spending_proposal", proposal.pk)
    found = document_of("spending_proposal", proposal.pk)
    assert found is not None
    document = OfficialDocument.objects.get(pk=found.document_id)
    step = ApprovalStep.objects.get(document=document, state="ACTIVE")
    return WaitingPaper(
        document_id=str(document.pk),
        step_id=str(step.pk),
        version=document.version,
        signer=User.objects.get(pk=decider.user_id).login_name,
        record_id=str(proposal.pk),
        line_id=str(line.pk),
        amount=amount,
    )
