"""The parent's own payments, told to the product so that both sides can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from consolidation.errors import TransferRefused
from consolidation.models import ParentTransfer, StandardItem
from consolidation.permissions import TRANSFER_RECORD
from consolidation.queries.members import member
from core import audit
from core.access import Actor
from core.errors import FieldFault


@dataclass(frozen=True, slots=True)
class NewTransfer:
    """A payment as the parent's own accounting system shows it."""

    fiscal_year: int
    paid_on: date
    institution_code: str
    item_code: str
    amount: int
    agreement: str = ""
    text: str = ""


def record_parent_transfer(*, transfer: NewTransfer, actor: Actor, at: datetime) -> ParentTransfer:
    """Write down a payment of the parent to a member (출연금, 위탁금, 보조금; handbook 6.5).

    Insert-only: a correction is a further transfer with the opposite amount. Locks nothing. Refuses an
    institution of another government (404), an unknown standard item, an amount of zero, a day outside the year (TransferRefused).
    """
    actor.require(TRANSFER_RECORD)
    member(transfer.institution_code)
    faults = list(_faults(transfer))
    if faults:
        raise TransferRefused(errors=faults)
    with transaction.atomic():
        row = ParentTransfer.objects.create(
            fiscal_year=transfer.fiscal_year,
            paid_on=transfer.paid_on,
            institution_code=transfer.institution_code,
            item_code=transfer.item_code,
            agreement=transfer.agreement,
            amount=transfer.amount,
            text=transfer.text,
            recorded_at=at,
            recorded_by=actor.user_id,
        )
        audit.record(
            actor=actor,
            verb="parent_transfer_recorded",
            subject_type="consolidation.parent_transfer",
            subject_id=row.pk,
            summary=f"{transfer.institution_code} {transfer.item_code} {transfer.amount:,}원",
            at=at,
        )
    return row


def _faults(transfer: NewTransfer) -> list[FieldFault]:
    faults = []
    if transfer.amount == 0:
        faults.append(FieldFault("/amount", "zero", _("0원은 등록할 수 없습니다.")))
    if not StandardItem.objects.filter(code=transfer.item_code, level="stat").exists():
        faults.append(FieldFault("/item_code", "unknown", _("표준과목에 없는 통계목입니다.")))
    if transfer.paid_on.year not in (transfer.fiscal_year, transfer.fiscal_year + 1):
        faults.append(FieldFault("/paid_on", "outside_year", _("회계연도에 속하지 않는 지급일입니다.")))
    return faults
