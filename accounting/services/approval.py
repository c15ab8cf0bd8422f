"""The one door through which a financial paper is decided: a signature on the line of its official document.

Who may decide is said by the line, which the delegation of authority built; the paper follows its document by
the hooks of `accounting.subjects`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting.models import (
    Allotment,
    BudgetVersion,
    Commitment,
    CommitmentChange,
    ExpenditureReturn,
    PaymentOrder,
    PaymentVoucher,
    RevenueAssessment,
    SpendingProposal,
)
from accounting.rules.paper_states import SUBMITTED
from accounting.services.papers import lock_paper, refuse_faults, require_other_person
from approvals.choices import SignatureKind
from approvals.queries.subjects import document_of
from approvals.services.deciding import sign
from approvals.services.returning import reject, return_document
from approvals.services.rounds import Round, load_round
from approvals.services.turns import step_of
from core.access import Actor
from core.errors import FieldFault, InvalidMove, NotFound


class Decision(StrEnum):
    """What somebody on the line may say to a submitted paper; OPINION and IMPROPER need a text, as do the ways back."""

    APPROVE = "APPROVE"
    OPINION = "OPINION"
    IMPROPER = "IMPROPER"
    RETURN = "RETURN"
    REJECT = "REJECT"


MODELS: Mapping[str, type[Any]] = {
    "spending_proposal": SpendingProposal,
    "commitment": Commitment,
    "commitment_change": CommitmentChange,
    "payment_voucher": PaymentVoucher,
    "revenue_assessment": RevenueAssessment,
    "expenditure_return": ExpenditureReturn,
    "payment_order": PaymentOrder,
    "allotment": Allotment,
    "budget_version": BudgetVersion,
}
_RESULTS = {
    Decision.APPROVE: SignatureKind.AGREED,
    Decision.OPINION: SignatureKind.AGREED_WITH_OPINION,
    Decision.IMPROPER: SignatureKind.AUDIT_IMPROPER,
}
_AUDIT_RESULTS = {
    Decision.APPROVE: SignatureKind.AUDIT_PROPER,
    Decision.OPINION: SignatureKind.AUDIT_OPINION,
    Decision.IMPROPER: SignatureKind.AUDIT_IMPROPER,
}


def decide(
    *,
    subject: str,
    document_id: UUID,
    decision: Decision,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    text: str = "",
    stepped_up: bool = False,
) -> Any:
    """Say what one has to say on the step of the line whose turn it is; the last signature has the effect.

    Locks the official document, then the paper, then what its effect locks. Refuses the drafter (OwnDocument), a
    stale version, any other state, everybody who is not on the line now and acts for nobody on it (E-APR-010 …
    017), and whatever the effect refuses (E-APR-032 with its figures): then the paper stays in approval and
    nothing has moved. A return, a rejection and an opinion need a text; papers whose form asks for it, a proof
    of the person a moment ago (`stepped_up`, E-APR-019).
    """
    model = MODELS.get(subject)
    if model is None:
        raise NotFound
    if decision != Decision.APPROVE and not text.strip():
        refuse_faults([FieldFault("/text", "EMPTY", "의견을 입력하십시오.")])
    with transaction.atomic():
        found = document_of(subject, document_id)
        case = load_round(document_id=found.document_id, actor=actor, at=at) if found else None
        paper = lock_paper(model, document_id, version)
        step = step_of(case) if case else None
        if case is None or step is None or (paper.state != SUBMITTED and step.acted_at is None):
            raise InvalidMove(state=paper.get_state_display(), verb=decision.lower())
        require_other_person(paper, actor)
        _say(case, step, decision, text.strip(), stepped_up=stepped_up)
        return model.objects.get(pk=document_id)


def _say(case: Round, step: Any, decision: Decision, text: str, *, stepped_up: bool) -> None:
    asked = {
        "document_id": case.document.pk,
        "step_id": step.pk,
        "seen": case.document.version,
        "opinion": text,
        "actor": case.actor,
        "at": case.at,
        "loaded": case,
    }
    if decision == Decision.RETURN:
        return_document(**asked)
    elif decision == Decision.REJECT:
        reject(**asked)
    else:
        results = _AUDIT_RESULTS if step.kind == "AUDIT" else _RESULTS
        sign(result=results[decision], stepped_up=stepped_up, **asked)
