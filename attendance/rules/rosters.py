"""Shift rosters: codes of a day, carrying a cycle on, what a roster may not have (근로기준법 제51조~제55조, 제70조)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.choices import ScheduleKind
from attendance.rules.intervals import night_minutes
from attendance.rules.leave_cost import Shift
from attendance.rules.working_time import FLEX_RULES, WEEK, WEEK_LIMIT, break_due

OFF, WEEKLY_HOLIDAY = "-", "*"
FREE = (OFF, WEEKLY_HOLIDAY)
DAY = 1440
NOTICE_DAYS = 14


def break_short(shift: Shift) -> int:
    """Minutes of break the law asks for where a shift has less (제54조); 0 when it has enough."""
    due = break_due(shift.minutes)
    have = shift.span.minutes - shift.minutes
    return due if have < due else 0


def carried_on(known: Mapping[date, str], days: Iterable[date], cycle: int) -> dict[date, str]:
    """Codes of days that continue a cycle: each day takes the code of the day one cycle earlier.

    Days that have a code keep it; a day without one a cycle earlier stays empty.
    """
    every = dict(known)
    found: dict[date, str] = {}
    for on in sorted(days):
        code = every.get(on - timedelta(days=cycle))
        if on not in every and code is not None:
            every[on] = found[on] = code
    return found


@dataclass(frozen=True)
class Slot:
    """A day as it would be worked: its shift, whether it is the weekly holiday, a public holiday."""

    on: date
    shift: Shift | None
    is_weekly_holiday: bool = False
    is_holiday: bool = False


@dataclass(frozen=True)
class RosterTerms:
    """What a roster of one person is measured by."""

    kind: ScheduleKind = ScheduleKind.FIXED
    is_protected: bool = False
    published_on: date | None = None


def week_faults(week: Sequence[Slot], terms: RosterTerms) -> list[str]:
    """What seven days in a row may not have, as words: WEEK, DAY, REST, WEEKLY_HOLIDAY, NIGHT, NOTICE."""
    rule = FLEX_RULES.get(terms.kind)
    work = [(slot.on, slot.shift) for slot in week if slot.shift is not None]
    longest = rule.week if rule else WEEK + WEEK_LIMIT
    checks = (
        ("WEEK", sum(shift.minutes for _on, shift in work) > longest),
        ("DAY", bool(rule and rule.day) and any(shift.minutes > rule.day for _on, shift in work if rule)),
        ("REST", _rests_too_short(work, rule.rest if rule else 0)),
        ("WEEKLY_HOLIDAY", not any(slot.is_weekly_holiday for slot in week)),
        ("NIGHT", terms.is_protected and _is_hard(week)),
        ("NOTICE", terms.kind == ScheduleKind.FLEX_6M and _is_told_late(week, terms.published_on)),
    )
    return [word for word, holds in checks if holds]


def _rests_too_short(work: Sequence[tuple[date, Shift]], rest: int) -> bool:
    moments = [(on.toordinal() * DAY + shift.start, on.toordinal() * DAY + shift.end) for on, shift in work]
    return any(later[0] - earlier[1] < rest for earlier, later in zip(moments, moments[1:], strict=False))


def _is_hard(week: Sequence[Slot]) -> bool:
    """Night or holiday work, which needs consent and an approval of the ministry (제70조제2항)."""
    return any(
        slot.shift is not None and (slot.is_holiday or night_minutes(slot.shift.work) > 0) for slot in week
    )


def _is_told_late(week: Sequence[Slot], published_on: date | None) -> bool:
    return published_on is not None and week[0].on - timedelta(days=NOTICE_DAYS) < published_on
