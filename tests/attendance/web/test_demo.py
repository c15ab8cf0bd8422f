"""Papers of the browser tests and the demo's attendance can be written."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from attendance.models import AttendanceDay, LeaveRequest, Staff
from core.periods import day_of
from erp.demo.attendance_story import live_at_work
from tenants.context import institution
from tests.browser.attendance_papers import write_attendance
from tests.people import user
from tests.worlds import World


def test_papers_of_the_browser_tests(world: World) -> None:
    with institution(world.culture):
        assert len(write_attendance()) == 10


def test_the_demo_lives_at_work(world: World) -> None:
    with institution(world.culture):
        user("inspector").__class__.objects.filter(login_name="inspector").update(login_name="drafter2")
        at = timezone.now()
        today = day_of(at)
        records = live_at_work(today.year, at, today)
        assert Staff.objects.count() == 9
        assert LeaveRequest.objects.filter(state="APPROVED").count() >= 1
        assert LeaveRequest.objects.filter(state="SUBMITTED").count() == 1
        if today.day > timedelta(days=4).days:
            assert records > 0
            assert AttendanceDay.objects.exists()
