"""Leave from the request to the ledger: cases L-15 to L-19, L-28, S, I-03."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from attendance.errors import (
    AlreadyAway,
    BeforeUsable,
    EvidenceMissing,
    LeaveShort,
    MonthIsClosed,
    NoWorkingDay,
    OnlyByCancellation,
    RequestFaulty,
    TooManySplits,
    UnitNotAllowed,
    UseDeadlinePassed,
    UseLimitExceeded,
)
from attendance.models import AttendanceMonth, CalendarEntry, LeaveEntry, LeaveLot, LeaveRequest
from attendance.services.accrual import expire_lots
from attendance.services.leave import (
    LeaveData,
    ask_cancellation,
    ask_change,
    convert_and_submit,
    discard_leave,
    draft_leave,
    recall_leave,
    submit_leave,
)
from core.access import SYSTEM
from core.errors import DomainError
from organization.models import Absence
from tenants.context import institution
from tests.attendance import kit
from tests.people import actor, user
from tests.worlds import World

D = 480
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def refused(code: type[DomainError], *args, **kwargs) -> DomainError:
    """The request is refused with this code and nothing is held."""
    before = LeaveEntry.objects.count(), CalendarEntry.objects.count()
    with pytest.raises(DomainError) as caught, transaction.atomic():
        kit.leave(*args, **kwargs)
    codes = {caught.value.code, *(fault.code for fault in caught.value.errors)}
    assert code.code in codes, caught.value
    assert (LeaveEntry.objects.count(), CalendarEntry.objects.count()) == before
    return caught.value


def test_approval_turns_a_hold_into_use() -> None:
    person = kit.staff()
    kit.lot(person, 17 * D, *YEAR)
    request = kit.leave(
        date(2026, 11, 26), date(2026, 11, 27), on=date(2026, 11, 22), deputy_id=user("inspector").pk
    )
    assert (request.state, request.minutes, request.counted_days) == ("SUBMITTED", 2 * D, 2)
    assert (kit.balance(person), kit.held(person)) == (17 * D, 2 * D)
    assert kit.decide(request.pk, date(2026, 11, 23))
    request.refresh_from_db()
    assert request.state == "APPROVED"
    assert (kit.balance(person), kit.held(person)) == (15 * D, 0)
    assert sorted(kit.kinds(person)) == sorted(
        [("GRANT", 17 * D), *[("HOLD", -D), ("RELEASE", D), ("USE", -D)] * 2]
    )
    absence = Absence.objects.get(person=user("drafter"))
    assert (absence.deputy_id, absence.kind) == (user("inspector").pk, "LEAVE")
    assert (absence.from_at, absence.to_at) == (kit.at(date(2026, 11, 26), 0), kit.at(date(2026, 11, 28), 0))


def test_l_15_more_than_the_balance_holds_nothing() -> None:
    person = kit.staff()
    kit.lot(person, 3 * D, *YEAR)
    error = refused(LeaveShort, date(2026, 11, 23), date(2026, 11, 26), on=date(2026, 11, 22))
    assert "3.0일" in str(error.detail) or any("3.0일" in fault.detail for fault in error.errors)
    assert kit.held(person) == 0


def test_l_16_borrowing_from_the_next_grant() -> None:
    person = kit.staff(hired_on=date(2025, 5, 22), regime="LOCAL_PUBLIC")
    days = (date(2026, 11, 23), date(2026, 11, 30))
    request = kit.leave(*days, on=date(2026, 11, 22), may_advance=True)
    assert request.counted_days == 6
    advance = LeaveLot.objects.get(staff=person)
    assert (advance.is_advance, advance.balance, advance.held) == (True, 6 * D, 6 * D)
    kit.decide(request.pk, date(2026, 11, 22))
    advance.refresh_from_db()
    assert (advance.balance, advance.held) == (0, 0)
    refused(LeaveShort, date(2026, 12, 1), on=date(2026, 11, 22), may_advance=True)
    new = kit.lot(person, 15 * D, date(2027, 1, 1), date(2027, 12, 31))
    assert new.balance == 9 * D


def test_l_16_a_seventh_day_is_refused() -> None:
    kit.staff(hired_on=date(2025, 5, 22), regime="LOCAL_PUBLIC")
    refused(LeaveShort, date(2026, 11, 23), date(2026, 12, 1), on=date(2026, 11, 22), may_advance=True)


def test_a_returned_request_gives_back_what_it_borrowed() -> None:
    person = kit.staff(hired_on=date(2025, 5, 22), regime="LOCAL_PUBLIC")
    request = kit.leave(date(2026, 11, 23), on=date(2026, 11, 22), may_advance=True)
    kit.send_back(request.pk, date(2026, 11, 22))
    assert (kit.balance(person), kit.held(person)) == (0, 0)
    assert not CalendarEntry.objects.exists()


def test_l_17_across_the_year_the_second_part_waits_for_the_next_grant() -> None:
    person = kit.staff()
    kit.lot(person, 5 * D, *YEAR)
    request = kit.leave(date(2026, 12, 30), date(2027, 1, 4), on=date(2026, 12, 1))
    assert request.counted_days == 3
    assert kit.held(person) == 2 * D
    assert list(request.expected.values_list("on", "minutes")) == [(date(2027, 1, 4), D)]
    kit.decide(request.pk, date(2026, 12, 2))
    kit.accrue(date(2027, 1, 1), person)
    new = LeaveLot.objects.get(staff=person, granted_on=date(2027, 1, 1))
    assert new.balance == 17 * D - D  # 5 completed fiscal years: 17 days
    assert request.expected.get().ended_at is not None


def test_l_28_days_beyond_the_lot_of_a_hire_date() -> None:
    person = kit.staff(hired_on=date(2021, 9, 15), basis="HIRE_DATE")
    kit.lot(person, 2 * D, date(2025, 9, 15), date(2026, 9, 14))
    request = kit.leave(date(2026, 9, 14), date(2026, 9, 16), on=date(2026, 9, 1))
    assert kit.held(person) == D
    assert list(request.expected.values_list("on", flat=True)) == [date(2026, 9, 15), date(2026, 9, 16)]
    kit.decide(request.pk, date(2026, 9, 2))
    expire_lots(actor=SYSTEM, on=date(2026, 9, 15), at=kit.at(date(2026, 9, 15), 1))
    expired = LeaveEntry.objects.get(kind="EXPIRE")
    assert (expired.minutes, expired.is_payable) == (-D, True)
    kit.accrue(date(2026, 9, 15), person)
    new = LeaveLot.objects.get(staff=person, granted_on=date(2026, 9, 15))
    assert (new.balance, kit.held(person)) == (17 * D - 2 * D, 0)  # 5 completed years: 17 days


def test_l_18_a_cancellation_gives_the_balance_back() -> None:
    person = kit.staff()
    kit.lot(person, 5 * D, *YEAR)
    request = kit.leave(date(2026, 7, 20), on=date(2026, 7, 1), deputy_id=user("inspector").pk)
    kit.decide(request.pk, date(2026, 7, 2))
    with pytest.raises(OnlyByCancellation):
        discard_leave(actor=actor("drafter"), request_id=request.pk, at=kit.at(date(2026, 7, 15)))
    who = actor("drafter")
    cancel = ask_cancellation(
        actor=who, request_id=request.pk, reason="일정 변경", at=kit.at(date(2026, 7, 15))
    )
    submit_leave(actor=who, request_id=cancel.pk, at=kit.at(date(2026, 7, 15), 10))
    request.refresh_from_db()
    assert request.state == "CANCEL_REQUESTED"
    assert kit.balance(person) == 4 * D
    kit.decide(cancel.pk, date(2026, 7, 15))
    request.refresh_from_db()
    assert (request.state, kit.balance(person)) == ("CANCELLED", 5 * D)
    assert not CalendarEntry.objects.filter(paper_id=request.pk).exists()
    absence = Absence.objects.get(person=user("drafter"))
    assert absence.ended_at == absence.from_at
    assert LeaveRequest.objects.get(pk=cancel.pk).original_id == request.pk


def test_a_returned_cancellation_leaves_the_leave_as_it_was() -> None:
    person = kit.staff()
    kit.lot(person, 5 * D, *YEAR)
    request = kit.leave(date(2026, 7, 20), on=date(2026, 7, 1))
    kit.decide(request.pk, date(2026, 7, 2))
    who = actor("drafter")
    cancel = ask_cancellation(
        actor=who, request_id=request.pk, reason="일정 변경", at=kit.at(date(2026, 7, 15))
    )
    submit_leave(actor=who, request_id=cancel.pk, at=kit.at(date(2026, 7, 15), 10))
    kit.send_back(cancel.pk, date(2026, 7, 15))
    request.refresh_from_db()
    assert (request.state, kit.balance(person)) == ("APPROVED", 4 * D)
    assert CalendarEntry.objects.filter(paper_id=request.pk).count() == 1


def test_a_returned_cancellation_of_leave_taken_leaves_it_taken() -> None:
    person = kit.staff()
    kit.lot(person, 5 * D, *YEAR)
    request = kit.leave(date(2026, 7, 20), on=date(2026, 7, 1))
    kit.decide(request.pk, date(2026, 7, 2))
    LeaveRequest.objects.filter(pk=request.pk).update(state="TAKEN")
    who, when = actor("drafter"), kit.at(date(2026, 7, 22))
    cancel = ask_cancellation(actor=who, request_id=request.pk, reason="근무함", at=when)
    submit_leave(actor=who, request_id=cancel.pk, at=when)
    request.refresh_from_db()
    assert (request.state, request.state_before) == ("CANCEL_REQUESTED", "TAKEN")
    kit.send_back(cancel.pk, date(2026, 7, 22))
    request.refresh_from_db()
    assert (request.state, request.state_before, kit.balance(person)) == ("TAKEN", "", 4 * D)


def test_a_cancellation_sent_back_after_the_day_leaves_the_leave_approved() -> None:
    person = kit.staff()
    kit.lot(person, 5 * D, *YEAR)
    request = kit.leave(date(2026, 7, 20), on=date(2026, 7, 1))
    kit.decide(request.pk, date(2026, 7, 2))
    who, when = actor("drafter"), kit.at(date(2026, 7, 15))
    cancel = ask_cancellation(actor=who, request_id=request.pk, reason="일정 변경", at=when)
    submit_leave(actor=who, request_id=cancel.pk, at=when)
    kit.send_back(cancel.pk, date(2026, 7, 23))
    request.refresh_from_db()
    assert (request.state, kit.balance(person)) == ("APPROVED", 4 * D)


def test_an_exchange_reverses_and_uses_in_one_act() -> None:
    person = kit.staff()
    kit.lot(person, 2 * D, *YEAR)
    request = kit.leave(date(2026, 7, 20), date(2026, 7, 21), on=date(2026, 7, 1))
    kit.decide(request.pk, date(2026, 7, 2))
    data = LeaveData("ANNUAL", "DAY", date(2026, 7, 21), date(2026, 7, 22))
    change = ask_change(actor=actor("drafter"), request_id=request.pk, data=data, at=kit.at(date(2026, 7, 3)))
    submit_leave(actor=actor("drafter"), request_id=change.pk, at=kit.at(date(2026, 7, 3)))
    assert kit.held(person) == 0
    kit.decide(change.pk, date(2026, 7, 6))
    request.refresh_from_db()
    change.refresh_from_db()
    assert (request.state, change.state, kit.balance(person)) == ("REPLACED", "APPROVED", 0)
    assert list(CalendarEntry.objects.values_list("on", flat=True)) == [date(2026, 7, 21), date(2026, 7, 22)]


def test_l_19_a_closed_month_is_not_changed() -> None:
    kit.lot(kit.staff(), 5 * D, *YEAR)
    AttendanceMonth.objects.create(period=202606, state="HR_CLOSED")
    refused(MonthIsClosed, date(2026, 6, 30), date(2026, 7, 1), on=date(2026, 6, 30))


def test_i_03_a_recalled_request_is_a_draft_and_holds_nothing() -> None:
    person = kit.staff()
    kit.lot(person, 5 * D, *YEAR)
    request = kit.leave(date(2026, 11, 26), on=date(2026, 11, 22))
    recall_leave(
        actor=actor("drafter"), request_id=request.pk, reason="날짜 정정", at=kit.at(date(2026, 11, 22), 10)
    )
    request.refresh_from_db()
    assert (request.state, kit.held(person)) == ("DRAFT", 0)
    assert not CalendarEntry.objects.exists()


def test_two_leaves_at_one_time_are_refused_and_halves_may_touch() -> None:
    kit.lot(kit.staff(), 5 * D, *YEAR)
    kit.leave(date(2026, 11, 26), on=date(2026, 11, 22), unit="HALF_AM")
    refused(AlreadyAway, date(2026, 11, 26), on=date(2026, 11, 22))
    other = kit.leave(date(2026, 11, 26), on=date(2026, 11, 22), unit="HALF_PM")
    assert other.minutes == 240


def test_refusals_of_a_request() -> None:
    kit.lot(kit.staff(), 15 * D, *YEAR)
    today = date(2026, 11, 22)
    refused(NoWorkingDay, date(2026, 11, 28), date(2026, 11, 29), on=today)
    refused(UseDeadlinePassed, date(2026, 11, 18), on=today)
    refused(UnitNotAllowed, date(2026, 11, 26), on=today, kind="MENSTRUAL", unit="HALF_AM")
    refused(EvidenceMissing, date(2026, 11, 26), on=today, kind="FAMILY_CARE_DAYS")


def test_s_03_and_s_04_windows_of_spouse_leave() -> None:
    kit.staff()
    born = {"born_on": "2026-10-02"}
    due = {"due_on": "2026-11-20"}
    paper = {"kind": "SPOUSE_BIRTH", "evidence_note": "출생증명서"}
    refused(UseDeadlinePassed, date(2027, 2, 1), on=date(2026, 12, 1), facts=born, **paper)
    refused(BeforeUsable, date(2026, 9, 30), on=date(2026, 9, 18), facts=due, **paper)
    assert kit.leave(date(2026, 10, 1), on=date(2026, 9, 18), facts=due, **paper).counted_days == 1
    assert kit.leave(date(2027, 1, 29), on=date(2026, 12, 1), facts=born, **paper).counted_days == 1


def test_s_05_a_fifth_part_of_spouse_leave_is_refused() -> None:
    kit.staff()
    paper = {"kind": "SPOUSE_BIRTH", "evidence_note": "출생증명서", "facts": {"born_on": "2026-10-02"}}
    for day in (12, 13, 14, 15):
        kit.leave(date(2026, 10, day), on=date(2026, 10, 5), **paper)
    refused(TooManySplits, date(2026, 10, 20), on=date(2026, 10, 5), **paper)


def test_s_07_maternity_leave_lasts_45_days_after_a_late_birth() -> None:
    kit.staff()
    paper = {"kind": "MATERNITY", "evidence_note": "진단서", "on": date(2026, 9, 1)}
    born = {"born_on": "2026-10-25"}
    refused(UseLimitExceeded, date(2026, 9, 1), date(2026, 11, 29), facts=born, **paper)
    made = kit.leave(date(2026, 9, 1), date(2026, 12, 9), facts=born, **paper)
    assert (made.state, made.counted_days) == ("SUBMITTED", 100)


def test_s_01_wedding_leave_is_five_working_days() -> None:
    kit.staff()
    facts = {"event": "WEDDING-SELF", "event_on": "2026-05-02"}
    paper = {"kind": "FAMILY_EVENT", "facts": facts, "evidence_note": "청첩장", "on": date(2026, 4, 20)}
    refused(UseLimitExceeded, date(2026, 5, 4), date(2026, 5, 12), **paper)
    request = kit.leave(date(2026, 5, 4), date(2026, 5, 11), **paper)
    assert [day.on.day for day in request.days.all()] == [4, 6, 7, 8, 11]


def test_s_08_the_seventh_day_of_sick_leave_needs_a_certificate() -> None:
    kit.staff()
    sick = {"kind": "SICK", "on": date(2026, 11, 2)}
    assert kit.leave(date(2026, 11, 3), date(2026, 11, 10), **sick).counted_days == 6
    refused(EvidenceMissing, date(2026, 11, 11), **sick)
    assert kit.leave(date(2026, 11, 11), evidence_note="진단서", **sick).counted_days == 1


def test_s_10_a_long_sick_leave_counts_free_days() -> None:
    kit.staff()
    sick = {"kind": "SICK", "on": date(2026, 5, 29), "evidence_note": "진단서"}
    request = kit.leave(date(2026, 6, 1), date(2026, 7, 17), **sick)
    assert request.counted_days == 47
    assert kit.leave(date(2026, 8, 3), date(2026, 8, 7), **sick).counted_days == 5


def test_a_draft_belongs_to_its_writer() -> None:
    kit.lot(kit.staff(), 5 * D, *YEAR)
    data = LeaveData("ANNUAL", "DAY", date(2026, 11, 26), date(2026, 11, 26))
    draft = draft_leave(actor=actor("drafter"), data=data, at=kit.at(date(2026, 11, 22)))
    with pytest.raises(DomainError) as caught:
        submit_leave(actor=actor("inspector"), request_id=draft.pk, at=kit.at(date(2026, 11, 22)))
    assert caught.value.code == "NOT_FOUND"
    discard_leave(actor=actor("drafter"), request_id=draft.pk, at=kit.at(date(2026, 11, 22)))
    assert not LeaveRequest.objects.exists()


def test_the_database_keeps_the_ledger() -> None:
    made = kit.lot(kit.staff(), 5 * D, *YEAR)
    with pytest.raises(IntegrityError), transaction.atomic():
        LeaveLot.objects.filter(pk=made.pk).update(balance=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        LeaveEntry.objects.update(minutes=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        LeaveEntry.objects.create(
            lot=made, kind="USE", minutes=-6 * D, on=date(2026, 5, 4), recorded_at=kit.at(date(2026, 5, 4))
        )
    made.refresh_from_db()
    assert made.balance == 5 * D


def converted(request: LeaveRequest, days: tuple[date, date], on: date, **more) -> LeaveRequest:
    data = LeaveData(more.pop("kind", "SICK"), "DAY", *days, **more)
    return convert_and_submit(actor=actor("drafter"), request_id=request.pk, data=data, at=kit.at(on))


def test_illness_during_annual_leave_is_converted_afterwards_by_a_document() -> None:
    person = kit.staff()
    kit.lot(person, 10 * D, *YEAR)
    request = kit.leave(date(2026, 7, 20), date(2026, 7, 24), on=date(2026, 7, 1))
    kit.decide(request.pk, date(2026, 7, 2))
    LeaveRequest.objects.filter(pk=request.pk).update(state="TAKEN")
    ill = (date(2026, 7, 22), date(2026, 7, 23))
    made = converted(request, ill, date(2026, 8, 3), reason="입원")
    assert (made.purpose, made.state, made.original_id) == ("CONVERT", "SUBMITTED", request.pk)
    assert kit.balance(person) == 5 * D
    kit.decide(made.pk, date(2026, 8, 4))
    made.refresh_from_db()
    request.refresh_from_db()
    assert (made.state, request.state, kit.balance(person)) == ("APPROVED", "TAKEN", 7 * D)
    given = request.days.filter(given_back_at__isnull=False).values_list("on", flat=True)
    assert list(given) == [date(2026, 7, 22), date(2026, 7, 23)]
    entries = CalendarEntry.objects.order_by("on").values_list("on", "paper_id")
    assert [(on.day, paper == made.pk) for on, paper in entries] == [
        (20, False),
        (21, False),
        (22, True),
        (23, True),
        (24, False),
    ]


def test_a_returned_conversion_changes_nothing_and_odd_ones_are_refused() -> None:
    person = kit.staff()
    kit.lot(person, 10 * D, *YEAR)
    request = kit.leave(date(2026, 7, 20), date(2026, 7, 24), on=date(2026, 7, 1))
    kit.decide(request.pk, date(2026, 7, 2))
    made = converted(request, (date(2026, 7, 20), date(2026, 7, 20)), date(2026, 7, 21))
    kit.send_back(made.pk, date(2026, 7, 21))
    made.refresh_from_db()
    request.refresh_from_db()
    assert (made.state, request.state, kit.balance(person)) == ("DRAFT", "APPROVED", 5 * D)
    assert CalendarEntry.objects.filter(paper_id=request.pk).count() == 5
    for days, kind in (
        ((date(2026, 7, 24), date(2026, 7, 27)), "SICK"),
        ((date(2026, 7, 20), date(2026, 7, 20)), "ANNUAL"),
    ):
        with pytest.raises(RequestFaulty), transaction.atomic():
            converted(request, days, date(2026, 7, 21), kind=kind)
    AttendanceMonth.objects.create(period=202607, state="HR_CLOSED")
    with pytest.raises(DomainError) as caught, transaction.atomic():
        converted(request, (date(2026, 7, 20), date(2026, 7, 20)), date(2026, 8, 3))
    assert MonthIsClosed.code in {caught.value.code, *(fault.code for fault in caught.value.errors)}
    assert kit.balance(person) == 5 * D
