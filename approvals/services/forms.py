"""Forms of official documents: a change is a new version, documents keep the one they were begun with."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from approvals.choices import CrossClass, DocumentKind, Layout
from approvals.models import FormDefinition, FormVersion
from approvals.permissions import FORM_MANAGE
from approvals.rules.form_fields import faults_of_fields
from approvals.rules.writing.body import read_body
from core import audit
from core.access import SYSTEM, Actor
from core.errors import FieldFault, InvalidInput, NotFound, StaleVersion
from core.periods import day_of
from records.choices import Disclosure
from records.queries import unit_tasks
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec

SEED = Path(__file__).resolve().parent.parent / "seed" / "forms.json"
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
EMPTY_BODY: Mapping[str, Any] = {"blocks": []}


@dataclass(frozen=True)
class FormData:
    """What a version of a form says."""

    code: str
    name: str
    business_type: str
    kind: str = DocumentKind.GENERAL
    cross_class: str = CrossClass.INTERNAL
    layout: str = Layout.FORM_2
    fields: Sequence[Mapping[str, Any]] = ()
    body: Mapping[str, Any] = field(default_factory=lambda: dict(EMPTY_BODY))
    subject_type: str = ""
    unit_task_code: str = ""
    disclosure: str = ""
    grounds: Sequence[int] = ()
    reject_allowed: bool = False
    step_up: bool = False


@transaction.atomic
def save_form(
    *, data: FormData, actor: Actor, at: datetime, version: int | None = None, is_first: bool = False
) -> FormVersion:
    """Make a form or its next version. Locks the form; refuses a stale version and unreadable input.

    `is_first`: the code must be new. Documents keep the version they were begun with.
    """
    actor.require(FORM_MANAGE)
    _refuse_unreadable(data, at)
    form, is_new = FormDefinition.objects.select_for_update().get_or_create(code=data.code)
    if is_first and not is_new:
        raise InvalidInput(errors=[FieldFault("/code", "taken", "이미 쓰는 서식 코드입니다.")])
    if not is_new and version is not None and version != form.version:
        raise StaleVersion
    if not is_new:
        form.version += 1
        form.save(update_fields=["version"])
    made = _add_version(form, data, actor, at)
    audit.record(
        actor=actor,
        verb="form_saved",
        subject_type="form",
        subject_id=form.pk,
        summary=f"{data.name} {made.number}",
        at=at,
    )
    return made


@transaction.atomic
def set_form_active(
    *, form_id: UUID, is_active: bool, version: int, actor: Actor, at: datetime
) -> FormDefinition:
    """Let people begin documents with a form, or no longer. Locks the form; refuses a stale version.

    Documents begun with it go on.
    """
    actor.require(FORM_MANAGE)
    form: FormDefinition | None = FormDefinition.objects.select_for_update().filter(pk=form_id).first()
    if form is None:
        raise NotFound(form_id=str(form_id))
    if version != form.version:
        raise StaleVersion
    form.is_active, form.version = is_active, form.version + 1
    form.save(update_fields=["is_active", "version"])
    audit.record(
        actor=actor,
        verb="form_activated" if is_active else "form_retired",
        subject_type="form",
        subject_id=form.pk,
        summary=form.code,
        at=at,
    )
    return form


def load_forms(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: the general forms of the delegation table's first chapter; repeatable."""
    known = set(FormDefinition.objects.values_list("code", flat=True))
    for row in json.loads(SEED.read_text(encoding="utf-8")):
        if row["code"] not in known:
            form = FormDefinition.objects.create(code=row["code"])
            _add_version(form, FormData(**row), SYSTEM, spec.at)


def seed_forms(at: datetime) -> None:
    """The general forms of the product where they are missing; what the institution made of one stays."""
    for row in json.loads(SEED.read_text(encoding="utf-8")):
        ensure_form(data=FormData(**row), at=at)


def ensure_form(*, data: FormData, at: datetime) -> None:
    """Make a form of the product where it is not there yet; what the institution made of it stays."""
    if FormDefinition.objects.filter(code=data.code).exists():
        return
    with transaction.atomic():
        form, is_new = FormDefinition.objects.get_or_create(code=data.code)
        if is_new:
            _add_version(form, data, SYSTEM, at)


def has_forms() -> bool:
    """Whether the tenant has forms at all: one that is being made has none yet."""
    return FormDefinition.objects.exists()


def _add_version(form: FormDefinition, data: FormData, actor: Actor, at: datetime) -> FormVersion:
    last = form.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return FormVersion.objects.create(
        form=form,
        number=last + 1,
        name=data.name,
        kind=data.kind,
        cross_class=data.cross_class,
        layout=data.layout,
        fields=[dict(one) for one in data.fields],
        body=dict(data.body),
        business_type=data.business_type,
        subject_type=data.subject_type,
        unit_task_code=data.unit_task_code,
        disclosure=data.disclosure,
        grounds=list(data.grounds),
        reject_allowed=data.reject_allowed,
        step_up=data.step_up,
        made_at=at,
        made_by_name=actor.name[:100],
    )


def _is_unit_task(code: str, at: datetime) -> bool:
    return any(one.code == code for one in unit_tasks(day_of(at), text=code))


def _refuse_unreadable(data: FormData, at: datetime) -> None:
    faults = [
        FieldFault(f"/{name}", "choice", "목록에 있는 값을 고르십시오.")
        for name, value, known in (
            ("kind", data.kind, DocumentKind.values),
            ("cross_class", data.cross_class, CrossClass.values),
            ("layout", data.layout, Layout.values),
            ("disclosure", data.disclosure, ["", *Disclosure.values]),
        )
        if value not in known
    ]
    faults += [
        FieldFault(f"/{name}", "required", "반드시 입력해야 합니다.")
        for name in ("code", "name", "business_type")
        if not str(getattr(data, name)).strip()
    ]
    if not _CODE.fullmatch(data.code):
        words = "서식 코드는 영문 대문자, 숫자, 붙임표 40자까지입니다."
        faults.append(FieldFault("/code", "code", words))
    if data.unit_task_code and not _is_unit_task(data.unit_task_code, at):
        faults.append(FieldFault("/unit_task_code", "choice", "없는 단위과제입니다."))
    faults += faults_of_fields(data.fields)
    if faults:
        raise InvalidInput(errors=faults)
    read_body(dict(data.body))
