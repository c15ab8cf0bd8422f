"""When and how often leave for an event may be taken (남녀고용평등법, 근로기준법 제74조; handbook 2.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.errors import BeforeUsable, TooManySplits, UseDeadlinePassed, UseLimitExceeded
from core.errors import DomainError
from core.periods import period_over


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
