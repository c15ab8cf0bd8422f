"""How much childcare leave there is for a child (남녀고용평등법 제19조, 제19조의4; handbook 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import DomainError
from core.periods import months_and_days
from hr.errors import TooManySplits, UseLimitExceeded

MONTH_DAYS = 30


@dataclass(frozen=True)
class ChildcarePart:
    """One part of a childcare leave [from_on, until_on); pregnancy use and short leaves take no split."""

    from_on: date
    until_on: date
    is_short: bool = False
    is_pregnancy: bool = False


@dataclass(frozen=True)
class MonthsUsed:
    """Months and loose days; thirty loose days of all parts together are a month."""

    months: int
    days: int

    def __le__(self, months: int) -> bool:
        return (self.months, self.days) <= (months, 0)

    @property
    def text(self) -> str:
        return f"{self.months}개월" + (f" {self.days}일" if self.days else "")


def months_used(parts: Sequence[ChildcarePart]) -> MonthsUsed:
    """Months by the civil code for each part, loose days summed over all of them."""
    months = loose = 0
    for part in parts:
        if part.is_short:
            loose += (part.until_on - part.from_on).days
        else:
            whole, rest = months_and_days(part.from_on, part.until_on)
            months, loose = months + whole, loose + rest
    return MonthsUsed(months + loose // MONTH_DAYS, loose % MONTH_DAYS)


@dataclass(frozen=True)
class ChildcareLimits:
    """Limits of the rule row `childcare_limit`: months for each child, more months, splits, short leaves."""

    months: int = 12
    more_months: int = 6
    splits: int = 3
    other_parent_months: int = 3
    short_days: tuple[int, ...] = (7, 14)
    short_a_year: int = 1

    def is_short(self, from_on: date, until_on: date) -> bool:
        """Whether a leave of that length is a short one (단기 육아휴직, 제19조제6항)."""
        return (until_on - from_on).days in self.short_days


@dataclass(frozen=True)
class ChildcareFacts:
    """What decides over six months more: months of the other parent, single parent, disabled child (제19조제2항)."""

    other_parent_months: int = 0
    is_single_parent: bool = False
    is_child_disabled: bool = False


def childcare_faults(
    used: Sequence[ChildcarePart],
    asked: ChildcarePart,
    facts: ChildcareFacts,
    limits: ChildcareLimits | None = None,
) -> list[DomainError]:
    """Limits of 육아휴직: 12 months for each child, 6 more under conditions, 3 splits, short leave once a year."""
    rule = limits or ChildcareLimits()
    faults: list[DomainError] = []
    short = [part for part in used if part.is_short and part.from_on.year == asked.from_on.year]
    if asked.is_short and len(short) >= rule.short_a_year:
        faults.append(UseLimitExceeded(limit=f"연 {rule.short_a_year}회", used=f"{len(short)}회"))
    both = [*used, asked]
    more = rule.more_months if _may_have_more(used, facts, rule.other_parent_months) else 0
    limit = rule.months + more
    if not months_used(both) <= limit:
        faults.append(UseLimitExceeded(limit=f"{limit}개월", used=months_used(used).text))
    if splits_used(both) > rule.splits:
        faults.append(TooManySplits(max=rule.splits))
    return faults


def splits_used(parts: Sequence[ChildcarePart]) -> int:
    """Parts that count, less one."""
    return max(0, sum(not (part.is_short or part.is_pregnancy) for part in parts) - 1)


def _may_have_more(used: Sequence[ChildcarePart], facts: ChildcareFacts, least: int) -> bool:
    if facts.is_single_parent or facts.is_child_disabled:
        return True
    return facts.other_parent_months >= least and months_used(used).months >= least
