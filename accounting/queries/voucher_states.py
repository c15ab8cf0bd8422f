"""How far vouchers are, for the papers of upper floors that became vouchers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accounting.models import PaymentVoucher


def voucher_states(voucher_ids: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """State and number of each voucher."""
    rows = PaymentVoucher.objects.filter(pk__in=list(voucher_ids))
    return {pk: (state, number) for pk, state, number in rows.values_list("pk", "state", "number")}
