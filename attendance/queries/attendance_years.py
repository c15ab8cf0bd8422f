"""Attendance of a year as annual leave asks for it: prescribed, taken out, attended days, months without absence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from attendance.choices import DayClass, DayState, YearCounting
from attendance.models import AttendanceDay, LongAbsence
from attendance.queries.calendars import Plans
from attendance.rules.annual_leave import Attendance
from attendance.rules.calendar import days
from core.models.ranges import overlapping
from core.periods import period_end, period_over


@dataclass
class AbsenceBook:
    """Absent days and long absences of some people, read with two statements."""

    plans: Plans
    absent: dict[UUID, set[date]] = field(default_factory=lambda: defaultdict(set))
    long: dict[UUID, list[tuple[date, date | None, str]]] = field(default_factory=lambda: defaultdict(list))

    def knows_nothing_of(self, staff_id: UUID) -> bool:
        """Whether the person was never away in a way that matters."""
        return staff_id not in self.absent and staff_id not in self.long

    def year(self, staff_id: UUID, from_on: date, until_on: date) -> Attendance:
        """Attendance in [from_on, until_on)."""
        prescribed = [on for on in days(from_on, until_on) if self._is_due(staff_id, on)]
        excluded = self._within(staff_id, prescribed, YearCounting.EXCLUDED)
        absent = self._within(staff_id, prescribed, YearCounting.ABSENT) | (
            self.absent.get(staff_id, set()) & set(prescribed)
        )
        months = self._full_months(staff_id, from_on, until_on, excluded, absent)
        attended = len(prescribed) - len(excluded) - len(absent - excluded)
        return Attendance(len(prescribed), len(excluded), attended, months)

    def missed_months(self, staff_id: UUID, hired_on: date, months: int) -> set[int]:
        """Months of the first year with a day of absence, or wholly inside a leave taken out."""
        if self.knows_nothing_of(staff_id):
            return set()
        missed = set()
        for month in range(1, months + 1):
            start = period_over(hired_on, month - 1) if month > 1 else hired_on
            found = self.year(staff_id, start, period_over(hired_on, month))
            if found.attended < found.prescribed - found.excluded or found.excluded == found.prescribed:
                missed.add(month)
        return missed

    def _is_due(self, staff_id: UUID, on: date) -> bool:
        return self.plans.class_of(staff_id, on) == DayClass.WORKING

    def _within(self, staff_id: UUID, prescribed: list[date], counting: str) -> set[date]:
        ranges = [
            (start, end or prescribed[-1] + timedelta(days=1))
            for start, end, kind in self.long.get(staff_id, ())
            if kind == counting and prescribed
        ]
        return {on for on in prescribed if any(start <= on < end for start, end in ranges)}

    def _full_months(
        self, staff_id: UUID, from_on: date, until_on: date, excluded: set[date], absent: set[date]
    ) -> int:
        full, month = 0, 1
        while period_end(from_on, month) < until_on:
            start = period_over(from_on, month - 1) if month > 1 else from_on
            working = {on for on in days(start, period_over(from_on, month)) if self._is_due(staff_id, on)}
            full += bool(working - excluded) and not working & absent
            month += 1
        return full


def absence_book(staff_ids: Collection[UUID], plans: Plans, from_on: date, until_on: date) -> AbsenceBook:
    """Absences of these people in [from_on, until_on): confirmed whole days, and long absences."""
    book = AbsenceBook(plans)
    settled = (DayState.CONFIRMED, DayState.CLOSED)
    rows = AttendanceDay.objects.filter(
        staff_id__in=staff_ids, on__gte=from_on, on__lt=until_on, absent__gt=0, state__in=settled
    )
    for staff_id, on, absent, planned in rows.values_list("staff_id", "on", "absent", "planned"):
        if absent >= planned:
            book.absent[staff_id].add(on)
    away = overlapping(LongAbsence.objects.filter(staff_id__in=staff_ids), from_on, until_on)
    for staff_id, start, end, counting in away.values_list("staff_id", "from_on", "until_on", "counting"):
        book.long[staff_id].append((start, end, counting))
    return book
