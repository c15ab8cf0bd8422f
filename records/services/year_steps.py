"""Duties of the records year are recorded as done, with their figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from core import audit
from core.access import Actor
from core.periods import day_of
from records.choices import YearStepCode
from records.errors import NumbersMissing, StepDone, YearNotOver
from records.models import YearStep
from records.permissions import YEAR_MANAGE
from records.queries.files import due_for_transfer
from records.queries.production import ProductionReport, production_report
from records.queries.year_calendar import done_step
from records.rules.calendar import duties_of
from records.rules.numbers import written_ranges

WITH_REPORT = frozenset({YearStepCode.TIDY, YearStepCode.REPORT, YearStepCode.REPORT_UP})


@transaction.atomic
def finish_step(*, year: int, step: YearStepCode, actor: Actor, at: datetime, note: str = "") -> YearStep:
    """Record that a duty of the records year was done today (시행령 제24조, 제33조, 제42조).

    Refuses a second time, a year that is not over, and reports while numbers are missing.
    """
    actor.require(YEAR_MANAGE)
    on = day_of(at)
    known = done_step(year, step)
    if known is not None:
        raise StepDone(step=str(YearStepCode(step).label), on=str(known.done_on))
    duty = next(duty for duty in duties_of(year) if duty.step == step)
    if on < duty.from_on:
        raise YearNotOver(year=str(year))
    facts = _facts(year, step)
    made = YearStep.objects.create(
        year=year,
        step=step,
        done_on=on,
        done_at=at,
        done_by=actor.user_id,
        done_by_name=actor.name[:100],
        note=note.strip()[:200],
        facts=facts,
    )
    audit.record(
        actor=actor,
        verb="records_duty_done",
        subject_type="year_step",
        subject_id=made.pk,
        summary=f"{year}년 {YearStepCode(step).label}",
        at=at,
        facts=facts,
    )
    return made


def _facts(year: int, step: YearStepCode) -> dict[str, Any]:
    if step == YearStepCode.TRANSFER:
        return {"files": due_for_transfer(year)}
    if step not in WITH_REPORT:
        return {}
    report = production_report(year)
    if report.missing:
        raise NumbersMissing(year=str(year), count=report.missing, numbers=_listed(report))
    return {
        "produced": report.produced,
        "received": report.received,
        "files_opened": report.files.opened,
        "files_completed": report.files.completed,
        "missing": report.missing,
    }


def _listed(report: ProductionReport) -> str:
    gaps = [f"{row.department} {written_ranges(row.missing)}" for row in report.series if row.missing]
    return "; ".join(gaps[:5])
