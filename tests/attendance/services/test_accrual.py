"""Grants, expiry, settlement and use promotion on the ledger: cases L-01 to L-03, L-08, L-11, L-14, L-20, L-21, L-25."""

from __future__ import annotations

from datetime import date

import pytest

from attendance.errors import PromotionTooEarly
from attendance.models import LaborRefusal, LeaveEntry, LeaveLot, LongAbsence, UsePromotionNotice
from attendance.services.accrual import AccrualDone, expire_lots, grant_due, settle_leaver
from attendance.services.clock import punch
from attendance.services.ledger import adjust_lot
from attendance.services.staff import ScheduleData, assign_schedule, end_staff, save_schedule
from attendance.services.use_promotion import answer_notice, fix_days, read_notice, send_first_notices
from core.access import SYSTEM
from core.errors import InvalidInput
from tenants.context import institution
from tests.attendance import kit
from tests.people import actor
from tests.worlds import World

D = 480


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def granted(person, on: date) -> dict[str, int]:
    kit.accrue(on, person)
    return dict(LeaveLot.objects.filter(staff=person).values_list("rule", "balance"))


def test_l_01_and_l_02_by_hire_date_run_twice_grants_once() -> None:
    person = kit.staff(hired_on=date(2025, 3, 1), basis="HIRE_DATE")
    kit.accrue(date(2025, 9, 10), person)
    assert kit.balance(person) == 6 * D
    again = grant_due(actor=SYSTEM, on=date(2025, 9, 10), at=kit.at(date(2025, 9, 10)))
    assert again == AccrualDone(0, 0)
    kit.accrue(date(2026, 2, 1), person)
    assert kit.balance(person) == 11 * D
    used = kit.leave(date(2026, 2, 2), date(2026, 2, 10), on=date(2026, 2, 1))
    kit.decide(used.pk, date(2026, 2, 1))
    assert (used.counted_days, kit.balance(person)) == (7, 4 * D)
    expire_lots(actor=SYSTEM, on=date(2026, 3, 1), at=kit.at(date(2026, 3, 1)))
    kit.accrue(date(2026, 3, 1), person)
    assert kit.balance(person) == 15 * D
    expired = LeaveEntry.objects.filter(lot__staff=person, kind="EXPIRE")
    assert (
        sum(expired.values_list("minutes", flat=True)),
        set(expired.values_list("is_payable", flat=True)),
    ) == (
        -4 * D,
        {True},
    )


def test_l_07_first_fiscal_year_beside_the_monthly_days() -> None:
    person = kit.staff(hired_on=date(2025, 7, 1))
    lots = granted(person, date(2026, 1, 1))
    assert lots["FISCAL_FIRST"] == 8 * D
    assert sum(minutes for rule, minutes in lots.items() if rule.startswith("MONTHLY")) == 6 * D
    kit.accrue(date(2026, 6, 1), person)
    assert kit.balance(person) == 19 * D


def test_l_11_a_long_illness_shortens_the_next_grant() -> None:
    person = kit.staff(hired_on=date(2022, 5, 1))
    LongAbsence.objects.create(
        staff=person,
        kind="ILLNESS",
        name="질병휴직",
        from_on=date(2026, 3, 1),
        until_on=date(2026, 9, 1),
        counting="EXCLUDED",
    )
    kit.accrue(date(2027, 1, 1), person)
    lot = LeaveLot.objects.get(staff=person, granted_on=date(2027, 1, 1))
    assert lot.balance == 8 * D
    assert (lot.facts["prescribed"], lot.facts["excluded"], lot.facts["years"]) == (245, 124, 4)


def test_l_12_childcare_leave_keeps_the_whole_grant() -> None:
    person = kit.staff(hired_on=date(2022, 5, 1))
    LongAbsence.objects.create(
        staff=person,
        kind="CHILDCARE",
        name="육아휴직",
        from_on=date(2026, 1, 1),
        until_on=date(2027, 1, 1),
        counting="ATTENDED",
    )
    assert granted(person, date(2027, 1, 1)) == {"FISCAL": 16 * D}


@pytest.mark.parametrize(("daily", "minutes"), [(270, 68 * 60), (168, 0)])
def test_l_13_and_l_14_part_time(daily: int, minutes: int) -> None:
    person = kit.staff(hired_on=date(2024, 5, 1))
    week = {str(day): {"start": 540, "end": 540 + daily} for day in range(5)}
    schedule = save_schedule(
        actor=SYSTEM, data=ScheduleData("PART", "단시간", "FIXED", week), at=kit.at(date(2024, 5, 1))
    )
    assign_schedule(
        actor=SYSTEM,
        staff_id=person.pk,
        schedule_id=schedule.pk,
        from_on=date(2024, 5, 1),
        until_on=None,
        at=kit.at(date(2024, 5, 1)),
    )
    kit.accrue(date(2026, 1, 1), person)
    assert kit.balance(person) == minutes


def test_l_25_the_table_of_officials_with_the_floor_of_the_law() -> None:
    person = kit.staff(hired_on=date(2009, 6, 1), regime="LOCAL_PUBLIC")
    assert granted(person, date(2026, 1, 1)) == {"LOCAL_PUBLIC": 22 * D}
    assert "근로기준법" in LeaveLot.objects.get(staff=person).label


def test_l_23_the_table_of_officials() -> None:
    person = kit.staff(hired_on=date(2021, 7, 1), regime="LOCAL_PUBLIC")
    assert granted(person, date(2026, 1, 1)) == {"LOCAL_PUBLIC": 20 * D}


def test_l_08_a_leaver_is_paid_by_law() -> None:
    person = kit.staff(hired_on=date(2025, 7, 1))
    for on in (date(2025, 12, 1), date(2026, 1, 1), date(2026, 6, 1), date(2027, 1, 1), date(2028, 1, 1)):
        expire_lots(actor=SYSTEM, on=on, at=kit.at(on))
        kit.accrue(on, person)
    end_staff(actor=SYSTEM, staff_id=person.pk, last_on=date(2028, 7, 5), at=kit.at(date(2028, 7, 5)))
    settled = settle_leaver(actor=SYSTEM, staff_id=person.pk, at=kit.at(date(2028, 7, 6)))
    assert (settled.added // D, settled.taken_back) == (8, 0)
    assert settled.payable == (15 + 8) * D
    assert kit.balance(person) == 0
    assert settle_leaver(actor=SYSTEM, staff_id=person.pk, at=kit.at(date(2028, 7, 6))).payable == 0


def promoted(person) -> UsePromotionNotice:
    kit.lot(person, 9 * D, date(2026, 1, 1), date(2026, 12, 31), "FISCAL")
    assert send_first_notices(actor=SYSTEM, at=kit.at(date(2026, 6, 30))) == 0
    assert send_first_notices(actor=SYSTEM, at=kit.at(date(2026, 7, 3))) == 1
    assert send_first_notices(actor=SYSTEM, at=kit.at(date(2026, 7, 4))) == 0
    return UsePromotionNotice.objects.get()


def fix(person, on: date) -> None:
    fix_days(
        actor=SYSTEM,
        staff_id=person.pk,
        ends_on=date(2026, 12, 31),
        part="YEARLY",
        fixed=[date(2026, 12, day) for day in (28, 29, 30)],
        at=kit.at(on),
    )


def payable() -> set[bool]:
    expire_lots(actor=SYSTEM, on=date(2027, 1, 1), at=kit.at(date(2027, 1, 1)))
    return set(LeaveEntry.objects.filter(kind="EXPIRE").values_list("is_payable", flat=True))


def test_l_20_days_fixed_in_time_free_from_paying() -> None:
    person = kit.staff()
    promoted(person)
    fix(person, date(2026, 10, 30))
    assert payable() == {False}


def test_l_20_days_fixed_too_late_are_refused_and_stay_payable() -> None:
    person = kit.staff()
    promoted(person)
    with pytest.raises(PromotionTooEarly):
        fix(person, date(2026, 11, 1))
    assert payable() == {True}


def test_l_20_a_plan_of_the_employee_is_enough() -> None:
    person = kit.staff()
    notice = promoted(person)
    who = actor("drafter")
    read_notice(actor=who, notice_id=notice.pk, at=kit.at(date(2026, 7, 6)))
    answered = answer_notice(
        actor=who,
        notice_id=notice.pk,
        planned=[date(2026, 8, 3), date(2026, 8, 4)],
        at=kit.at(date(2026, 7, 7)),
    )
    assert (answered.read_at, answered.planned_days) == (
        kit.at(date(2026, 7, 6)),
        ["2026-08-03", "2026-08-04"],
    )
    assert payable() == {False}


def test_l_21_clocking_in_on_a_fixed_day_shows_the_refusal() -> None:
    person = kit.staff()
    promoted(person)
    fix(person, date(2026, 10, 30))
    done = punch(actor=actor("drafter"), kind="IN", source="WEB", at=kit.at(date(2026, 12, 28)))
    assert done.is_refused
    assert LaborRefusal.objects.get().on == date(2026, 12, 28)
    assert payable() == {False}
    LaborRefusal.objects.all()


def test_l_21_accepted_work_without_a_refusal_stays_payable() -> None:
    person = kit.staff()
    promoted(person)
    punch(actor=actor("drafter"), kind="IN", source="WEB", at=kit.at(date(2026, 12, 28)))
    UsePromotionNotice.objects.create(
        staff=person,
        step=2,
        part="YEARLY",
        ends_on=date(2026, 12, 31),
        minutes=9 * D,
        window_from=date(2026, 7, 1),
        window_until=date(2026, 10, 31),
        sent_at=kit.at(date(2026, 10, 30)),
        fixed_days=["2026-12-28"],
    )
    assert payable() == {True}


def test_an_adjustment_needs_a_reason_and_stays_above_zero() -> None:
    lot = kit.lot(kit.staff(), 2 * D, date(2026, 1, 1), date(2026, 12, 31))
    for minutes, reason in ((-3 * D, "착오"), (D, " ")):
        with pytest.raises(InvalidInput):
            adjust_lot(
                actor=SYSTEM, lot_id=lot.pk, minutes=minutes, reason=reason, at=kit.at(date(2026, 5, 4))
            )
    adjust_lot(actor=SYSTEM, lot_id=lot.pk, minutes=-D, reason="착오 부여", at=kit.at(date(2026, 5, 4)))
    lot.refresh_from_db()
    assert lot.balance == D
