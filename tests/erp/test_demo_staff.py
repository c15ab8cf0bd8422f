"""Staff lists of the other institutions: whatever the day of the load, nothing lies ahead and the month is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from attendance.models import AttendanceMonth, AttendanceMonthResult, ClockEvent, LeaveEntry
from core.periods import SEOUL
from erp.demo import founding
from erp.demo.founding import found_institution
from erp.demo.places import PLACES
from erp.demo.staff_lists import SMALLEST, keep_staff
from hr.queries.headcount import headcount_report
from hr.queries.people import people_on
from tenants.context import institution
from tenants.registry import TenantInfo
from tenants.services.provisioning import create_government
from tests.worlds import World, spec

CITY = ("solbit", "솔빛시", "솔빛")
PLACE = PLACES[0]
COUNT = SMALLEST + PLACE.share


@pytest.fixture
def tenant(world: World, monkeypatch: Any) -> Iterator[TenantInfo]:
    code, name, short = CITY
    create_government(code=code, name=name, short_name=short, spec=spec())
    monkeypatch.setattr(founding, "CITY", CITY)
    made = found_institution(PLACE, 2026, datetime(2026, 1, 1, 10, tzinfo=SEOUL))
    with institution(made, platform_code=True):
        yield made


@pytest.mark.parametrize(
    ("at", "closed", "is_over"),
    [
        (datetime(2026, 11, 23, 2, 5, tzinfo=SEOUL), 202610, 1),
        (datetime(2026, 1, 2, 9, tzinfo=SEOUL), 202512, 1),
        (datetime(2027, 3, 7, 23, 50, tzinfo=SEOUL), 202702, 1),
    ],
)
def test_staff_list_holds_on_any_day(tenant: TenantInfo, at: datetime, closed: int, is_over: int) -> None:
    today: date = at.date()
    assert keep_staff(PLACE, today.year, at, today) == COUNT
    assert keep_staff(PLACE, today.year, at, today) == 0

    statuses = [row.status for row in people_on(today)]
    assert (len(statuses), statuses.count("ON_LEAVE"), statuses.count("SECONDED")) == (COUNT, 1, 1)
    assert headcount_report(today).total.separate == 2
    month = AttendanceMonth.objects.get()
    assert (month.period, month.state) == (closed, "HR_CLOSED")
    weeks = [row.values["weeks_over_52"] for row in AttendanceMonthResult.objects.all()]
    assert sum(week > 0 for week in weeks) == is_over
    assert not ClockEvent.objects.filter(at__gt=at).exists()
    used = LeaveEntry.objects.filter(kind="USE")
    assert used.exists() == (today.month >= 3)
    assert not used.filter(on__gt=today).exists()
