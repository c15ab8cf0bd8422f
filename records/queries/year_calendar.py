"""The records year: duties with due dates, and which were done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from records.choices import StepState, YearStepCode
from records.models import YearStep
from records.rules.calendar import duties_of, state_on


@dataclass(frozen=True)
class DutyRow:
    """A duty of the records year as it stands on a day."""

    year: int
    step: str
    label: str
    from_on: date
    due_on: date
    basis: str
    state: str
    state_label: str
    done_on: date | None
    done_by: str
    note: str
    facts: dict[str, Any]

    @property
    def can_be_done(self) -> bool:
        """Whether it may be recorded as done now."""
        return self.state in {StepState.DUE, StepState.OVERDUE}


def year_calendar(year: int, on: date) -> list[DutyRow]:
    """Duties concerning the records of that year."""
    done = {row.step: row for row in YearStep.objects.filter(year=year)}
    return [_row(year, duty, done.get(duty.step.value), on) for duty in duties_of(year)]


def open_duties(on: date) -> list[DutyRow]:
    """Duties of this year and the last that are due now, the earliest first."""
    rows = [row for year in (on.year - 1, on.year) for row in year_calendar(year, on)]
    return sorted((row for row in rows if row.can_be_done), key=lambda row: row.due_on)


def done_step(year: int, step: str) -> YearStep | None:
    """The record that a duty was done."""
    return YearStep.objects.filter(year=year, step=step).first()


def _row(year: int, duty: Any, done: YearStep | None, on: date) -> DutyRow:
    state = state_on(duty, on, done.done_on if done else None)
    return DutyRow(
        year=year,
        step=duty.step.value,
        label=str(YearStepCode(duty.step).label),
        from_on=duty.from_on,
        due_on=duty.due_on,
        basis=duty.basis,
        state=state.value,
        state_label=str(state.label),
        done_on=done.done_on if done else None,
        done_by=done.done_by_name if done else "",
        note=done.note if done else "",
        facts=done.facts if done else {},
    )
