"""Spending that needs no proposal (훈령 제11조⑤): commitment and voucher are drafted together for an upper floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.choices import PartnerKind, VoucherKind
from accounting.errors.budget import BudgetLineUnavailable
from accounting.models import BudgetLine, Partner, PaymentVoucher
from accounting.permissions import COMMITMENT_DRAFT, VOUCHER_DRAFT
from accounting.rules.commitment_flow import DRAFT, needs_proposal
from accounting.rules.posting import ESTIMATED
from accounting.services.commitment_ends import cancel_commitment
from accounting.services.commitments import CommitmentInput, CommitmentRowInput, draft_commitment
from accounting.services.estimates import require_settled
from accounting.services.papers import lock_paper
from accounting.services.partners import PartnerInput, register_partner
from accounting.services.payment_vouchers import (
    EvidenceInput,
    VoucherInput,
    cancel_payment_voucher,
    draft_payment_voucher,
)
from accounting.services.voucher_rows import VoucherRowInput
from core.access import SYSTEM, Actor
from identity.queries import actor_for


@dataclass(frozen=True)
class DirectSpending:
    """What shall be paid to a person of the house: line, amount, title; `kind` is one without a proposal.

    `sub_type` ESTIMATED pays before the cost is known (개산급); `evidence` are the papers that are there already.
    """

    line_id: UUID
    payee_code: str
    payee_name: str
    amount: int
    title: str
    on: date
    department_id: UUID
    kind: str = "TRAVEL"
    text: str = ""
    voucher_kind: str = VoucherKind.TRAVEL
    sub_type: str = ""
    evidence: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class DraftedSpending:
    """The drafts that were made."""

    commitment_id: UUID
    voucher_id: UUID


def draft_direct_spending(*, given: DirectSpending, person_id: UUID, at: datetime) -> DraftedSpending:
    """Write an 원인행위 and the 지출결의 on it for somebody. Refuses an unknown line (E-BUD-001).

    Both are drafts of the person where he or she may write such papers, else of nobody: whoever of the accounting
    people hands them in takes them over. Nothing moves: both go their own way of approval. An estimated payment
    is refused while an earlier one of the payee is open (E-EXE-012).
    """
    line = BudgetLine.objects.filter(pk=given.line_id).first()
    if line is None or needs_proposal(given.kind):
        raise BudgetLineUnavailable(line_id=str(given.line_id))
    actor = _drafter(person_id, given)
    with transaction.atomic():
        partner = _payee(given, actor, at)
        if given.sub_type == ESTIMATED:
            require_settled(partner.pk)
        commitment = draft_commitment(
            given=CommitmentInput(
                fiscal_year=line.fiscal_year,
                title=given.title,
                document_date=given.on,
                department_id=given.department_id,
                kind=given.kind,
                rows=[CommitmentRowInput(line_id=line.pk, amount=given.amount)],
                partner_id=partner.pk,
                text=given.text,
            ),
            actor=actor,
            at=at,
        )
        voucher = draft_payment_voucher(
            given=VoucherInput(
                fiscal_year=line.fiscal_year,
                title=given.title,
                document_date=given.on,
                department_id=given.department_id,
                rows=[
                    VoucherRowInput(
                        commitment_row_id=commitment.rows.get().pk,
                        partner_id=partner.pk,
                        amount=given.amount,
                        sub_type=given.sub_type,
                    )
                ],
                kind=given.voucher_kind,
                text=given.text,
                evidence=[EvidenceInput(kind, reference) for kind, reference in given.evidence],
            ),
            actor=actor,
            at=at,
        )
    return DraftedSpending(commitment.pk, voucher.pk)


def withdraw_draft(*, voucher_id: UUID, at: datetime) -> str:
    """Throw voucher and commitment away while nobody has handed them in; the state of the voucher then.

    Locks the voucher, then its commitments.
    """
    with transaction.atomic():
        voucher = lock_paper(PaymentVoucher, voucher_id)
        if voucher.state != DRAFT:
            return str(voucher.state)
        rows = voucher.rows.select_related("commitment_row__commitment")
        commitments = {row.commitment_row.commitment for row in rows if row.commitment_row is not None}
        voucher = cancel_payment_voucher(voucher_id=voucher_id, actor=SYSTEM, at=at)
        for commitment in commitments:
            if commitment.state == DRAFT:
                cancel_commitment(commitment_id=commitment.pk, actor=SYSTEM, at=at)
    return str(voucher.state)


def _drafter(person_id: UUID, given: DirectSpending) -> Actor:
    may = actor_for(person_id, given.on).codes
    if {COMMITMENT_DRAFT, VOUCHER_DRAFT} <= may:
        return replace(SYSTEM, user_id=person_id, name=given.payee_name)
    return SYSTEM


def _payee(given: DirectSpending, actor: Actor, at: datetime) -> Partner:
    found = Partner.objects.filter(code=given.payee_code).first()
    if found is not None:
        return found
    data = PartnerInput(name=given.payee_name, kind=PartnerKind.STAFF)
    return register_partner(given=data, actor=actor, at=at, code=given.payee_code)
