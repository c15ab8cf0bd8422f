"""Estimated payments that are still open (개산급; 훈령 제53조제3항)."""

from __future__ import annotations

from django.db.models import F, QuerySet

from accounting.choices import VoucherState
from accounting.models import PaymentVoucherRow
from accounting.rules.posting import ESTIMATED

DEAD = (VoucherState.REJECTED, VoucherState.CANCELLED)


def open_estimates() -> QuerySet[PaymentVoucherRow]:
    """Rows asked for or paid that are neither cost nor brought back in full."""
    rows = PaymentVoucherRow.objects.filter(sub_type=ESTIMATED).exclude(voucher__state__in=DEAD)
    return rows.filter(amount__gt=F("recognised") + F("returned"))


def has_open_estimate(payee_code: str) -> bool:
    """Whether a payee has one; upper floors ask before they want another."""
    return open_estimates().filter(partner__code=payee_code).exists()
