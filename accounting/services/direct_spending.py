"""Spending that needs no proposal (훈령 제11조⑤): commitment and voucher are drafted together for an upper floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounting.choices import PartnerKind
from accounting.errors.budget import BudgetLineUnavailable
from accounting.models import BudgetLine, Partner
from accounting.rules.commitment_flow import needs_proposal
from accounting.services.commitments import CommitmentInput, CommitmentRowInput, draft_commitment
from accounting.services.partners import PartnerInput, register_partner
from accounting.services.payment_vouchers import VoucherInput, draft_payment_voucher
from accounting.services.voucher_rows import VoucherRowInput
from core.access import Actor


@dataclass(frozen=True)
class DirectSpending:
    """What shall be paid to a person of the house: line, amount, title; `kind` is one without a proposal."""

    line_id: UUID
    payee_code: str
    payee_name: str
    amount: int
    title: str
    on: date
    department_id: UUID
    kind: str = "TRAVEL"
    text: str = ""


@dataclass(frozen=True)
class DraftedSpending:
    """The drafts that were made."""

    commitment_id: UUID
    voucher_id: UUID


def draft_direct_spending(*, given: DirectSpending, actor: Actor, at: datetime) -> DraftedSpending:
    """Write an 원인행위 and the 지출결의 on it, both drafts of the actor. Refuses an unknown line (E-BUD-001).

    Nothing moves: both go their own way of approval.
    """
    line = BudgetLine.objects.filter(pk=given.line_id).first()
    if line is None or needs_proposal(given.kind):
        raise BudgetLineUnavailable(line_id=str(given.line_id))
    with transaction.atomic():
        partner = _payee(given, actor, at)
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
                        commitment_row_id=commitment.rows.get().pk, partner_id=partner.pk, amount=given.amount
                    )
                ],
                text=given.text,
            ),
            actor=actor,
            at=at,
        )
    return DraftedSpending(commitment.pk, voucher.pk)


def _payee(given: DirectSpending, actor: Actor, at: datetime) -> Partner:
    found = Partner.objects.filter(code=given.payee_code).first()
    if found is not None:
        return found
    data = PartnerInput(name=given.payee_name, kind=PartnerKind.STAFF)
    return register_partner(given=data, actor=actor, at=at, code=given.payee_code)
