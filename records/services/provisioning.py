"""Code tables of records for a new government or institution (provisioning step)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.db import models, transaction

from core.periods import day_of
from records.choices import Disclosure, Numbering
from records.models import DisclosureGround, RecordsPolicy, RetentionPeriod, UnitTask, UnitTaskVersion
from records.services.registration import DEFAULT_SYSTEM
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec

SEED = Path(__file__).resolve().parent.parent / "seed"
NUMBERING_BASIS = "공공기록물법 시행령 제20조제3항"


@lru_cache(maxsize=8)
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one seed table."""
    with (SEED / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def load_codes(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: retention periods, grounds, sample unit tasks and the rule of numbering; repeatable."""
    load_record_codes(from_on=date(day_of(spec.at).year, 1, 1))


def load_record_codes(*, from_on: date) -> None:
    """Put in what is not there yet; unit tasks are valid from that day on."""
    with transaction.atomic():
        _add(_retention_periods())
        _add(_grounds())
        _add_unit_tasks(from_on)
        _add(
            [
                RecordsPolicy(
                    from_year=from_on.year,
                    numbering=Numbering.SHARED,
                    system_code=DEFAULT_SYSTEM,
                    basis_text=NUMBERING_BASIS,
                )
            ]
            if not RecordsPolicy.objects.exists()
            else []
        )


def _add(rows: Iterable[models.Model]) -> None:
    found = list(rows)
    if found:
        found[0]._meta.model._default_manager.bulk_create(found, ignore_conflicts=True)


def _retention_periods() -> list[RetentionPeriod]:
    return [
        RetentionPeriod(
            code=row["code"],
            name=row["name"],
            years=int(row["years"]) if row["years"] else None,
            criterion=row["criterion"],
            examples=row["examples"],
            basis_text=row["basis_text"],
            ordinal=ordinal,
        )
        for ordinal, row in enumerate(table("retention_periods"), 1)
    ]


def _grounds() -> list[DisclosureGround]:
    return [
        DisclosureGround(
            number=int(row["number"]),
            code=row["code"],
            name=row["name"],
            meaning=row["meaning"],
            entry_rule=row["entry_rule"],
            review_rule=row["review_rule"],
            basis_text=row["basis_text"],
        )
        for row in table("disclosure_grounds")
    ]


def _add_unit_tasks(from_on: date) -> None:
    known = set(UnitTask.objects.values_list("code", flat=True))
    wanted = [row for row in table("unit_tasks") if row["unit_task_code"] not in known]
    tasks = UnitTask.objects.bulk_create(
        UnitTask(code=row["unit_task_code"], identifier=row["identifier"]) for row in wanted
    )
    UnitTaskVersion.objects.bulk_create(
        _version(task.pk, row, from_on) for task, row in zip(tasks, wanted, strict=True)
    )


def _version(unit_task_id: UUID, row: dict[str, str], from_on: date) -> UnitTaskVersion:
    return UnitTaskVersion(
        unit_task_id=unit_task_id,
        name=row["name_ko"],
        retention_id=row["retention_code"],
        default_disclosure=Disclosure(row["default_disclosure"]),
        default_grounds=[int(number) for number in row["default_grounds"].split(",") if number],
        from_on=from_on,
    )
