"""S-09: lateness of eight hours costs a day of leave when the month is closed."""

from __future__ import annotations

from datetime import date

import pytest

from attendance.models import AttendanceDay, LatenessCharge
from attendance.services.months import close_month, reopen_month
from core.access import SYSTEM
from tenants.context import institution
from tests.attendance import kit
from tests.worlds import World

D = 480
LAST = date(2026, 10, 31)
AT = kit.at(date(2026, 11, 2))


@pytest.fixture(autouse=True)
def _here(world: World):
    with institution(world.culture):
        yield


def day(person, on: date, **minutes: int) -> AttendanceDay:
    return AttendanceDay.objects.create(
        staff=person, on=on, day_class="WORKING", state="CONFIRMED", calculated_at=AT, **minutes
    )


def test_s_09_eight_hours_together_are_a_day() -> None:
    person = kit.staff(regime="LOCAL_PUBLIC")
    lot = kit.lot(person, 5 * D, date(2026, 1, 1), date(2026, 12, 31))
    day(person, date(2026, 10, 5), late=120)
    day(person, date(2026, 10, 6), early=180)
    last = day(person, date(2026, 10, 7), out=180)
    close_month(actor=SYSTEM, period=202610, at=AT)
    lot.refresh_from_db()
    assert lot.balance == 4 * D
    assert [(one.total, one.minutes) for one in LatenessCharge.objects.all()] == [(480, D)]
    reopen_month(actor=SYSTEM, period=202610, reason="정정", at=AT)
    AttendanceDay.objects.filter(pk=last.pk).update(out=60)
    close_month(actor=SYSTEM, period=202610, at=AT)
    lot.refresh_from_db()
    assert lot.balance == 5 * D
    assert list(LatenessCharge.objects.order_by("run").values_list("minutes", flat=True)) == [D, -D]


def test_the_rest_waits_for_the_next_month_and_closing_twice_takes_once() -> None:
    person = kit.staff(regime="LOCAL_PUBLIC")
    lot = kit.lot(person, 5 * D, date(2026, 1, 1), date(2026, 12, 31))
    day(person, date(2026, 9, 7), late=470)
    day(person, date(2026, 10, 5), late=20)
    close_month(actor=SYSTEM, period=202609, at=AT)
    lot.refresh_from_db()
    assert lot.balance == 5 * D
    close_month(actor=SYSTEM, period=202610, at=AT)
    reopen_month(actor=SYSTEM, period=202610, reason="정정", at=AT)
    close_month(actor=SYSTEM, period=202610, at=AT)
    lot.refresh_from_db()
    assert (lot.balance, LatenessCharge.objects.count()) == (4 * D, 1)


def test_employees_under_the_labour_law_lose_no_leave_without_a_rule() -> None:
    person = kit.staff()
    lot = kit.lot(person, 5 * D, date(2026, 1, 1), date(2026, 12, 31))
    day(person, date(2026, 10, 5), late=480)
    close_month(actor=SYSTEM, period=202610, at=AT)
    lot.refresh_from_db()
    assert (lot.balance, LatenessCharge.objects.count()) == (5 * D, 0)
