"""Attendance of the example institution: employments, leave taken and asked for, a trip, a month of clock records."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import cycle
from uuid import UUID

from accounting.queries import documents
from accounting.queries.budget_choices import travel_lines
from accounting.services import partners
from approvals.queries.subjects import document_of
from attendance.choices import AgreementKind, ClockKind, DayException, LeaveUnit, TripScope
from attendance.queries.calendars import institution_calendar
from attendance.queries.month_state import blockers, people_of_month
from attendance.queries.rosters import team_of
from attendance.queries.working_terms import schedule_rows
from attendance.rules.calendar import days
from attendance.services.accrual import expire_lots, grant_due
from attendance.services.clock import DeviceRecord, take_in_records
from attendance.services.days import calculate_days
from attendance.services.leave import LeaveData, ask_and_submit
from attendance.services.overtime_orders import (
    OvertimeData,
    detect_unordered,
    judge_unordered,
    recognise,
)
from attendance.services.overtime_orders import order_and_submit as order_overtime
from attendance.services.rosters import (
    CellData,
    RosterShiftData,
    enter_cells,
    open_roster,
    publish_roster,
    save_roster_shift,
)
from attendance.services.staff import (
    AgreementData,
    StaffData,
    assign_schedule,
    enrol,
    exempt,
    register_agreement,
)
from attendance.services.trip_money import payee_code
from attendance.services.trip_reckoning import NightClaim, SettlementData
from attendance.services.trip_settlements import settle_and_submit
from attendance.services.trips import TripData, order_and_submit, report_trip
from core.access import SYSTEM
from core.periods import last_day, period_of
from erp.demo.founding import actor, user_ids
from erp.demo.hours import busiest_week, month_before, office_hour
from erp.demo.signers import Signers
from hr.queries.people import people_on, person_of
from hr.queries.standing import employment_of
from organization.queries import members

FIRST_HIRED = date(2021, 3, 2)
APART = 137
GATE = "front-gate"
LATE = "assessor"


def live_at_work(year: int, at: datetime, today: date) -> int:
    """Everybody with a post has an employment; how many clock records there are."""
    people = sorted({(one.name, one.user_id) for one in members(today)})
    staff = {
        person_id: enrol(actor=SYSTEM, data=_employment(person_id, place, year, today), at=at)
        for place, (_name, person_id) in enumerate(people)
    }
    for on in (date(year, 1, 1), today):
        expire_lots(actor=SYSTEM, on=on, at=office_hour(on, 1))
        grant_due(actor=SYSTEM, on=on, at=office_hour(on, 1))
    _terms(year, [one.pk for one in staff.values()], at)
    _roster(at, today)
    signers = Signers(at)
    _leaves(signers, year, at, today)
    _trip(signers, year, today)
    _training_ahead(signers, year, today)
    _own_account("drafter2", at)
    records = _clock(list(staff), today, at)
    accept_evenings(period_of(month_before(today)), at)
    ids = [one.pk for one in staff.values()]
    calculate_days(staff_ids=ids, from_on=today.replace(day=1), until_on=today, at=at)
    return records


def _employment(user_id: UUID, place: int, year: int, today: date) -> StaffData:
    """The employment on the personnel file, else one of the last years."""
    person_id = person_of(user_id)
    row = next((one for one in people_on(today) if one.person_id == person_id), None) if person_id else None
    if row is None:
        return StaffData(user_id, min(FIRST_HIRED + timedelta(days=APART * place), date(year, 1, 1)))
    return StaffData(user_id, row.hired_on, employment_id=employment_of(row.person_id, today))


def _terms(year: int, staff_ids: list[UUID], at: datetime) -> None:
    """Agreements with the workers' representative, somebody at home, somebody hours do not apply to."""
    for kind, title in (
        (AgreementKind.COMP_LEAVE, "보상휴가 합의"),
        (AgreementKind.HOLIDAY_MOVE, "휴일대체 합의"),
    ):
        begin = date(year, 1, 1)
        data = AgreementData(kind, title, f"노사협의-{year}-{kind}", "근로자대표", begin)
        register_agreement(actor=SYSTEM, data=data, at=at)
    if len(staff_ids) > 1:
        remote = schedule_rows().get(code="REMOTE")
        since = date(year, 3, 1)
        assign_schedule(
            actor=SYSTEM, staff_id=staff_ids[-1], schedule_id=remote.pk, from_on=since, until_on=None, at=at
        )
        exempt(actor=SYSTEM, staff_id=staff_ids[0], reason="기밀사무 취급(근로기준법 제63조제4호)", at=at)


def _roster(at: datetime, today: date) -> None:
    """Next month's shifts of a department, published: early from Monday, late by turns, Sunday free."""
    for code, name, start in (("D", "주간", 7), ("E", "저녁", 13)):
        meal = ((start + 4) * 60, (start + 5) * 60)
        data = RosterShiftData(code, name, start * 60, (start + 9) * 60, (meal,))
        save_roster_shift(actor=SYSTEM, data=data, at=at)
    where = max((str(one.department_id) for one in members(today) if not one.is_head), default="")
    if not where:
        return
    first = last_day(period_of(today)) + timedelta(days=1)
    period = period_of(first)
    plan = open_roster(actor=SYSTEM, department_id=UUID(where), period=period, at=at)
    cells = [
        CellData(one.staff_id, on, turn[on.weekday()])
        for one, turn in zip(team_of(UUID(where), period), cycle(("DDDEE-*", "EEEDD-*")), strict=False)
        for on in days(first, last_day(period) + timedelta(days=1))
    ]
    enter_cells(actor=SYSTEM, plan_id=plan.pk, cells=cells, at=at)
    publish_roster(actor=SYSTEM, plan_id=plan.pk, at=at)


def _working(year: int, on: date, step: int = 1) -> date:
    calendar = institution_calendar(date(year, 1, 1), date(year + 1, 3, 1))
    while not calendar.is_working_day(on):
        on += timedelta(days=step)
    return on


def _leaves(signers: Signers, year: int, at: datetime, today: date) -> None:
    """Leave of spring and summer was taken, one is approved ahead, one waits for its signature."""
    for login, months in (("drafter", (3, 5, 8)), ("drafter2", (4, 7)), ("cashier", (2, 6))):
        for month in months:
            on = _working(year, date(year, month, 12))
            if on < today:
                written = on - timedelta(days=5)
                data = LeaveData("ANNUAL", LeaveUnit.DAY, on, on, reason="개인 사정")
                made = ask_and_submit(actor=actor(login, at), data=data, at=office_hour(written, 9))
                _sign(signers, made.pk, written)
    ahead = _working(year, today + timedelta(days=4))
    data = LeaveData("ANNUAL", LeaveUnit.DAY, ahead, ahead, deputy_id=actor("drafter2", at).user_id)
    made = ask_and_submit(actor=actor("drafter", at), data=data, at=office_hour(today, 9))
    _sign(signers, made.pk, today)
    later = _working(year, ahead + timedelta(days=5))
    half = LeaveData("ANNUAL", LeaveUnit.HALF_PM, later, later, reason="병원 진료")
    ask_and_submit(actor=actor("drafter", at), data=half, at=office_hour(today, 9, 20))
    over = _working(year, today + timedelta(days=1))
    order_overtime(
        actor=actor("drafter2", at),
        data=OvertimeData(over, 1080, 1200, "전시 설치"),
        at=office_hour(today, 9, 30),
    )


def _trip(signers: Signers, year: int, today: date) -> None:
    """An overnight trip to 부산, settled; its voucher waits as a draft."""
    first = _working(year, today - timedelta(days=18), -1)
    lines = travel_lines(year)
    who = actor("drafter2", office_hour(first, 9))
    last = _working(year, first + timedelta(days=1))
    if (last - first).days != 1 or first.year != year:
        return
    data = TripData(
        TripScope.DOMESTIC,
        "부산",
        "전시 교류 협의",
        office_hour(first, 8),
        office_hour(last, 20),
        transport="KTX",
        estimated_amount=320_000,
    )
    trip = order_and_submit(actor=who, data=data, at=office_hour(first - timedelta(days=7), 9))
    _sign(signers, trip.pk, first - timedelta(days=7), "trip_order")
    report_trip(
        actor=who,
        trip_id=trip.pk,
        text="교류 전시 일정을 정했습니다.",
        at=office_hour(last + timedelta(days=1), 10),
    )
    if lines:
        claim = SettlementData(
            fares=[(first, 59_800), (last, 59_800)],
            nights=[NightClaim(first, "METRO", 92_000, "행사 기간 만실")],
            evidence_note="법인카드 전표",
            budget_line_id=UUID(lines[0][0]),
        )
        day = last + timedelta(days=2)
        made = settle_and_submit(actor=who, trip_id=trip.pk, data=claim, at=office_hour(day, 10))
        _sign(signers, made.pk, day, "trip_settlement")


def _training_ahead(signers: Signers, year: int, today: date) -> None:
    """A day of training out of town, approved; its advance waits in accounting as a draft."""
    on, lines = _working(year, today + timedelta(days=9)), travel_lines(year)
    if not lines or on.year != year:
        return
    at = office_hour(today, 10)
    data = TripData(
        TripScope.DOMESTIC,
        "대전",
        "공연 기획 실무 과정",
        office_hour(on, 9),
        office_hour(on, 18),
        transport="KTX",
        estimated_amount=150_000,
        budget_line_id=UUID(lines[0][0]),
        advance_amount=100_000,
        is_training=True,
    )
    trip = order_and_submit(actor=actor("drafter2", at), data=data, at=at)
    _sign(signers, trip.pk, today, "trip_order")


def _own_account(login: str, at: datetime) -> None:
    """The traveller's own bank account, checked with the bank: money of trips goes there."""
    payee = documents.partners().filter(code=payee_code(user_ids([login])[login])).first()
    if payee is None:
        return
    detail = partners.AccountInput(bank_code="088", account_no="110222334455", holder=payee.name)
    kept = partners.add_account(partner_id=payee.pk, given=detail, actor=SYSTEM, at=at)
    partners.verify_account(account_id=kept.pk, holder=payee.name, actor=SYSTEM, at=at)


def _clock(people: list[UUID], today: date, at: datetime) -> int:
    """Door records of last month and of this one so far; somebody forgot to clock out once this month.

    Last month somebody worked far into the evenings of a whole week.
    """
    begin = month_before(today)
    working = institution_calendar(begin, today).working_days(begin, today)
    late = busiest_week(on for on in working if on.month == begin.month)
    late_person = user_ids([LATE]).get(LATE)
    records = []
    for place, person_id in enumerate(people):
        for on in working:
            for kind, hour, minute in ((ClockKind.IN, 8, 45), (ClockKind.OUT, 18, 5)):
                if kind == ClockKind.OUT and place == 1 and on.day == 3 and on.month == today.month:
                    continue
                if kind == ClockKind.OUT and person_id == late_person and on in late:
                    hour = 23
                number = f"{on:%Y%m%d}-{place:03d}-{kind}"
                moment = office_hour(on, hour, minute + place % 10 if kind == ClockKind.OUT else minute)
                records.append(DeviceRecord(person_id, moment, kind, GATE, number))
    return take_in_records(actor=SYSTEM, records=records, at=at).taken if records else 0


def accept_evenings(period: int, at: datetime) -> None:
    """Work without an order is accepted as an emergency and recognised, so that the month may be closed."""
    for found in blockers(period, [one.staff_id for one in people_of_month(period)]):
        if found.kind == "DAY" and found.text == str(DayException.UNORDERED.label):
            order = detect_unordered(actor=SYSTEM, day_id=found.subject_id, at=at)
            judge_unordered(actor=SYSTEM, order_id=order.pk, verb="accept", text="행사 준비", at=at)
            recognise(actor=SYSTEM, order_id=order.pk, at=at)


def _sign(signers: Signers, paper_id: UUID, on: date, subject: str = "leave_request") -> None:
    found = document_of(subject, paper_id)
    if found is not None:
        signers.signed_by_all(found.document_id, office_hour(on, 15))
