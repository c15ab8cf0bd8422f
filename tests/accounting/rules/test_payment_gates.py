"""Gates before a payment: every failure is found, all come together (handbook 4.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from accounting.rules.evidence import Spending, missing_evidence
from accounting.rules.payment_gates import (
    CashLimit,
    FundingFacts,
    PayeeFacts,
    RowFacts,
    YearEnd,
    order_gates,
    voucher_gates,
    year_end_gates,
)
from accounting.rules.refusals import raise_failures
from core.errors import DomainError, Refusals

IN_TIME = YearEnd(date(2026, 11, 23), date(2026, 12, 31), date(2027, 1, 20))
KIM = PayeeFacts("김철수", "김철수", is_verified=True)
SOUND = RowFacts(ordinal=1, amount=1_000, commitment_left=1_000, payee=KIM)
OWN = FundingFacts(received=0, paid=0, requested=10, is_grant=False, account_is_dedicated=False)
GRANT = FundingFacts(received=100, paid=60, requested=40, is_grant=True, account_is_dedicated=True)


def codes(failures: list[DomainError]) -> list[str]:
    return [failure.code for failure in failures]


def test_sound_rows_pass() -> None:
    assert voucher_gates([SOUND], IN_TIME) == []


def test_every_failure_of_a_row_is_returned_together() -> None:
    row = RowFacts(
        ordinal=2,
        amount=1_001,
        commitment_left=1_000,
        payee=replace(KIM, account_holder="홍길동", is_person=True, has_identity=False),
        withholding_rule="ETC60",
        withheld=26_390,
        expected_withheld=26_400,
        missing_evidence=("CLAIM", "INVOICE"),
        invoice_used="2026",
        is_inspected=False,
        is_duplicate=True,
    )
    found = voucher_gates([row], replace(IN_TIME, pay_on=date(2027, 1, 5)))
    assert codes(found) == [
        "E-EXE-005",
        "E-EXE-006",
        "E-TAX-002",
        "E-EXE-008",
        "E-EXE-011",
        "E-EXE-004",
        "E-TAX-001",
        "E-EXE-021",
        "E-EXE-007",
    ]
    with pytest.raises(Refusals) as refused:
        raise_failures(found, {"E-EXE-021": "월 2회 지급 계약"})
    assert len(refused.value.refusals) == 8


def test_a_missing_paper_is_named_with_the_place_to_mend_it() -> None:
    row = replace(SOUND, ordinal=2, missing_evidence=("CONTRACT", "INVOICE_NO"))
    (found,) = voucher_gates([row], IN_TIME)
    assert found.detail == "필수 증빙이 없습니다: 계약서, 세금계산서 승인번호(24자리)"
    assert [(fault.pointer, fault.detail) for fault in found.errors] == [
        ("/evidence", "증빙에서 고르기: 계약서"),
        ("/rows/1/invoice_no", "2줄 세금계산서 승인번호(24자리)를 입력하십시오."),
    ]


def test_ac_92_account_of_another_person() -> None:
    row = replace(SOUND, payee=PayeeFacts("홍길동", "김철수", is_verified=True))
    assert [(item.code, item.facts) for item in voucher_gates([row], IN_TIME)] == [
        ("E-EXE-006", {"holder": "김철수", "payee": "홍길동"})
    ]


def test_ac_92_duplicate_is_answered_with_a_reason() -> None:
    found = voucher_gates([replace(SOUND, is_duplicate=True)], IN_TIME)
    with pytest.raises(DomainError) as refused:
        raise_failures(found, {"E-EXE-021": "  "})
    assert refused.value.code == "E-EXE-021"
    assert raise_failures(found, {"E-EXE-021": "월 2회 지급 계약"}) == [
        {"code": "E-EXE-021", "reason": "월 2회 지급 계약"}
    ]


def test_ac_92_grant_money_from_an_ordinary_account() -> None:
    found = order_gates(
        funding=[replace(GRANT, account_is_dedicated=False)], cash=None, year_end=IN_TIME, requested=40
    )
    assert codes(found) == ["E-EXE-020"]


def test_ac_95_wrong_withholding() -> None:
    row = replace(SOUND, withheld=26_390, expected_withheld=26_400)
    (found,) = voucher_gates([row], IN_TIME)
    assert (found.code, found.facts["expected"], found.facts["given"]) == ("E-TAX-001", 26_400, 26_390)


def test_grant_is_paid_only_as_far_as_received() -> None:
    assert order_gates(funding=[OWN, GRANT], cash=None, year_end=IN_TIME, requested=50) == []
    found = order_gates(funding=[replace(GRANT, requested=41)], cash=None, year_end=IN_TIME, requested=41)
    assert [(item.code, item.facts) for item in found] == [("E-EXE-019", {"received": 100, "used": 101})]
    allowed = replace(GRANT, requested=41, may_precede_receipt=True)
    assert order_gates(funding=[allowed], cash=None, year_end=IN_TIME, requested=41) == []


def test_cash_limit_of_the_month() -> None:
    found = order_gates(funding=[], cash=CashLimit(1_000, 400), year_end=IN_TIME, requested=401)
    assert [(item.code, item.facts) for item in found] == [("E-EXE-015", {"limit": 1_000, "left": 400})]


@pytest.mark.parametrize(
    "pay_on, has_reason, expected",
    [
        (date(2026, 12, 31), False, []),
        (date(2027, 1, 1), False, ["E-EXE-007"]),
        (date(2027, 1, 20), True, []),
        (date(2027, 1, 21), True, ["E-EXE-007"]),
    ],
)
def test_year_end_window(pay_on: date, has_reason: bool, expected: list[str]) -> None:
    year_end = replace(IN_TIME, pay_on=pay_on, has_extended_reason=has_reason)
    assert codes(year_end_gates(year_end)) == expected


@pytest.mark.parametrize(
    "spending, present, missing",
    [
        (Spending("201-01", "SUPPLIES", 100), {"CARD_SLIP"}, []),
        (Spending("201-01", "SUPPLIES", 100), set(), ["INVOICE"]),
        (Spending("201-02", "UTILITY", 100), set(), ["BILL"]),
        (Spending("203-01", "", 500_000), {"CARD_SLIP", "EVENT_NOTE"}, ["ATTENDEES"]),
        (Spending("203-01", "", 499_999), {"CARD_SLIP", "EVENT_NOTE"}, []),
        (Spending("301-02", "", 300_000, "ETC60"), set(), ["ENGAGEMENT"]),
        (Spending("307-01", "", 300_000), set(), ["GRANT_DECISION"]),
        (Spending("401-01", "", 60_000_000, "", True), {"TAX_INVOICE"}, ["CONTRACT", "INVOICE_NO"]),
        (Spending("201-01", "SUPPLIES", 100), {"TAX_INVOICE"}, ["INVOICE_NO"]),
        (Spending("201-01", "SUPPLIES", 100, invoice_no="2" * 24), {"TAX_INVOICE"}, []),
        (Spending("201-01", "SUPPLIES", 100, evidence_kind="CARD_SLIP"), {"TAX_INVOICE", "CARD_SLIP"}, []),
        (Spending("301-02", "", 300_000, "ETC60"), {"ENGAGEMENT", "TAX_INVOICE"}, []),
        (Spending("301-02", "", 300_000, "ETC60", False, "TAX_INVOICE"), {"ENGAGEMENT"}, ["INVOICE_NO"]),
        (Spending("401-01", "", 60_000_000, "", True), {"SOURCE_BOOK"}, []),
    ],
)
def test_evidence_by_kind_of_spending(spending: Spending, present: set[str], missing: list[str]) -> None:
    assert missing_evidence(spending, frozenset(present)) == missing
