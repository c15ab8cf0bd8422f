"""The series of the books' numbers (accounting handbook 4.2): every paper and journal takes its number from one."""

from __future__ import annotations

from accounting.choices import VoucherKind

# Budget version, allotment; proposal, commitment, its change, inspection, payment order, return;
# assessment, receipt, refund; journal, journal by hand.
PAPERS = ("BG", "BA", "PP", "CM", "CC", "IN", "PO", "RT", "RC", "RV", "OR", "JN", "JV")
SERIES = frozenset({*PAPERS, *VoucherKind.values})


def known_series(prefix: str) -> str:
    """The prefix itself; ValueError when the nightly recount of numbers (INV-9) would not look at it."""
    if prefix not in SERIES:
        raise ValueError(f"{prefix} is no series of the books")
    return prefix
