"""How long records are kept (공공기록물법 시행령 제26조, 제32조, 제43조). Dates here never move for holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from records.errors import RetentionNotOver

APPRAISAL_AFTER_YEARS = 70
"""Permanent and semi-permanent records are appraised only so many years after the start (제43조제2항)."""


@dataclass(frozen=True)
class Retention:
    """The dates that follow from the completion of a file."""

    start_on: date
    over_on: date | None
    transfer_due_on: date
    appraisal_from: date


def retention_of(completed_on: date, years: int | None) -> Retention:
    """Dates of a file completed on that day; `years` None: permanent or semi-permanent.

    Start is 1 January after the completion (제26조제5항), transfer is due within the year that follows
    (제32조제1항), appraisal begins on the day after the last day of retention.
    """
    start = date(completed_on.year + 1, 1, 1)
    over = _years_later(start, years) - timedelta(days=1) if years is not None else None
    return Retention(
        start_on=start,
        over_on=over,
        transfer_due_on=_years_later(start, 1) - timedelta(days=1),
        appraisal_from=_years_later(start, APPRAISAL_AFTER_YEARS if years is None else years),
    )


def require_over(completed_on: date, years: int | None, on: date) -> Retention:
    """Refuse appraisal before the retention is over (E-REC-001)."""
    found = retention_of(completed_on, years)
    if on < found.appraisal_from:
        raise RetentionNotOver(appraisal_from=str(found.appraisal_from))
    return found


def _years_later(day: date, years: int) -> date:
    return date(day.year + years, day.month, day.day)
