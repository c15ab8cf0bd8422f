"""When and how often leave for an event may be taken (남녀고용평등법, 근로기준법 제74조; handbook 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.errors import BeforeUsable, TooManySplits, UseDeadlinePassed, UseLimitExceeded
from core.errors import DomainError
from core.periods import months_and_days, period_over

MONTH_DAYS = 30


@dataclass(frozen=True)
class Window:
    """First and last usable day and how often it may be split; None means open."""

    from_on: date | None
    until_on: date | None
    splits: int | None = None


def window_faults(window: Window, first: date, last: date, parts_before: int) -> list[DomainError]:
    """What stands against one more part from `first` to `last` when so many parts were taken before."""
    faults: list[DomainError] = []
    if window.from_on is not None and first < window.from_on:
        faults.append(BeforeUsable(**{"from": window.from_on}))
    if window.until_on is not None and last > window.until_on:
        faults.append(UseDeadlinePassed(until=window.until_on))
    if window.splits is not None and parts_before > window.splits:
        faults.append(TooManySplits(max=window.splits))
    return faults


@dataclass(frozen=True)
class SpouseBirthRule:
    """배우자 출산전후휴가: days, days before the due date, days after the birth, splits."""

    days: int
    before_due: int
    after_birth: int
    splits: int


def spouse_birth_window(rule: SpouseBirthRule, *, due_on: date | None, born_on: date | None) -> Window:
    """From 50 days before the due date to 120 days after the birth (제18조의2); before 2026-09-18 from the birth."""
    starts = [on for on in (_before(due_on, rule.before_due), born_on) if on is not None]
    ends = _after(born_on or due_on, rule.after_birth)
    return Window(min(starts) if starts else None, ends, rule.splits)


def _before(on: date | None, count: int) -> date | None:
    return on - timedelta(days=count) if on is not None and count else None


def _after(on: date | None, count: int) -> date | None:
    return on + timedelta(days=count) if on is not None else None


def family_event_window(event_on: date, within_days: int) -> Window:
    """Leave for a family event within so many days of it; 0 leaves the end open."""
    return Window(None, event_on + timedelta(days=within_days) if within_days else None, 0)


@dataclass(frozen=True)
class MaternityCheck:
    """A maternity leave against the law: days after the birth, day it must last to, days in all."""

    days_after_birth: int
    must_last_to: date
    total_days: int

    @property
    def is_long_enough(self) -> bool:
        return self.days_after_birth >= self.needed

    needed: int = 45


def maternity_check(
    from_on: date, until_on: date, born_on: date, *, is_multiple: bool = False, entitled: int = 90
) -> MaternityCheck:
    """At least 45 (60) consecutive days after the birth, counted from the day after it (제74조제1항)."""
    needed = 60 if is_multiple else 45
    after = max(0, (until_on - born_on).days)
    last = max(until_on, born_on + timedelta(days=needed), from_on + timedelta(days=entitled - 1))
    return MaternityCheck(after, last, (last - from_on).days + 1, needed)


def miscarriage_days(weeks: int, rows: Sequence[tuple[int, int]]) -> int:
    """Days by completed weeks of pregnancy: (from week, days), the highest row reached."""
    return max((days for start, days in rows if weeks >= start), default=0)


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
class ChildcareFacts:
    """What decides over six months more: months of the other parent, single parent, disabled child (제19조제2항)."""

    other_parent_months: int = 0
    is_single_parent: bool = False
    is_child_disabled: bool = False


def childcare_faults(
    used: Sequence[ChildcarePart], asked: ChildcarePart, facts: ChildcareFacts, *, splits: int = 3
) -> list[DomainError]:
    """Limits of 육아휴직: 12 months for each child, 6 more under conditions, 3 splits, short leave once a year."""
    faults: list[DomainError] = []
    if asked.is_short and any(p.is_short and p.from_on.year == asked.from_on.year for p in used):
        faults.append(UseLimitExceeded(limit="연 1회", used="1회"))
    both = [*used, asked]
    total, limit = months_used(both), 18 if _may_have_more(used, facts) else 12
    if not total <= limit:
        faults.append(UseLimitExceeded(limit=f"{limit}개월", used=months_used(used).text))
    if splits_used(both) > splits:
        faults.append(TooManySplits(max=splits))
    return faults


def splits_used(parts: Sequence[ChildcarePart]) -> int:
    """Parts that count, less one."""
    return max(0, sum(not (part.is_short or part.is_pregnancy) for part in parts) - 1)


def _may_have_more(used: Sequence[ChildcarePart], facts: ChildcareFacts) -> bool:
    if facts.is_single_parent or facts.is_child_disabled:
        return True
    return facts.other_parent_months >= 3 and months_used(used).months >= 3


def short_hours_months(childcare_months_used: int, basic: int = 12) -> int:
    """Months of shortened hours for a child: 12 and twice what is unused of the basic childcare leave."""
    return 12 + 2 * max(0, basic - childcare_months_used)


def counter_fault(used: int, asked: int, limit: int, *, unit: str) -> DomainError | None:
    """A yearly, monthly or event count that would be passed (E-ATT-019)."""
    if used + asked <= limit:
        return None
    return UseLimitExceeded(limit=f"{limit}{unit}", used=f"{used}{unit}")


def is_within_year_of_birth(born_on: date | None, on: date) -> bool:
    """Whether `on` lies within a year after a birth (제71조)."""
    return born_on is not None and born_on <= on < period_over(born_on, 12)


def is_pregnancy_short_week(weeks: int, *, is_high_risk: bool = False) -> bool:
    """Weeks in which working time is shortened by two hours: up to the 12th, from the 32nd, or all (제74조제7항)."""
    return is_high_risk or weeks <= 12 or weeks >= 32
