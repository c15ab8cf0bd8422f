"""Automatic journals of revenue by recognition pattern (handbook 11.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from accounting.errors.books import NoMapping
from accounting.rules.entries import Dimensions, JournalLineDraft, line_of
from accounting.rules.posting import DEFERRED_GRANT, INPUT_VAT, BankSide, PostingPolicy, merged

TRADE_RECEIVABLE, OTHER_RECEIVABLE = "11301", "11302"
OUTPUT_VAT = "21121"
PREPAID_TAX = "11405"
GRANT_RETURN = "21133"
GRANT_BANK = "11103"
ENDOWMENT_BANK, ENDOWMENT = "12102", "31101"
PRIOR_ERROR_GAIN, SUNDRY_GAIN = "43103", "43104"

RECEIVABLE_PATTERN = "receivable_then_cash"
WITHOUT_JOURNAL = "opening_cash_no_journal"


@dataclass(frozen=True, slots=True)
class RevenueMapping:
    """One row of the mapping of revenue items."""

    item_code: str
    credit_account: str
    pattern: str


@dataclass(frozen=True, slots=True)
class RevenueRow:
    """Amount on one revenue item, VAT inside. For receipts: whether a receivable was booked before."""

    mapping: RevenueMapping
    amount: int
    at: Dimensions
    vat_amount: int = 0
    withheld_tax: int = 0
    is_assessed: bool = True
    open_receivable: str = ""
    text: str = ""


def receivable_of(credit_account: str) -> str:
    """Trade receivable for revenue of the business (41, 42), other receivable for the rest."""
    return TRADE_RECEIVABLE if credit_account[:2] in {"41", "42"} else OTHER_RECEIVABLE


def assess(rows: Iterable[RevenueRow]) -> list[JournalLineDraft]:
    """J-10: a receivable where the pattern says so; the other patterns wait for the money."""
    lines: list[JournalLineDraft] = []
    for row in rows:
        if row.mapping.pattern == RECEIVABLE_PATTERN and row.amount:
            receivable = receivable_of(row.mapping.credit_account)
            lines.append(line_of(receivable, debit=row.amount, at=row.at, text=row.text))
            lines += _earned(row, row.mapping.credit_account)
    return merged(lines)


def correct(rows: Iterable[RevenueRow]) -> list[JournalLineDraft]:
    """The same for a change of an assessment; negative amounts take the receivable back (경정)."""
    lines: list[JournalLineDraft] = []
    for row in rows:
        if row.amount >= 0:
            lines += assess([row])
        else:
            back = replace(row, amount=-row.amount, vat_amount=abs(row.vat_amount))
            lines += [line.swapped() for line in assess([back])]
    return merged(lines)


def receive(rows: Iterable[RevenueRow], bank: BankSide, policy: PostingPolicy) -> list[JournalLineDraft]:
    """J-01, J-03, J-08, J-09, J-11, J-35, J-44 (receiving side), J-50."""
    lines: list[JournalLineDraft] = []
    for row in rows:
        if row.mapping.pattern != WITHOUT_JOURNAL:
            lines += _received(row, bank, policy)
    return merged(lines)


def refund(rows: Iterable[RevenueRow], bank: BankSide, policy: PostingPolicy) -> list[JournalLineDraft]:
    """J-12: money goes back the way it came, in the same year."""
    return [line.swapped() for line in receive(rows, bank, policy)]


def _received(row: RevenueRow, bank: BankSide, policy: PostingPolicy) -> list[JournalLineDraft]:
    pattern = row.mapping.pattern
    money = Dimensions(
        account_unit_code=row.at.account_unit_code, funding_code=bank.funding_code or row.at.funding_code
    )
    if pattern == "endowment":
        return _pair(ENDOWMENT_BANK, ENDOWMENT, row, money)
    if pattern == "liability_interest":
        net = replace(row, amount=row.amount - row.withheld_tax)
        return _pair(bank.account_code or GRANT_BANK, GRANT_RETURN, net, money)
    lines = [line_of(bank.account_code, debit=row.amount - row.withheld_tax, at=money, text=row.text)]
    if row.withheld_tax:
        lines.append(line_of(PREPAID_TAX, debit=row.withheld_tax, at=money, text=row.text))
    account = _credit_of(row, policy)
    is_sale = account == row.mapping.credit_account or pattern == "disposal"
    return lines + (
        _earned(row, account) if is_sale else [line_of(account, credit=row.amount, at=row.at, text=row.text)]
    )


def _credit_of(row: RevenueRow, policy: PostingPolicy) -> str:
    """Account credited when the money arrives."""
    pattern, account = row.mapping.pattern, row.mapping.credit_account
    if pattern == RECEIVABLE_PATTERN and row.is_assessed:
        return receivable_of(account)
    if pattern == "grant_capital" or (pattern == "grant_earmarked" and policy.grant_policy == "DEFER"):
        return DEFERRED_GRANT
    if pattern == "clear_receivable":
        return row.open_receivable or PRIOR_ERROR_GAIN
    if pattern == "clear_vat":
        return INPUT_VAT
    if pattern == "disposal":
        return SUNDRY_GAIN
    if not account:
        raise NoMapping(item=row.mapping.item_code)
    return account


def _pair(debit: str, credit: str, row: RevenueRow, money: Dimensions) -> list[JournalLineDraft]:
    return [
        line_of(debit, debit=row.amount, at=money, text=row.text),
        line_of(credit, credit=row.amount, at=row.at, text=row.text),
    ]


def _earned(row: RevenueRow, account: str) -> list[JournalLineDraft]:
    """Revenue without its VAT, the VAT beside it."""
    lines = [line_of(account, credit=row.amount - row.vat_amount, at=row.at, text=row.text)]
    if row.vat_amount:
        at = replace(row.at, partner_id=None, entity_code="")
        lines.append(line_of(OUTPUT_VAT, credit=row.vat_amount, at=at, text=row.text))
    return lines
