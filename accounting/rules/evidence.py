"""Evidence a voucher must carry (증빙). 훈령 제107조, 지방출자출연법 제17조의2; handbook 4.11."""

from __future__ import annotations

from dataclasses import dataclass

from accounting.rules.withholding import PERSON_RULES

INVOICE_KINDS = frozenset({"TAX_INVOICE", "EXEMPT_INVOICE", "CARD_SLIP", "CASH_RECEIPT"})
ATTENDEES_FROM = 500_000

LABELS = {
    "TAX_INVOICE": "세금계산서",
    "EXEMPT_INVOICE": "계산서",
    "CARD_SLIP": "카드전표",
    "CASH_RECEIPT": "현금영수증",
    "INVOICE": "세금계산서·계산서·카드전표·현금영수증 가운데 하나",
    "CLAIM": "청구서",
    "QUOTE": "견적서",
    "CONTRACT": "계약서",
    "INSPECTION": "검수조서",
    "ENGAGEMENT": "위촉·출강 근거",
    "TRAVEL_ORDER": "출장명령서",
    "TRAVEL_STATEMENT": "여비 정산서",
    "EVENT_NOTE": "집행내역(목적·일시·장소·인원)",
    "ATTENDEES": "참석자 명단",
    "GRANT_DECISION": "교부결정서",
    "PAYROLL_REGISTER": "급여대장",
    "BILL": "고지서·납부서",
    "SOURCE_BOOK": "원장부(자료 이관)",
}
"""Kinds of evidence by code with the words used on screens and in refusals."""

GOODS_AND_SERVICES = frozenset({"201", "206", "207", "401", "405"})
BUSINESS_PROMOTION = frozenset({"203"})
TRAVEL = frozenset({"202"})
PERSONNEL = frozenset({"101", "204"})
GRANTS = frozenset({"307", "308", "402"})


@dataclass(frozen=True)
class Spending:
    """What decides which papers a voucher row needs."""

    stat_item: str
    sub_type: str
    amount: int
    withholding_rule: str = ""
    has_written_contract: bool = False


def required_evidence(spending: Spending) -> frozenset[str]:
    """Codes of the papers a row needs; INVOICE stands for any one of the four kinds."""
    if spending.sub_type in {"UTILITY", "TELECOM", "TAX", "VAT_PAYMENT", "INCOME_TAX", "INSURANCE"}:
        return frozenset({"BILL"})
    if spending.withholding_rule in PERSON_RULES - {"PAY"}:
        return frozenset({"ENGAGEMENT"})
    group = spending.stat_item.split("-", 1)[0]
    if group in BUSINESS_PROMOTION:
        needed = {"INVOICE", "EVENT_NOTE"}
        return frozenset(needed | {"ATTENDEES"} if spending.amount >= ATTENDEES_FROM else needed)
    if group in GOODS_AND_SERVICES:
        return frozenset({"INVOICE", "CONTRACT"} if spending.has_written_contract else {"INVOICE"})
    by_group = {TRAVEL: "TRAVEL_STATEMENT", PERSONNEL: "PAYROLL_REGISTER", GRANTS: "GRANT_DECISION"}
    return frozenset(code for groups, code in by_group.items() if group in groups)


def missing_evidence(spending: Spending, present: frozenset[str]) -> list[str]:
    """Codes still missing, in a stable order; a source book of an import stands for all of them."""
    if "SOURCE_BOOK" in present:
        return []
    have = present | ({"INVOICE"} if present & INVOICE_KINDS else frozenset())
    return sorted(required_evidence(spending) - have)


def labels(codes: list[str]) -> str:
    """Korean names of the codes for a refusal."""
    return ", ".join(LABELS[code] for code in codes)
