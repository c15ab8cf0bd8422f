"""Value added tax on what is bought (매입세액). 부가가치세법 제34조·제39조·제40조, 시행령 제81조."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from accounting.errors.taxation import InputVatNotDeductible, InvoiceInOtherTaxPeriod
from core.errors import DomainError
from core.money import floor_to, round_half_up

TAXABLE = "TAXABLE"
ZERO = "ZERO"
EXEMPT = "EXEMPT"
NONE = "NONE"

COMMON_VAT_ALWAYS_APPORTIONED = 5_000_000
COMMON_VAT_NEVER_APPORTIONED = 50_000
SMALL_EXEMPT_SHARE = Fraction(5, 100)
NEVER_DEDUCTIBLE_ITEMS = ("203",)


@dataclass(frozen=True)
class Split:
    """An amount taken apart into supply value and tax (공급가액, 부가세)."""

    supply: int
    vat: int


@dataclass(frozen=True)
class Apportionment:
    """Common input tax taken apart into what is deducted and what is cost."""

    deductible: int
    cost: int


@dataclass(frozen=True)
class Invoice:
    """What a voucher row says about its tax invoice."""

    number: str
    issued_on: date | None
    supplied_on: date | None


def split_gross(gross: int) -> Split:
    """Supply value of a card slip that shows only the total: half up of ×10/11 (handbook 4.10)."""
    supply = round_half_up(Fraction(gross * 10, 11))
    return Split(supply, gross - supply)


def apportion(common_vat: int, *, taxable: int, exempt: int, subsidies: int = 0) -> Apportionment:
    """Common input tax by the share of supplies outside the tax, subsidies counted among them."""
    total = taxable + exempt + subsidies
    outside = exempt + subsidies
    if total == 0 or common_vat < COMMON_VAT_NEVER_APPORTIONED:
        return Apportionment(common_vat, 0)
    share = Fraction(outside, total)
    if share < SMALL_EXEMPT_SHARE and common_vat < COMMON_VAT_ALWAYS_APPORTIONED:
        return Apportionment(common_vat, 0)
    cost = floor_to(common_vat * share)
    return Apportionment(common_vat - cost, cost)


def tax_period(day: date) -> tuple[int, int]:
    """Tax period of a day: year and half (제1기, 제2기)."""
    return day.year, 1 if day.month <= 6 else 2


def vat_warnings(
    *, stat_item: str, vat_type: str, is_deducted: bool, invoice: Invoice, institution_deducts: bool
) -> list[DomainError]:
    """Warnings a voucher row earns by its tax choices; each wants a typed reason."""
    found: list[DomainError] = []
    reason = non_deductible_reason(stat_item, vat_type, invoice, institution_deducts) if is_deducted else ""
    if reason:
        found.append(InputVatNotDeductible(reason=reason))
    issued, supplied = invoice.issued_on, invoice.supplied_on
    if issued and supplied and tax_period(issued) != tax_period(supplied):
        found.append(InvoiceInOtherTaxPeriod(date=issued.isoformat()))
    return found


def non_deductible_reason(stat_item: str, vat_type: str, invoice: Invoice, institution_deducts: bool) -> str:
    """Why the input tax may not be deducted; empty when it may."""
    if stat_item.split("-", 1)[0] in NEVER_DEDUCTIBLE_ITEMS:
        return "업무추진비(기업업무추진비)"
    if not institution_deducts:
        return "고유번호증 기관"
    if vat_type != TAXABLE:
        return "과세 매입이 아님"
    if not invoice.number:
        return "세금계산서 없음"
    return ""
