"""What an institution begins with: rules, holidays, the office week, forms (provisioning step and after migrations)."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from approvals.services.forms import has_forms
from attendance.choices import ScheduleKind
from attendance.models import Holiday, WorkSchedule
from attendance.queries.official_holidays import official_holidays, official_years
from attendance.services.paper_forms import ensure_forms
from core.schema import SchemaKind
from hr.services.rules import RuleSeed, seed_rules
from identity.services import add_preset_role, extend_preset_roles
from tenants.registry import SchemaRef, TenantInfo
from tenants.steps import ProvisioningSpec

SEED = Path(__file__).resolve().parents[1] / "seed" / "rules.json"
PREFIXES = ("attendance.",)
OFFICER = "attendance-officer"
LUNCH = [[720, 780]]


def load(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step; repeatable."""
    fill(at=spec.at)


def after_migration(target: SchemaRef) -> None:
    """Run in every schema's migration: what an institution made earlier lacks."""
    if target.kind != SchemaKind.INSTITUTION or not has_forms():
        return
    at = timezone.now()
    with transaction.atomic():
        fill(at=at)
        add_preset_role(kind=str(SchemaKind.INSTITUTION), code=OFFICER, at=at)
        extend_preset_roles(kind=str(SchemaKind.INSTITUTION), prefixes=PREFIXES, at=at)


def fill(*, at: datetime) -> None:
    """Put in what is not there yet; what the institution changed stays."""
    for code, rows in seed_tables().items():
        seed_rules(code=code, rows=rows, at=at)
    load_official_holidays(at=at)
    _office_weeks()
    ensure_forms(at)


def seed_tables() -> dict[str, list[RuleSeed]]:
    """The tables of rules as the seed file has them."""
    found: dict[str, list[RuleSeed]] = defaultdict(list)
    for row in json.loads(SEED.read_text(encoding="utf-8")):
        found[row["code"]].append(_seed(row))
    return dict(found)


def load_official_holidays(*, at: datetime) -> int:
    """Holidays of the official list that are missing; how many. Withdrawn ones stay withdrawn."""
    known = set(Holiday.objects.values_list("on", "name"))
    fresh = [
        Holiday(
            on=one.on,
            name=one.name,
            kind=one.kind,
            is_office=one.is_office,
            is_labour=one.is_labour,
            source=one.source,
            recorded_at=at,
        )
        for year in official_years()
        for one in official_holidays(year)
        if (one.on, one.name) not in known
    ]
    Holiday.objects.bulk_create(fresh)
    return len(fresh)


def _seed(row: dict[str, Any]) -> RuleSeed:
    until = row["until_on"]
    return RuleSeed(
        key=row["key"],
        regime=row["regime"],
        payload=row["payload"],
        source=row["source"],
        evidence=row["evidence"],
        from_on=date.fromisoformat(row["from_on"]),
        until_on=date.fromisoformat(until) if until else None,
    )


def _office_weeks() -> None:
    for code, name, kind, start in (
        ("OFFICE", "기본 근무 09:00~18:00", ScheduleKind.FIXED, 540),
        ("EARLY", "시차출퇴근 08:00~17:00", ScheduleKind.STAGGERED, 480),
        ("LATE", "시차출퇴근 10:00~19:00", ScheduleKind.STAGGERED, 600),
        ("REMOTE", "재택근무 09:00~18:00", ScheduleKind.REMOTE, 540),
    ):
        week = {str(day): {"start": start, "end": start + 540, "breaks": LUNCH} for day in range(5)}
        WorkSchedule.objects.get_or_create(code=code, defaults={"name": name, "kind": kind, "week": week})
