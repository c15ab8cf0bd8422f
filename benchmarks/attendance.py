"""Yearly accrual, month close and team calendar of large institutions.

    python -m benchmarks.attendance [--accrual N] [--close N] [--team N]

Aims: accrual of 2,000 people 20 s and twice the same as once, close of 1,070 people 10 s, the calendar of
300 people 50 ms in the database with as many statements as for 3.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from datetime import date, timedelta
from typing import Any

import django

ACCRUAL_S, CLOSE_S, TEAM_MS = 20.0, 10.0, 50.0
YEAR = date(2026, 1, 1)
PERIOD, FIRST, LAST = 202610, date(2026, 10, 1), date(2026, 10, 31)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--accrual", type=int, default=2_000)
    parser.add_argument("--close", type=int, default=1_070)
    parser.add_argument("--team", type=int, default=300)
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from tenants.context import institution
    from tests.kit.own_copy import own_copy
    from tests.worlds import read_world

    with own_copy("attendance"), institution(read_world().culture):
        people = _people(max(asked.accrual, asked.close, asked.team))
        accrued = _accrual(people[: asked.accrual])
        closed = _close(people[: asked.close])
        team = _team(people, asked.team, asked.times)
    return 0 if accrued and closed and team else 1


def _people(count: int) -> list[Any]:
    """So many accounts with employments begun over twenty years."""
    from attendance.models import Staff
    from identity.models import User

    users = User.objects.bulk_create(
        User(login_name=f"bench-{number}", name=f"직원{number:04d}", password="!") for number in range(count)
    )
    return Staff.objects.bulk_create(
        Staff(
            person=user,
            hired_on=YEAR - timedelta(days=30 + number * 7300 // count),
            regime="LOCAL_PUBLIC" if number % 3 == 0 else "LABOUR",
            basis="HIRE_DATE" if number % 3 == 1 else "FISCAL_YEAR",
        )
        for number, user in enumerate(users)
    )


def _accrual(people: list[Any]) -> bool:
    from attendance.services.accrual import grant_due
    from core.access import SYSTEM
    from tests.attendance.kit import at

    ids = [one.pk for one in people]
    start = time.perf_counter()
    once = grant_due(actor=SYSTEM, on=YEAR, at=at(YEAR), staff_ids=ids)
    spent = time.perf_counter() - start
    twice = grant_due(actor=SYSTEM, on=YEAR, at=at(YEAR), staff_ids=ids)
    print(
        f"accrual of {len(ids):,}: {once.lots:,} lots in {spent:.1f} s (aim {ACCRUAL_S:.0f} s), "
        f"{twice.lots} the second time"
    )
    return spent <= ACCRUAL_S and twice.lots == 0


def _close(people: list[Any]) -> bool:
    from attendance.models import AttendanceDay, AttendanceMonth
    from attendance.services.months import close_month
    from core.access import SYSTEM
    from tests.attendance.kit import at

    start_on = date(2026, 9, 28)
    AttendanceDay.objects.bulk_create(
        (
            AttendanceDay(
                staff=one,
                on=start_on + timedelta(days=offset),
                day_class="WORKING" if (start_on + timedelta(days=offset)).weekday() < 5 else "OFF",
                state="CALCULATED",
                worked=480 if (start_on + timedelta(days=offset)).weekday() < 5 else 0,
                planned=480,
                calculated_at=at(LAST),
            )
            for one in people
            for offset in range((LAST - start_on).days + 1)
        ),
        batch_size=5_000,
    )
    AttendanceMonth.objects.create(period=PERIOD, state="DEPT_CONFIRMED")
    start = time.perf_counter()
    done = close_month(actor=SYSTEM, period=PERIOD, at=at(LAST))
    spent = time.perf_counter() - start
    print(f"month close: {done.people:,} people in {spent:.1f} s (aim {CLOSE_S:.0f} s for 1,070)")
    return spent <= CLOSE_S


def _team(people: list[Any], count: int, times: int) -> bool:
    from django.db import connection

    from attendance.models import CalendarEntry
    from attendance.queries.staff import facts_of
    from attendance.queries.team import team_calendar
    from benchmarks.inbox import Clock
    from core.ids import uuid7
    from tests.attendance.kit import at

    CalendarEntry.objects.bulk_create(
        CalendarEntry(
            staff=one,
            kind="LEAVE" if offset % 2 else "TRIP",
            paper_id=uuid7(),
            label="연차" if offset % 2 else "부산 출장",
            on=FIRST + timedelta(days=offset),
            from_at=at(FIRST + timedelta(days=offset), 9),
            to_at=at(FIRST + timedelta(days=offset), 18),
            is_firm=True,
        )
        for one in people
        for offset in range(0, 31, 4)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    from attendance.models import Staff

    rows = list(Staff.objects.select_related("person").filter(person__login_name__startswith="bench")[:count])
    facts = [facts_of(row) for row in rows]
    found = {}
    for size in (3, count):
        rounds = []
        for _ in range(times):
            clock = Clock()
            with connection.execute_wrapper(clock):
                team_calendar(facts[:size], PERIOD, may_see_reasons=True)
            rounds.append(clock)
        found[size] = (rounds[-1].statements, statistics.median(one.spent for one in rounds))
    print(
        f"team calendar: {found[3][0]} statements for 3, {found[count][0]} statements and "
        f"{found[count][1]:.1f} ms in the database for {count} (aim {TEAM_MS:.0f} ms)"
    )
    return found[3][0] == found[count][0] and found[count][1] <= TEAM_MS


if __name__ == "__main__":
    sys.exit(main())
