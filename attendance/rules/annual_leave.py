"""Annual leave by the Labour Standards Act (근로기준법 제60조): grants by hire date and by fiscal year, settlement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from core.money import ceil_to
from core.periods import completed_months, completed_years, period_end, period_over

DAY, WEEK, HOUR = 480, 2400, 60
SHORTEST_WEEK = 15 * 60
SHARE_NEEDED = Fraction(4, 5)


@dataclass(frozen=True)
class LabourTable:
    """Days after y completed years, and how many monthly days the first year brings."""

    yearly: Mapping[int, int]
    months: int = 11

    def days(self, years: int) -> int:
        """Days of the law after that many completed years; 0 before the first."""
        if years < 1:
            return 0
        return self.yearly[min(years, max(self.yearly))]


@dataclass(frozen=True)
class Grant:
    """Leave that arises on a day and may be used until another, with the reason in words of the rule."""

    granted_on: date
    expires_on: date
    minutes: int
    rule: str
    years: int = 0
    month: int = 0


def monthly_grants(
    hired_on: date, until: date, table: LabourTable, *, missed: Collection[int] = (), day: int = DAY
) -> list[Grant]:
    """A day for each month of full attendance of the first year, on the day after the month (제60조제2항).

    `missed` names the months (1 to 11) with a day of absence. All expire with the first year (제60조제7항).
    """
    last = period_end(hired_on, 12)
    found = (Grant(period_over(hired_on, m), last, day, "MONTHLY", 0, m) for m in range(1, table.months + 1))
    return [grant for grant in found if grant.granted_on <= until and grant.month not in missed]


def yearly_grants(hired_on: date, until: date, table: LabourTable) -> list[Grant]:
    """Grants of completed years that arise on or before `until`, on the day after each year (제60조제1항·제4항)."""
    found: list[Grant] = []
    for years in range(1, completed_years(hired_on, until) + 1):
        granted_on = period_over(hired_on, 12 * years)
        expires_on = period_end(hired_on, 12 * (years + 1))
        found.append(Grant(granted_on, expires_on, table.days(years) * DAY, "YEARLY", years))
    return found


@dataclass(frozen=True)
class Attendance:
    """Attendance of one year in days: prescribed, taken out (approved sick leave of absence …), really attended.

    Days the law counts as attended (제60조제6항) are in `attended`. `full_months` without an absence.
    """

    prescribed: int
    excluded: int
    attended: int
    full_months: int = 12

    @property
    def share(self) -> Fraction:
        """Days attended ÷ prescribed days that are not taken out."""
        base = self.prescribed - self.excluded
        return Fraction(self.attended, base) if base > 0 else Fraction(0)


def earned_minutes(days: int, attendance: Attendance, *, round_to: int = DAY // 2, day: int = DAY) -> int:
    """Leave that a year brings: all of it, in proportion, or a day for each full month below 80 per cent.

    Proportion (N − M) ÷ N for days taken out of the denominator, rounded up to `round_to` minutes.
    """
    if attendance.share < SHARE_NEEDED:
        return min(attendance.full_months, days) * day
    if attendance.excluded == 0:
        return days * day
    worked = attendance.prescribed - attendance.excluded
    return ceil_to(Fraction(days * day * worked, attendance.prescribed), round_to)


def part_time_minutes(days: int, weekly_minutes: int) -> int:
    """Leave of somebody with shorter contracted hours, part of an hour rounded up (시행령 별표 2).

    Nothing below 15 hours a week (제18조제3항). Shortened hours for children or pregnancy are not a contract.
    """
    return mixed_contract_minutes(days, [(weekly_minutes, 12)])


def mixed_contract_minutes(days: int, contracts: Iterable[tuple[int, int]]) -> int:
    """Leave of a year with several contracts: (weekly minutes, months) each, rounded up to the hour once."""
    share = sum(
        (
            Fraction(min(weekly, WEEK) * months, WEEK * 12)
            for weekly, months in contracts
            if weekly >= SHORTEST_WEEK
        ),
        Fraction(0),
    )
    return ceil_to(days * DAY * share, HOUR)


def fiscal_years_completed(hired_on: date, year: int) -> int:
    """Completed fiscal years on 1 January of `year`; the year of hiring counts only when it began with it."""
    whole = 1 if (hired_on.month, hired_on.day) == (1, 1) else 0
    return max(0, year - hired_on.year - 1 + whole)


def fiscal_grants(hired_on: date, until: date, table: LabourTable, *, round_to: int = DAY) -> list[Grant]:
    """Grants of 1 January: in proportion after the year of hiring, then by completed fiscal years.

    The monthly days of the first year run beside them (`monthly_grants`).
    """
    found: list[Grant] = []
    for year in range(hired_on.year + 1, until.year + 1):
        years = fiscal_years_completed(hired_on, year)
        expires_on = date(year, 12, 31)
        if years == 0:
            minutes = first_fiscal_minutes(hired_on, table, round_to=round_to)
            found.append(Grant(date(year, 1, 1), expires_on, minutes, "FISCAL_FIRST", 0))
        else:
            found.append(Grant(date(year, 1, 1), expires_on, table.days(years) * DAY, "FISCAL", years))
    return found


def first_fiscal_minutes(hired_on: date, table: LabourTable, *, round_to: int = DAY) -> int:
    """15 days × days employed in the year of hiring ÷ days of that year, rounded up."""
    first, following = date(hired_on.year, 1, 1), date(hired_on.year + 1, 1, 1)
    share = Fraction((following - hired_on).days, (following - first).days)
    return ceil_to(table.days(1) * DAY * share, round_to)


@dataclass(frozen=True)
class LeaveSettlement:
    """Everything granted by law and by the rule over an employment, and what has to be added or taken back."""

    by_law: int
    by_rule: int
    added: int
    taken_back: int

    @property
    def total(self) -> int:
        return self.by_rule + self.added - self.taken_back


def leave_settlement(by_law: int, by_rule: int, *, recompute: bool = False) -> LeaveSettlement:
    """Settlement on leaving: a shortage against the law is granted; a surplus goes back only under 재산정 rules."""
    surplus = max(0, by_rule - by_law)
    return LeaveSettlement(by_law, by_rule, max(0, by_law - by_rule), surplus if recompute else 0)


def granted_by_law(
    hired_on: date, last_day: date, table: LabourTable, *, missed: Collection[int] = ()
) -> int:
    """Minutes the law grants up to the last day of employment; a year counts only if employed the day after."""
    monthly = monthly_grants(hired_on, last_day, table, missed=missed)
    return sum(grant.minutes for grant in [*monthly, *yearly_grants(hired_on, last_day, table)])


def granted_by_fiscal_year(
    hired_on: date, last_day: date, table: LabourTable, *, round_to: int = DAY, missed: Collection[int] = ()
) -> int:
    """Minutes the fiscal-year rule grants up to the last day of employment."""
    monthly = monthly_grants(hired_on, last_day, table, missed=missed)
    yearly = fiscal_grants(hired_on, last_day, table, round_to=round_to)
    return sum(grant.minutes for grant in [*monthly, *yearly])


def unused_leave_pay(minutes: int, ordinary_wage: int, monthly_hours: int = 209) -> Fraction:
    """Pay for unused leave: hours × ordinary hourly wage, exact (handbook 2.4, 7.2)."""
    return Fraction(minutes, HOUR) * Fraction(ordinary_wage, monthly_hours)


def months_of_service(hired_on: date, on: date) -> int:
    """Completed months of service on a day."""
    return completed_months(hired_on, on)


def months_absent(days: int) -> int:
    """Months of absence: whole months of thirty days, a rest of fifteen days or more counts as one."""
    whole, rest = divmod(days, 30)
    return whole + (rest >= 15)


def next_grant(hired_on: date, after: date, table: LabourTable) -> Grant:
    """The next yearly grant by hire date after a day: leave beyond a lot's end is held against it."""
    years = completed_years(hired_on, after) + 1
    granted_on = period_over(hired_on, 12 * years)
    return Grant(granted_on, period_end(hired_on, 12 * (years + 1)), table.days(years) * DAY, "YEARLY", years)


def days_text(minutes: int, day: int = DAY) -> str:
    """Days as they are shown, at least one decimal, never more precise than a hundredth."""
    hundredths = ceil(minutes * 100 / day - Fraction(1, 2)) if minutes else 0
    whole, rest = divmod(abs(hundredths), 100)
    text = f"{whole}.{rest:02d}"
    return ("-" if hundredths < 0 else "") + (text[:-1] if text.endswith("0") else text)


def year_before(on: date) -> date:
    """Last day of the year before."""
    return date(on.year, 1, 1) - timedelta(days=1)
