"""Thresholds, clocks and late damages of contracts (지방계약법 시행령·시행규칙)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from accounting.errors.execution import AdvanceAboveCap, ContractBondMissing, SecondQuoteNeeded
from accounting.rules.commitment_flow import CONTRACT_KINDS
from core.errors import DomainError
from core.money import ceil_to, floor_to

BOND_SHARE = Fraction(10, 100)
LATE_RATE_PER_DAY = {
    "WORKS": Fraction(5, 10_000),
    "GOODS": Fraction(8, 10_000),
    "SERVICE": Fraction(13, 10_000),
    "RENT": Fraction(13, 10_000),
    "TRANSPORT": Fraction(25, 10_000),
}
LATE_CAP = Fraction(30, 100)
SPLIT_PURCHASE_DAYS = 30


@dataclass(frozen=True)
class ContractLimits:
    """The amounts of the institution's policy that decide which papers a contract needs."""

    single_quote: int
    single_quote_preferred: int
    inspection_report_min: int
    contract_document_min: int
    advance_cap_pct: int = 70


@dataclass(frozen=True)
class Contract:
    """What is known of a contract when it is registered; the estimated price is without VAT."""

    kind: str
    amount: int
    estimated_amount: int
    quote_count: int
    is_preferred_firm: bool = False
    bond_amount: int = 0
    bond_exemption: str = ""


def contract_refusals(contract: Contract, limits: ContractLimits) -> list[DomainError]:
    """Quotes (시행령 제30조①2) and bond (제51조): every failure of a contract at its registration."""
    if contract.kind not in CONTRACT_KINDS:
        return []
    found: list[DomainError] = []
    limit = limits.single_quote_preferred if contract.is_preferred_firm else limits.single_quote
    if contract.quote_count < 2 and contract.estimated_amount > limit:
        found.append(SecondQuoteNeeded(limit=limit))
    required = required_bond(contract, limits)
    if not contract.bond_exemption and contract.bond_amount < required:
        found.append(ContractBondMissing(required=required))
    return found


def required_bond(contract: Contract, limits: ContractLimits) -> int:
    """At least 10 % of the contract; none where a written contract is not needed."""
    if contract.amount <= limits.contract_document_min:
        return 0
    return ceil_to(contract.amount * BOND_SHARE)


def needs_document(amount: int, limits: ContractLimits) -> bool:
    """Must the contract be written (시행령 제50조①1)?"""
    return amount > limits.contract_document_min


def needs_inspection(kind: str) -> bool:
    """Is anything delivered that must be accepted before it is paid?"""
    return kind in CONTRACT_KINDS - {"RENT", "TRANSPORT"}


def needs_inspection_report(amount: int, limits: ContractLimits) -> bool:
    """Is a delivery confirmation not enough (시행령 제65조)?"""
    return amount >= limits.inspection_report_min


@dataclass(frozen=True)
class Lateness:
    """A delivery after its day: parts accepted and taken over on time do not count (시행령 제90조②)."""

    kind: str
    contract_amount: int
    days: int
    accepted_on_time: int = 0


def late_damages(lateness: Lateness) -> int:
    """지연배상금: base × rate × days, floored, at most 30 % (규칙 제75조, 시행령 제90조③)."""
    base = lateness.contract_amount - lateness.accepted_on_time
    damages = floor_to(base * LATE_RATE_PER_DAY[lateness.kind] * max(lateness.days, 0))
    return min(damages, floor_to(base * LATE_CAP))


def check_advance(requested: int, contract_amount: int, limits: ContractLimits) -> None:
    """Refuse an advance above its share of the contract (지방회계법 시행령 제44조②)."""
    limit = floor_to(Fraction(contract_amount * limits.advance_cap_pct, 100))
    if requested > limit:
        raise AdvanceAboveCap(pct=limits.advance_cap_pct, limit=limit)


def advance_deduction(*, advance: int, contract_amount: int, accepted_total: int, deducted: int) -> int:
    """Part of the advance a progress payment works off; the last payment takes the rest."""
    if accepted_total >= contract_amount:
        return advance - deducted
    return floor_to(Fraction(advance * accepted_total, contract_amount)) - deducted


@dataclass(frozen=True)
class Purchase:
    """An earlier or present purchase, for the split-purchase warning."""

    partner: str
    stat_item: str
    contracted_on: date
    amount: int


def split_purchase_total(present: Purchase, earlier: list[Purchase], limit: int) -> int | None:
    """Sum of the same payee and item within 30 days when it passes the limit, else None."""
    near = [
        other.amount
        for other in earlier
        if (other.partner, other.stat_item) == (present.partner, present.stat_item)
        and abs((present.contracted_on - other.contracted_on).days) <= SPLIT_PURCHASE_DAYS
    ]
    total = present.amount + sum(near)
    return total if near and total > limit >= present.amount else None
