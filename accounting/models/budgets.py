"""Budget versions, lines with their buckets, ledgers of movements, compact balances."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from accounting.choices import Bucket, BudgetSide, RevenueBucket, VersionKind, VersionState
from accounting.models.base import LedgerRow, account_unit_key, funding_source_key, one_of
from accounting.models.codes import StatItem
from accounting.models.masters import DetailProject
from core.models import TenantModel


class BudgetVersion(TenantModel):
    """예산(안): main or supplementary budget of a year (handbook 3.1)."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    kind = models.CharField(_("종류"), max_length=16, choices=VersionKind)
    ordinal = models.PositiveSmallIntegerField(_("차수"))
    number = models.CharField(_("문서번호"), max_length=32, blank=True, default="")
    title = models.CharField(_("제목"), max_length=200)
    state = models.CharField(_("상태"), max_length=24, choices=VersionState, default=VersionState.DRAFT)
    board_voted_on = models.DateField(_("이사회 의결일"), null=True, blank=True)
    board_minutes_no = models.CharField(_("의사록 번호"), max_length=60, blank=True, default="")
    reported_on = models.DateField(_("지자체 보고일"), null=True, blank=True)
    effective_on = models.DateField(_("시행일"), null=True, blank=True)
    is_opening_load = models.BooleanField(_("기초 적재"), default=False)
    basis_rounding = models.CharField(_("산출기초 단위"), max_length=12, blank=True, default="")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    drafted_at = models.DateTimeField(_("작성일시"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    approved_at = models.DateTimeField(_("확정일시"), null=True)
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-fiscal_year", "-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "kind", "ordinal"], name="budget_version_key"),
            one_of("budget_version_kind", "kind", VersionKind),
            one_of("budget_version_state", "state", VersionState),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetVersionLine(TenantModel):
    """One amount of a version: O for the main budget, the change S for a supplementary one."""

    version = models.ForeignKey(BudgetVersion, on_delete=models.PROTECT, related_name="lines")
    side = models.CharField(_("구분"), max_length=12, choices=BudgetSide)
    account_unit = account_unit_key()
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    detail_project = models.ForeignKey(
        DetailProject, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    stat_item = models.ForeignKey(StatItem, on_delete=models.PROTECT, related_name="+", db_index=False)
    funding_source = funding_source_key()
    amount = models.BigIntegerField(_("금액"))
    text = models.CharField(_("비고"), max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "version",
                    "side",
                    "account_unit",
                    "department",
                    "detail_project",
                    "stat_item",
                    "funding_source",
                ],
                nulls_distinct=False,
                name="budget_version_line_key",
            ),
            one_of("budget_version_line_side", "side", BudgetSide),
            models.CheckConstraint(
                condition=Q(side=BudgetSide.REVENUE) | Q(detail_project__isnull=False),
                name="budget_version_line_project",
            ),
        ]


class CalculationBasis(TenantModel):
    """산출기초: unit price × quantity × times."""

    line = models.ForeignKey(BudgetVersionLine, on_delete=models.CASCADE, related_name="bases")
    ordinal = models.PositiveSmallIntegerField(_("순번"))
    label = models.CharField(_("내용"), max_length=200)
    unit_price = models.BigIntegerField(_("단가"))
    quantity = models.DecimalField(_("수량"), max_digits=14, decimal_places=3)
    times = models.PositiveIntegerField(_("횟수"), default=1)
    amount = models.BigIntegerField(_("금액"))

    class Meta:
        ordering = ["line", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["line", "ordinal"], name="calculation_basis_key")]


_CURRENT = (
    F("original")
    + F("supplementary")
    + F("carried_in")
    + F("contingency")
    + F("transferred")
    + F("excess")
    + F("pending_supplementary")
)


class BudgetLine(TenantModel):
    """예산과목: one expenditure line with its cached buckets. Only the posting function writes them."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    account_unit = account_unit_key()
    department = models.ForeignKey("organization.Department", on_delete=models.PROTECT, related_name="+")
    detail_project = models.ForeignKey(DetailProject, on_delete=models.PROTECT, related_name="budget_lines")
    stat_item = models.ForeignKey(StatItem, on_delete=models.PROTECT, related_name="budget_lines")
    funding_source = funding_source_key()
    inactive_from = models.DateField(_("사용 중지일"), null=True, blank=True)
    original = models.BigIntegerField(_("본예산"), default=0)
    supplementary = models.BigIntegerField(_("추경증감"), default=0)
    carried_in = models.BigIntegerField(_("전년도이월"), default=0)
    contingency = models.BigIntegerField(_("예비비"), default=0)
    transferred = models.BigIntegerField(_("전용 등"), default=0)
    excess = models.BigIntegerField(_("초과지출"), default=0)
    pending_supplementary = models.BigIntegerField(_("성립전"), default=0)
    allotted = models.BigIntegerField(_("배정"), default=0)
    reserved = models.BigIntegerField(_("품의"), default=0)
    committed = models.BigIntegerField(_("원인행위"), default=0)
    paid = models.BigIntegerField(_("지출"), default=0)
    carried_out = models.BigIntegerField(_("다음연도이월"), default=0)
    current = models.GeneratedField(
        expression=_CURRENT, output_field=models.BigIntegerField(_("예산현액")), db_persist=True
    )
    available = models.GeneratedField(
        expression=Least(F("allotted"), _CURRENT) - F("reserved") - F("committed"),
        output_field=models.BigIntegerField(_("가용액")),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "fiscal_year",
                    "account_unit",
                    "department",
                    "detail_project",
                    "stat_item",
                    "funding_source",
                ],
                name="budget_line_key",
            ),
            models.CheckConstraint(
                condition=Q(
                    paid__gte=0, reserved__gte=0, allotted__gte=0, carried_in__gte=0, carried_out__gte=0
                ),
                name="budget_line_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(paid__lte=F("committed")), name="budget_line_paid_in_committed"
            ),
            models.CheckConstraint(
                condition=Q(committed__lte=_CURRENT), name="budget_line_committed_in_current"
            ),
            models.CheckConstraint(
                condition=Q(allotted__lte=_CURRENT), name="budget_line_allotted_in_current"
            ),
            models.CheckConstraint(
                condition=Q(allotted__gte=F("reserved") + F("committed")), name="budget_line_used_in_allotted"
            ),
            models.CheckConstraint(
                condition=Q(carried_out__lte=_CURRENT - F("paid")), name="budget_line_carried_out_in_rest"
            ),
        ]


class BudgetLedger(LedgerRow):
    """Insert-only movements of expenditure lines; cached columns and balances are its sums."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="ledger", db_index=False)
    bucket = models.CharField(_("구분"), max_length=24, choices=Bucket)

    class Meta:
        constraints = [one_of("budget_ledger_bucket", "bucket", Bucket)]
        indexes = [
            models.Index(fields=["line", "effective_on"], name="budget_ledger_line"),
            models.Index(fields=["document_id"], name="budget_ledger_document"),
            models.Index(fields=["recorded_at"], name="budget_ledger_recorded"),
        ]


_REVENUE_CURRENT = F("original") + F("supplementary") + F("carried_in") + F("transferred")


class RevenueLine(TenantModel):
    """수입과목: one revenue line with its cached buckets."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    account_unit = account_unit_key()
    department = models.ForeignKey("organization.Department", on_delete=models.PROTECT, related_name="+")
    stat_item = models.ForeignKey(StatItem, on_delete=models.PROTECT, related_name="revenue_lines")
    funding_source = funding_source_key()
    inactive_from = models.DateField(_("사용 중지일"), null=True, blank=True)
    original = models.BigIntegerField(_("본예산"), default=0)
    supplementary = models.BigIntegerField(_("추경증감"), default=0)
    carried_in = models.BigIntegerField(_("전년도이월"), default=0)
    transferred = models.BigIntegerField(_("이체 등"), default=0)
    assessed = models.BigIntegerField(_("징수결정"), default=0)
    received = models.BigIntegerField(_("수납"), default=0)
    refunded = models.BigIntegerField(_("과오납반환"), default=0)
    written_off = models.BigIntegerField(_("불납결손"), default=0)
    current = models.GeneratedField(
        expression=_REVENUE_CURRENT, output_field=models.BigIntegerField(_("예산현액")), db_persist=True
    )
    uncollected = models.GeneratedField(
        expression=F("assessed") - F("received") + F("refunded") - F("written_off"),
        output_field=models.BigIntegerField(_("미수납액")),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "account_unit", "department", "stat_item", "funding_source"],
                name="revenue_line_key",
            ),
            models.CheckConstraint(
                condition=Q(assessed__gte=0, received__gte=0, refunded__gte=0, written_off__gte=0),
                name="revenue_line_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(refunded__lte=F("received")), name="revenue_line_refunded_in_received"
            ),
        ]


class RevenueLedger(LedgerRow):
    """Insert-only movements of revenue lines."""

    line = models.ForeignKey(RevenueLine, on_delete=models.PROTECT, related_name="ledger", db_index=False)
    bucket = models.CharField(_("구분"), max_length=24, choices=RevenueBucket)

    class Meta:
        constraints = [one_of("revenue_ledger_bucket", "bucket", RevenueBucket)]
        indexes = [
            models.Index(fields=["line", "effective_on"], name="revenue_ledger_line"),
            models.Index(fields=["document_id"], name="revenue_ledger_document"),
            models.Index(fields=["recorded_at"], name="revenue_ledger_recorded"),
        ]


class BudgetBalance(TenantModel):
    """Compact balance by month, account unit and item: sums of both budget ledgers' rows of the month.

    The parent government's views read it; it grows with items and months, never with lines.
    """

    fiscal_year = models.PositiveSmallIntegerField()
    period = models.PositiveIntegerField()
    account_unit_code = models.CharField(max_length=8)
    side = models.CharField(max_length=12, choices=BudgetSide)
    item_code = models.CharField(max_length=12)
    original = models.BigIntegerField(default=0)
    supplementary = models.BigIntegerField(default=0)
    carried_in = models.BigIntegerField(default=0)
    contingency = models.BigIntegerField(default=0)
    transferred = models.BigIntegerField(default=0)
    excess = models.BigIntegerField(default=0)
    pending_supplementary = models.BigIntegerField(default=0)
    allotted = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    carried_out = models.BigIntegerField(default=0)
    assessed = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    written_off = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "period", "account_unit_code", "side", "item_code"],
                name="budget_balance_key",
            ),
            one_of("budget_balance_side", "side", BudgetSide),
        ]
