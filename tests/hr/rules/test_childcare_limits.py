"""How much childcare leave there is for a child: months, splits, short leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from core.errors import DomainError
from hr.errors import UseLimitExceeded
from hr.rules.childcare_limits import (
    ChildcareFacts,
    ChildcarePart,
    childcare_faults,
    months_used,
    splits_used,
)


def codes(faults: Sequence[DomainError]) -> list[str]:
    return [fault.code for fault in faults]


def part(from_on: date, until_on: date, **kind: bool) -> ChildcarePart:
    return ChildcarePart(from_on, until_on, **kind)


def test_s_06_short_childcare_leave_once_a_year_takes_no_split() -> None:
    used = [part(date(2027, 3, 2), date(2027, 3, 16), is_short=True)]
    asked = part(date(2027, 12, 1), date(2027, 12, 8), is_short=True)
    assert codes(childcare_faults(used, asked, ChildcareFacts())) == [UseLimitExceeded.code]
    assert splits_used([*used, asked]) == 0


@pytest.mark.parametrize(("other", "refused"), [(2, True), (3, False)])
def test_s_11_six_months_more_when_both_parents_used_three(other: int, refused: bool) -> None:
    used = [part(date(2026, 1, 1), date(2027, 1, 1))]
    asked = part(date(2027, 3, 1), date(2027, 9, 1))
    faults = childcare_faults(used, asked, ChildcareFacts(other_parent_months=other))
    assert codes(faults) == ([UseLimitExceeded.code] if refused else [])
    assert months_used([*used, asked]).months == 18


def test_loose_days_of_all_parts_are_summed() -> None:
    parts = [part(date(2026, 1, 10), date(2026, 3, 20)), part(date(2026, 6, 1), date(2026, 6, 21))]
    assert months_used(parts).text == "3개월"  # two months and 10 days, and 20 days
