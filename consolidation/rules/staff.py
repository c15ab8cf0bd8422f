"""Headcount and leave of institutions, added up; a group too small to be told has None in place of figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from core import money
from hr.rules.headcount import Counted, Place, PlanLine, filled

DAY_MINUTES: Final = 480
_CENT: Final = Decimal("0.01")


def days_of(minutes: int | None) -> Decimal | None:
    """Minutes of leave as days of eight hours."""
    return _part_of(minutes, DAY_MINUTES)


def hours_of(minutes: int | None) -> Decimal | None:
    """Minutes as hours."""
    return _part_of(minutes, 60)


def _part_of(minutes: int | None, whole: int) -> Decimal | None:
    if minutes is None:
        return None
    return (Decimal(minutes) / whole).quantize(_CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class LeaveSum:
    """Annual leave in minutes: granted, used, ended (소멸·수당 지급) and still there; people it was granted to."""

    people: int = 0
    granted: int | None = None
    used: int | None = None
    ended: int | None = None
    unused: int | None = None

    @property
    def use_rate(self) -> Decimal | None:
        """사용률: used ÷ granted in per cent."""
        return money.rate(self.used or 0, self.granted) if self.granted else None

    def __add__(self, other: LeaveSum) -> LeaveSum:
        return LeaveSum(
            self.people + other.people,
            together((self.granted, other.granted)),
            together((self.used, other.used)),
            together((self.ended, other.ended)),
            together((self.unused, other.unused)),
        )


@dataclass(frozen=True, slots=True)
class StaffFigures:
    """One institution, or all of them: posts, people, leave of absence, leave, working time, notices."""

    plan: PlanLine = PlanLine(0, 0, 0)
    on_leave: int | None = None
    leave: LeaveSum = LeaveSum()
    over_52: int | None = None
    notices: int = 0

    def __add__(self, other: StaffFigures) -> StaffFigures:
        return StaffFigures(
            plan_sum((self.plan, other.plan)),
            together((self.on_leave, other.on_leave)),
            self.leave + other.leave,
            together((self.over_52, other.over_52)),
            self.notices + other.notices,
        )


def together(parts: Iterable[int | None]) -> int | None:
    """Sum of what is told; None when nothing is."""
    told = [part for part in parts if part is not None]
    return sum(told) if told else None


def plan_sum(lines: Iterable[PlanLine]) -> PlanLine:
    """Lines together; vacancies follow from the sums, as in the institution's own report."""
    found = list(lines)
    return PlanLine(
        sum(line.allowed for line in found),
        sum(line.actual for line in found),
        sum(line.separate for line in found),
    )


@dataclass(frozen=True, slots=True)
class PlannedPosts:
    """Posts a plan allows, and the documents behind them."""

    place: Place
    allowed: int
    documents: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class PeopleOfKind:
    """People of one kind who count alike."""

    place: Place
    counted: str
    people: int


@dataclass(frozen=True, slots=True)
class GradeLine:
    """정원·현원 of one grade, series and employment type, with 기준 문서, 협의 문서 and 의결 번호."""

    grade: str
    job_series: str
    employment_type: str
    plan: PlanLine
    documents: tuple[str, str, str]


def grade_lines(plans: Sequence[PlannedPosts], people: Sequence[PeopleOfKind]) -> list[GradeLine]:
    """Plan against people, plans of departments put together under their grade, series and employment type."""
    inside = {number: one for number, one in enumerate(people) if one.counted != Counted.OUT}
    taken, rest = filled(
        {number: plan.place for number, plan in enumerate(plans)},
        {number: one.place for number, one in inside.items()},
    )
    parts: dict[tuple[str, str, str], list[tuple[PlanLine, tuple[str, str, str]]]] = {}
    for number, own in taken.items():
        plan = plans[number]
        key = (plan.place.grade, plan.place.job_series, plan.place.employment_type)
        line = _counted(plan.allowed, [inside[one] for one in own])
        parts.setdefault(key, []).append((line, plan.documents))
    for one in rest:
        place = inside[one].place
        key = (place.grade, "", place.employment_type)
        parts.setdefault(key, []).append((_counted(0, [inside[one]]), ("", "", "")))
    return [
        GradeLine(*key, plan_sum(line for line, _ in found), _documents(papers for _, papers in found))
        for key, found in parts.items()
    ]


def _counted(allowed: int, people: Iterable[PeopleOfKind]) -> PlanLine:
    sums = {Counted.IN: 0, Counted.SEPARATE: 0}
    for one in people:
        sums[Counted(one.counted)] += one.people
    return PlanLine(allowed, sums[Counted.IN], sums[Counted.SEPARATE])


def _documents(papers: Iterable[tuple[str, str, str]]) -> tuple[str, str, str]:
    """Documents of plans put together, each named once."""
    kinds = list(zip(*papers, strict=True))
    words = [", ".join(dict.fromkeys(filter(None, kind))) for kind in kinds]
    return words[0], words[1], words[2]


@dataclass(frozen=True, slots=True)
class WorkMonth:
    """A month of an institution: people of the close, over 52 hours, minutes of overtime and leave, notices."""

    month: int
    people: int = 0
    over_52: int | None = None
    overtime: int | None = None
    leave_used: int | None = None
    first_notices: int = 0
    second_notices: int = 0


def work_months(closed: Mapping[int, WorkMonth], notices: Mapping[int, tuple[int, int]]) -> list[WorkMonth]:
    """Months that were closed or in which notices were sent, in their order."""
    found = []
    for month in sorted({*closed, *notices} - {0}):
        first, second = notices.get(month, (0, 0))
        base = closed.get(month, WorkMonth(month))
        found.append(
            WorkMonth(month, base.people, base.over_52, base.overtime, base.leave_used, first, second)
        )
    return found
