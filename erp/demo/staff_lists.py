"""Staff lists of the other institutions: people, posts allowed, leave of the year, the last month closed.

Names are put together from syllables. Nothing lies ahead of the day of the load, whatever day that is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from attendance.choices import ClockKind, EntryKind, ScheduleKind
from attendance.queries.calendars import institution_calendar
from attendance.queries.explained import lots_of
from attendance.queries.staff import everybody
from attendance.services.accrual import expire_lots, grant_due
from attendance.services.clock import DeviceRecord, take_in_records
from attendance.services.ledger import ANNUAL, Line, write
from attendance.services.months import close_month
from attendance.services.staff import (
    ScheduleData,
    StaffData,
    assign_schedule,
    enrol,
    lock_staff,
    save_schedule,
)
from attendance.services.use_promotion import send_first_notices
from core.access import SYSTEM
from core.periods import first_day, last_day, period_of
from erp.demo.attendance_story import GATE, accept_evenings
from erp.demo.cast import OTHER_PEOPLE
from erp.demo.founding import departments, user_ids
from erp.demo.hours import busiest_week, month_before, office_hour
from erp.demo.people_story import POST_GRADES, invented_name
from erp.demo.places import PLACES, Place
from hr.queries.people import people_on
from hr.queries.standing import employment_of
from hr.services.headcount import HeadcountData, plan_headcount
from hr.services.orders import ItemData, OrderData
from hr.services.people import CardData, link_account, register_person
from hr.services.takeover import enter_earlier_order
from identity import services as identity
from organization.queries import posts

SMALLEST: Final = 12
OLD_BOOK: Final = "종전 인사기록"
KINDS: Final = {3: "FIXED_TERM", 5: "PART_TIME", 8: "OPEN_ENDED"}
DAY: Final = 480
EVERY_THIRD: Final = 3


@dataclass
class Hired:
    """One person of the list as the story needs it."""

    person_id: UUID
    user_id: UUID
    item: ItemData
    is_known: bool


def keep_staff(place: Place, year: int, at: datetime, today: date) -> int:
    """The list of one institution once, with what its parent sees of it; how many people."""
    if people_on(today):
        return 0
    random = Random(f"{place.code}{year}")  # noqa: S311 - a story that is told alike every time
    hired = _people(random, place, at, today)
    _enter(f"{place.name} 직원 명부 이관", [one.item for one in hired], at, today)
    _link(hired, at, today)
    _mornings(hired, at, today)
    away = _absences(random, hired, today)
    if away:
        _enter(f"{place.name} 휴직·파견 이관", away, at, today)
    _plan(random, hired, at)
    grant_due(actor=SYSTEM, on=today, at=office_hour(today, 1))
    expire_lots(actor=SYSTEM, on=today, at=office_hour(today, 1))
    _use_leave(random, year, at, today)
    _remind(year, today)
    _close_last_month(place, {one.person_id for one in away}, hired, at, today)
    return len(hired)


def _people(random: Random, place: Place, at: datetime, today: date) -> list[Hired]:
    """The printed accounts first, then everybody else with an account of their own that waits for its invitation."""
    accounts = user_ids([one.login_name for one in OTHER_PEOPLE])
    places, ranks = departments(), {one.code: str(one.post_id) for one in posts()}
    taken = {one.name for one in OTHER_PEOPLE}
    found = []
    for number in range(SMALLEST + place.share):
        known = OTHER_PEOPLE[number] if number < len(OTHER_PEOPLE) else None
        name = known.name if known else invented_name(random, taken)
        years = 9 if known else random.randint(1, 9)
        kind = "REGULAR" if known else KINDS.get(number % 10, "REGULAR")
        on = date(today.year - (1 if kind == "FIXED_TERM" else years), random.choice((1, 3, 7, 9)), 2)
        user_id = accounts[known.login_name] if known else _account(number, name, at)
        post = known.post if known else "STAFF"
        values: dict[str, Any] = {
            "department": str(places[known.department if known else random.choice(("D10", "D20", "D30"))]),
            "post": ranks[post],
            "employment_type": kind,
            "grade": "PUB"
            if kind == "OPEN_ENDED"
            else POST_GRADES.get(post) or random.choice(("G5", "G6", "G7")),
            "step": random.randint(1, 8),
            "series": "ADM-GEN",
        }
        values |= _terms(kind, on, today)
        card = CardData(
            name=name,
            birth_on=date(on.year - random.randint(24, 38), random.randint(1, 12), random.randint(1, 28)),
            gender=random.choice(("FEMALE", "MALE")),
            mobile=f"010-0000-{number:04d}",
        )
        made = register_person(
            actor=SYSTEM,
            employee_no=f"{on.year}-{number + 1:03d}",
            card=card,
            from_on=on,
            at=at,
            user_id=None if known else user_id,
        )
        item = ItemData(made.pk, "HIRE", on, None, values, OLD_BOOK)
        found.append(Hired(made.pk, user_id, item, known is not None))
    return found


def _account(number: int, name: str, at: datetime) -> UUID:
    login = f"staff{number:02d}"
    data = identity.AccountData(login, name, f"{login}@garam.example")
    return UUID(str(identity.create_user(actor=SYSTEM, data=data, at=at).pk))


def _terms(kind: str, on: date, today: date) -> dict[str, Any]:
    """Contracts that run beyond the load, and hours of part-timers."""
    if kind == "FIXED_TERM":
        until = date(today.year + 1, on.month, on.day)
        return {"contract_from": on.isoformat(), "contract_until": until.isoformat()}
    return {"weekly_minutes": 1200, "daily_minutes": 240} if kind == "PART_TIME" else {}


def _enter(title: str, items: list[ItemData], at: datetime, today: date) -> None:
    data = OrderData(
        title=title,
        effective_on=min(max(item.effective_on for item in items), today - timedelta(days=1)),
        department_id=departments()["D10"],
        items=items,
        basis=OLD_BOOK,
    )
    enter_earlier_order(actor=SYSTEM, data=data, at=at)


def _link(hired: list[Hired], at: datetime, today: date) -> None:
    """Printed accounts keep the posts they were founded with; their employment is told to attendance here."""
    for one in hired:
        if one.is_known:
            employment_id = employment_of(one.person_id, today)
            link_account(actor=SYSTEM, person_id=one.person_id, user_id=one.user_id, at=at)
            data = StaffData(one.user_id, one.item.effective_on, employment_id=employment_id)
            enrol(actor=SYSTEM, data=data, at=at)


def _mornings(hired: list[Hired], at: datetime, today: date) -> None:
    """Part-timers work four hours of the morning."""
    week = {str(day): {"start": 540, "end": 810, "breaks": [[720, 750]]} for day in range(5)}
    data = ScheduleData("MORNING", "단시간 근무 09:00~13:30", ScheduleKind.FIXED, week)
    schedule = save_schedule(actor=SYSTEM, data=data, at=at)
    part_timers = {
        one.user_id: one.item.effective_on
        for one in hired
        if one.item.values["employment_type"] == "PART_TIME"
    }
    for staff in everybody(today, part_timers):
        assign_schedule(
            actor=SYSTEM,
            staff_id=staff.staff_id,
            schedule_id=schedule.pk,
            from_on=part_timers[staff.person_id],
            until_on=None,
            at=at,
        )


def _absences(random: Random, hired: list[Hired], today: date) -> list[ItemData]:
    """Somebody is on parental leave since half a year, in larger institutions one more is seconded to the city."""
    free = [
        one
        for one in hired
        if not one.is_known
        and one.item.values["employment_type"] == "REGULAR"
        and one.item.effective_on < today - timedelta(days=400)
    ]
    chosen = random.sample(free, min(2, len(free)))
    begin = today - timedelta(days=190)
    end = begin + timedelta(days=360)
    found = []
    if chosen:
        values = {"leave_kind": "CHILDCARE", "child": "첫째"}
        found.append(ItemData(chosen[0].person_id, "LEAVE_START", begin, end, values, OLD_BOOK))
    if len(chosen) > 1 and len(hired) > SMALLEST + 3:
        until = begin + timedelta(days=400)
        values = {"host": "가람시"}
        found.append(ItemData(chosen[1].person_id, "SECOND_OUT", begin, until, values, OLD_BOOK))
    return found


def _plan(random: Random, hired: list[Hired], at: datetime) -> None:
    """Posts as many as people, here and there one more or one less."""
    counts = Counter(
        (str(one.item.values["grade"]), str(one.item.values["employment_type"])) for one in hired
    )
    for (grade, kind), count in sorted(counts.items()):
        data = HeadcountData(
            grade,
            kind,
            max(1, count + random.choice((0, 0, 1, 1, -1))),
            min(one.item.effective_on for one in hired),
            basis_document="직제규정 별표 1",
            consultation_document_no="가람시 공공기관담당관-112",
            board_resolution_no="제3차 이사회",
        )
        plan_headcount(actor=SYSTEM, data=data, at=at)


def _use_leave(random: Random, year: int, at: datetime, today: date) -> None:
    """Leave taken from January until the month that is closed, as the earlier book of leave had it."""
    begin = date(year, 1, 2)
    until = last_day(period_of(month_before(today))) - timedelta(days=31)
    if until <= begin:
        return
    share = (until - begin).days / 365
    for one in everybody(today):
        lot = next((row for row in lots_of(one.staff_id) if _is_of(row, year, today)), None)
        days = int(lot.balance // DAY * share * random.uniform(0.3, 0.9)) if lot else 0
        if lot is None or days == 0:
            continue
        lock_staff(one.staff_id)
        first = max(begin, lot.granted_on)
        on = sorted(first + timedelta(days=random.randint(0, (until - first).days)) for _ in range(days))
        lines = [Line(lot.pk, EntryKind.USE, -DAY, day, text="종전 휴가대장 사용분") for day in on]
        write(lines, at=at, by=None)


def _is_of(lot: Any, year: int, today: date) -> bool:
    begun = lot.granted_on <= last_day(period_of(month_before(today))) - timedelta(days=31)
    return bool(lot.pool == ANNUAL and lot.granted_on.year == year and lot.expires_on >= today and begun)


def _remind(year: int, today: date) -> None:
    """Notices of use promotion, when July has begun."""
    day = date(year, 7, 3)
    if day < today:
        send_first_notices(actor=SYSTEM, at=office_hour(day, 10))


def _close_last_month(place: Place, away: set[UUID], hired: list[Hired], at: datetime, today: date) -> None:
    """Door records of the month before; in every third institution somebody worked far into the evenings of a week."""
    period = period_of(month_before(today))
    first, last = first_day(period), last_day(period)
    working = institution_calendar(first, last + timedelta(days=1)).working_days(
        first, last + timedelta(days=1)
    )
    people = [one for one in hired if one.person_id not in away]
    late = busiest_week(working) if PLACES.index(place) % EVERY_THIRD == 0 else []
    records = [
        record
        for number, one in enumerate(people)
        for on in working
        for record in _day(number, one, on, is_late=number == len(people) - 1 and on in late)
    ]
    take_in_records(actor=SYSTEM, records=records, at=at)
    accept_evenings(period, at)
    close_month(actor=SYSTEM, period=period, at=at)


def _day(number: int, one: Hired, on: date, *, is_late: bool) -> list[DeviceRecord]:
    part_time = one.item.values["employment_type"] == "PART_TIME"
    end = (23, 10) if is_late else (13, 35) if part_time else (18, 5 + number % 10)
    return [
        DeviceRecord(one.user_id, office_hour(on, *moment), kind, GATE, f"{on:%Y%m%d}-{number:03d}-{kind}")
        for kind, moment in ((ClockKind.IN, (8, 45)), (ClockKind.OUT, end))
    ]
