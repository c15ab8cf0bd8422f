"""Regression tests for the measured leaks of schema-per-tenant (T29): each raises, none answers."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from core.models import AuditEntry, DocumentCounter
from core.schema import WrongSchema, current_schema
from tenants.context import institution
from tenants.models import Tenant
from tests.worlds import World


def _canary(tenant: Any) -> DocumentCounter:
    with institution(tenant):
        return DocumentCounter.objects.create(prefix=tenant.code[:12], fiscal_year=2026, unit="G")


def test_lazy_queryset_built_at_one_institution_cannot_run_at_another(world: World) -> None:
    _canary(world.culture)
    with institution(world.culture):
        lazy = DocumentCounter.objects.filter(unit="G")
    with institution(world.youth):
        for use in (list, lambda q: q.count(), lambda q: q.exists(), lambda q: q.update(last=9)):
            with pytest.raises(WrongSchema, match="was built in 'inst_garam_culture'"):
                use(lazy.all())
        with pytest.raises(WrongSchema):
            lazy.delete()


def test_related_rows_of_another_institution_cannot_be_saved_deleted_or_refreshed(world: World) -> None:
    row = _canary(world.culture)
    with institution(world.youth):
        for use in (row.save, row.delete, row.refresh_from_db):
            with pytest.raises(WrongSchema):
                use()
        assert DocumentCounter.objects.filter(pk=row.pk).count() == 0
    with institution(world.culture):
        assert DocumentCounter.objects.get(pk=row.pk).last == 0


def test_tenant_table_in_the_shared_schema_raises(world: World) -> None:
    with pytest.raises(WrongSchema, match="has no table in schema 'public'"):
        DocumentCounter.objects.count()


def test_registry_cannot_be_read_from_an_institution_through_the_orm(world: World) -> None:
    with institution(world.culture), pytest.raises(WrongSchema):
        Tenant.objects.count()


def test_thread_starts_in_the_shared_schema_and_fails_closed(world: World) -> None:
    caught: list[BaseException] = []

    def read() -> None:
        try:
            DocumentCounter.objects.count()
        except WrongSchema as refusal:
            caught.append(refusal)
        finally:
            connection.close()

    with institution(world.culture):
        thread = threading.Thread(target=read)  # noqa: TID251 - the trap itself is under test
        thread.start()
        thread.join()
    assert len(caught) == 1


def test_straight_from_one_institution_into_another_is_refused(world: World) -> None:
    with institution(world.culture):
        with pytest.raises(WrongSchema), institution(world.youth):
            pass
        assert current_schema() == "inst_garam_culture"
        with institution(world.youth, platform_code=True):
            assert current_schema() == "inst_garam_youth"
        assert current_schema() == "inst_garam_culture"


def test_upstream_switch_without_a_kind_fails_closed(world: World) -> None:
    from django_tenants.utils import schema_context as upstream  # noqa: TID251 - the trap itself is under test

    with upstream("inst_garam_culture"), pytest.raises(WrongSchema):
        DocumentCounter.objects.count()


def test_path_is_set_again_after_a_savepoint_rollback(world: World) -> None:
    row = _canary(world.youth)
    with institution(world.youth):
        assert DocumentCounter.objects.filter(pk=row.pk).exists()
        with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - the rollback is the point
            with institution(world.culture, platform_code=True):
                assert not DocumentCounter.objects.filter(pk=row.pk).exists()
            1 / 0  # noqa: B018 - any failure rolls the savepoint back
        assert DocumentCounter.objects.filter(pk=row.pk).exists()


def test_failed_switch_reaches_the_caller_and_nothing_answers(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _canary(world.culture)
    with institution(world.culture):
        assert DocumentCounter.objects.count() == 1
    wrapper = connections["default"]
    real = type(wrapper)._switch_statement

    failures = iter(["SELECT 1/0"])

    def cancelled(self: Any, wanted: Any, had_role: bool) -> Any:
        return next(failures, None) or real(self, wanted, had_role)

    with institution(world.culture):
        with pytest.raises(DatabaseError), transaction.atomic():  # noqa: PT012 - the switch fails inside
            monkeypatch.setattr(type(wrapper), "_switch_statement", cancelled)
            with institution(world.youth, platform_code=True):
                DocumentCounter.objects.count()
        assert DocumentCounter.objects.count() == 1
    with institution(world.youth):
        assert DocumentCounter.objects.count() == 0


def test_audit_rows_cannot_be_changed_or_deleted_even_in_sql(world: World) -> None:
    with institution(world.culture):
        entry = AuditEntry.objects.create(
            recorded_at=timezone.now(), actor_name="가", verb="tested", subject_type="test", summary="시험"
        )
        for statement in ("UPDATE core_auditentry SET summary = 'x'", "DELETE FROM core_auditentry"):
            with (
                pytest.raises(DatabaseError, match="insert-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        assert AuditEntry.objects.get(pk=entry.pk).summary == "시험"


def test_relation_across_institutions_is_refused_on_assignment(world: World) -> None:
    from identity.models import Role, RolePermission

    with institution(world.culture):
        role = Role(code="x", name="엑스")
    with institution(world.youth), pytest.raises(WrongSchema):
        RolePermission(role=role, code="x")
