"""The organisation chart of a day of a large institution with a long history, as known now and as known then.

    python -m benchmarks.organisation_chart [--people N] [--years N] [--times N]

Aim: 1,000 people with 20 years of history at most 50 ms in the database, with as many statements as for a tenth
of the people.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import django

AIM_MS = 50.0
LAST = date(2026, 1, 1)
ASKED = date(2016, 7, 1)
DEPARTMENTS = 60
BATCH = 5_000


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "erp.settings")
    django.setup()
    from tenants.context import institution
    from tests.kit.own_copy import own_copy
    from tests.worlds import read_world

    with own_copy("chart"), institution(read_world().culture):
        departments = _departments()
        _fill(range(asked.people // 10), asked.years, departments)
        few = _measured(LAST, None, asked.times)
        _fill(range(asked.people // 10, asked.people), asked.years, departments)
        return 0 if _told(asked.people, few[0], asked.times) else 1


def _told(people: int, statements: int, times: int) -> bool:
    known = datetime(2016, 12, 31, 15, tzinfo=_seoul())
    good = True
    for label, on, known_at in (
        ("today", LAST, None),
        ("ten years ago", ASKED, None),
        ("ten years ago, as known then", ASKED, known),
    ):
        count, spent, whole, found = _measured(on, known_at, times)
        good = good and count == statements and spent <= AIM_MS
        print(
            f"{label}: {found:,} of {people:,} people, {count} statements (a tenth of the people: {statements}), "
            f"{spent:.1f} ms in the database (aim {AIM_MS:.0f} ms), {whole:.0f} ms with Python"
        )
    return good


def _measured(on: date, known_at: datetime | None, times: int) -> tuple[int, float, float, int]:
    """Statements, median milliseconds in the database and altogether, people found."""
    from django.db import connection

    from benchmarks.inbox import Clock
    from hr.queries.chart import organization_chart

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rounds, wholes, units = [], [], []
    for _ in range(times):
        clock, start = Clock(), time.perf_counter()
        with connection.execute_wrapper(clock):
            units = organization_chart(on, known_at)
        wholes.append((time.perf_counter() - start) * 1000)
        rounds.append(clock)
    return (
        rounds[-1].statements,
        statistics.median(one.spent for one in rounds),
        statistics.median(wholes),
        sum(len(unit.people) for unit in units),
    )


def _departments() -> list[Any]:
    """A tree of three levels from the beginning on."""
    from organization.models import Department, DepartmentVersion

    rows = Department.objects.bulk_create(Department(code=f"B{number:03d}") for number in range(DEPARTMENTS))
    DepartmentVersion.objects.bulk_create(
        DepartmentVersion(
            department=row,
            name=f"부서 {number:03d}",
            parent=rows[number // 8] if number >= 8 else None,
            from_on=date(1990, 1, 1),
        )
        for number, row in enumerate(rows)
    )
    return rows


def _fill(numbers: range, years: int, departments: list[Any]) -> None:
    """People with a step up each year, a move every second one, promotions, a leave, and rows corrected later."""
    from hr.models import AppointmentItem, AppointmentOrder, Employment, EmploymentFact, Person, PersonVersion

    begun = date(LAST.year - years, 1, 1)
    at = datetime(begun.year, 1, 2, 9, tzinfo=_seoul())
    order = AppointmentOrder.objects.create(
        title="이력", department=departments[0], effective_on=begun, drafted_at=at
    )
    people = Person.objects.bulk_create(Person(employee_no=f"B{n:05d}", made_at=at) for n in numbers)
    PersonVersion.objects.bulk_create(
        PersonVersion(
            person=one,
            name=f"직원{n:05d}",
            birth_on=date(1980, 1, 1),
            gender="FEMALE" if n % 2 else "MALE",
            from_on=begun,
            known_from=at,
        )
        for n, one in zip(numbers, people, strict=True)
    )
    employments = Employment.objects.bulk_create(
        Employment(person=one, hired_on=begun, service_from_on=begun) for one in people
    )
    items = AppointmentItem.objects.bulk_create(
        AppointmentItem(order=order, seq=seq, person=one, employment=work, kind="HIRE", effective_on=begun)
        for seq, (one, work) in enumerate(zip(people, employments, strict=True))
    )
    EmploymentFact.objects.bulk_create(
        (
            EmploymentFact(employment=work, item=item, **fact)
            for n, work, item in zip(numbers, employments, items, strict=True)
            for fact in _facts(n, begun, years, departments)
        ),
        batch_size=BATCH,
    )


def _facts(number: int, begun: date, years: int, departments: list[Any]) -> Iterator[dict[str, Any]]:
    post = _post()
    yield _fact("SERIES", begun, None, {"series": "ADM-GEN"})
    yield _fact("CONTRACT", begun, None, {"employment_type": "REGULAR"})
    leave_from = begun + timedelta(days=365 * (years // 2))
    yield _fact("STATUS", begun, leave_from, {"status": "ACTIVE"})
    yield _fact("STATUS", leave_from, leave_from + timedelta(days=180), {"status": "ON_LEAVE"})
    yield _fact("STATUS", leave_from + timedelta(days=180), None, {"status": "ACTIVE"})
    for year in range(years):
        day, end = date(begun.year + year, 1, 1), date(begun.year + year + 1, 1, 1)
        until = end if year + 1 < years else None
        grade = {"grade": f"G{9 - min(year // 5, 5)}", "step": year + 1}
        yield _fact("GRADE", day, until, grade)
        yield _fact("PAY", day, until, {"table": "GENERAL", "amount": 2_000_000 + year})
        if year % 3 == 0:  # recorded wrongly first, corrected two months later
            known = _known(day)
            yield {**_fact("GRADE", day, until, grade), "known_until": known + timedelta(days=60)}
        if year % 2 == 0:
            place = departments[(number + year) % len(departments)]
            stays = date(begun.year + year + 2, 1, 1) if year + 2 < years else None
            values = {"department": str(place.pk), "post": post}
            yield {**_fact("POST", day, stays, values), "department": place}


def _fact(fact: str, begin: date, end: date | None, values: dict[str, Any]) -> dict[str, Any]:
    return {"fact": fact, "from_on": begin, "until_on": end, "values": values, "known_from": _known(begin)}


def _known(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=_seoul())


@cache
def _post() -> str:
    """The key of a post that heads nothing, as appointments name it."""
    from organization.queries import posts

    return next(str(one.post_id) for one in posts() if not one.is_head)


def _seoul() -> Any:
    from core.periods import SEOUL

    return SEOUL


if __name__ == "__main__":
    sys.exit(main())
