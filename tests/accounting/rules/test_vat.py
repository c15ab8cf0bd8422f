"""Input tax: handbook 4.10, cases AC-46, AC-47, AC-48, AC-85 and AC-95."""

from __future__ import annotations

from datetime import date

import pytest

from accounting.rules.vat import Apportionment, Invoice, Split, apportion, split_gross, vat_warnings

NO_INVOICE = Invoice("", None, None)


def test_ac_46_common_tax_by_the_share_of_exempt_supply_and_subsidies() -> None:
    result = apportion(6_000_000, taxable=300_000_000, exempt=500_000_000, subsidies=200_000_000)
    assert result == Apportionment(deductible=1_800_000, cost=4_200_000)


@pytest.mark.parametrize(
    "common, expected",
    [(4_900_000, Apportionment(4_900_000, 0)), (5_000_000, Apportionment(4_800_000, 200_000))],
)
def test_ac_47_small_exempt_share(common: int, expected: Apportionment) -> None:
    assert apportion(common, taxable=96_000_000, exempt=4_000_000) == expected


def test_common_tax_below_fifty_thousand_is_not_apportioned() -> None:
    assert apportion(49_999, taxable=1, exempt=99) == Apportionment(49_999, 0)


@pytest.mark.parametrize("gross, expected", [(10_000, Split(9_091, 909)), (1_000, Split(909, 91))])
def test_ac_85_card_slip_without_split(gross: int, expected: Split) -> None:
    assert split_gross(gross) == expected


def test_ac_48_business_promotion_is_never_deducted() -> None:
    found = vat_warnings(
        stat_item="203-01",
        vat_type="TAXABLE",
        is_deducted=True,
        invoice=Invoice("123", date(2026, 3, 2), date(2026, 3, 2)),
        institution_deducts=True,
    )
    assert [(item.code, item.severity, item.facts) for item in found] == [
        ("E-TAX-003", "warn", {"reason": "업무추진비(기업업무추진비)"})
    ]


@pytest.mark.parametrize(
    "vat_type, invoice, deducts, reason",
    [
        ("TAXABLE", NO_INVOICE, True, "세금계산서 없음"),
        ("EXEMPT", NO_INVOICE, True, "과세 매입이 아님"),
        ("TAXABLE", Invoice("1", None, None), False, "고유번호증 기관"),
    ],
)
def test_other_reasons_against_deduction(vat_type: str, invoice: Invoice, deducts: bool, reason: str) -> None:
    found = vat_warnings(
        stat_item="201-01", vat_type=vat_type, is_deducted=True, invoice=invoice, institution_deducts=deducts
    )
    assert [item.facts["reason"] for item in found] == [reason]


def test_ac_95_invoice_of_another_tax_period() -> None:
    found = vat_warnings(
        stat_item="201-01",
        vat_type="TAXABLE",
        is_deducted=False,
        invoice=Invoice("1", date(2026, 6, 30), date(2026, 7, 1)),
        institution_deducts=True,
    )
    assert [(item.code, item.facts["date"]) for item in found] == [("E-TAX-004", "2026-06-30")]


def test_a_sound_row_earns_no_warning() -> None:
    found = vat_warnings(
        stat_item="201-01",
        vat_type="TAXABLE",
        is_deducted=True,
        invoice=Invoice("1", date(2026, 7, 10), date(2026, 7, 1)),
        institution_deducts=True,
    )
    assert found == []
