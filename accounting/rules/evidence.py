"""Evidence a voucher must carry (증빙). 훈령 제107조, 지방출자출연법 제17조의2; handbook 4.10, 4.11."""

from __future__ import annotations

from dataclasses import dataclass

from accounting.rules.posting import ESTIMATED
from accounting.rules.withholding import PERSON_RULES
from core.marked import marked

INVOICE_KINDS = frozenset({"TAX_INVOICE", "EXEMPT_INVOICE", "CARD_SLIP", "CASH_RECEIPT"})
ATTENDEES_FROM = 500_000

LABELS = {
    "TAX_INVOICE": marked("세금계산서"),
    "EXEMPT_INVOICE": marked("계산서"),
    "CARD_SLIP": marked("카드전표"),
    "CASH_RECEIPT": marked("현금영수증"),
    "INVOICE": marked("세금계산서·계산서·카드전표·현금영수증 가운데 하나"),
    "INVOICE_NO": marked("세금계산서 승인번호(24자리)"),
    "CLAIM": marked("청구서"),
    "QUOTE": marked("견적서"),
    "CONTRACT": marked("계약서"),
    "INSPECTION": marked("검수조서"),
    "ENGAGEMENT": marked("위촉·출강 근거"),
    "TRAVEL_ORDER": marked("출장명령서"),
    "TRAVEL_STATEMENT": marked("여비 정산서"),
    "EVENT_NOTE": marked("집행내역(목적·일시·장소·인원)"),
    "ATTENDEES": marked("참석자 명단"),
    "GRANT_DECISION": marked("교부결정서"),
    "PAYROLL_REGISTER": marked("급여대장"),
    "BILL": marked("고지서·납부서"),
    "SOURCE_BOOK": marked("원장부(자료 이관)"),
}
"""Kinds of evidence by code with the words used on screens and in refusals."""

CHOICES = [
    (code, label) for code, label in LABELS.items() if code not in {"INVOICE", "INVOICE_NO", "SOURCE_BOOK"}
]
"""Papers a person may say to have; the others are names for what is missing, or made by an import."""

INVOICE_NUMBER_LENGTH = 24

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
    evidence_kind: str = ""
    invoice_no: str = ""


def required_evidence(spending: Spending) -> frozenset[str]:
    """Codes of the papers a row needs; INVOICE stands for any one of the four kinds."""
    if spending.sub_type in {"UTILITY", "TELECOM", "TAX", "VAT_PAYMENT", "INCOME_TAX", "INSURANCE"}:
        return frozenset({"BILL"})
    if spending.withholding_rule in PERSON_RULES - {"PAY"}:
        return frozenset({"ENGAGEMENT"})
    group = spending.stat_item.split("-", 1)[0]
    if group in TRAVEL and spending.sub_type == ESTIMATED:
        return frozenset({"TRAVEL_ORDER"})
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
    missing = required_evidence(spending) - have
    return sorted(missing | {"INVOICE_NO"} if _lacks_invoice_number(spending, present) else missing)


def _lacks_invoice_number(spending: Spending, present: frozenset[str]) -> bool:
    """A tax invoice is proved by its approval number at the tax office: without it nothing was received.

    A row that says itself what proves it (a card slip beside other rows with invoices) needs no number.
    """
    if spending.invoice_no:
        return False
    own = frozenset({spending.evidence_kind}) & INVOICE_KINDS
    claimed = own or present & INVOICE_KINDS
    is_asked = "INVOICE" in required_evidence(spending) or bool(own)
    return is_asked and claimed == {"TAX_INVOICE"}


def labels(codes: list[str]) -> str:
    """Korean names of the codes for a refusal."""
    return ", ".join(LABELS[code] for code in codes)
