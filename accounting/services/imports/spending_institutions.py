"""One file of spending lines over the institutions of a government: each line goes to its own institution."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from accounting.errors.execution import ImportFaulty
from accounting.rules.spending_import import Differences, SpendingLine
from accounting.services.imports.spending_budget import class_targets, open_class_budget
from accounting.services.imports.spending_file import SpendingFile, read_spending_file
from accounting.services.imports.spending_load import (
    ImportResult,
    SpendingUpload,
    check_spending,
    load_spending,
)
from accounting.services.seeds import open_fiscal_year
from core.access import Actor
from core.errors import NotFound
from organization import services as organization
from organization.queries import department_codes
from tenants import registry
from tenants.context import institution
from tenants.registry import TenantInfo
from tenants.services.provisioning import create_government, create_institution
from tenants.steps import Administrator, ProvisioningSpec

DEPARTMENT = ("IMPORT", "자료 이관")
PROFILE = "FOUNDATION"
REGIONS = {
    "강원": "gangwon",
    "경기": "gyeonggi",
    "경남": "gyeongnam",
    "경북": "gyeongbuk",
    "광주": "gwangju",
    "대구": "daegu",
    "대전": "daejeon",
    "부산": "busan",
    "비례대표": "proportional",
    "서울": "seoul",
    "세종특별자치시": "sejong",
    "울산": "ulsan",
    "인천": "incheon",
    "전남": "jeonnam",
    "전북": "jeonbuk",
    "제주": "jeju",
    "충남": "chungnam",
    "충북": "chungbuk",
}
COLORS = ("teal", "green", "plum", "navy", "purple", "cheongrok")

Say = Callable[[str], None]


@dataclass(frozen=True)
class ImportPlan:
    """A file and where it goes: government, year, who loads it and when."""

    path: Path
    government: str
    fiscal_year: int
    actor: Actor
    at: datetime


def read_file(path: Path) -> SpendingFile:
    """Read a file of lines; refuses one with faults, naming row and column (IMPORT_FAULTY)."""
    found = read_spending_file(path.read_bytes())
    if found.faults:
        raise ImportFaulty(count=len(found.faults), errors=found.faults)
    return found


def by_group(lines: Sequence[SpendingLine]) -> dict[str, list[SpendingLine]]:
    """Lines of each institution."""
    groups: dict[str, list[SpendingLine]] = defaultdict(list)
    for line in lines:
        groups[line.group].append(line)
    return dict(sorted(groups.items()))


def found_government(
    plan: ImportPlan, groups: Sequence[str], administrator: Administrator, name: str
) -> None:
    """Make the government and an institution per group where they are missing; repeatable."""
    spec = ProvisioningSpec(
        at=plan.at, administrator=administrator, profile=PROFILE, fiscal_year=plan.fiscal_year
    )
    if registry.find_by_schema(f"gov_{plan.government}") is None:
        create_government(code=plan.government, name=name, short_name=name[:2], color="navy", spec=spec)
    for index, group in enumerate(groups):
        if _tenant_of(plan.government, group) is None:
            create_institution(
                government_code=plan.government,
                code=REGIONS.get(group, f"group{index:02d}"),
                name=f"{group} 지출기관",
                short_name=group,
                color=COLORS[index % len(COLORS)],
                spec=spec,
            )


def check_file(*, plan: ImportPlan) -> dict[str, Differences]:
    """What loading the file would change, by institution; writes nothing."""
    read = read_file(plan.path)
    digest = sha256_of(plan.path)
    found: dict[str, Differences] = {}
    for group, lines in by_group(read.lines).items():
        tenant = _required(plan.government, group)
        with institution(tenant, platform_code=True):
            found[group] = check_spending(
                upload=SpendingUpload(plan.path.name, digest, plan.fiscal_year, lines)
            )
    return found


def load_file(
    *, plan: ImportPlan, accept_changes: bool = False, opens_budget: bool = False, say: Say
) -> dict[str, ImportResult]:
    """Load the file institution by institution, one transaction each; what is loaded already adds nothing.

    `opens_budget` takes over a budget large enough first. Refuses a faulty file before anything is written.
    """
    read = read_file(plan.path)
    digest = sha256_of(plan.path)
    results: dict[str, ImportResult] = {}
    for group, lines in by_group(read.lines).items():
        upload = SpendingUpload(plan.path.name, digest, plan.fiscal_year, lines)
        with institution(_required(plan.government, group), platform_code=True):
            results[group] = _load_group(plan, upload, accept_changes, opens_budget)
        done = results[group]
        say(f"{group}: {done.added:,}줄, 지출 {done.executed_amount:,}원")
    return results


def sha256_of(path: Path) -> str:
    """Hash of the file as it is."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _load_group(
    plan: ImportPlan, upload: SpendingUpload, accept_changes: bool, opens_budget: bool
) -> ImportResult:
    if opens_budget:
        open_fiscal_year(year=plan.fiscal_year, profile=PROFILE)
        targets = open_class_budget(
            fiscal_year=plan.fiscal_year,
            lines=upload.lines,
            department_id=_department(plan),
            actor=plan.actor,
            at=plan.at,
        )
    else:
        targets = class_targets(plan.fiscal_year)
    return load_spending(
        upload=upload, targets=targets, actor=plan.actor, at=plan.at, accept_changes=accept_changes
    )


def _department(plan: ImportPlan) -> UUID:
    code, name = DEPARTMENT
    known = department_codes()
    if code in known:
        return known[code]
    data = organization.DepartmentData(name, date(plan.fiscal_year, 1, 1), None, 0)
    made: UUID = organization.open_department(actor=plan.actor, code=code, data=data, at=plan.at).pk
    return made


def _tenant_of(government: str, group: str) -> TenantInfo | None:
    for tenant in registry.all_tenants("institution"):
        if tenant.government_schema == f"gov_{government}" and tenant.short_name == group:
            return tenant
    return None


def _required(government: str, group: str) -> TenantInfo:
    found = _tenant_of(government, group)
    if found is None:
        raise NotFound(what=group)
    return found
