"""합계잔액시산표: totals and balances of posting and group accounts; both pairs of columns are equal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accounting.models import Account
from accounting.queries.ledger_sums import NOTHING, Sums, View, by_account


@dataclass(frozen=True)
class TrialRow:
    """One account: totals of both sides and the balance on its side."""

    code: str
    name: str
    kind: str
    level: int
    is_posting: bool
    debit_total: int
    credit_total: int
    debit_balance: int
    credit_balance: int

    @property
    def has_entries(self) -> bool:
        """Anything was ever posted on it."""
        return bool(self.debit_total or self.credit_total)


@dataclass(frozen=True)
class TrialBalance:
    """The report with its totals over posting accounts."""

    fiscal_year: int
    until_on: date | None
    as_of: datetime | None
    rows: list[TrialRow]
    debit_total: int
    credit_total: int
    debit_balance: int
    credit_balance: int


def trial_balance(
    *,
    fiscal_year: int,
    until_on: date | None = None,
    as_of: datetime | None = None,
    account_unit: str = "",
    with_groups: bool = True,
    with_empty: bool = False,
) -> TrialBalance:
    """Trial balance of a year, up to a day and as known at a moment; two or three queries."""
    view = View(fiscal_year, until_on, as_of, account_unit)
    sums = by_account(view)
    accounts = list(Account.objects.order_by("code"))
    rows = [
        row
        for row in _rows(accounts, sums)
        if (with_empty or row.has_entries) and (with_groups or row.is_posting)
    ]
    posting = [row for row in rows if row.is_posting]
    return TrialBalance(
        fiscal_year=fiscal_year,
        until_on=until_on,
        as_of=as_of,
        rows=rows,
        debit_total=sum(row.debit_total for row in posting),
        credit_total=sum(row.credit_total for row in posting),
        debit_balance=sum(row.debit_balance for row in posting),
        credit_balance=sum(row.credit_balance for row in posting),
    )


def _rows(accounts: Iterable[Account], sums: dict[str, Sums]) -> list[TrialRow]:
    known = {account.code: account for account in accounts}
    figures = {code: [0, 0, 0, 0] for code in known}
    for code, found in sums.items():
        parts = (found.debit, found.credit, max(found.balance, 0), max(-found.balance, 0))
        for place in _with_parents(known, code):
            figures[place] = [have + more for have, more in zip(figures[place], parts, strict=True)]
    return [
        TrialRow(
            code,
            account.name,
            account.kind,
            len(_with_parents(known, code)) - 1,
            account.is_posting,
            *figures[code],
        )
        for code, account in known.items()
    ]


def _with_parents(known: dict[str, Account], code: str) -> list[str]:
    """The account and the groups above it."""
    path: list[str] = []
    while code in known and code not in path:
        path.append(code)
        code = known[code].parent_code
    return path


@dataclass(frozen=True)
class AccountNode:
    """One account of the tree beside a ledger."""

    code: str
    name: str
    kind: str
    normal_side: str
    parent_code: str
    is_posting: bool
    balance: int


def account_tree(view: View) -> list[AccountNode]:
    """All accounts in order with their balances on the normal side; groups carry their children's sum."""
    sums = by_account(view)
    accounts = list(Account.objects.order_by("code"))
    known = {account.code: account for account in accounts}
    balances = dict.fromkeys(known, 0)
    for code, found in sums.items():
        for place in _with_parents(known, code):
            side = 1 if known[place].normal_side == "debit" else -1
            balances[place] += side * found.balance
    return [
        AccountNode(
            account.code,
            account.name,
            account.kind,
            account.normal_side,
            account.parent_code,
            account.is_posting,
            balances[account.code],
        )
        for account in accounts
    ]


def posting_codes_under(code: str) -> list[str]:
    """Posting accounts of a group; the account itself when it takes entries."""
    accounts = list(Account.objects.order_by("code"))
    known = {account.code: account for account in accounts}
    return [
        account.code
        for account in accounts
        if account.is_posting and code in _with_parents(known, account.code)
    ]


def sums_of(view: View, codes: Iterable[str]) -> Sums:
    """Sum over several accounts."""
    total = NOTHING
    for found in by_account(view, codes).values():
        total += found
    return total
