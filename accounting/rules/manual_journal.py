"""What a manual journal may say: accounts that take entries by hand, balanced, with their dimensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounting.errors.books import (
    AccountAutomaticOnly,
    AccountNotPosting,
    DimensionMissing,
    RowNeedsOneSide,
)
from accounting.rules.entries import JournalLineDraft, check_balance
from core.errors import DomainError


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the chart says about an account."""

    code: str
    name: str
    is_posting: bool
    is_auto_only: bool
    is_partner_required: bool


def line_refusals(lines: Sequence[JournalLineDraft], chart: Mapping[str, AccountFacts]) -> list[DomainError]:
    """E-ACC-003, E-ACC-012, E-ACC-005, in the order of the rows; each tells its row."""
    found: list[DomainError] = []
    for row, line in enumerate(lines):
        refusal = _refusal_of(line, chart.get(line.account_code))
        if refusal is not None:
            refusal.facts["row"] = row
            found.append(refusal)
    return found


def _refusal_of(line: JournalLineDraft, account: AccountFacts | None) -> DomainError | None:
    if account is None or not account.is_posting:
        return AccountNotPosting(account=f"{line.account_code} {account.name if account else ''}".strip())
    if account.is_auto_only:
        return AccountAutomaticOnly(account=f"{account.code} {account.name}")
    if account.is_partner_required and line.partner_id is None:
        return DimensionMissing(account=f"{account.code} {account.name}", dimension="거래처")
    return None


def check_manual(lines: Sequence[JournalLineDraft], unit: str) -> None:
    """E-ACC-001 unless both sides are equal in the account unit."""
    check_balance(lines, unit)


def check_sides(amounts: Sequence[tuple[int, int]]) -> None:
    """Each (debit, credit) has exactly one side above zero."""
    for row, (debit, credit) in enumerate(amounts, start=1):
        if debit < 0 or credit < 0 or (debit > 0) == (credit > 0):
            raise RowNeedsOneSide(row=row)
