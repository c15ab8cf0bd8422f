"""What happens in hr reaches attendance: case I-01, joining and leaving."""

from __future__ import annotations

from datetime import date

import pytest

from attendance.models import CalendarEntry, LeaveEntry, LeaveRequest, LongAbsence, Staff, TripOrder
from attendance.queries.month_state import closed_since
from attendance.services.clock import punch
from attendance.services.trips import TripData, draft_trip, submit_trip
from core.ids import uuid7
from core.reactions import reactions
from hr.events import EmployeeJoined, EmployeeLeft, LeaveEnded, LeaveStarted
from tenants.context import institution
from tests.attendance import kit
from tests.people import actor, user
from tests.worlds import World

D = 480
PERSON, EMPLOYMENT, LEAVE = uuid7(), uuid7(), uuid7()


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def joined() -> Staff:
    on = date(2024, 3, 4)
    reactions.publish(EmployeeJoined(PERSON, EMPLOYMENT, user("drafter").pk, on, kit.at(on)))
    return Staff.objects.get(employment_id=EMPLOYMENT)


def loa(on: date = date(2026, 4, 11), until: date = date(2027, 4, 11)) -> None:
    fact = LeaveStarted(
        PERSON, EMPLOYMENT, user("drafter").pk, LEAVE, "CHILDCARE", on, until, kit.at(date(2026, 4, 1))
    )
    reactions.publish(fact)


def test_joining_begins_attendance_by_the_rules_of_the_institution() -> None:
    person = joined()
    assert (person.person_id, person.hired_on, person.regime, person.basis) == (
        user("drafter").pk,
        date(2024, 3, 4),
        "LABOUR",
        "FISCAL_YEAR",
    )
    joined()
    assert Staff.objects.count() == 1


def test_i_01_a_leave_of_absence_gives_leave_and_trips_back_and_blocks_the_clock() -> None:
    person = joined()
    kit.lot(person, 10 * D, date(2026, 1, 1), date(2026, 12, 31))
    before = kit.leave(date(2026, 4, 10), on=date(2026, 4, 1))
    across = kit.leave(date(2026, 4, 13), date(2026, 4, 14), on=date(2026, 4, 1))
    for request in (before, across):
        kit.decide(request.pk, date(2026, 4, 1))
    who = actor("drafter")
    data = TripData("LOCAL", "시청", "협의", kit.at(date(2026, 4, 20), 13), kit.at(date(2026, 4, 20), 17))
    trip = draft_trip(actor=who, data=data, at=kit.at(date(2026, 4, 1)))
    submit_trip(actor=who, trip_id=trip.pk, at=kit.at(date(2026, 4, 1)))
    kit.decide(trip.pk, date(2026, 4, 1))
    loa()
    loa()
    row = LongAbsence.objects.get()
    assert (row.name, row.counting, row.from_on) == ("육아휴직", "ATTENDED", date(2026, 4, 11))
    assert kit.balance(person) == 9 * D
    states = dict(LeaveRequest.objects.values_list("pk", "state"))
    assert (states[before.pk], states[across.pk]) == ("APPROVED", "CANCELLED")
    assert TripOrder.objects.get().state == "CANCELLED"
    assert list(CalendarEntry.objects.values_list("on", flat=True)) == [date(2026, 4, 10)]
    with pytest.raises(Exception, match="다른 복무"):
        punch(actor=who, kind="IN", source="WEB", at=kit.at(date(2026, 4, 13)))
    reactions.publish(
        LeaveEnded(
            PERSON,
            EMPLOYMENT,
            user("drafter").pk,
            LEAVE,
            "CHILDCARE",
            date(2026, 10, 12),
            kit.at(date(2026, 10, 12)),
        )
    )
    assert LongAbsence.objects.get().until_on == date(2026, 10, 12)
    assert punch(actor=who, kind="IN", source="WEB", at=kit.at(date(2026, 10, 12))).on == date(2026, 10, 12)


def test_leaving_cancels_what_lies_ahead_and_pays_the_rest() -> None:
    person = joined()
    kit.lot(person, 10 * D, date(2026, 1, 1), date(2026, 12, 31), "FISCAL")
    request = kit.leave(date(2026, 7, 6), on=date(2026, 6, 1))
    kit.decide(request.pk, date(2026, 6, 1))
    fact = EmployeeLeft(
        PERSON, EMPLOYMENT, user("drafter").pk, date(2026, 6, 30), "RESIGNED", kit.at(date(2026, 6, 30))
    )
    reactions.publish(fact)
    assert LeaveRequest.objects.get().state == "CANCELLED"
    assert Staff.objects.get().last_on == date(2026, 6, 30)
    assert kit.balance(person) == 0
    paid = LeaveEntry.objects.filter(kind="PAYOUT")
    assert sum(paid.values_list("minutes", flat=True)) <= -10 * D
    assert closed_since(date(2026, 1, 1)) == []
