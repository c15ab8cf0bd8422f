"""Who is where: the team calendar of a month, today's table, one's own month (screens 45, 49)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from attendance.choices import AwayKind
from attendance.models import AttendanceDay, CalendarEntry, ClockEvent, LongAbsence
from attendance.queries.calendars import holidays_between, plans_for
from attendance.queries.staff import StaffFacts
from attendance.rules.calendar import days
from attendance.rules.moments import clock_text, minute_of
from core.models.ranges import overlapping
from core.periods import first_day, last_day

LOOKS = {"LEAVE": "leave", "TRIP": "trip", "OVERTIME": "plan"}


@dataclass(frozen=True)
class Mark:
    """Something on a day of the calendar."""

    label: str
    tone: str
    paper_id: UUID | None
    kind: str

    @property
    def short(self) -> str:
        return self.label[:2]


@dataclass(frozen=True)
class CalendarCell:
    """One day of a month's calendar."""

    on: date
    is_inside: bool
    is_today: bool
    css: str
    marks: tuple[Mark, ...]


def month_calendar(staff_id: UUID, period: int, today: date) -> list[list[CalendarCell]]:
    """One's own month in weeks that begin on Sunday, with holidays; constant number of statements."""
    first, last = first_day(period), last_day(period)
    start = first - timedelta(days=(first.weekday() + 1) % 7)
    end = last + timedelta(days=(5 - last.weekday()) % 7 + 1)
    marks = _marks([staff_id], start, end).get(staff_id, {})
    free = {row.on: row.name for row in holidays_between(start, end)}
    cells = []
    for on in days(start, end):
        holiday = [Mark(free[on], "hol", None, "HOLIDAY")] if on in free else []
        css = " ".join(
            word
            for word, holds in (
                ("out", not first <= on <= last),
                ("today", on == today),
                ("sun", on.weekday() == 6 or on in free),
                ("sat", on.weekday() == 5 and on not in free),
            )
            if holds
        )
        cells.append(CalendarCell(on, first <= on <= last, on == today, css, (*holiday, *marks.get(on, ()))))
    return [cells[index : index + 7] for index in range(0, len(cells), 7)]


@dataclass(frozen=True)
class TeamRow:
    """One person's month: marks by day."""

    staff_id: UUID
    person: str
    days: dict[date, tuple[Mark, ...]]


def team_calendar(people: Collection[StaffFacts], period: int, *, may_see_reasons: bool) -> list[TeamRow]:
    """Leave and trips of these people in a month; private reasons only for who may see them. Two statements."""
    first, until = first_day(period), last_day(period) + timedelta(days=1)
    marks = _marks([one.staff_id for one in people], first, until, hide=not may_see_reasons)
    return [
        TeamRow(
            one.staff_id, one.name, {on: tuple(found) for on, found in marks.get(one.staff_id, {}).items()}
        )
        for one in people
    ]


def _marks(
    staff_ids: Collection[UUID], first: date, until: date, *, hide: bool = False
) -> dict[UUID, dict[date, list[Mark]]]:
    found: dict[UUID, dict[date, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    rows = CalendarEntry.objects.filter(staff_id__in=staff_ids, on__gte=first, on__lt=until).order_by(
        "from_at"
    )
    values = rows.values_list("staff_id", "on", "kind", "label", "is_firm", "is_private", "paper_id")
    for staff_id, on, kind, label, is_firm, is_private, paper_id in values:
        text = str(AwayKind(kind).label) if hide and is_private else label
        tone = LOOKS.get(kind, "plan") if is_firm else "plan"
        found[staff_id][on].append(Mark(text, tone, paper_id, kind))
    long = overlapping(LongAbsence.objects.filter(staff_id__in=staff_ids), first, until)
    for staff_id, start, end, name in long.values_list("staff_id", "from_on", "until_on", "name"):
        text = str(AwayKind.LONG_LEAVE.label) if hide else name
        for on in days(max(start, first), min(end or until, until)):
            found[staff_id][on].append(Mark(text, "leave", None, "LONG_LEAVE"))
    return found


@dataclass(frozen=True)
class TodayRow:
    """Where somebody is today: plan, coming, going, what keeps them away."""

    staff_id: UUID
    day_id: UUID | None
    person: str
    department: str
    plan: str
    came_at: datetime | None
    left_at: datetime | None
    away: str
    state: str
    exceptions: tuple[str, ...]
    is_here: bool


def today_rows(
    people: Collection[StaffFacts], on: date, departments: dict[UUID, str], *, may_see_reasons: bool
) -> list[TodayRow]:
    """Who is where on a day; a constant number of statements."""
    ids = [one.staff_id for one in people]
    plans = plans_for(ids, on, on + timedelta(days=1))
    marks = _marks(ids, on, on + timedelta(days=1), hide=not may_see_reasons)
    known = {row.staff_id: row for row in AttendanceDay.objects.filter(staff_id__in=ids, on=on)}
    found = []
    for one in people:
        shift = plans.shift_of(one.staff_id, on)
        day = known.get(one.staff_id)
        away = ", ".join(
            mark.label for mark in marks.get(one.staff_id, {}).get(on, ()) if mark.kind != "OVERTIME"
        )
        found.append(
            TodayRow(
                one.staff_id,
                day.pk if day else None,
                one.name,
                departments.get(one.person_id, ""),
                f"{clock_text(shift.start)}~{clock_text(shift.end)}" if shift else "",
                day.came_at if day else None,
                day.left_at if day else None,
                away,
                day.state if day else "",
                tuple(day.exceptions) if day else (),
                bool(day and day.came_at and not day.left_at),
            )
        )
    return found


@dataclass(frozen=True)
class ClockToday:
    """What the clock screen shows: today's records and the plan."""

    on: date
    plan: str
    events: tuple[tuple[str, datetime], ...]
    next_kind: str
    worked: int


def clock_today(staff_id: UUID, on: date, at: datetime) -> ClockToday:
    """Today's records of a person and what comes next."""
    events = list(ClockEvent.objects.filter(staff_id=staff_id, on=on).order_by("at"))
    shift = plans_for([staff_id], on, on + timedelta(days=1)).shift_of(staff_id, on)
    is_in = bool(events) and events[-1].kind in ("IN", "OUT_END", "OUT_START")
    day = AttendanceDay.objects.filter(staff_id=staff_id, on=on).first()
    worked = day.worked if day else 0
    if is_in and shift is not None:
        came = next(event.at for event in events if event.kind == "IN")
        worked = max(worked, min(minute_of(on, at), shift.end) - max(minute_of(on, came), shift.start))
    return ClockToday(
        on,
        f"{clock_text(shift.start)}~{clock_text(shift.end)}" if shift else "",
        tuple((event.get_kind_display(), event.at) for event in events),
        "OUT" if is_in else "IN",
        max(0, worked),
    )
