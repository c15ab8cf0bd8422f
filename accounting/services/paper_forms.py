"""Forms of the official documents in which financial papers are decided."""

from __future__ import annotations

from datetime import datetime

from approvals.services.forms import FormData, ensure_form
from core.errors import NotFound
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec

OPEN, PARTIAL = "OPEN", "PARTIAL"
SPENDING_TASK, CONTRACT_TASK, MONEY_TASK = "UT-ACC-01", "UT-CON-01", "UT-ACC-03"
BUDGET_TASK, EXECUTION_TASK = "UT-BUD-01", "UT-BUD-02"


def _form(
    subject: str,
    name: str,
    business_type: str,
    task: str,
    grounds: tuple[int, ...],
    *,
    step_up: bool = False,
) -> FormData:
    return FormData(
        code=subject.upper().replace("_", "-"),
        name=name,
        business_type=business_type,
        subject_type=subject,
        unit_task_code=task,
        disclosure=PARTIAL if grounds else OPEN,
        grounds=grounds,
        reject_allowed=True,
        step_up=step_up,
    )


FORMS: dict[str, FormData] = {
    form.subject_type: form
    for form in (
        _form("spending_proposal", "품의서", "spending_proposal", SPENDING_TASK, (7,)),
        _form("commitment", "지출원인행위", "commitment_direct", CONTRACT_TASK, (7,)),
        _form("commitment_change", "지출원인행위 변경", "contract_change", CONTRACT_TASK, (7,)),
        _form("payment_voucher", "지출결의서", "payment_voucher", SPENDING_TASK, (6, 7)),
        _form("revenue_assessment", "징수결의서", "revenue_assessment", MONEY_TASK, (7,)),
        _form("expenditure_return", "반납(여입)결의서", "expenditure_return", SPENDING_TASK, (7,)),
        _form("payment_order", "지급명령서", "payment_order", SPENDING_TASK, (6, 7), step_up=True),
        _form("allotment", "예산배정서", "allotment", EXECUTION_TASK, ()),
        *(
            _form(f"{subject}_cancellation", f"{name} 취소", subject, task, grounds)
            for subject, name, task, grounds in (
                ("spending_proposal", "품의", SPENDING_TASK, (7,)),
                ("commitment", "지출원인행위", CONTRACT_TASK, (7,)),
                ("payment_voucher", "지출결의", SPENDING_TASK, (6, 7)),
                ("revenue_assessment", "징수결의", MONEY_TASK, (7,)),
                ("allotment", "예산배정", EXECUTION_TASK, ()),
            )
        ),
        _form("budget_version", "예산안", "budget_formulation", BUDGET_TASK, ()),
    )
}


def load_forms(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: the forms of financial papers; what is there stays."""
    ensure_forms(spec.at)


def ensure_forms(at: datetime) -> None:
    """Make the forms of financial papers that are not there yet."""
    for form in FORMS.values():
        ensure_form(data=form, at=at)


def form_of(subject: str) -> FormData:
    """The form of a kind of paper."""
    found = FORMS.get(subject)
    if found is None:
        raise NotFound(subject_type=subject)
    return found
