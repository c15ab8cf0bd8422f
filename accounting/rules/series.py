"""The series of the books' numbers (accounting handbook 4.2): every paper and journal takes its number from one."""

from __future__ import annotations

# Budget version, allotment; proposal, commitment, its change, inspection, voucher, payment order, return;
# assessment, receipt, refund; journal, journal by hand.
SERIES = frozenset({"BG", "BA", "PP", "CM", "CC", "IN", "PV", "PO", "RT", "RC", "RV", "OR", "JN", "JV"})


def known_series(prefix: str) -> str:
    """The prefix itself; ValueError when the nightly recount of numbers (INV-9) would not look at it."""
    if prefix not in SERIES:
        raise ValueError(f"{prefix} is no series of the books")
    return prefix
