"""One's own leave and trips as a calendar of other programs reads them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from attendance.choices import LEAVE_STANDING, TRIP_STANDING, LeavePurpose, LeaveUnit
from attendance.models import CalendarLink, LeaveDay, LeaveRequest, TripOrder
from attendance.queries.rulebook import RuleBook
from attendance.rules.icalendar import Event, calendar_text
from attendance.rules.moments import moment

PAST, AHEAD = timedelta(days=366), timedelta(days=731)


def own_calendar(person_id: UUID, today: date) -> str:
    """Leave and trips from a year ago to two years ahead. Kinds of leave that stay private are only 휴가."""
    since, until = today - PAST, today + AHEAD
    return calendar_text(
        "내 휴가와 출장", [*_leaves(person_id, since, until), *_trips(person_id, since, until)]
    )


def calendar_link(person_id: UUID | None) -> CalendarLink | None:
    """Whether somebody has an address, and since when."""
    return CalendarLink.objects.filter(person_id=person_id).first() if person_id else None


def _leaves(person_id: UUID, since: date, until: date) -> list[Event]:
    rows = LeaveDay.objects.filter(
        request__staff__person_id=person_id,
        request__state__in=LEAVE_STANDING,
        on__gte=since,
        on__lt=until,
        given_back_at__isnull=True,
    ).exclude(request__purpose=LeavePurpose.CANCEL)
    kinds = RuleBook(since + PAST).leave_types
    found = []
    for day in rows.select_related("request").order_by("on", "pk"):
        request = day.request
        kind = kinds.get(request.leave_type)
        label = "휴가" if kind is None or kind.confidential else kind.name
        begins: date | datetime = day.on
        ends: date | datetime = day.on + timedelta(days=1)
        if request.unit != LeaveUnit.DAY:
            begins, ends = moment(day.on, day.start), moment(day.on, day.end)
            label = f"{label} {request.get_unit_display()}"
        found.append(Event(str(day.pk), begins, ends, label, _is_firm(request), _changed(request)))
    return found


def _trips(person_id: UUID, since: date, until: date) -> list[Event]:
    rows = TripOrder.objects.filter(
        staff__person_id=person_id,
        state__in=TRIP_STANDING,
        to_at__gt=moment(since, 0),
        from_at__lt=moment(until, 0),
    )
    return [
        Event(str(row.pk), row.from_at, row.to_at, f"출장 {row.destination}", _is_firm(row), _changed(row))
        for row in rows.order_by("from_at", "pk")
    ]


def _is_firm(paper: LeaveRequest | TripOrder) -> bool:
    return bool(paper.state != "SUBMITTED")


def _changed(paper: LeaveRequest | TripOrder) -> datetime:
    return paper.approved_at or paper.submitted_at or paper.drafted_at
