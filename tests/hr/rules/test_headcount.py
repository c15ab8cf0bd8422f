"""Who counts in 현원."""

from __future__ import annotations

from datetime import date

import pytest

from hr.rules.headcount import Counted, PlanLine, Standing, counted
from tests.hr.rules.tables import table

TABLE = table("headcount_counting")
APRIL, LATER = date(2026, 4, 1), date(2027, 4, 1)


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (Standing("ACTIVE", "REGULAR"), Counted.IN),
        (Standing("PROBATION", "REGULAR"), Counted.IN),
        (Standing("SUSPENDED", "REGULAR"), Counted.IN),
        (Standing("REMOVED", "REGULAR"), Counted.IN),
        (Standing("ON_LEAVE", "REGULAR", APRIL, date(2026, 9, 30)), Counted.IN),
        (Standing("ON_LEAVE", "REGULAR", APRIL, date(2026, 10, 1)), Counted.SEPARATE),
        (Standing("SECONDED", "REGULAR", APRIL, date(2027, 3, 31)), Counted.IN),
        (Standing("SECONDED", "REGULAR", APRIL, LATER), Counted.SEPARATE),
        (Standing("ACTIVE", "FIXED_TERM", is_replacement=True), Counted.OUT),
        (Standing("ACTIVE", "SECONDED_IN"), Counted.OUT),
        (Standing("ACTIVE", "DISPATCHED"), Counted.OUT),
        (Standing("ACTIVE", "ENGAGED"), Counted.OUT),
        (Standing("RETIRED", "REGULAR"), Counted.OUT),
    ],
)
def test_the_counting_table(person: Standing, found: Counted) -> None:
    assert counted(person, TABLE) is found


def test_h_07_four_in_service_and_one_long_on_leave_leave_one_vacancy() -> None:
    people = [*[Standing("ACTIVE", "REGULAR")] * 4, Standing("ON_LEAVE", "REGULAR", APRIL, LATER)]
    found = [counted(person, TABLE) for person in people]
    line = PlanLine(5, found.count(Counted.IN), found.count(Counted.SEPARATE))
    assert (line.actual, line.separate, line.vacancy, line.surplus) == (4, 1, 1, 0)


def test_h_16_the_replacement_is_not_in_the_regular_count() -> None:
    assert counted(Standing("ACTIVE", "FIXED_TERM", is_replacement=True), TABLE) is Counted.OUT
