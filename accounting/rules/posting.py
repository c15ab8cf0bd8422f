"""Automatic journals of expenditure (handbook 5.3, 5.4): which account, which side, how much.

Recognition happens when the inspection passes, else when the voucher is approved; the voucher then posts
only what is not recognised yet and splits the payable into what is withheld. Payment clears the payable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from accounting.errors.books import NoMapping
from accounting.rules.entries import Dimensions, JournalDraft, JournalLineDraft, check_balance, line_of

PAYABLE = "21101"
INCOME_TAX, LOCAL_TAX = "21111", "21112"
INPUT_VAT = "11406"
DEFERRED_GRANT = "21132"
DEFERRED_CAPITAL_GRANT = "22105"
RECEIVABLE = "11302"
MAIN_BANK, OFF_BUDGET_BANK = "11102", "11105"
WITHHELD_ACCOUNTS = ("21111", "21112", "21113", "21114", "21115", "21116", "21117")

ESTIMATED = "ESTIMATED"
ESTIMATED_ACCOUNT = "11403"
"""개산급: a sub-type any item may carry; paid before the cost is known, cost when it is settled (지방회계법 제35조)."""

RELEASED_TO = {
    "EARMARKED_GRANT": "41102",
    "NATIONAL_SUBSIDY": "41201",
    "PROVINCE_SUBSIDY": "41202",
    "CITY_SUBSIDY": "41202",
    "ENTRUSTED": "41301",
}
"""Earmarked funding → revenue account its spending releases (policy DEFER)."""

BELOW_THRESHOLD = {"405-01": "53103", "405-03": "53120", "207-02": "53120"}
"""Items under the capitalisation threshold → expense account instead of the asset."""

CONTRA_ASSETS = {
    "12202": "12282",
    "12203": "12283",
    "12204": "12284",
    "12205": "12285",
    "12206": "12286",
    "12208": "12288",
}
"""Asset → contra asset of its grant (capital grant policy B)."""


@dataclass(frozen=True, slots=True)
class ItemMapping:
    """One row of the mapping of expenditure items, with its sub-types."""

    item_code: str
    debit_account: str
    credit_account: str = PAYABLE
    kind: str = "expense"
    vat_rule: str = ""
    sub_types: Mapping[str, str] = field(default_factory=dict)
    default_sub_type: str = ""


@dataclass(frozen=True, slots=True)
class PostingPolicy:
    """What of the policy profile decides about journals."""

    capitalization_threshold: int = 1_000_000
    grant_policy: str = "DEFER"
    capital_grant_policy: str = "A"
    withholding_cash: str = "MAIN"


@dataclass(frozen=True, slots=True)
class Grant:
    """Earmarked money a row is spent from: kind of the funding source and its grantor."""

    funding_kind: str
    grantor: Dimensions


@dataclass(frozen=True, slots=True)
class CostRow:
    """A row to be recognised: `amount` gross of VAT, of which `recognised` stands in the books already."""

    mapping: ItemMapping
    amount: int
    at: Dimensions
    recognised: int = 0
    vat_amount: int = 0
    is_vat_deductible: bool = False
    sub_type: str = ""
    withheld: Mapping[str, int] = field(default_factory=dict)
    grant: Grant | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PaidRow:
    """A row paid: gross, what was withheld, what is netted with a claim (J-42)."""

    amount: int
    at: Dimensions
    withheld: int = 0
    netted: int = 0
    text: str = ""

    @property
    def net(self) -> int:
        """What leaves the bank."""
        return self.amount - self.withheld - self.netted


@dataclass(frozen=True, slots=True)
class BankSide:
    """The institution's own account the money moves on."""

    account_code: str
    funding_code: str = ""


def debit_account(mapping: ItemMapping, sub_type: str, cost: int, threshold: int) -> str:
    """Account of the cost: of the sub-type, else of the item; small assets are expense (handbook 5.4)."""
    if sub_type == ESTIMATED:
        return ESTIMATED_ACCOUNT
    chosen = sub_type or mapping.default_sub_type
    if sub_type and mapping.sub_types and sub_type not in mapping.sub_types:
        raise NoMapping(item=f"{mapping.item_code} {sub_type}")
    account = mapping.sub_types.get(chosen, mapping.debit_account)
    if not account:
        raise NoMapping(item=mapping.item_code)
    if is_fixed_asset(account) and cost < threshold:
        return BELOW_THRESHOLD.get(mapping.item_code, account)
    return account


def is_fixed_asset(account: str) -> bool:
    """Tangible and intangible assets."""
    return account[:3] in {"122", "123"}


def recognise(rows: Iterable[CostRow], policy: PostingPolicy) -> list[JournalLineDraft]:
    """J-04, J-05, J-14, J-15, J-17, J-24: cost, deductible VAT, payable, withholdings, release of grants."""
    lines: list[JournalLineDraft] = []
    for row in rows:
        lines += _cost_lines(row, policy)
    return merged(lines)


def _cost_lines(row: CostRow, policy: PostingPolicy) -> list[JournalLineDraft]:
    new = row.amount - row.recognised
    vat = row.vat_amount if row.is_vat_deductible and not row.recognised else 0
    total_cost = row.amount - (row.vat_amount if row.is_vat_deductible else 0)
    account = debit_account(row.mapping, row.sub_type, total_cost, policy.capitalization_threshold)
    lines = []
    if new and account != row.mapping.credit_account:
        lines.append(line_of(account, debit=new - vat, at=row.at, text=row.text))
        if vat:
            lines.append(line_of(INPUT_VAT, debit=vat, at=row.at, text=row.text))
        lines += _payable(row, new)
    elif row.withheld:
        lines += _payable(row, 0)
    if new:
        lines += _release(row, account, new - vat, policy)
    return lines


def _payable(row: CostRow, new: int) -> list[JournalLineDraft]:
    """Credit of the payable for what is new, less what is withheld for others."""
    withheld = {account: amount for account, amount in row.withheld.items() if amount}
    net = new - sum(withheld.values())
    lines = []
    if net > 0:
        lines.append(line_of(row.mapping.credit_account, credit=net, at=row.at, text=row.text))
    elif net < 0:
        lines.append(line_of(row.mapping.credit_account, debit=-net, at=row.at, text=row.text))
    at = replace(row.at, partner_id=None, entity_code="")
    lines += [line_of(account, credit=amount, at=at, text=row.text) for account, amount in withheld.items()]
    return lines


def _release(row: CostRow, account: str, cost: int, policy: PostingPolicy) -> list[JournalLineDraft]:
    """Earmarked money spent stops being deferred: revenue for cost, deferred again for assets."""
    if row.grant is None or policy.grant_policy != "DEFER" or row.grant.funding_kind not in RELEASED_TO:
        return []
    if is_fixed_asset(account):
        target = DEFERRED_CAPITAL_GRANT
        if policy.capital_grant_policy == "B":
            target = CONTRA_ASSETS.get(account, DEFERRED_CAPITAL_GRANT)
    elif account.startswith("5"):
        target = RELEASED_TO[row.grant.funding_kind]
    else:
        return []
    at = replace(row.grant.grantor, budget_line_id=row.at.budget_line_id)
    return [
        line_of(DEFERRED_GRANT, debit=cost, at=at, text=row.text),
        line_of(target, credit=cost, at=at, text=row.text),
    ]


def pay(rows: Iterable[PaidRow], bank: BankSide, policy: PostingPolicy) -> list[JournalLineDraft]:
    """J-16, J-42, and under OFFBUDGET the withheld money moves to its own account (handbook 4.7)."""
    lines: list[JournalLineDraft] = []
    for row in rows:
        money = _money(row.at, bank)
        lines.append(line_of(PAYABLE, debit=row.amount - row.withheld, at=row.at, text=row.text))
        if row.netted:
            lines.append(line_of(RECEIVABLE, credit=row.netted, at=row.at, text=row.text))
        if row.net:
            lines.append(line_of(bank.account_code, credit=row.net, at=money, text=row.text))
        if row.withheld and policy.withholding_cash == "OFFBUDGET":
            lines.append(line_of(OFF_BUDGET_BANK, debit=row.withheld, at=money, text=row.text))
            lines.append(line_of(bank.account_code, credit=row.withheld, at=money, text=row.text))
    return merged([line for line in lines if line.debit or line.credit])


def settle_estimates(rows: Iterable[CostRow], policy: PostingPolicy) -> list[JournalLineDraft]:
    """J-22: what was really spent of an estimated payment becomes cost of its item; earmarked money is released."""
    lines: list[JournalLineDraft] = []
    for row in rows:
        account = debit_account(row.mapping, row.sub_type, row.amount, policy.capitalization_threshold)
        lines.append(line_of(account, debit=row.amount, at=row.at, text=row.text))
        lines.append(line_of(ESTIMATED_ACCOUNT, credit=row.amount, at=row.at, text=row.text))
        lines += _release(row, account, row.amount, policy)
    return merged(lines)


def give_back(rows: Iterable[CostRow], bank: BankSide, policy: PostingPolicy) -> list[JournalLineDraft]:
    """J-39: money comes back before cash close; the cost of its item falls (여입)."""
    lines: list[JournalLineDraft] = []
    for row in rows:
        account = debit_account(row.mapping, row.sub_type, row.amount, policy.capitalization_threshold)
        lines.append(line_of(bank.account_code, debit=row.amount, at=_money(row.at, bank), text=row.text))
        lines.append(line_of(account, credit=row.amount, at=row.at, text=row.text))
        lines += [line.swapped() for line in _release(row, account, row.amount, policy)]
    return merged(lines)


def remit_withheld(withheld: Mapping[str, int], bank: BankSide, at: Dimensions) -> list[JournalLineDraft]:
    """J-18: withheld tax and insurance is handed on; from the off-budget account where it lies there."""
    lines = [line_of(account, debit=amount, at=at) for account, amount in withheld.items() if amount]
    total = sum(withheld.values())
    return [*lines, line_of(bank.account_code, credit=total, at=_money(at, bank))] if total else []


def _money(at: Dimensions, bank: BankSide) -> Dimensions:
    """Dimensions of a bank line: account unit and source of the money only."""
    return Dimensions(
        account_unit_code=at.account_unit_code, funding_code=bank.funding_code or at.funding_code
    )


def merged(lines: Sequence[JournalLineDraft]) -> list[JournalLineDraft]:
    """Lines equal in everything but the amount become one line; order of first appearance."""
    sums: dict[tuple[object, ...], JournalLineDraft] = {}
    for line in lines:
        key = (
            line.account_code,
            line.debit > 0,
            line.account_unit_code,
            line.sector,
            line.activity,
            line.department_id,
            line.detail_project_id,
            line.funding_code,
            line.partner_id,
            line.entity_code,
            line.budget_line_id,
            line.text,
        )
        seen = sums.get(key)
        if seen is None:
            sums[key] = line
        else:
            sums[key] = replace(seen, debit=seen.debit + line.debit, credit=seen.credit + line.credit)
    return list(sums.values())


def build_journal(
    event: str, text: str, lines: Sequence[JournalLineDraft], *, revision: int = 0, account_unit: str = ""
) -> JournalDraft | None:
    """The journal of an event, or none when the event posts nothing. Refuses E-ACC-001."""
    found = [line for line in lines if line.debit or line.credit]
    if not found:
        return None
    check_balance(found, account_unit)
    return JournalDraft(event, text, tuple(found), revision=revision, account_unit=account_unit)


def reversed_lines(lines: Iterable[JournalLineDraft]) -> list[JournalLineDraft]:
    """The same lines with debit and credit exchanged."""
    return [line.swapped() for line in lines]
