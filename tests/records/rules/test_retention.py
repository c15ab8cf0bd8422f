"""RE-01 and the other dates that follow from completing a file."""

from __future__ import annotations

from datetime import date

import pytest

from records.errors import RetentionNotOver
from records.rules.retention import require_over, retention_of

COMPLETED = date(2026, 7, 3)


def test_re_01_five_years_start_on_the_next_new_year() -> None:
    found = retention_of(COMPLETED, 5)
    assert (found.start_on, found.over_on) == (date(2027, 1, 1), date(2031, 12, 31))
    assert found.appraisal_from == date(2032, 1, 1)


def test_re_01_appraisal_before_the_end_is_refused() -> None:
    with pytest.raises(RetentionNotOver) as refused:
        require_over(COMPLETED, 5, date(2031, 12, 31))
    assert refused.value.code == "E-REC-001"
    assert require_over(COMPLETED, 5, date(2032, 1, 1)).over_on == date(2031, 12, 31)


def test_contract_file_of_ten_years() -> None:
    found = retention_of(COMPLETED, 10)
    assert (found.transfer_due_on, found.appraisal_from) == (date(2027, 12, 31), date(2037, 1, 1))


@pytest.mark.parametrize(
    ("completed_on", "years", "over_on"),
    [
        (date(2026, 1, 1), 1, date(2027, 12, 31)),
        (date(2026, 12, 31), 1, date(2027, 12, 31)),
        (date(2027, 1, 1), 1, date(2028, 12, 31)),
        (date(2028, 2, 29), 3, date(2031, 12, 31)),
        (COMPLETED, 30, date(2056, 12, 31)),
    ],
)
def test_end_is_counted_in_whole_years(completed_on: date, years: int, over_on: date) -> None:
    assert retention_of(completed_on, years).over_on == over_on


def test_permanent_files_have_no_end_and_are_appraised_after_seventy_years() -> None:
    found = retention_of(COMPLETED, None)
    assert (found.over_on, found.appraisal_from) == (None, date(2097, 1, 1))
