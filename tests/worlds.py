"""The world every test lives in: two governments, three institutions, a stranger everywhere.

가람시 (garam) with 가람문화재단 (culture) and 가람청소년재단 (youth); 나래군 (narae) with
나래체육회 (stranger). People are added by tests/people.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.periods import SEOUL
from tenants import registry
from tenants.registry import TenantInfo
from tenants.services.provisioning import create_government, create_institution, create_platform
from tenants.steps import Administrator, ProvisioningSpec
from tests.people import fill_with_people

MADE_AT = datetime(2026, 1, 2, 9, 0, tzinfo=SEOUL)
PASSWORD = "느티나무-그늘-아래-42"
YEAR = 2026


@dataclass(frozen=True)
class World:
    """Tenants of the test database."""

    platform: TenantInfo
    gov: TenantInfo
    culture: TenantInfo
    youth: TenantInfo
    other_gov: TenantInfo
    stranger: TenantInfo


def spec(profile: str = "FOUNDATION") -> ProvisioningSpec:
    """An ordinary request for a tenant."""
    return ProvisioningSpec(
        at=MADE_AT,
        administrator=Administrator("admin", "관리자", PASSWORD),
        profile=profile,
        fiscal_year=YEAR,
    )


def make_world() -> None:
    """Fill a database that has just been built."""
    create_platform(spec=spec())
    create_government(code="garam", name="가람시", short_name="가람", spec=spec())
    create_government(code="narae", name="나래군", short_name="나래", color="purple", spec=spec())
    for parent, code, name, short, color in (
        ("garam", "culture", "(재)가람문화재단", "가람", "teal"),
        ("garam", "youth", "(재)가람청소년재단", "청소", "green"),
        ("narae", "stranger", "나래체육회", "나래", "plum"),
    ):
        create_institution(
            government_code=parent, code=code, name=name, short_name=short, color=color, spec=spec()
        )
    fill_with_people(read_world())


def read_world() -> World:
    """The tenants as they stand in the registry."""
    by_schema = {info.schema_name: info for info in registry.all_tenants()}
    return World(
        platform=by_schema["platform"],
        gov=by_schema["gov_garam"],
        culture=by_schema["inst_garam_culture"],
        youth=by_schema["inst_garam_youth"],
        other_gov=by_schema["gov_narae"],
        stranger=by_schema["inst_narae_stranger"],
    )
