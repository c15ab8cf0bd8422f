"""Dates of the notices that ask people to use their leave (연차 사용촉진, 근로기준법 제61조)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from attendance.rules.annual_leave import Grant
from core.periods import last_day, same_day_later

ANSWER_DAYS = 10


@dataclass(frozen=True)
class PromotionDates:
    """First notice within [notice_from, notice_until]; dates fixed by the employer not later than `fix_until`."""

    notice_from: date
    notice_until: date
    fix_until: date
    ends_on: date


def yearly_promotion(ends_on: date) -> PromotionDates:
    """Of leave whose use ends on a day: ten days from six months before, dates fixed two months before."""
    after = ends_on + timedelta(days=1)
    start = months_before(after, 6)
    return PromotionDates(start, _nth(start, 10), months_before(after, 2) - timedelta(days=1), ends_on)


def first_year_promotion(ends_on: date) -> tuple[PromotionDates, PromotionDates]:
    """Of the monthly days of a first year: those there three months before its end, and those that come later."""
    after = ends_on + timedelta(days=1)
    early, late = months_before(after, 3), months_before(after, 1)
    return (
        PromotionDates(early, _nth(early, 10), late - timedelta(days=1), ends_on),
        PromotionDates(late, _nth(late, 5), after - timedelta(days=11), ends_on),
    )


def first_year_parts(grants: list[Grant], ends_on: date) -> tuple[list[Grant], list[Grant]]:
    """Which monthly grants the first notice speaks of, and which the second."""
    early = first_year_promotion(ends_on)[0].notice_from
    return [g for g in grants if g.granted_on <= early], [g for g in grants if g.granted_on > early]


def answer_until(received_on: date) -> date:
    """Last day for the plan of the employee: ten days after the notice was received."""
    return received_on + timedelta(days=ANSWER_DAYS)


@dataclass(frozen=True)
class PromotionDone:
    """What was really done for one person and lot."""

    noticed_on: date | None
    planned: bool
    fixed_on: date | None


def frees_from_paying(dates: PromotionDates, done: PromotionDone) -> bool:
    """Whether unused days need not be paid: a notice in its window, and dates planned or fixed in time."""
    if done.noticed_on is None or not dates.notice_from <= done.noticed_on <= dates.notice_until:
        return False
    return done.planned or (done.fixed_on is not None and done.fixed_on <= dates.fix_until)


def day_stays_payable(worked_on_fixed_day: bool, refusal_stored: bool) -> bool:
    """Work accepted on a fixed day without a refusal notice keeps that day payable (대법원 2019다279283)."""
    return worked_on_fixed_day and not refusal_stored


def months_before(on: date, months: int) -> date:
    """The corresponding day that many months before, or the last day of a month that has none."""
    found = same_day_later(on, -months)
    if found is not None:
        return found
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return last_day(year * 100 + month + 1)


def _nth(start: date, count: int) -> date:
    return start + timedelta(days=count - 1)
