"""The one door through which a financial document is decided.

Today approval is one act by an authorised officer who is not the drafter. An approval engine with several steps
can take the place of `decide` without any document noticing: it calls the same `complete`, `give_back`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from accounting.models import (
    Commitment,
    ExpenditureReturn,
    PaymentVoucher,
    RevenueAssessment,
    SpendingProposal,
)
from accounting.permissions import (
    ASSESSMENT_APPROVE,
    COMMITMENT_APPROVE,
    PROPOSAL_APPROVE,
    RETURN_APPROVE,
    VOUCHER_APPROVE,
)
from accounting.services import commitments, payment_vouchers, proposals, returns, revenues
from accounting.services.papers import (
    lock_paper,
    note,
    refuse_faults,
    require_other_person,
)
from core.access import Actor
from core.errors import FieldFault, InvalidMove, NotFound


class Decision(StrEnum):
    """What an officer may say to a submitted document."""

    APPROVE = "APPROVE"
    RETURN = "RETURN"
    REJECT = "REJECT"


@dataclass(frozen=True)
class Subject:
    """A kind of document that can be decided: table, right, effect of the last approval, way back."""

    model: type[Any]
    label: str
    permission: str
    complete: Callable[[Any, Actor, datetime], None]
    give_back: Callable[[Any, str, Actor, datetime, str], None]


SUBJECTS: dict[str, Subject] = {
    "spending_proposal": Subject(
        SpendingProposal, "품의", PROPOSAL_APPROVE, proposals.complete_approval, proposals.give_back
    ),
    "commitment": Subject(
        Commitment, "원인행위", COMMITMENT_APPROVE, commitments.complete_approval, commitments.give_back
    ),
    "payment_voucher": Subject(
        PaymentVoucher,
        "지출결의",
        VOUCHER_APPROVE,
        payment_vouchers.complete_approval,
        payment_vouchers.give_back,
    ),
    "revenue_assessment": Subject(
        RevenueAssessment, "징수결의", ASSESSMENT_APPROVE, revenues.complete_approval, revenues.give_back
    ),
    "expenditure_return": Subject(
        ExpenditureReturn, "여입", RETURN_APPROVE, returns.complete_approval, returns.give_back
    ),
}

WORDS = {Decision.APPROVE: "결재", Decision.RETURN: "반려", Decision.REJECT: "부결"}


def decide(
    *,
    subject: str,
    document_id: UUID,
    decision: Decision,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    text: str = "",
) -> Any:
    """Decide on a submitted document; its business effect happens in the same transaction.

    Locks the document first, then what its effect locks. Refuses the drafter (OwnDocument), the missing right,
    a stale version, any other state, and whatever the effect refuses: then the document stays in approval and
    nothing has moved. A return or rejection needs an opinion.
    """
    kind = SUBJECTS.get(subject)
    if kind is None:
        raise NotFound
    actor.require(kind.permission)
    if decision != Decision.APPROVE and not text.strip():
        refuse_faults([FieldFault("/text", "EMPTY", "의견을 입력하십시오.")])
    with transaction.atomic():
        paper = lock_paper(kind.model, document_id, version)
        if paper.state != "SUBMITTED":
            raise InvalidMove(state=paper.get_state_display(), verb=decision.lower())
        require_other_person(paper, actor)
        if decision == Decision.APPROVE:
            kind.complete(paper, actor, at)
        else:
            kind.give_back(paper, decision.lower(), actor, at, text.strip())
        verb = f"{subject}_{'approved' if decision == Decision.APPROVE else decision.lower() + 'ed'}"
        note(
            paper, verb, f"{kind.label} {WORDS[decision]}: {paper.number} {paper.title}", actor, at, text=text
        )
    return paper
