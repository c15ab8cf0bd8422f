"""Public holidays of a year with their substitute days (관공서의 공휴일에 관한 규정 제2조·제3조)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.choices import HolidayKind, Substitution
from core.periods import holds

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class HolidayRule:
    """A holiday that comes every year, as the decree had it in [valid_from, valid_until).

    Either month and day, or a lunar feast with the distance from it in days.
    """

    name: str
    month: int
    day: int
    feast: str
    offset: int
    kind: HolidayKind
    substitution: Substitution
    valid_from: date
    valid_until: date | None
    source: str


@dataclass(frozen=True)
class PublicHoliday:
    """One holiday on one day; `is_office`: offices are closed, `is_labour`: paid by labour law."""

    on: date
    name: str
    kind: HolidayKind
    is_office: bool
    is_labour: bool
    source: str


@dataclass(frozen=True)
class _Known:
    holiday: PublicHoliday
    substitution: Substitution


def holidays_of(
    year: int,
    rules: Iterable[HolidayRule],
    feasts: Mapping[str, Mapping[int, date]],
    decided: Iterable[PublicHoliday],
) -> list[PublicHoliday]:
    """Every holiday of the year by day and name: yearly ones, decided ones (선거일, 임시공휴일), substitutes."""
    known = [found for rule in rules if (found := _in_year(rule, year, feasts)) is not None]
    known += [_Known(one, Substitution.NONE) for one in decided if one.on.year == year]
    every = [one.holiday for one in known] + _substitutes(known)
    return sorted(every, key=lambda one: (one.on, one.name))


def _in_year(rule: HolidayRule, year: int, feasts: Mapping[str, Mapping[int, date]]) -> _Known | None:
    on = _day_of(rule, year, feasts)
    if on is None or not holds(rule.valid_from, rule.valid_until, on):
        return None
    is_office = rule.kind != HolidayKind.LABOUR_LAW_ONLY
    holiday = PublicHoliday(on, rule.name, rule.kind, is_office, True, rule.source)
    return _Known(holiday, rule.substitution if is_office else Substitution.NONE)


def _day_of(rule: HolidayRule, year: int, feasts: Mapping[str, Mapping[int, date]]) -> date | None:
    if not rule.feast:
        return date(year, rule.month, rule.day)
    feast = feasts.get(rule.feast, {}).get(year)
    return feast + timedelta(days=rule.offset) if feast else None


def _substitutes(known: list[_Known]) -> list[PublicHoliday]:
    """One substitute for each day that earns one: the next day that is neither a holiday nor a weekend day."""
    taken = {one.holiday.on for one in known if one.holiday.is_office}
    made: list[PublicHoliday] = []
    for on in sorted(taken):
        earning = sorted(one.holiday.name for one in known if one.holiday.on == on and _earns(one, known))
        if earning:
            day = _next_free(on, taken)
            taken.add(day)
            name = f"대체공휴일({'/'.join(earning)})"
            source = "관공서의 공휴일에 관한 규정 제3조"
            made.append(PublicHoliday(day, name, HolidayKind.SUBSTITUTE, True, True, source))
    return made


def _earns(one: _Known, known: list[_Known]) -> bool:
    on = one.holiday.on
    if one.substitution == Substitution.NONE:
        return False
    if on.weekday() == SUNDAY:
        return True
    if on.weekday() == SATURDAY:
        return one.substitution == Substitution.WEEKEND
    return any(
        other is not one and other.holiday.on == on and other.holiday.is_office and _is_other(one, other)
        for other in known
    )


def _is_other(one: _Known, other: _Known) -> bool:
    return one.holiday.name != other.holiday.name


def _next_free(on: date, taken: set[date]) -> date:
    day = on + timedelta(days=1)
    while day in taken or day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
