"""Due dates of the records year (handbook 3.2)."""

from __future__ import annotations

from datetime import date

import pytest

from records.choices import StepState, YearStepCode
from records.rules.calendar import duties_of, state_on


def test_due_dates_of_a_year() -> None:
    found = {duty.step: duty.due_on for duty in duties_of(2026)}
    assert found == {
        YearStepCode.CLOSE: date(2026, 12, 31),
        YearStepCode.TIDY: date(2027, 2, 28),
        YearStepCode.PUBLISH_TASKS: date(2027, 2, 28),
        YearStepCode.REPORT: date(2027, 5, 31),
        YearStepCode.REPORT_UP: date(2027, 8, 31),
        YearStepCode.TRANSFER: date(2027, 12, 31),
    }


def test_end_of_february_of_a_leap_year() -> None:
    assert duties_of(2027)[1].due_on == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("on", "done_on", "state"),
    [
        (date(2026, 12, 31), None, StepState.AHEAD),
        (date(2027, 1, 1), None, StepState.DUE),
        (date(2027, 5, 31), None, StepState.DUE),
        (date(2027, 6, 1), None, StepState.OVERDUE),
        (date(2027, 6, 1), date(2027, 5, 30), StepState.DONE),
    ],
)
def test_production_report_is_due_until_the_end_of_may(
    on: date, done_on: date | None, state: StepState
) -> None:
    report = next(duty for duty in duties_of(2026) if duty.step == YearStepCode.REPORT)
    assert state_on(report, on, done_on) == state
