"""Consolidated trial balance: aggregate, elimination, net, live from the institutions' ledgers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, CharField, F, Q, Sum, Value, When

from consolidation.door import reader_alias
from consolidation.models import SourceAccount, SourceLedgerBalance
from consolidation.queries.budgets import Window
from consolidation.queries.members import MemberInfo, members
from consolidation.rules.balances import (
    OWN_UNIT_ACCOUNTS,
    AccountInfo,
    BalanceLine,
    TrialBalance,
    consolidate,
)

# Who holds a balance matters where something is eliminated: against another entity, between own units.
_HOLDER: Final = Case(
    When(~Q(entity_code="") | Q(account_code__in=OWN_UNIT_ACCOUNTS), then=F("institution_code")),
    default=Value(""),
    output_field=CharField(),
)


@dataclass(frozen=True, slots=True)
class TrialBalanceReport:
    """The statement with the names it needs."""

    window: Window
    members: tuple[MemberInfo, ...]
    accounts: dict[str, AccountInfo]
    balance: TrialBalance

    @property
    def totals(self) -> tuple[int, int]:
        """Sum of debit and of credit movements of all institutions; equal when every book balances."""
        rows = self.balance.rows
        return sum(row.debit_total for row in rows), sum(row.credit_total for row in rows)


def trial_balance_report(*, fiscal_year: int, month: int, profile: str = "") -> TrialBalanceReport:
    """All accounts of all members until the end of a month: three statements."""
    chosen = members(profile)
    codes = frozenset(member.code for member in chosen)
    window = Window(fiscal_year, month, codes)
    accounts = chart()
    rows = (
        balances(window)
        .annotate(holder=_HOLDER)
        .values("holder", "account_code", "entity_code")
        .annotate(sum_debit=Sum("debit"), sum_credit=Sum("credit"))
    )
    lines = [
        BalanceLine(
            r["holder"],
            r["account_code"],
            r["entity_code"],
            int(r["sum_debit"]),
            int(r["sum_credit"]),
        )
        for r in rows
    ]
    return TrialBalanceReport(window, tuple(chosen), accounts, consolidate(lines, accounts, codes))


def balances(window: Window):  # type: ignore[no-untyped-def]
    """Rows of the compact ledger balances inside a window."""
    rows = SourceLedgerBalance.objects.using(reader_alias()).filter(
        fiscal_year=window.fiscal_year, period__lte=window.until
    )
    if window.institutions is not None:
        rows = rows.filter(institution_code__in=window.institutions)
    return rows.order_by()


def chart() -> dict[str, AccountInfo]:
    """Accounts by code; members share the product's chart, the first name found speaks for a code."""
    rows = (
        SourceAccount.objects.using(reader_alias())
        .order_by("code", "institution_code")
        .distinct("code")
        .values_list("code", "name", "kind", "normal_side", "parent_code")
    )
    return {
        code: AccountInfo(code, name, kind, normal_side == "debit", parent)
        for code, name, kind, normal_side, parent in rows
    }


@dataclass(frozen=True, slots=True)
class AccountMonth:
    """Debit and credit of one account in one institution in one month."""

    institution: str
    period: int
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class AccountReport:
    """통합 원장 of one account: by institution, and month by month."""

    account: AccountInfo
    by_institution: tuple[tuple[MemberInfo, int, int], ...]
    by_month: tuple[tuple[int, int, int, int], ...]


def account_report(*, account_code: str, fiscal_year: int, month: int) -> AccountReport:
    """Where a consolidated figure comes from: who holds it and when it moved."""
    chosen = members()
    window = Window(fiscal_year, month, frozenset(member.code for member in chosen))
    rows = (
        balances(window)
        .filter(account_code=account_code)
        .values("institution_code", "period")
        .annotate(sum_debit=Sum("debit"), sum_credit=Sum("credit"))
    )
    months = [
        AccountMonth(r["institution_code"], r["period"], int(r["sum_debit"]), int(r["sum_credit"]))
        for r in rows
    ]
    account = chart().get(account_code) or AccountInfo(account_code, account_code, "asset", is_debit=True)
    return AccountReport(account, tuple(_by_institution(months, chosen)), tuple(_by_month(months)))


def account_name(account_code: str) -> str:
    """Name of an account of the common chart; its code when the chart does not know it."""
    account = chart().get(account_code)
    return account.name if account else account_code


def _by_institution(
    months: list[AccountMonth], chosen: list[MemberInfo]
) -> list[tuple[MemberInfo, int, int]]:
    debit: dict[str, int] = defaultdict(int)
    credit: dict[str, int] = defaultdict(int)
    for row in months:
        debit[row.institution] += row.debit
        credit[row.institution] += row.credit
    return [(m, debit[m.code], credit[m.code]) for m in chosen if m.code in debit]


def _by_month(months: list[AccountMonth]) -> list[tuple[int, int, int, int]]:
    """(period, debit, credit, running balance)."""
    debit: dict[int, int] = defaultdict(int)
    credit: dict[int, int] = defaultdict(int)
    for row in months:
        debit[row.period] += row.debit
        credit[row.period] += row.credit
    found, running = [], 0
    for period in sorted(debit):
        running += debit[period] - credit[period]
        found.append((period, debit[period], credit[period], running))
    return found
