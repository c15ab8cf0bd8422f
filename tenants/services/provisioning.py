"""Making, pausing and removing tenants."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from psycopg.types.range import DateRange

from core.errors import DomainError
from core.periods import day_of
from tenants import registry
from tenants.building import templates
from tenants.choices import RunState, TenantKind, TenantState
from tenants.context import institution, public
from tenants.errors import InvalidTenant, ProvisioningFailed, TenantExists, UnknownTenant
from tenants.models import Domain, Membership, ProvisioningRun, Tenant
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec, steps

logger = logging.getLogger("dure.provisioning")
_CODE = re.compile(r"^[a-z][a-z0-9]{1,19}$")


@dataclass(frozen=True)
class NewTenant:
    """What a new tenant is called and where it is reached. `government` is the parent's schema."""

    kind: TenantKind
    code: str
    name: str
    short_name: str = ""
    color: str = "teal"
    government: str = ""
    host: str = ""


def create_platform(*, spec: ProvisioningSpec) -> TenantInfo:
    """Make the operators' schema (one per deployment)."""
    return create_tenant(new=NewTenant(TenantKind.PLATFORM, "platform", "두레 ERP 운영", "운영"), spec=spec)


def create_government(
    *, code: str, name: str, spec: ProvisioningSpec, short_name: str = "", color: str = "navy"
) -> TenantInfo:
    """Make a parent government: its schema, host, officers' first account and (empty) views."""
    return create_tenant(new=NewTenant(TenantKind.GOVERNMENT, code, name, short_name, color), spec=spec)


def create_institution(
    *,
    government_code: str,
    code: str,
    name: str,
    spec: ProvisioningSpec,
    short_name: str = "",
    color: str = "teal",
) -> TenantInfo:
    """Make an institution of a government: schema, host, codes, policy profile, first administrator."""
    parent = f"gov_{government_code}"
    new = NewTenant(TenantKind.INSTITUTION, code, name, short_name, color, parent)
    return create_tenant(new=new, spec=spec)


def create_tenant(*, new: NewTenant, spec: ProvisioningSpec) -> TenantInfo:
    """Make a tenant in one transaction; a failure at any step leaves no schema and no row.

    Steps: registry row and host, replay of the template, the upper floors' steps
    (erp/wiring.py), self-test of the table set. Only the journal line of the run survives a failure.
    Refuses: TenantExists, InvalidTenant, UnknownTenant (parent); anything else is ProvisioningFailed.
    """
    _validate(new)
    schema = _schema_name(new)
    started = time.monotonic()
    progress = _Progress()
    try:
        with public(), transaction.atomic():
            info = _make(new, schema, spec, progress)
    except (TenantExists, UnknownTenant, InvalidTenant):
        raise
    except DomainError as refusal:
        _journal(new, schema, spec, started, progress.step, error=refusal.detail)
        raise InvalidTenant(reason=refusal.detail) from refusal
    except Exception as failure:
        logger.exception("provisioning of %s failed at %s", schema, progress.step)
        _journal(new, schema, spec, started, progress.step, error=repr(failure)[:2000])
        raise ProvisioningFailed(step=progress.step) from failure
    _journal(new, schema, spec, started, progress.step)
    registry.forget_hosts()
    return info


@dataclass
class _Progress:
    step: str = "registry"


def _make(new: NewTenant, schema: str, spec: ProvisioningSpec, progress: _Progress) -> TenantInfo:
    tenant = _register(new, schema, spec)
    progress.step = "schema"
    templates.replay(new.kind, schema)
    info = registry.find_by_schema(schema)
    if info is None:
        raise RuntimeError(f"registry row of {schema} vanished")
    with institution(info):
        for name, step in steps.making(new.kind):
            progress.step = name
            step(info, spec)
        progress.step = "self-test"
        _self_test(new.kind, schema)
    Tenant.objects.filter(pk=tenant.pk).update(state=TenantState.ACTIVE)
    return info


def _register(new: NewTenant, schema: str, spec: ProvisioningSpec) -> Tenant:
    parent = None
    if new.government:
        parent = Tenant.objects.filter(schema_name=new.government, kind=TenantKind.GOVERNMENT).first()
        if parent is None:
            raise UnknownTenant(name=new.government)
    host = new.host or _default_host(new, parent)
    if Tenant.objects.filter(schema_name=schema).exists() or Domain.objects.filter(host=host).exists():
        raise TenantExists(name=new.name)
    tenant = Tenant.objects.create(
        schema_name=schema,
        kind=new.kind,
        code=new.code,
        name=new.name,
        short_name=new.short_name or new.name[:8],
        color=new.color,
        profile=spec.profile if new.kind == TenantKind.INSTITUTION else "",
        government=parent,
        state=TenantState.ACTIVE,
        created_at=spec.at,
    )
    Domain.objects.create(host=host, tenant=tenant)
    if parent is not None:
        since = DateRange(day_of(spec.at), None)
        Membership.objects.create(institution=tenant, government=parent, during=since)
    return tenant


def _self_test(kind: str, schema: str) -> None:
    expected = templates.tables_of(templates.template_schema(kind))
    found = templates.tables_of(schema)
    if expected != found:
        raise RuntimeError(f"tables of {schema} differ: {sorted(set(expected) ^ set(found))}")


def _validate(new: NewTenant) -> None:
    if not _CODE.match(new.code):
        raise InvalidTenant(reason="코드는 영문 소문자로 시작하는 2–20자의 영문 소문자와 숫자여야 합니다.")
    if (new.kind == TenantKind.INSTITUTION) != bool(new.government):
        raise InvalidTenant(
            reason="기관에는 소속 지방자치단체가 있어야 하고, 지방자치단체에는 없어야 합니다."
        )
    if not new.name.strip():
        raise InvalidTenant(reason="이름이 비어 있습니다.")


def _schema_name(new: NewTenant) -> str:
    if new.kind == TenantKind.PLATFORM:
        return "platform"
    if new.kind == TenantKind.GOVERNMENT:
        return f"gov_{new.code}"
    return f"inst_{new.government.removeprefix('gov_')}_{new.code}"


def _default_host(new: NewTenant, parent: Tenant | None) -> str:
    base = settings.BASE_DOMAIN
    if parent is None:
        return f"{new.code}.{base}"
    return f"{new.code}.{parent.code}.{base}"


def _journal(
    new: NewTenant, schema: str, spec: ProvisioningSpec, started: float, step: str, error: str = ""
) -> UUID:
    milliseconds = int((time.monotonic() - started) * 1000)
    with public():
        run = ProvisioningRun.objects.create(
            schema_name=schema,
            kind=new.kind,
            state=RunState.FAILED if error else RunState.DONE,
            step=step,
            error=error,
            started_at=spec.at,
            ended_at=_clock(),
            milliseconds=milliseconds,
        )
    return run.pk


def _clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
