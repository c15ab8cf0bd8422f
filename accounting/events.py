"""Facts of accounting that upper floors react to. They carry ids and amounts, never rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class VoucherPaid:
    """The bank paid every row of a voucher."""

    voucher_id: UUID
    number: str
    at: datetime


@dataclass(frozen=True)
class VoucherBounced:
    """A transfer of a paid voucher came back; it is to be paid anew."""

    voucher_id: UUID
    number: str
    at: datetime


@dataclass(frozen=True)
class SpendingReturned:
    """Money of a paid voucher came back to its line (여입)."""

    voucher_id: UUID
    amount: int
    at: datetime
