"""Jobs of attendance, gathered for the worker."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from attendance.queries.staff import everybody
from attendance.services.accrual import expire_lots, grant_due
from attendance.services.days import calculate_days
from attendance.services.overtime_orders import detect_day
from attendance.services.trip_payments import follow_payments
from core.access import SYSTEM
from core.periods import day_of
from core.schema import SchemaKind
from tenants.jobs import every_night, tenant_job


@tenant_job(name="attendance.daily_tasks")
def daily_tasks_of_institution() -> None:
    """Leave expires and is granted, yesterday is calculated, work without an order is kept, paid trips are marked."""
    now = timezone.now()
    today = day_of(now)
    expire_lots(actor=SYSTEM, on=today, at=now)
    grant_due(actor=SYSTEM, on=today, at=now)
    ids = [one.staff_id for one in everybody(today - timedelta(days=1))]
    calculate_days(staff_ids=ids, from_on=today - timedelta(days=1), until_on=today, at=now)
    detect_day(on=today - timedelta(days=1), at=now)
    follow_payments(at=now)


daily_tasks_everywhere = every_night(daily_tasks_of_institution, at="00:20", kinds=(SchemaKind.INSTITUTION,))
