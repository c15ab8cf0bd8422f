"""Which leave is due to one person on a day, by regime and basis (handbook 2.4, 7.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from attendance.choices import LeaveBasis, Regime
from attendance.rules.annual_leave import (
    DAY,
    WEEK,
    Attendance,
    Grant,
    LabourTable,
    earned_minutes,
    first_fiscal_minutes,
    fiscal_grants,
    fiscal_years_completed,
    mixed_contract_minutes,
    monthly_grants,
    months_absent,
    yearly_grants,
)
from attendance.rules.local_public_leave import LocalPublicTables, grant_with_floor, table_days
from core.periods import completed_months, period_over


@dataclass(frozen=True)
class GrantTerms:
    """What decides over somebody's leave: rules, contract, and the attendance of a range."""

    hired_on: date
    regime: str
    basis: str
    weekly_minutes: int
    labour: LabourTable
    local_public: LocalPublicTables
    fiscal_round: int
    earned_round: int
    attendance: Callable[[date, date], Attendance | None]
    missed: Collection[int] = ()


@dataclass(frozen=True)
class DueGrant:
    """A grant with the figures behind it."""

    grant: Grant
    label: str
    facts: dict[str, object]


def due_grants(terms: GrantTerms, on: date) -> list[DueGrant]:
    """Grants that have arisen by `on` and may still be used, each with its explanation."""
    if terms.weekly_minutes < 15 * 60:
        return []
    found = _local_public(terms, on) if terms.regime == Regime.LOCAL_PUBLIC else _labour(terms, on)
    return [due for due in found if due.grant.granted_on <= on <= due.grant.expires_on]


def _labour(terms: GrantTerms, on: date) -> list[DueGrant]:
    found = [_monthly(terms, grant) for grant in _months(terms, on)]
    if terms.basis == LeaveBasis.HIRE_DATE:
        return found + [_yearly(terms, grant) for grant in yearly_grants(terms.hired_on, on, terms.labour)]
    fiscal = fiscal_grants(terms.hired_on, on, terms.labour, round_to=terms.fiscal_round)
    return found + [_yearly(terms, grant) for grant in fiscal]


def _months(terms: GrantTerms, on: date) -> list[Grant]:
    return monthly_grants(terms.hired_on, on, terms.labour, missed=terms.missed)


def _monthly(terms: GrantTerms, grant: Grant) -> DueGrant:
    minutes = contracted(1, terms.weekly_minutes)
    label = f"1년 미만 {grant.month}개월 개근: 1일"
    named = replace(grant, minutes=minutes, rule=f"MONTHLY-{grant.month:02d}")
    return DueGrant(named, label, {"month": grant.month})


def _yearly(terms: GrantTerms, grant: Grant) -> DueGrant:
    if grant.years == 0:
        minutes = first_fiscal_minutes(terms.hired_on, terms.labour, round_to=terms.fiscal_round)
        if terms.weekly_minutes < WEEK:
            minutes = -(-minutes * terms.weekly_minutes // WEEK // 60) * 60
        label = f"입사 연도 비례: {terms.labour.days(1)}일 × 재직일수 ÷ 그해 일수"
        return DueGrant(replace(grant, minutes=minutes), label, {"years": 0})
    days = terms.labour.days(grant.years)
    extra = days - terms.labour.days(1)
    label = f"근속 {grant.years}년: {terms.labour.days(1)}일" + (f" + 가산 {extra}일" if extra else "")
    facts: dict[str, object] = {"years": grant.years, "days": days}
    minutes = contracted(days, terms.weekly_minutes)
    attendance = terms.attendance(*year_before(terms, grant))
    if attendance is not None:
        minutes = _earned(days, minutes, attendance, terms.earned_round)
        facts |= {
            "prescribed": attendance.prescribed,
            "excluded": attendance.excluded,
            "attended": attendance.attended,
        }
        label += f", 출근율 {float(attendance.share * 100):.1f}%"
    return DueGrant(replace(grant, minutes=minutes), label, facts)


def _earned(days: int, minutes: int, attendance: Attendance, round_to: int) -> int:
    full = days * DAY
    earned = earned_minutes(days, attendance, round_to=round_to)
    return earned if minutes == full else -(-earned * minutes // full // 60) * 60


def contracted(days: int, weekly_minutes: int) -> int:
    """Minutes of so many days under a contract of that many minutes a week."""
    return days * DAY if weekly_minutes >= WEEK else mixed_contract_minutes(days, [(weekly_minutes, 12)])


def year_before(terms: GrantTerms, grant: Grant) -> tuple[date, date]:
    """The range [from, until) whose attendance a grant rests on."""
    if terms.basis == LeaveBasis.HIRE_DATE and terms.regime == Regime.LABOUR:
        months = 12 * (grant.years - 1)
        return (period_over(terms.hired_on, months) if months else terms.hired_on), grant.granted_on
    return max(terms.hired_on, date(grant.granted_on.year - 1, 1, 1)), grant.granted_on


def _local_public(terms: GrantTerms, on: date) -> list[DueGrant]:
    """The larger of table and law on each 1 January; in the year of hiring after one month."""
    return [_of_year(terms, year) for year in range(terms.hired_on.year, on.year + 1)]


def _of_year(terms: GrantTerms, year: int) -> DueGrant:
    last = date(year, 12, 31)
    service = completed_months(terms.hired_on, last + timedelta(days=1))
    days = table_days(service, terms.local_public.days)
    is_first = year == terms.hired_on.year and terms.hired_on > date(year, 1, 1)
    granted_on = period_over(terms.hired_on, 1) if is_first else date(year, 1, 1)
    worked = min(12, service) if is_first else 12 - _months_away(terms, year)
    law = _law_minutes(terms, year, last)
    due = grant_with_floor(days, worked, law)
    label = f"재직 {service // 12}년 {service % 12}개월: {days}일" + (
        f" × {worked}/12개월" if worked < 12 else ""
    )
    if due.is_lifted:
        label += ", 근로기준법 제60조에 따라 올림"
    minutes = due.minutes if terms.weekly_minutes >= WEEK else due.minutes * terms.weekly_minutes // WEEK
    grant = Grant(granted_on, last, minutes, "LOCAL_PUBLIC", service // 12)
    return DueGrant(
        grant, label, {"table_minutes": due.by_table, "law_minutes": due.by_law, "service_months": service}
    )


def _law_minutes(terms: GrantTerms, year: int, last: date) -> int:
    years = fiscal_years_completed(terms.hired_on, year)
    if year == terms.hired_on.year and years == 0:
        return sum(grant.minutes for grant in monthly_grants(terms.hired_on, last, terms.labour))
    if years == 0:
        return first_fiscal_minutes(terms.hired_on, terms.labour, round_to=terms.fiscal_round)
    days = terms.labour.days(years)
    attendance = terms.attendance(max(terms.hired_on, date(year - 1, 1, 1)), date(year, 1, 1))
    return earned_minutes(days, attendance, round_to=terms.earned_round) if attendance else days * DAY


def _months_away(terms: GrantTerms, year: int) -> int:
    attendance = terms.attendance(max(terms.hired_on, date(year - 1, 1, 1)), date(year, 1, 1))
    if attendance is None or not attendance.prescribed:
        return 0
    away = attendance.prescribed - attendance.attended
    return min(12, months_absent(round(away * 365 / max(1, attendance.prescribed))))
