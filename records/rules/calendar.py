"""Duties of the records year with their due dates (공공기록물법 시행령 제24조, 제25조, 제32조, 제33조, 제42조)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from records.choices import StepState, YearStepCode


@dataclass(frozen=True)
class Duty:
    """One duty concerning the records of a year: from when it can be done, and until when it is due."""

    step: YearStepCode
    from_on: date
    due_on: date
    basis: str


def duties_of(year: int) -> tuple[Duty, ...]:
    """Duties concerning the records of `year`, in the order of their due dates."""
    after = year + 1
    end_of_february = date(after, 2, monthrange(after, 2)[1])
    new_year = date(after, 1, 1)
    return (
        Duty(YearStepCode.CLOSE, date(year, 12, 31), date(year, 12, 31), "공공기록물법 시행령 제24조제1항"),
        Duty(YearStepCode.TIDY, new_year, end_of_february, "공공기록물법 시행령 제24조, 시행규칙 제14조"),
        Duty(
            YearStepCode.PUBLISH_TASKS,
            new_year,
            end_of_february,
            "공공기록물법 시행령 제25조제5항 (정리 뒤 바로)",
        ),
        Duty(YearStepCode.REPORT, new_year, date(after, 5, 31), "공공기록물법 시행령 제33조"),
        Duty(YearStepCode.REPORT_UP, new_year, date(after, 8, 31), "공공기록물법 시행령 제42조"),
        Duty(YearStepCode.TRANSFER, new_year, date(after, 12, 31), "공공기록물법 시행령 제32조제1항"),
    )


def state_on(duty: Duty, on: date, done_on: date | None) -> StepState:
    """Where the duty stands on that day."""
    if done_on is not None:
        return StepState.DONE
    if on < duty.from_on:
        return StepState.AHEAD
    return StepState.DUE if on <= duty.due_on else StepState.OVERDUE
