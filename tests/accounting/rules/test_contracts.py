"""Contract thresholds: handbook 4.3, cases AC-32 to AC-37, AC-86, AC-90 and AC-91."""

from __future__ import annotations

from datetime import date

import pytest

from accounting.errors.execution import AdvanceAboveCap
from accounting.rules.contracts import (
    Contract,
    ContractLimits,
    Lateness,
    Purchase,
    advance_deduction,
    check_advance,
    contract_refusals,
    late_damages,
    needs_document,
    needs_inspection,
    needs_inspection_report,
    split_purchase_total,
)

LIMITS = ContractLimits(
    single_quote=20_000_000,
    single_quote_preferred=50_000_000,
    inspection_report_min=30_000_000,
    contract_document_min=50_000_000,
)


def goods(amount: int, estimated: int, **changes: object) -> Contract:
    values: dict[str, object] = {"kind": "GOODS", "quote_count": 1} | changes
    return Contract(amount=amount, estimated_amount=estimated, **values)  # type: ignore[arg-type]


def test_ac_32_inspection_report_from_thirty_million() -> None:
    assert needs_inspection_report(32_000_000, LIMITS)
    assert not needs_inspection_report(29_900_000, LIMITS)
    assert needs_inspection("GOODS")
    assert not needs_inspection("RENT")


def test_ac_33_advance_cap() -> None:
    check_advance(56_000_000, 80_000_000, LIMITS)
    with pytest.raises(AdvanceAboveCap) as refused:
        check_advance(56_000_001, 80_000_000, LIMITS)
    assert refused.value.facts == {"pct": 70, "limit": 56_000_000}


def test_ac_34_progress_payment_works_off_the_advance() -> None:
    assert (
        advance_deduction(
            advance=56_000_000, contract_amount=80_000_000, accepted_total=30_000_000, deducted=0
        )
        == 21_000_000
    )


@pytest.mark.parametrize(
    "lateness, damages",
    [
        pytest.param(Lateness("GOODS", 50_000_000, 12), 480_000, id="ac_35_goods"),
        pytest.param(Lateness("SERVICE", 50_000_000, 12), 780_000, id="ac_36_service"),
        pytest.param(Lateness("SERVICE", 20_000_000, 300), 6_000_000, id="ac_37_capped"),
        pytest.param(Lateness("WORKS", 10_000_000, 1, accepted_on_time=4_000_000), 3_000, id="part_on_time"),
        pytest.param(Lateness("GOODS", 50_000_000, -3), 0, id="early"),
    ],
)
def test_late_damages(lateness: Lateness, damages: int) -> None:
    assert late_damages(lateness) == damages


def test_ac_86_the_last_payment_takes_the_rest_of_the_advance() -> None:
    deducted: list[int] = []
    for accepted in (10_000_000, 20_000_000, 30_000_000):
        deducted.append(
            advance_deduction(
                advance=10_000_001,
                contract_amount=30_000_000,
                accepted_total=accepted,
                deducted=sum(deducted),
            )
        )
    assert deducted == [3_333_333, 3_333_334, 3_333_334]


def test_ac_90_one_quote_above_the_limit() -> None:
    refused = contract_refusals(goods(22_000_001, 20_000_001), LIMITS)
    assert [(item.code, item.facts) for item in refused] == [("E-EXE-014", {"limit": 20_000_000})]
    assert contract_refusals(goods(50_000_000, 50_000_000, is_preferred_firm=True), LIMITS) == []
    assert contract_refusals(goods(22_000_001, 20_000_001, quote_count=2), LIMITS) == []


def test_ac_91_bond_neither_paid_nor_waived() -> None:
    refused = contract_refusals(goods(60_000_000, 54_000_000, quote_count=2), LIMITS)
    assert [(item.code, item.facts) for item in refused] == [("E-EXE-018", {"required": 6_000_000})]
    paid = goods(60_000_000, 54_000_000, quote_count=2, bond_amount=6_000_000)
    waived = goods(60_000_000, 54_000_000, quote_count=2, bond_exemption="국가기관")
    assert contract_refusals(paid, LIMITS) == contract_refusals(waived, LIMITS) == []


def test_direct_kinds_are_no_contracts() -> None:
    assert contract_refusals(goods(90_000_000, 90_000_000, kind="PAYROLL"), LIMITS) == []


def test_written_contract_above_fifty_million() -> None:
    assert not needs_document(50_000_000, LIMITS)
    assert needs_document(50_000_001, LIMITS)


def test_split_purchase_is_noticed_within_thirty_days() -> None:
    present = Purchase("P1", "201-01", date(2026, 5, 1), 12_000_000)
    near = Purchase("P1", "201-01", date(2026, 4, 10), 11_000_000)
    far = Purchase("P1", "201-01", date(2026, 3, 1), 11_000_000)
    other = Purchase("P2", "201-01", date(2026, 4, 30), 11_000_000)
    assert split_purchase_total(present, [near], 20_000_000) == 23_000_000
    assert split_purchase_total(present, [far, other], 20_000_000) is None
