"""Clock, days, overtime, holidays and the close of a month: cases T-02, T-05 to T-09, T-12, T-13, S-09, C-01, L-19."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from attendance.choices import ClockKind
from attendance.errors import (
    AgreementMissing,
    AlreadyAway,
    HolidayTaken,
    MaternityLimit,
    MonthNotReady,
    OvertimeNotOrdered,
    PunchMissing,
    WeekLimitExceeded,
)
from attendance.models import (
    AttendanceAdjustment,
    AttendanceDay,
    AttendanceMonthResult,
    ClockEvent,
    LeaveLot,
    LongAbsence,
    OvertimeOrder,
)
from attendance.services.clock import DeviceRecord, punch, take_in_records
from attendance.services.clock_corrections import CorrectionData, draft_correction, submit_correction
from attendance.services.days import calculate_days, confirm_day
from attendance.services.holidays import HolidayData, enter_holiday, preview_holiday, withdraw_holiday
from attendance.services.months import (
    AdjustmentData,
    adjust_closed,
    close_month,
    confirm_department,
    reopen_month,
)
from attendance.services.overtime_orders import (
    OvertimeData,
    detect_day,
    draft_order,
    judge_unordered,
    recognise,
    submit_order,
)
from attendance.services.staff import AgreementData, protect, register_agreement
from core.access import SYSTEM
from core.errors import DomainError, PermissionMissing
from tenants.context import institution
from tests.attendance import kit
from tests.people import actor, department, user
from tests.worlds import World

H = 60
MONDAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def work(person, on: date, start: float = 9, end: float = 18) -> None:
    for kind, hour in (("IN", start), ("OUT", end)):
        moment = kit.at(on, 0) + timedelta(minutes=int(hour * H))
        ClockEvent.objects.create(staff=person, on=on, at=moment, kind=kind, source="WEB", recorded_at=moment)
    calculate_days(staff_ids=[person.pk], from_on=on, until_on=on + timedelta(days=1), at=kit.at(on, 23, 59))


def order(on: date, start: float, end: float, *, at=None, **more) -> OvertimeOrder:
    who = actor("drafter")
    data = OvertimeData(on, int(start * H), int(end * H), "공연 준비", **more)
    made = draft_order(actor=who, data=data, at=at or kit.at(on, 9))
    return submit_order(actor=who, order_id=made.pk, at=at or kit.at(on, 9))


def refused(code: type[DomainError], *args, **kwargs) -> DomainError:
    before = OvertimeOrder.objects.count()
    with pytest.raises(DomainError) as caught, transaction.atomic():
        order(*args, **kwargs)
    assert code.code in {caught.value.code, *(fault.code for fault in caught.value.errors)}, caught.value
    assert OvertimeOrder.objects.count() == before
    return caught.value


def test_a_day_by_web_and_a_day_past_midnight() -> None:
    person = kit.staff()
    who = actor("drafter")
    punch(actor=who, kind=ClockKind.IN, source="WEB", at=kit.at(MONDAY, 8, 51), ip="10.0.0.1")
    punch(actor=who, kind=ClockKind.OUT, source="MOBILE", at=kit.at(MONDAY, 18, 2))
    day = AttendanceDay.objects.get(staff=person, on=MONDAY)
    assert (day.worked, day.late, day.state) == (480, 0, "CALCULATED")
    punch(actor=who, kind=ClockKind.IN, source="WEB", at=kit.at(MONDAY, 21))
    done = punch(actor=who, kind=ClockKind.OUT, source="WEB", at=kit.at(MONDAY + timedelta(days=1), 1))
    assert done.on == MONDAY
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockEvent.objects.update(note="")


def test_records_of_devices_are_taken_once() -> None:
    kit.staff()
    gate = actor("drafter")
    records = [
        DeviceRecord(user("drafter").pk, kit.at(MONDAY, 9), ClockKind.IN, "gate-1", "1"),
        DeviceRecord(user("drafter").pk, kit.at(MONDAY, 18), ClockKind.OUT, "gate-1", "2"),
        DeviceRecord(user("outsider").pk, kit.at(MONDAY, 9), ClockKind.IN, "gate-1", "3"),
    ]
    done = take_in_records(actor=SYSTEM, records=records, at=kit.at(MONDAY, 19))
    assert (done.taken, done.known, done.unknown_people) == (2, 0, (user("outsider").pk,))
    again = take_in_records(actor=SYSTEM, records=records, at=kit.at(MONDAY, 20))
    assert (again.taken, again.known) == (0, 2)
    with pytest.raises(DomainError) as caught:
        take_in_records(actor=gate, records=records, at=kit.at(MONDAY, 20))
    assert caught.value.code == "PERMISSION_MISSING"
    assert AttendanceDay.objects.get(on=MONDAY).worked == 480


def test_nobody_clocks_during_a_leave_of_absence() -> None:
    person = kit.staff()
    LongAbsence.objects.create(
        staff=person, kind="CHILDCARE", name="육아휴직", from_on=MONDAY, until_on=None, counting="ATTENDED"
    )
    with pytest.raises(AlreadyAway):
        punch(actor=actor("drafter"), kind=ClockKind.IN, source="WEB", at=kit.at(MONDAY))
    assert not ClockEvent.objects.exists()


def test_a_missing_record_is_corrected_by_document() -> None:
    person = kit.staff()
    ClockEvent.objects.create(
        staff=person, on=MONDAY, at=kit.at(MONDAY, 9), kind="IN", source="WEB", recorded_at=kit.at(MONDAY, 9)
    )
    calculate_days(
        staff_ids=[person.pk], from_on=MONDAY, until_on=MONDAY + timedelta(days=1), at=kit.at(MONDAY, 23)
    )
    assert AttendanceDay.objects.get().exceptions == ["MISSING_OUT"]
    who = actor("drafter")
    data = CorrectionData(MONDAY, "OUT", "단말기 오류", kit.at(MONDAY, 18))
    made = draft_correction(actor=who, data=data, at=kit.at(date(2026, 11, 3)))
    submit_correction(actor=who, correction_id=made.pk, at=kit.at(date(2026, 11, 3)))
    kit.decide(made.pk, date(2026, 11, 3))
    day = AttendanceDay.objects.get()
    assert (day.state, day.worked, day.exceptions) == ("CALCULATED", 480, [])


def test_t_02_more_than_52_hours_is_refused_as_a_whole() -> None:
    person = kit.staff()
    for offset in range(5):
        on = MONDAY + timedelta(days=offset)
        OvertimeOrder.objects.create(
            staff=person,
            department_id=department("21"),
            on=on,
            start=18 * H,
            end=20 * H,
            state="ORDERED",
            drafted_by=user("drafter"),
            drafted_at=kit.at(on),
            number=f"OT-{offset}",
        )
        work(person, on, 9, 20)
    error = refused(WeekLimitExceeded, date(2026, 11, 7), 9, 13, at=kit.at(date(2026, 11, 6), 21))
    text = str(error.detail) + " ".join(fault.detail for fault in error.errors)
    assert "54" in text
    assert order(date(2026, 11, 7), 9, 11, at=kit.at(date(2026, 11, 6), 21)).state == "SUBMITTED"


def test_t_05_and_t_09_saturday_work_becomes_leave_only_under_an_agreement() -> None:
    person = kit.staff()
    saturday = date(2026, 11, 7)
    made = order(saturday, 9, 13, at=kit.at(date(2026, 11, 6)), reward="LEAVE")
    kit.decide(made.pk, date(2026, 11, 6))
    work(person, saturday, 9, 13)
    day = AttendanceDay.objects.get(on=saturday)
    assert (day.day_class, day.ordered, day.holiday_within_8) == ("OFF", 240, 0)
    with pytest.raises(AgreementMissing), transaction.atomic():
        recognise(actor=SYSTEM, order_id=made.pk, at=kit.at(date(2026, 11, 9)))
    register_agreement(
        actor=SYSTEM,
        data=AgreementData("COMP_LEAVE", "보상휴가 합의", "노사-1", "근로자대표", date(2026, 1, 1)),
        at=kit.at(date(2026, 11, 9)),
    )
    recognise(actor=SYSTEM, order_id=made.pk, at=kit.at(date(2026, 11, 9)))
    lot = LeaveLot.objects.get(staff=person, pool="COMPENSATORY")
    assert (lot.balance, lot.expires_on) == (360, date(2027, 5, 6))


def test_t_08_overtime_inside_a_trip_is_refused() -> None:
    from attendance.services.trips import TripData, draft_trip, submit_trip

    kit.staff()
    who = actor("drafter")
    data = TripData("LOCAL", "시청", "협의", kit.at(MONDAY, 13), kit.at(MONDAY, 18))
    trip = draft_trip(actor=who, data=data, at=kit.at(MONDAY))
    submit_trip(actor=who, trip_id=trip.pk, at=kit.at(MONDAY))
    refused(AlreadyAway, MONDAY, 17, 20)


def test_t_12_within_a_year_of_a_birth() -> None:
    person = kit.staff()
    protect(
        actor=SYSTEM,
        staff_id=person.pk,
        kind="AFTER_BIRTH",
        from_on=date(2026, 3, 2),
        until_on=date(2027, 3, 2),
        at=kit.at(MONDAY),
    )
    for offset, hours in ((0, 2), (1, 2), (2, 1)):
        order(MONDAY + timedelta(days=offset), 18, 18 + hours, at=kit.at(MONDAY))
    refused(MaternityLimit, MONDAY + timedelta(days=3), 18, 20, at=kit.at(MONDAY))
    assert order(MONDAY + timedelta(days=3), 18, 19, at=kit.at(MONDAY)).state == "SUBMITTED"


def test_unordered_work_is_kept_and_looked_at() -> None:
    person = kit.staff()
    work(person, MONDAY, 9, 20)
    day = AttendanceDay.objects.get()
    assert (day.unordered, day.exceptions, day.state) == (120, ["UNORDERED"], "EXCEPTION")


def test_t_13_a_temporary_holiday_gives_leave_back_and_makes_holiday_work() -> None:
    person = kit.staff()
    kit.lot(person, 5 * 480, date(2026, 1, 1), date(2026, 12, 31))
    request = kit.leave(date(2026, 11, 26), date(2026, 11, 27), on=date(2026, 11, 20))
    kit.decide(request.pk, date(2026, 11, 20))
    other = kit.staff("inspector")
    work(other, date(2026, 11, 26), 9, 18)
    OvertimeOrder.objects.create(
        staff=other,
        department_id=department("21"),
        on=date(2026, 11, 26),
        start=540,
        end=1080,
        state="ORDERED",
        drafted_by=user("inspector"),
        drafted_at=kit.at(MONDAY),
        number="OT-9",
    )
    assert [name for _id, name in preview_holiday(actor=SYSTEM, on=date(2026, 11, 26)).leaves] == ["윤하늘"]
    data = HolidayData(date(2026, 11, 26), "임시공휴일", "temporary", "국무회의 의결")
    holiday = enter_holiday(actor=SYSTEM, data=data, at=kit.at(date(2026, 11, 21)))
    assert kit.balance(person) == 4 * 480
    assert request.days.filter(given_back_at__isnull=False).get().on == date(2026, 11, 26)
    day = AttendanceDay.objects.get(staff=other)
    assert (day.day_class, day.ordered, day.holiday_within_8, day.holiday_over_8) == ("HOLIDAY", 540, 480, 60)
    with pytest.raises(HolidayTaken):
        enter_holiday(actor=SYSTEM, data=data, at=kit.at(date(2026, 11, 21)))
    withdraw_holiday(actor=SYSTEM, holiday_id=holiday.pk, reason="착오", at=kit.at(date(2026, 11, 21)))
    assert AttendanceDay.objects.get(staff=other).day_class == "WORKING"


def a_whole_month(person, period: int = 202610) -> None:
    first = date(period // 100, period % 100, 1)
    for on in kit.working_days(first, date(2026, 11, 1)):
        if on not in (date(2026, 10, 5), date(2026, 10, 9)):
            work(person, on)
    calculate_days(
        staff_ids=[person.pk], from_on=first, until_on=date(2026, 11, 1), at=kit.at(date(2026, 11, 1), 12)
    )


def test_c_01_an_open_exception_stops_the_close_and_is_named() -> None:
    person = kit.staff()
    a_whole_month(person)
    late = AttendanceDay.objects.get(on=date(2026, 10, 1))
    ClockEvent.objects.create(
        staff=person,
        on=late.on,
        at=kit.at(late.on, 19),
        kind="IN",
        source="WEB",
        recorded_at=kit.at(late.on, 19),
    )
    calculate_days(
        staff_ids=[person.pk], from_on=late.on, until_on=late.on + timedelta(days=1), at=kit.at(MONDAY)
    )
    with pytest.raises(MonthNotReady) as caught:
        confirm_department(actor=SYSTEM, period=202610, department_id=department("21"), at=kit.at(MONDAY))
    assert caught.value.facts["count"] == 1
    assert "윤하늘" in caught.value.errors[0].detail
    assert not AttendanceMonthResult.objects.exists()


def test_heads_confirm_days_of_their_own_department_only() -> None:
    person = kit.staff()
    a_whole_month(person)
    day = AttendanceDay.objects.filter(state="CALCULATED").first()
    for stranger in ("approver", "drafter"):
        with pytest.raises(PermissionMissing):
            confirm_day(actor=actor(stranger), day_id=day.pk, note="확인", at=kit.at(MONDAY))
    day.refresh_from_db()
    assert (day.state, day.confirmed_by_id) == ("CALCULATED", None)
    confirm_day(actor=actor("chief"), day_id=day.pk, note="", at=kit.at(MONDAY))
    day.refresh_from_db()
    assert (day.state, day.confirmed_by_id) == ("CONFIRMED", user("chief").pk)


def closed(person) -> None:
    a_whole_month(person)
    confirm = {"period": 202610, "at": kit.at(MONDAY)}
    with pytest.raises(DomainError):
        confirm_department(actor=actor("approver"), department_id=department("21"), **confirm)
    confirm_department(actor=actor("chief"), department_id=department("21"), **confirm)
    for day in AttendanceDay.objects.filter(state="EXCEPTION"):
        confirm_day(actor=SYSTEM, day_id=day.pk, note="확인", at=kit.at(MONDAY))


def test_a_closed_month_has_one_result_for_each_person_and_is_not_rewritten() -> None:
    person = kit.staff()
    closed(person)
    done = close_month(actor=SYSTEM, period=202610, at=kit.at(MONDAY))
    assert done.people == 1
    result = AttendanceMonthResult.objects.get()
    assert (result.values["work_days"], result.values["work_minutes"]) == (20, 20 * 480)
    assert len(result.content_hash) == 64
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceDay.objects.filter(on=date(2026, 10, 1)).update(worked=1)
    before = AttendanceDay.objects.get(on=date(2026, 10, 1)).worked
    work(person, date(2026, 10, 1), 20, 22)
    assert AttendanceDay.objects.get(on=date(2026, 10, 1)).worked == before
    reopen_month(actor=SYSTEM, period=202610, reason="기록 정정", at=kit.at(MONDAY))
    assert AttendanceDay.objects.get(on=date(2026, 10, 1)).state == "CONFIRMED"
    assert close_month(actor=SYSTEM, period=202610, at=kit.at(MONDAY)).month.run == 2
    assert AttendanceMonthResult.objects.count() == 2


def test_l_19_a_wrong_leave_of_a_closed_month_is_adjusted_in_the_open_one() -> None:
    person = kit.staff()
    kit.lot(person, 5 * 480, date(2026, 1, 1), date(2026, 12, 31))
    request = kit.leave(date(2026, 10, 1), on=date(2026, 9, 29))
    kit.decide(request.pk, date(2026, 9, 29))
    closed(person)
    close_month(actor=SYSTEM, period=202610, at=kit.at(MONDAY))
    data = AdjustmentData(person.pk, date(2026, 10, 1), "LEAVE", -480, "실제로 근무함", request.pk)
    made = adjust_closed(actor=SYSTEM, data=data, at=kit.at(MONDAY))
    assert (made.period, made.of_period, made.adjusts) == (202611, 202610, request.pk)
    assert kit.balance(person) == 5 * 480
    assert AttendanceAdjustment.objects.count() == 1


def day_of_monday(person) -> AttendanceDay:
    now = kit.at(MONDAY + timedelta(days=1))
    calculate_days(staff_ids=[person.pk], from_on=MONDAY, until_on=MONDAY + timedelta(days=1), at=now)
    return AttendanceDay.objects.get(on=MONDAY)


def test_a_day_without_record_is_confirmed_with_an_explanation_only() -> None:
    day = day_of_monday(kit.staff())
    assert (day.state, day.exceptions) == ("EXCEPTION", ["NO_RECORD"])
    with pytest.raises(PunchMissing):
        confirm_day(actor=SYSTEM, day_id=day.pk, note=" ", at=kit.at(MONDAY))
    day.refresh_from_db()
    assert (day.state, day.note) == ("EXCEPTION", "")
    confirm_day(actor=SYSTEM, day_id=day.pk, note="장치 고장", at=kit.at(MONDAY))
    day.refresh_from_db()
    assert (day.state, day.note) == ("CONFIRMED", "장치 고장")


def test_work_without_an_order_is_kept_at_night_and_judged_before_the_day_is_confirmed() -> None:
    person = kit.staff()
    work(person, MONDAY, 9, 20)
    day = day_of_monday(person)
    assert (day.unordered, day.exceptions) == (120, ["UNORDERED"])
    tuesday = kit.at(MONDAY + timedelta(days=1), 0, 30)
    assert [detect_day(on=MONDAY, at=tuesday), detect_day(on=MONDAY, at=tuesday)] == [1, 0]
    kept = OvertimeOrder.objects.get()
    assert (kept.state, kept.start, kept.end) == ("DETECTED", 18 * H, 20 * H)
    with pytest.raises(OvertimeNotOrdered):
        confirm_day(actor=SYSTEM, day_id=day.pk, note="확인", at=tuesday)
    day.refresh_from_db()
    assert day.state == "EXCEPTION"
    judge_unordered(actor=SYSTEM, order_id=kept.pk, verb="not_work", text="사적 용무", at=tuesday)
    day.refresh_from_db()
    confirm_day(actor=SYSTEM, day_id=day.pk, note="사적 용무", at=tuesday)
    day.refresh_from_db()
    assert (day.state, day.unordered) == ("CONFIRMED", 120)
