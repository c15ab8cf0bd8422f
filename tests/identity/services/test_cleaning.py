"""What is over goes; the record of logins stays."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from identity.choices import LoginEnd
from identity.models import Login
from identity.services import Browser, begin_login
from identity.services.cleaning import clear_old
from identity.tasks import clear_old_everywhere
from tenants.context import institution
from tests.people import user
from tests.worlds import World


def test_expired_sessions_go_and_forgotten_logins_are_closed(world: World) -> None:
    now = timezone.now()
    with institution(world.culture):
        for key, hours in (("a" * 40, 11), ("b" * 40, 1)):
            Session.objects.create(
                session_key=key, session_data="", expire_date=now + timedelta(hours=10 - hours)
            )
            person = "drafter" if hours == 11 else "approver"
            began = now - timedelta(hours=hours)
            begin_login(user_id=user(person).pk, browser=Browser(key), at=began)
        clear_old(at=now)
        assert list(Session.objects.values_list("session_key", flat=True)) == ["b" * 40]
        ends = dict(Login.objects.values_list("user__login_name", "end_reason"))
        assert ends == {"drafter": LoginEnd.TOO_LONG, "approver": LoginEnd.OPEN}


def test_every_tenant_gets_its_own_cleaning_job(world: World) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    clear_old_everywhere(timestamp=0)
    jobs = ProcrastinateJob.objects.filter(task_name="identity.clear_old")
    assert {job.args["tenant"] for job in jobs} == {
        tenant.schema_name
        for tenant in (world.platform, world.gov, world.culture, world.youth, world.other_gov, world.stranger)
    }
