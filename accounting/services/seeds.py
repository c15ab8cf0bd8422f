"""Code tables, policy profile and first fiscal year of an institution (provisioning step)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import models, transaction

from accounting.choices import (
    AccountUnitKind,
    BudgetSide,
    FundingKind,
    ItemLevel,
    PartnerKind,
    PeriodState,
    YearState,
)
from accounting.models import (
    Account,
    AccountingPeriod,
    AccountUnit,
    BankAccount,
    BudgetAccountMapping,
    FiscalYear,
    FundingSource,
    ItemCrosswalk,
    Partner,
    PolicyProfile,
    RevenueAccountMapping,
    StatItem,
    VoucherSubType,
)
from accounting.rules import policy
from tenants.registry import TenantInfo
from tenants.steps import ProvisioningSpec

SEED = Path(__file__).resolve().parent.parent / "seed"
GENERAL_UNIT = "G"
MAIN_ACCOUNT, GRANT_ACCOUNT = "MAIN", "GRANT"
_BOTH = (BudgetSide.REVENUE, BudgetSide.EXPENDITURE)
_SIDES = {"revenue": (BudgetSide.REVENUE,), "expenditure": (BudgetSide.EXPENDITURE,), "both": _BOTH}
_PARENT_FUNDING = (FundingKind.OPERATING_GRANT, FundingKind.EARMARKED_GRANT, FundingKind.CITY_SUBSIDY)


@lru_cache(maxsize=32)
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one seed table."""
    with (SEED / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def load_codes(tenant: TenantInfo, spec: ProvisioningSpec) -> None:
    """Provisioning step: everything accounting needs before the first budget; repeatable."""
    grantor = (tenant.government_schema or "").removeprefix("gov_")
    load_institution_codes(grantor=grantor)
    if spec.fiscal_year:
        open_fiscal_year(year=spec.fiscal_year, profile=spec.profile or "FOUNDATION")


def load_institution_codes(*, grantor: str) -> None:
    """Codes that do not change with the year: accounts, account unit, funding sources, own bank accounts."""
    with transaction.atomic():
        _add(_accounts())
        _add([AccountUnit(code=GENERAL_UNIT, name="일반회계", kind=AccountUnitKind.GENERAL)])
        _add(_funding_sources(grantor))
        _add([Partner(code="PAYROLL", kind=PartnerKind.COLLECTIVE, name="급여")])
        _add(
            [
                BankAccount(
                    code=MAIN_ACCOUNT, name="기본 계좌", account_unit_id=GENERAL_UNIT, account_code="11102"
                ),
                BankAccount(
                    code=GRANT_ACCOUNT,
                    name="출연금·보조금 전용계좌",
                    account_unit_id=GENERAL_UNIT,
                    account_code="11103",
                ),
            ]
        )


def open_fiscal_year(*, year: int, profile: str) -> None:
    """Open a fiscal year: its items, mappings, crosswalk, months and the default policy; repeatable.

    Basis: codes are versioned by fiscal year (handbook B-4); the year runs 1 Jan–31 Dec (지방재정법 제6조).
    """
    with transaction.atomic():
        _add([FiscalYear(year=year, state=YearState.OPEN)])
        _add(_periods(year))
        _add([PolicyProfile(fiscal_year=year, values=policy.PolicyProfile().values())])
        _add(_items(year, profile))
        _add(_crosswalk(year, profile))
        _add(_account_mappings(year))
        _add(_sub_types(year))
        _add(_revenue_mappings(year))


def _add(rows: Iterable[models.Model]) -> None:
    """Insert what is not there yet, by the natural keys of each table."""
    found = list(rows)
    if found:
        found[0]._meta.model._default_manager.bulk_create(found, ignore_conflicts=True)


def _accounts() -> list[Account]:
    return [
        Account(
            code=row["account_code"],
            name=row["name_ko"],
            name_en=row["name_en"],
            kind=row["type"],
            normal_side=row["normal_side"],
            parent_code=row["parent"],
            is_posting=row["is_posting"] == "Y",
            statement_line=row["statement_line"],
            is_auto_only=row["auto_only"] == "Y",
            is_partner_required=row["partner_required"] == "Y",
        )
        for row in table("chart_of_accounts")
    ]


def _funding_sources(grantor: str) -> list[FundingSource]:
    return [
        FundingSource(
            code=kind.value,
            name=str(kind.label),
            kind=kind,
            entity_code=grantor if kind in _PARENT_FUNDING else "",
        )
        for kind in FundingKind
    ]


def _periods(year: int) -> list[AccountingPeriod]:
    months = [
        AccountingPeriod(fiscal_year=year, period=year * 100 + month, state=PeriodState.OPEN)
        for month in range(1, 13)
    ]
    january_window = AccountingPeriod(
        fiscal_year=year, period=(year + 1) * 100 + 1, state=PeriodState.PLANNED
    )
    return [*months, january_window]


def _item_rows(profile: str) -> tuple[dict[str, str], ...]:
    return table("items_corporation" if profile == "CORPORATION" else "items_foundation")


def _items(year: int, profile: str) -> list[StatItem]:
    return [
        StatItem(
            fiscal_year=year,
            side=side,
            code=row["code"],
            name=row["name"],
            level=ItemLevel(row["level"]),
            parent_code=row["parent"],
            description=row["description"].split(" | ")[0],
        )
        for row in _item_rows(profile)
        for side in _SIDES[row["kind"]]
    ]


def _crosswalk(year: int, profile: str) -> list[ItemCrosswalk]:
    groups = {row["code"]: row["parent"] for row in table("items_local_government")}
    expenditure = [
        ItemCrosswalk(
            fiscal_year=year,
            side=BudgetSide.EXPENDITURE,
            item_code=row["item_code"],
            standard_code=row["standard_code"],
            standard_group=groups.get(row["standard_code"].split("-")[0], ""),
        )
        for row in table("budget_item_crosswalk")
        if row["profile"] == profile
    ]
    revenue = [
        ItemCrosswalk(
            fiscal_year=year,
            side=BudgetSide.REVENUE,
            item_code=row["item_code"],
            standard_class=row["standard_class"],
            parent_counterpart=row["parent_counterpart"],
        )
        for row in table("revenue_item_crosswalk")
        if row["profile"] == profile
    ]
    return expenditure + revenue


def _account_mappings(year: int) -> list[BudgetAccountMapping]:
    return [
        BudgetAccountMapping(
            fiscal_year=year,
            item_code=row["stat_item_code"],
            debit_account=row["debit_account"],
            credit_account=row["credit_account_on_recognition"],
            kind=row["kind"],
            capitalization_rule=row["capitalization_rule"],
            vat_rule=row["vat_rule"],
            withholding_rule=row["withholding_rule"],
            notes=row["notes"],
        )
        for row in table("budget_account_mapping")
    ]


def _sub_types(year: int) -> list[VoucherSubType]:
    return [
        VoucherSubType(
            fiscal_year=year,
            item_code=row["stat_item_code"],
            code=row["sub_type"],
            name=row["name_ko"],
            debit_account=row["debit_account"],
            is_default=row["note"].startswith("default"),
            note=row["note"],
        )
        for row in table("voucher_sub_types")
    ]


def _revenue_mappings(year: int) -> list[RevenueAccountMapping]:
    fields: list[dict[str, Any]] = [
        {
            "item_code": row["item_code"],
            "credit_account": row["credit_account"],
            "recognition_pattern": row["recognition_pattern"],
            "vat_rule": row["vat_rule"],
        }
        for row in table("revenue_account_mapping")
    ]
    return [RevenueAccountMapping(fiscal_year=year, **values) for values in fields]
