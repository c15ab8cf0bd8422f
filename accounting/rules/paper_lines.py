"""Which row of the delegation table decides a financial paper, and whose signature the law asks for besides.

지방회계법 제21조(징수관), 제29조(재무관), 제32조(지출원); 재정합의: 지방자치단체 회계관리에 관한 훈령 제12조제1항.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accounting.rules.commitment_flow import CONTRACT_KINDS
from organization.rules.delegation import CONSENT, CONTRACT_TYPE, OFFICER, OFFICER_BASIS

PROMOTION_ITEM = "203"
WORKS = "WORKS"
CONTRACT_CHANGE = "contract_change"
TEAMS = ("ACCOUNTING_TEAM", "BUDGET_TEAM")
BASIS = {
    "COMMITMENT_OFFICER": "지방회계법 제29조",
    "DISBURSING_OFFICER": "지방회계법 제32조",
    "ASSESSMENT_OFFICER": "지방회계법 제21조",
    "BUDGET_HEAD": "지방재정법 시행령 제56조",
}


def proposal_type(items: Iterable[str]) -> str:
    """업무추진비 has rows of its own when the whole proposal is that."""
    codes = list(items)
    is_promotion = bool(codes) and all(code.startswith(PROMOTION_ITEM) for code in codes)
    return "business_promotion" if is_promotion else "spending_proposal"


def commitment_type(kind: str) -> str:
    """Contracts by their kind; everything else is an 원인행위 without a contract."""
    if kind == WORKS:
        return "contract_construction"
    return "contract_goods_service" if kind in CONTRACT_KINDS else "commitment_direct"


def change_type(kind: str) -> Mapping[str, Any]:
    """A change of a contract has its own row, united with that of the contract; of anything else the same row."""
    own = commitment_type(kind)
    if kind not in CONTRACT_KINDS:
        return {"business_type": own}
    return {"business_type": CONTRACT_CHANGE, "selectors": {CONTRACT_TYPE: own}}


def consent_of(kind: str, items: Iterable[str], consent_items: Iterable[str], team: str) -> Mapping[str, str]:
    """재정합의 of contracts, 업무추진비, transfers: the budget or the accounting team signs, `team` first."""
    prefixes = tuple(consent_items)
    if kind not in CONTRACT_KINDS and not any(code.startswith(prefixes) for code in items):
        return {}
    return {CONSENT: "|".join([team, *(other for other in TEAMS if other != team)])}


def officer_of(duty: str, *, signs: bool) -> Mapping[str, str]:
    """The officer of the accounting law whose act the paper is; nothing where the institution leaves it out."""
    if not duty or not signs:
        return {}
    return {OFFICER: duty, OFFICER_BASIS: BASIS[duty]}


def acts_as_officer(*, holder: object, is_decision: bool, officer: object, holders: Iterable[object]) -> bool:
    """Whether a signature is the officer's act: on the officer's position, whoever signs there.

    Where the officer has no place on the line, whoever decides does the officer's act.
    """
    if officer is not None and holder == officer:
        return True
    return is_decision and officer not in set(holders)
