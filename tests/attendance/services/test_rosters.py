"""Shift rosters and settlements of averaged working time: written, published, worked, closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attendance.choices import ClockKind
from attendance.errors import BreakTooShort, MonthIsClosed, RosterFaulty, WeekLimitExceeded
from attendance.models import (
    AttendanceDay,
    AttendanceMonth,
    AttendanceMonthResult,
    PeriodSettlement,
    RosterCell,
    RosterChange,
    RosterDay,
    RosterPlan,
    RosterShift,
)
from attendance.queries.weeks import planned_week
from attendance.services.clock import DeviceRecord, take_in_records
from attendance.services.days import calculate_days
from attendance.services.holidays import HolidayData, enter_holiday
from attendance.services.months import close_month
from attendance.services.overtime_orders import OvertimeData, order_and_submit
from attendance.services.rosters import (
    CellData,
    RosterShiftData,
    carry_on_roster,
    change_roster_day,
    enter_cells,
    open_roster,
    publish_roster,
    save_roster_shift,
)
from attendance.services.staff import (
    AgreementData,
    ScheduleData,
    assign_schedule,
    register_agreement,
    save_schedule,
)
from core.access import SYSTEM
from core.errors import InvalidInput, InvalidMove, PermissionMissing
from tenants.context import institution
from tests.attendance import kit
from tests.people import actor, department, user
from tests.worlds import World

H = 60
FIRST = date(2026, 11, 2)
LUNCH = [[12 * H, 13 * H]]


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def shifts() -> None:
    now = kit.at(date(2026, 10, 1))
    for code, start in (("D", 7), ("N", 22)):
        data = RosterShiftData(code, code, start * H, (start + 9) * H, (((start + 4) * H, (start + 5) * H),))
        save_roster_shift(actor=SYSTEM, data=data, at=now)


def begun(person, codes: str, first: date = FIRST) -> RosterPlan:
    now = kit.at(date(2026, 10, 1))
    place = department("21")
    plan = open_roster(actor=SYSTEM, department_id=place, period=202611, at=now)
    cells = [CellData(person.pk, first + timedelta(days=n), code) for n, code in enumerate(codes)]
    return enter_cells(actor=SYSTEM, plan_id=plan.pk, cells=cells, at=now)


def publish(plan: RosterPlan) -> RosterPlan:
    return publish_roster(actor=SYSTEM, plan_id=plan.pk, at=kit.at(date(2026, 10, 10)))


def clock(login: str, *moments: tuple[date, float, str]) -> None:
    records = [
        DeviceRecord(
            user(login).pk,
            kit.at(on, 0) + timedelta(minutes=int(hour * H)),
            ClockKind(kind),
            "gate",
            f"{login}-{on}-{hour}",
        )
        for on, hour, kind in moments
    ]
    take_in_records(actor=SYSTEM, records=records, at=kit.at(date(2026, 12, 1)))


def day(person, on: date) -> AttendanceDay:
    at = kit.at(date(2026, 12, 1))
    calculate_days(staff_ids=[person.pk], from_on=on, until_on=on + timedelta(days=1), at=at)
    return AttendanceDay.objects.get(staff=person, on=on)


def test_a_published_roster_says_what_is_due() -> None:
    shifts()
    person = kit.staff()
    plan = publish(begun(person, "NN--DD*"))
    assert (plan.state, RosterDay.objects.filter(staff=person).count()) == ("PUBLISHED", 7)
    clock("drafter", (FIRST, 22, "IN"), (FIRST, 31, "OUT"))
    monday = day(person, FIRST)
    assert (monday.day_class, monday.planned, monday.worked, monday.night) == ("WORKING", 480, 480, 7 * H)
    assert monday.exceptions == []
    free, saturday, sunday = (day(person, FIRST + timedelta(days=n)) for n in (2, 5, 6))
    assert (free.day_class, free.planned, free.absent) == ("OFF", 0, 0)
    assert (saturday.day_class, saturday.planned, saturday.absent) == ("WORKING", 480, 480)
    assert sunday.day_class == "WEEKLY_HOLIDAY"
    assert planned_week(person.pk, date(2026, 11, 9)).planned == 5 * 480


def test_a_shift_on_a_known_holiday_is_holiday_work_and_a_later_holiday_cancels_the_shift() -> None:
    shifts()
    person = kit.staff()
    enter_holiday(
        actor=SYSTEM,
        data=HolidayData(FIRST, "창립기념일", "founding", "규정", is_office=True, is_labour=True),
        at=kit.at(date(2026, 10, 1)),
    )
    publish(begun(person, "DDDD--*"))
    clock("drafter", (FIRST, 7, "IN"), (FIRST, 16, "OUT"))
    worked = day(person, FIRST)
    assert (worked.day_class, worked.worked, worked.holiday_within_8) == ("HOLIDAY", 480, 480)
    tuesday = FIRST + timedelta(days=1)
    enter_holiday(
        actor=SYSTEM,
        data=HolidayData(tuesday, "임시공휴일", "temporary", "국무회의", is_office=True, is_labour=True),
        at=kit.at(date(2026, 10, 20)),
    )
    cancelled = day(person, tuesday)
    assert (cancelled.day_class, cancelled.planned, cancelled.absent) == ("HOLIDAY", 0, 0)


@pytest.mark.parametrize(
    ("codes", "refusal"),
    [("DDDDDDD", WeekLimitExceeded), ("DDDD---", RosterFaulty)],
)
def test_an_unlawful_roster_is_not_published(codes: str, refusal: type[Exception]) -> None:
    shifts()
    plan = begun(kit.staff(), codes)
    with pytest.raises(refusal) as caught:
        publish(plan)
    if refusal is WeekLimitExceeded:
        assert caught.value.facts == {"hours": "56", "possible": 0}
    else:
        assert caught.value.facts["count"] == 1
    plan.refresh_from_db()
    assert (plan.state, RosterDay.objects.count()) == ("DRAFT", 0)


def test_days_carry_on_from_the_cycle_before() -> None:
    shifts()
    person = kit.staff()
    plan = begun(person, "DDNN-*D")
    filled = carry_on_roster(actor=SYSTEM, plan_id=plan.pk, cycle=7, at=kit.at(date(2026, 10, 2)))
    cells = RosterCell.objects.filter(staff=person).order_by("on").values_list("code", flat=True)
    assert (filled, "".join(cells)) == (22, "DDNN-*D" * 4 + "D")
    with pytest.raises(InvalidInput):
        carry_on_roster(actor=SYSTEM, plan_id=plan.pk, cycle=57, at=kit.at(date(2026, 10, 2)))


def test_after_publication_a_day_changes_only_with_a_reason_which_is_kept() -> None:
    shifts()
    person = kit.staff()
    plan = publish(begun(person, "DDDD--*"))
    now = kit.at(date(2026, 10, 12))
    cell = CellData(person.pk, FIRST + timedelta(days=4), "D")
    with pytest.raises(InvalidMove):
        enter_cells(actor=SYSTEM, plan_id=plan.pk, cells=[cell], at=now)
    with pytest.raises(InvalidInput):
        change_roster_day(actor=SYSTEM, plan_id=plan.pk, cell=cell, reason=" ", at=now)
    assert RosterChange.objects.count() == 0
    made = change_roster_day(actor=SYSTEM, plan_id=plan.pk, cell=cell, reason="결원 대체", at=now)
    assert (made.code_before, made.code, made.reason) == ("-", "D", "결원 대체")
    assert day(person, cell.on).planned == 480
    sunday = CellData(person.pk, FIRST + timedelta(days=6), "-")
    with pytest.raises(RosterFaulty):
        change_roster_day(actor=SYSTEM, plan_id=plan.pk, cell=sunday, reason="근무", at=now)
    AttendanceMonth.objects.create(period=202611, state="HR_CLOSED")
    with pytest.raises(MonthIsClosed):
        change_roster_day(actor=SYSTEM, plan_id=plan.pk, cell=cell, reason="착오", at=now)
    assert RosterChange.objects.count() == 1


def test_shifts_keep_the_break_and_rosters_their_people(world: World) -> None:
    now = kit.at(date(2026, 10, 1))
    with pytest.raises(BreakTooShort) as caught:
        save_roster_shift(actor=SYSTEM, data=RosterShiftData("X", "종일", 420, 960), at=now)
    assert (caught.value.facts, RosterShift.objects.count()) == ({"need": 60}, 0)
    shifts()
    person = kit.staff()
    with pytest.raises(InvalidInput):
        begun(person, "Q")
    with pytest.raises(InvalidInput):
        begun(person, "D", date(2026, 12, 1))
    with pytest.raises(PermissionMissing):
        open_roster(actor=actor("drafter", FIRST), department_id=department("21"), period=202611, at=now)
    assert RosterCell.objects.count() == 0


def on_system(person, kind: str, week: dict[str, dict[str, object]], from_on: date) -> None:
    now = kit.at(date(2026, 10, 1))
    agreement = None
    if kind == "SELECTIVE":
        data = AgreementData(kind, "합의", "노사-1", "근로자대표", date(2026, 1, 1))
        agreement = register_agreement(actor=SYSTEM, data=data, at=now).pk
    made = save_schedule(
        actor=SYSTEM, data=ScheduleData("AVG", "평균", kind, week, agreement_id=agreement), at=now
    )
    assign_schedule(
        actor=SYSTEM, staff_id=person.pk, schedule_id=made.pk, from_on=from_on, until_on=None, at=now
    )


def office(hours: int = 8) -> dict[str, dict[str, object]]:
    return {str(n): {"start": 9 * H, "end": (10 + hours) * H, "breaks": LUNCH} for n in range(5)}


def closed(person) -> AttendanceMonthResult:
    days = AttendanceDay.objects.filter(staff=person)
    days.update(state="CONFIRMED")
    close_month(actor=SYSTEM, period=202611, at=kit.at(date(2026, 12, 2)))
    return AttendanceMonthResult.objects.get(staff=person)


def test_t_10_a_month_of_selective_work_is_settled_at_the_close() -> None:
    person = kit.staff()
    on_system(person, "SELECTIVE", office(), date(2026, 11, 1))
    moments = []
    for n, on in enumerate(kit.working_days(date(2026, 11, 2), date(2026, 12, 1))):
        moments += [(on, 8, "IN"), (on, 9 + (12 if n == 0 else 8.4), "OUT")]
    clock("drafter", *moments)
    values = closed(person).values
    row = PeriodSettlement.objects.get(staff=person)
    worked = 12 * H + 20 * 504
    assert (row.kind, row.from_on, row.until_on) == ("SELECTIVE", date(2026, 11, 1), date(2026, 12, 1))
    assert (row.worked, row.standard, row.premium, row.over_limit) == (worked, 10285, worked - 10285, 0)
    assert row.lines[0]["step"] == "TOTAL"
    assert (values["premium_overtime"], values["settled_premium"]) == (515, 515)
    assert (values["late"], values["weeks_over_52"], values["periods_over_limit"]) == (0, 0, 0)


def test_two_flexible_weeks_earn_only_what_is_above_their_plan() -> None:
    person = kit.staff()
    on_system(person, "FLEX_2W", office(), FIRST)
    days = kit.working_days(FIRST, date(2026, 11, 16))
    clock("drafter", *((on, hour, kind) for on in days for hour, kind in ((9, "IN"), (18, "OUT"))))
    AttendanceDay.objects.filter(staff=person, on=FIRST).update(worked=10 * H)
    values = closed(person).values
    first, second = PeriodSettlement.objects.filter(staff=person).order_by("from_on")
    assert (first.from_on, first.until_on, first.premium) == (FIRST, date(2026, 11, 16), 120)
    assert [line["premium"] for line in first.lines] == [120, 0]
    assert (second.until_on, second.premium) == (date(2026, 11, 30), 0)
    assert values["premium_overtime"] == 120


def test_the_52_hours_of_a_selective_month_are_an_average() -> None:
    person = kit.staff()
    on_system(person, "SELECTIVE", office(), date(2026, 11, 1))
    load = planned_week(person.pk, FIRST)
    outside = 16 * 480
    assert (load.planned, load.limit) == (2400, 3120 * 30 // 7 - outside)
    now = kit.at(date(2026, 10, 29))
    data = OvertimeData(FIRST, 22 * H, 24 * H, "점검")
    assert order_and_submit(actor=actor("drafter", FIRST), data=data, at=now).state == "SUBMITTED"
