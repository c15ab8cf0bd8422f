"""Until when a leaver's data is kept, by the table of retention (개인정보 보호법 제21조, handbook 1.13)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from core.periods import period_over
from hr.choices import DestructionPart

TAX_PROOF = "원천징수·연말정산 증빙"
WAGES = "임금채권 소멸시효"
KEPT_BY: Mapping[str, tuple[str, ...]] = {
    DestructionPart.SECRETS: (TAX_PROOF, "퇴직금 중간정산 증빙", WAGES, "고용·해고·퇴직 서류"),
    DestructionPart.CONTACTS: ("근로자 명부", WAGES, "고용·해고·퇴직 서류"),
    DestructionPart.FAMILY: (TAX_PROOF, WAGES),
}
DAY = timedelta(days=1)
SETTLEMENT = timedelta(days=14)  # 근로기준법 제36조
FILING_MONTH, FILING_DAY = 3, 10  # 지급명세서 제출: the year after, 소득세법 제164조
MONTHS_OF_YEAR = 12


def years_kept(text: str) -> int | None:
    """Years a row of the table names; None where it names none (permanent, semi-permanent)."""
    found = re.match(r"(\d+)\s*(?:years?|년)", text.strip())
    return int(found[1]) if found else None


def first_free_day(part: str, left_on: date, retention: Mapping[str, str]) -> date | None:
    """First day on which nothing keeps a part any more; None where a row is missing or keeps it for good."""
    ends = []
    for record in KEPT_BY[part]:
        years = years_kept(retention.get(record, ""))
        if years is None:
            return None
        ends.append(period_over(_begin(record, left_on), years * MONTHS_OF_YEAR))
    return max(ends)


def _begin(record: str, left_on: date) -> date:
    if record == TAX_PROOF:
        return date(left_on.year + 1, FILING_MONTH, FILING_DAY) + DAY
    return left_on + DAY + (SETTLEMENT if record == WAGES else timedelta())
