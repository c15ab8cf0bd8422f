"""Separation of duties on one document (지방회계법 제23조·제36조): nobody signs it in two exclusive duties."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from accounting.errors.execution import DutiesConflict
from accounting.models import Commitment, PaymentVoucherRow
from core.access import Actor
from identity.choices import Duty
from identity.rules.duties import (
    ASSESSMENT_OFFICER,
    CASHIER,
    COMMITMENT_OFFICER,
    DISBURSING_OFFICER,
    Signature,
    signatures_conflict,
)

__all__ = [
    "ASSESSMENT_OFFICER",
    "CASHIER",
    "COMMITMENT_OFFICER",
    "DISBURSING_OFFICER",
    "Signature",
    "commitment_signatures",
    "conflict_of",
    "disbursing_signatures",
    "require_separate",
    "signature",
]


def signature(user_id: UUID | None, duty: str) -> list[Signature]:
    """A signature given earlier; none where nobody signed."""
    return [Signature(user_id, duty)] if user_id else []


def commitment_signatures(commitment_ids: Iterable[UUID]) -> list[Signature]:
    """Who signed these commitments and their changes as commitment officer; where nobody was noted, who approved."""
    signers = Commitment.objects.filter(pk__in=set(commitment_ids), approved_by__isnull=False)
    found = signers.annotate(
        signer=Coalesce("officer_id", "approved_by_id"),
        changer=Coalesce("changes__officer_id", "changes__approved_by_id"),
    )
    people = dict.fromkeys(
        person for pair in found.order_by("pk").values_list("signer", "changer") for person in pair if person
    )
    return [Signature(user_id, COMMITMENT_OFFICER) for user_id in people]


def disbursing_signatures(commitment_ids: Iterable[UUID]) -> list[Signature]:
    """Who signed vouchers and payment orders of these commitments as disbursing officer."""
    rows = PaymentVoucherRow.objects.filter(
        commitment_row__commitment_id__in=list(commitment_ids), voucher__approved_by__isnull=False
    ).annotate(
        signer=Coalesce("voucher__officer_id", "voucher__approved_by_id"),
        payer=F("order_line__order__signed_by_id"),
    )
    people = dict.fromkeys(
        person for pair in rows.order_by("pk").values_list("signer", "payer") for person in pair if person
    )
    return [Signature(user_id, DISBURSING_OFFICER) for user_id in people]


def conflict_of(
    previous: Iterable[Signature], person_id: UUID, person: str, duty: str
) -> DutiesConflict | None:
    """E-EXE-003 when this person may not sign in the duty after what was signed before; else nothing."""
    conflict = signatures_conflict(previous, Signature(person_id, duty))
    if conflict is None:
        return None
    return DutiesConflict(
        user=person, role_a=str(Duty(conflict.first).label), role_b=str(Duty(conflict.second).label)
    )


def require_separate(previous: Iterable[Signature], actor: Actor, duty: str) -> None:
    """Refuse a signature in a duty separate from one the same person used on the paper (E-EXE-003).

    The person counts, not the capacity: as deputy, delegate or delegate of a deputy alike.
    """
    if actor.user_id is None:
        return
    conflict = conflict_of(previous, actor.user_id, actor.name, duty)
    if conflict is not None:
        raise conflict
