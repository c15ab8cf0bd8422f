"""Forms of the official documents in which financial papers are decided."""

from __future__ import annotations

from approvals.services.forms import FormData, ensure_form
from core.errors import NotFound
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec

PARTIAL = "PARTIAL"
SPENDING_TASK, CONTRACT_TASK, MONEY_TASK = "UT-ACC-01", "UT-CON-01", "UT-ACC-03"


def _form(subject: str, name: str, business_type: str, task: str, grounds: tuple[int, ...]) -> FormData:
    return FormData(
        code=subject.upper().replace("_", "-"),
        name=name,
        business_type=business_type,
        subject_type=subject,
        unit_task_code=task,
        disclosure=PARTIAL,
        grounds=grounds,
        reject_allowed=True,
    )


FORMS: dict[str, FormData] = {
    form.subject_type: form
    for form in (
        _form("spending_proposal", "품의서", "spending_proposal", SPENDING_TASK, (7,)),
        _form("commitment", "지출원인행위", "commitment_direct", CONTRACT_TASK, (7,)),
        _form("payment_voucher", "지출결의서", "payment_voucher", SPENDING_TASK, (6, 7)),
        _form("revenue_assessment", "징수결의서", "revenue_assessment", MONEY_TASK, (7,)),
        _form("expenditure_return", "반납(여입)결의서", "expenditure_return", SPENDING_TASK, (7,)),
    )
}


def load_forms(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: the forms of financial papers; what is there stays."""
    for form in FORMS.values():
        ensure_form(data=form, at=spec.at)


def form_of(subject: str) -> FormData:
    """The form of a kind of paper."""
    found = FORMS.get(subject)
    if found is None:
        raise NotFound(subject_type=subject)
    return found
