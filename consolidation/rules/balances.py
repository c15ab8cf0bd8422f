"""Consolidated trial balance: aggregate of the institutions, elimination, net (handbook 6.5).

First transfers between own account units leave each institution (49101 against 59101, 11901 against its
counterpart); then what one member owes or paid another goes off both sides, the smaller side deciding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consolidation.rules.elimination import smaller_side

OWN_UNIT_INCOME: Final = "49101"
OWN_UNIT_EXPENSE: Final = "59101"
OWN_UNIT_ACCOUNTS: Final = (OWN_UNIT_INCOME, OWN_UNIT_EXPENSE)
_CLAIM: Final = ("asset", "liability")
_RESULT: Final = ("expense", "revenue")


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account as the consolidated statements name it."""

    code: str
    name: str
    kind: str
    is_debit: bool
    parent_code: str = ""

    @property
    def side(self) -> str:
        """Kind without the word contra."""
        return self.kind.removeprefix("contra_")


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """Totals of one account against one counterparty entity ('' when none).

    The institution may be left out where neither an entity nor an own unit stands against it.
    """

    institution: str
    account_code: str
    entity: str
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One account of the consolidated trial balance; balances are debit minus credit."""

    account: AccountInfo
    debit_total: int
    credit_total: int
    eliminated_debit: int
    eliminated_credit: int

    @property
    def aggregate(self) -> int:
        return self.debit_total - self.credit_total

    @property
    def net(self) -> int:
        return self.aggregate + self.eliminated_debit - self.eliminated_credit


@dataclass(frozen=True, slots=True)
class BalanceGap:
    """Claims or results between two members that the two books do not tell alike."""

    debtor: str
    creditor: str
    area: str
    in_debtor_books: int
    in_creditor_books: int

    @property
    def difference(self) -> int:
        return self.in_debtor_books - self.in_creditor_books


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Rows in account order with the gaps that were left standing."""

    rows: tuple[TrialRow, ...]
    gaps: tuple[BalanceGap, ...]


def consolidate(
    lines: Sequence[BalanceLine], accounts: Mapping[str, AccountInfo], members: frozenset[str]
) -> TrialBalance:
    """Aggregate, eliminate inside each member and between members, and keep debit equal to credit."""
    debit, credit = _sums(lines)
    off: dict[str, int] = defaultdict(int)
    _own_units(lines, off)
    gaps = _between_members(lines, accounts, members, off)
    rows = [
        TrialRow(
            account=accounts.get(code) or AccountInfo(code, code, "asset", is_debit=True),
            debit_total=debit[code],
            credit_total=credit[code],
            eliminated_debit=max(off.get(code, 0), 0),
            eliminated_credit=max(-off.get(code, 0), 0),
        )
        for code in sorted(debit)
    ]
    return TrialBalance(tuple(rows), tuple(gaps))


def _sums(lines: Iterable[BalanceLine]) -> tuple[dict[str, int], dict[str, int]]:
    debit: dict[str, int] = defaultdict(int)
    credit: dict[str, int] = defaultdict(int)
    for line in lines:
        debit[line.account_code] += line.debit
        credit[line.account_code] += line.credit
    return debit, credit


def _own_units(lines: Iterable[BalanceLine], off: dict[str, int]) -> None:
    given: dict[str, int] = defaultdict(int)
    taken: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.account_code == OWN_UNIT_EXPENSE:
            given[line.institution] += line.debit - line.credit
        elif line.account_code == OWN_UNIT_INCOME:
            taken[line.institution] += line.credit - line.debit
    for institution, amount in given.items():
        part = smaller_side(amount, taken.get(institution, 0))
        off[OWN_UNIT_EXPENSE] -= part
        off[OWN_UNIT_INCOME] += part


def _between_members(
    lines: Iterable[BalanceLine],
    accounts: Mapping[str, AccountInfo],
    members: frozenset[str],
    off: dict[str, int],
) -> list[BalanceGap]:
    """Owed and claimed, paid for and earned: by pair of members, the smaller side goes off both."""
    sides: dict[tuple[str, str, str, bool], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        account = accounts.get(line.account_code)
        if line.entity not in members or line.entity == line.institution or account is None:
            continue
        if account.side not in (*_CLAIM, *_RESULT):
            continue
        area = "CLAIM" if account.side in _CLAIM else "RESULT"
        is_debtor = account.side in ("liability", "expense")
        pair = (line.institution, line.entity) if is_debtor else (line.entity, line.institution)
        is_debit_kind = account.side in ("asset", "expense")
        amount = line.debit - line.credit
        sides[(*pair, area, is_debtor)][line.account_code] += amount if is_debit_kind else -amount
    gaps = []
    for debtor, creditor, area in sorted({key[:3] for key in sides}):
        mine = sides.get((debtor, creditor, area, True), {})
        theirs = sides.get((debtor, creditor, area, False), {})
        owed, claimed = sum(mine.values()), sum(theirs.values())
        part = smaller_side(owed, claimed)
        debtor_sign = 1 if area == "CLAIM" else -1
        _take(mine, part, debtor_sign, off)
        _take(theirs, part, -debtor_sign, off)
        if owed != claimed:
            gaps.append(BalanceGap(debtor, creditor, area, owed, claimed))
    return gaps


def _take(accounts: Mapping[str, int], part: int, sign: int, off: dict[str, int]) -> None:
    """Take the eliminated amount off one side's accounts: all of it, or in account order until used up."""
    if part == sum(accounts.values()):
        for code, amount in accounts.items():
            off[code] += sign * amount
        return
    left = part
    for code in sorted(accounts):
        amount = smaller_side(accounts[code], left)
        off[code] += sign * amount
        left -= amount


def with_groups(balance: TrialBalance, accounts: Mapping[str, AccountInfo]) -> list[TrialRow]:
    """Rows with the group accounts above them, each the sum of its own; level by length of the code."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in balance.rows:
        for code in _ancestors(row.account, accounts):
            for at, amount in enumerate(
                (row.debit_total, row.credit_total, row.eliminated_debit, row.eliminated_credit)
            ):
                sums[code][at] += amount
    groups = [TrialRow(accounts[code], *amounts) for code, amounts in sums.items()]
    return sorted([*groups, *balance.rows], key=lambda row: (row.account.code, len(row.account.code)))


def _ancestors(account: AccountInfo, accounts: Mapping[str, AccountInfo]) -> list[str]:
    found, code = [], account.parent_code
    while code and code in accounts and code not in found:
        found.append(code)
        code = accounts[code].parent_code
    return found
