"""Estimated payments (개산급): one open per payee, settled after the work. 지방회계법 제35조, 훈령 제53조."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounting.choices import VoucherState
from accounting.errors.execution import AdvanceUnsettled
from accounting.models import PaymentVoucher, PaymentVoucherRow
from accounting.queries.estimates import open_estimates
from accounting.rules.posting import ESTIMATED
from accounting.services import kernel, recognition
from accounting.services.papers import lock_paper, note, reference
from core.access import Actor
from core.errors import InvalidMove, NotFound
from core.locking import lock_rows
from core.periods import day_of


@dataclass(frozen=True)
class SettledEstimate:
    """What became cost, what the payee has to bring back, what is still to be paid."""

    spent: int
    to_return: int
    to_pay: int


def require_settled(partner_id: UUID) -> None:
    """Refuse a second estimated payment while one of the payee is open (E-EXE-012; 훈령 제53조제3항)."""
    if open_estimates().filter(partner_id=partner_id).exists():
        raise AdvanceUnsettled


def settle_estimate(*, voucher_id: UUID, actual: int, actor: Actor, at: datetime) -> SettledEstimate:
    """J-22: the cost of a paid estimate is known; Dr the item's account / Cr 11403 for what was spent of it.

    Locks the voucher, then its row. Refuses a voucher that is not paid, settled already, or no estimate. What is
    left comes back by an 여입 on the voucher; what is short is paid by a voucher of its own.
    """
    with transaction.atomic():
        voucher = lock_paper(PaymentVoucher, voucher_id)
        row = _open_row(voucher)
        paid = row.amount - row.returned
        spent = min(max(actual, 0), paid)
        if spent:
            row.recognised = spent
            row.save(update_fields=["recognised"])
            kernel.apply(
                kernel.Command(
                    event="estimate_settled",
                    document=reference(voucher),
                    fiscal_year=voucher.fiscal_year,
                    account_unit=str(voucher.account_unit_id),
                    effective_on=day_of(at),
                    actor=actor,
                    at=at,
                    journals=recognition.estimate_journals(voucher, row, spent),
                )
            )
        note(voucher, "estimate_settled", f"개산급 정산: {voucher.number} {spent:,}원", actor, at)
    return SettledEstimate(spent, paid - spent, max(0, actual - paid))


def _open_row(voucher: PaymentVoucher) -> PaymentVoucherRow:
    found = voucher.rows.filter(sub_type=ESTIMATED).select_related(
        "line__stat_item", "line__detail_project", "partner"
    )
    row = found.first()
    if row is None:
        raise NotFound(voucher_id=str(voucher.pk))
    lock_rows(PaymentVoucherRow, [row.pk])
    if voucher.state != VoucherState.PAID or row.recognised:
        raise InvalidMove(state=voucher.get_state_display(), verb="settle_estimate")
    return row
