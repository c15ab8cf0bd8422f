"""People, leave and closed months of the test institutions, as officers see them added up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from attendance.choices import EntryKind, MonthState
from attendance.models import AttendanceMonth, AttendanceMonthResult, Staff, UsePromotionNotice
from attendance.services.ledger import Line, write
from core.periods import day_of
from hr.models import Person
from hr.services.headcount import HeadcountData, plan_headcount
from tenants.context import institution
from tests.attendance import kit as leave_kit
from tests.hr.kit import AT, HIRED, hired, hr_actor, issued, item, moment
from tests.people import user
from tests.worlds import World

NAMES: Final = ("김하늘", "이바다", "박구름", "최노을", "정이슬", "한여울")
LOGINS: Final = ("drafter", "inspector", "approver")
DAY: Final = 480
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def write_staff(world: World) -> None:
    """Culture: six people, five counted or set apart, leave of three, two closed months, notices. Youth: two people."""
    with institution(world.culture):
        _people()
        _leave_and_months([Staff.objects.get(person=user(login)) for login in LOGINS])
    with institution(world.youth):
        for login in LOGINS[:2]:
            one = leave_kit.staff(login)
            leave_kit.lot(one, 15 * DAY, FIRST, LAST)


def _people() -> None:
    today = day_of(timezone.now())
    for number, login in enumerate(LOGINS):
        hired(f"2020-{number:03d}", NAMES[number], login_name=login, birth_on=date(1980 + number, 3, 15))
    ill = hired("2020-004", NAMES[3], grade="G5", birth_on=date(1984, 3, 15))
    away = hired("2020-005", NAMES[4], grade="G6", birth_on=date(1985, 3, 15))
    _away(ill, "LEAVE_START", today - timedelta(days=40), today + timedelta(days=240), leave_kind="ILLNESS")
    _away(away, "SECOND_OUT", today - timedelta(days=40), today + timedelta(days=400), host="가람시")
    since = today - timedelta(days=39)
    hired(
        "2020-006",
        NAMES[5],
        on=since,
        birth_on=date(1986, 3, 15),
        employment_type="FIXED_TERM",
        contract_from=since.isoformat(),
        contract_until=(today + timedelta(days=300)).isoformat(),
        replaces=str(ill.pk),
    )
    for grade, count in (("G7", 4), ("G5", 1), ("G6", 1)):
        data = HeadcountData(
            grade, "REGULAR", count, HIRED, "직제규정 별표 1", consultation_document_no="협의-1"
        )
        plan_headcount(actor=hr_actor(), data=data, at=AT)


def _away(who: Person, kind: str, on: date, until: date, **values: str) -> None:
    issued(item(who, kind, on, until, **values), at=moment(on))


def _leave_and_months(people: list[Staff]) -> None:
    lots = [
        leave_kit.lot(one, days * DAY, FIRST, LAST).pk for one, days in zip(people, (15, 15, 10), strict=True)
    ]
    at = moment(date(2026, 5, 4))
    used = Line(lots[0], EntryKind.USE, -3 * DAY, date(2026, 5, 4))
    ended = Line(lots[1], EntryKind.EXPIRE, -DAY, date(2026, 5, 4))
    write([used, ended], at=at, by=None)
    ids = [one.pk for one in people]
    _close(202609, ids, weeks=(1, 1, 0), overtime=(300, 60, 0))
    _close(202610, ids, weeks=(1, 0, 0), overtime=(600, 0, 0))
    for step, month in ((1, 7), (2, 10)):
        UsePromotionNotice.objects.create(
            staff=people[0],
            step=step,
            part="YEARLY",
            ends_on=LAST,
            minutes=DAY,
            window_from=date(2026, month, 1),
            window_until=date(2026, month, 10),
            sent_at=moment(date(2026, month, 3)),
        )


def _close(period: int, ids: list[UUID], *, weeks: tuple[int, ...], overtime: tuple[int, ...]) -> None:
    month = AttendanceMonth.objects.create(period=period, state=MonthState.HR_CLOSED, run=2)
    for run in (1, 2):
        AttendanceMonthResult.objects.bulk_create(
            AttendanceMonthResult(
                month=month,
                run=run,
                staff_id=staff_id,
                values={"weeks_over_52": over, "overtime": more * run // 2, "leave_used": DAY},
                content_hash="0" * 64,
                recorded_at=AT,
            )
            for staff_id, over, more in zip(ids, weeks, overtime, strict=True)
        )
