"""Code tables: budget items, crosswalk, chart of accounts, mappings of automatic journals."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounting.choices import (
    AccountKind,
    BudgetSide,
    ItemLevel,
    MappingKind,
    NormalSide,
    RecognitionPattern,
)
from accounting.models.base import one_of
from core.models import TenantModel


class StatItem(TenantModel):
    """A node of the item tree (목그룹·편성목·통계목, 장·관·항·목) of one fiscal year."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    side = models.CharField(_("구분"), max_length=12, choices=BudgetSide)
    code = models.CharField(_("코드"), max_length=12)
    name = models.CharField(_("이름"), max_length=60)
    level = models.CharField(_("단계"), max_length=8, choices=ItemLevel)
    parent_code = models.CharField(_("상위 코드"), max_length=12, blank=True, default="")
    description = models.CharField(_("설명"), max_length=300, blank=True, default="")
    inactive_from = models.DateField(_("사용 중지일"), null=True, blank=True)
    predecessor_code = models.CharField(_("전년도 코드"), max_length=12, blank=True, default="")

    class Meta:
        ordering = ["fiscal_year", "side", "code"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "side", "code"], name="stat_item_key"),
            one_of("stat_item_side", "side", BudgetSide),
            one_of("stat_item_level", "level", ItemLevel),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ItemCrosswalk(TenantModel):
    """Institution item → standard item of the parent (rule B-6)."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    side = models.CharField(_("구분"), max_length=12, choices=BudgetSide)
    item_code = models.CharField(_("과목"), max_length=12)
    standard_code = models.CharField(_("표준과목"), max_length=12, blank=True, default="")
    standard_group = models.CharField(_("표준 목그룹"), max_length=12, blank=True, default="")
    standard_class = models.CharField(_("표준 수입분류"), max_length=20, blank=True, default="")
    parent_counterpart = models.CharField(_("모기관 상대과목"), max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "side", "item_code"], name="item_crosswalk_key"),
            one_of("item_crosswalk_side", "side", BudgetSide),
        ]


class Account(TenantModel):
    """계정과목; journal lines use posting accounts only (E-ACC-003)."""

    code = models.CharField(_("코드"), max_length=10, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    name_en = models.CharField(_("영문명"), max_length=100, blank=True, default="")
    kind = models.CharField(_("종류"), max_length=20, choices=AccountKind)
    normal_side = models.CharField(_("정상 잔액"), max_length=6, choices=NormalSide)
    parent_code = models.CharField(_("상위 코드"), max_length=10, blank=True, default="")
    is_posting = models.BooleanField(_("전기 계정"))
    statement_line = models.CharField(_("재무제표 항목"), max_length=20, blank=True, default="")
    is_auto_only = models.BooleanField(_("자동분개 전용"), default=False)
    is_partner_required = models.BooleanField(_("거래처 필수"), default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            one_of("account_kind", "kind", AccountKind),
            one_of("account_normal_side", "normal_side", NormalSide),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class BudgetAccountMapping(TenantModel):
    """Expenditure item → debit account of the automatic journal."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    item_code = models.CharField(_("통계목"), max_length=12)
    debit_account = models.CharField(_("차변 계정"), max_length=10)
    credit_account = models.CharField(_("대변 계정"), max_length=10)
    kind = models.CharField(_("종류"), max_length=20, choices=MappingKind)
    capitalization_rule = models.CharField(_("자산화 기준"), max_length=300, blank=True, default="")
    vat_rule = models.CharField(_("부가세"), max_length=20, blank=True, default="")
    withholding_rule = models.CharField(_("원천징수"), max_length=20, blank=True, default="")
    notes = models.CharField(_("비고"), max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "item_code"], name="budget_account_mapping_key"),
            one_of("budget_account_mapping_kind", "kind", MappingKind),
        ]


class VoucherSubType(TenantModel):
    """Sub-type of a voucher row that chooses the debit account of a multi-meaning item."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    item_code = models.CharField(_("통계목"), max_length=12)
    code = models.CharField(_("코드"), max_length=20)
    name = models.CharField(_("이름"), max_length=60)
    debit_account = models.CharField(_("차변 계정"), max_length=10)
    is_default = models.BooleanField(_("기본"), default=False)
    note = models.CharField(_("비고"), max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "item_code", "code"], name="voucher_sub_type_key"),
            models.UniqueConstraint(
                fields=["fiscal_year", "item_code"],
                condition=models.Q(is_default=True),
                name="voucher_sub_type_one_default",
            ),
        ]


class RevenueAccountMapping(TenantModel):
    """Revenue item → credit account and pattern of recognition (handbook 11.5)."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    item_code = models.CharField(_("목"), max_length=12)
    credit_account = models.CharField(_("대변 계정"), max_length=10, blank=True, default="")
    recognition_pattern = models.CharField(_("인식 방법"), max_length=30, choices=RecognitionPattern)
    vat_rule = models.CharField(_("부가세"), max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "item_code"], name="revenue_account_mapping_key"),
            one_of("revenue_account_mapping_pattern", "recognition_pattern", RecognitionPattern),
        ]
