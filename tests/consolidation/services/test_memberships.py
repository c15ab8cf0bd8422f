"""A dated membership that starts or ends takes effect by itself."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from psycopg.types.range import DateRange

from consolidation import sources
from consolidation.door import reader_alias, roles_of
from consolidation.models import SourceAccount
from consolidation.services.provisioning import follow_memberships
from consolidation.tasks import follow_memberships_everywhere, follow_memberships_of_government
from core.periods import day_of
from tenants.context import institution, public
from tenants.models import Membership
from tenants.registry import TenantInfo
from tests.worlds import World


def _seen(government: TenantInfo) -> set[str]:
    with institution(government):
        rows = SourceAccount.objects.using(reader_alias())
        return set(rows.values_list("institution_code", flat=True))


def _readable(government: TenantInfo) -> set[str]:
    """Schemas in which the government's owner role may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_schema::text FROM information_schema.role_table_grants"
            " WHERE grantee = %s AND table_schema <> %s",
            [roles_of(government.schema_name).owner, government.schema_name],
        )
        return {row[0] for row in cursor.fetchall()}


def _move_today(member: TenantInfo, to: TenantInfo) -> None:
    """The membership ended yesterday night; today another government has the institution."""
    today = day_of(timezone.now())
    with public():
        held = Membership.objects.get(institution_id=member.id)
        Membership.objects.filter(pk=held.pk).update(during=DateRange(held.during.lower, today))
        Membership.objects.create(
            institution_id=member.id, government_id=to.id, during=DateRange(today, None)
        )


def test_institution_that_changes_its_government_changes_the_views(world: World) -> None:
    _move_today(world.youth, world.other_gov)
    assert _seen(world.gov) == {"culture", "youth"}
    follow_memberships_everywhere(timestamp=0)
    jobs = list(ProcrastinateJob.objects.filter(task_name="consolidation.follow_memberships"))
    assert {job.args["tenant"] for job in jobs} == {"gov_garam", "gov_narae"}
    for job in jobs:
        follow_memberships_of_government._execute(**job.args)
    assert (_seen(world.gov), _seen(world.other_gov)) == ({"culture"}, {"stranger", "youth"})
    assert _readable(world.gov) == {"inst_garam_culture"}
    assert _readable(world.other_gov) == {"inst_narae_stranger", "inst_garam_youth"}


def test_second_run_rebuilds_nothing(world: World) -> None:
    _move_today(world.youth, world.other_gov)
    with institution(world.gov):
        assert follow_memberships(schema=world.gov.schema_name)
        before = _views(world.gov)
        assert not follow_memberships(schema=world.gov.schema_name)
        assert _views(world.gov) == before


def test_day_without_a_change_rebuilds_nothing(world: World) -> None:
    before = _views(world.gov)
    with institution(world.gov):
        assert not follow_memberships(schema=world.gov.schema_name)
    assert _views(world.gov) == before
    assert sources.members_in_views(world.gov.schema_name) == {"inst_garam_culture", "inst_garam_youth"}


def test_membership_of_tomorrow_is_not_followed_today(world: World) -> None:
    tomorrow = day_of(timezone.now()) + timedelta(days=1)
    with public():
        Membership.objects.filter(institution_id=world.youth.id).update(
            during=DateRange(day_of(timezone.now()) - timedelta(days=30), tomorrow)
        )
    with institution(world.gov):
        assert not follow_memberships(schema=world.gov.schema_name)
    assert _seen(world.gov) == {"culture", "youth"}


def test_government_whose_last_institution_left_sees_nobody(world: World) -> None:
    _move_today(world.stranger, world.gov)
    with institution(world.other_gov):
        assert follow_memberships(schema=world.other_gov.schema_name)
    assert _seen(world.other_gov) == set()
    assert _readable(world.other_gov) == set()


def _views(government: TenantInfo) -> list[int]:
    """Object numbers of the views: a view that was made again has another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = %s AND c.relkind = 'v' ORDER BY 1",
            [government.schema_name],
        )
        return [row[0] for row in cursor.fetchall()]
