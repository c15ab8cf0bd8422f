"""Years, periods, account units and the policy profile."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounting.choices import AccountUnitKind, PeriodState, YearState
from accounting.models.base import one_of
from core.models import TenantModel


class FiscalYear(TenantModel):
    """회계연도: 1 January to 31 December (지방재정법 제6조)."""

    year = models.PositiveSmallIntegerField(_("회계연도"), unique=True)
    state = models.CharField(_("상태"), max_length=20, choices=YearState, default=YearState.PLANNED)

    class Meta:
        ordering = ["-year"]
        constraints = [one_of("fiscal_year_state", "state", YearState)]

    def __str__(self) -> str:
        return str(self.year)


class AccountingPeriod(TenantModel):
    """One month of the books of a fiscal year; the January window is a thirteenth period."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    period = models.PositiveIntegerField(_("월"))
    state = models.CharField(_("상태"), max_length=20, choices=PeriodState, default=PeriodState.PLANNED)
    closed_at = models.DateTimeField(_("마감일시"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        ordering = ["fiscal_year", "period"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "period"], name="accounting_period_key"),
            one_of("accounting_period_state", "state", PeriodState),
            models.CheckConstraint(
                condition=Q(
                    period__gte=models.F("fiscal_year") * 100 + 1,
                    period__lte=models.F("fiscal_year") * 100 + 101,
                ),
                name="accounting_period_in_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}/{self.period}"


class AccountUnit(TenantModel):
    """회계구분: balances alone. The code is short because it stands in document numbers (G)."""

    code = models.CharField(_("코드"), max_length=8, unique=True)
    name = models.CharField(_("이름"), max_length=60)
    kind = models.CharField(_("종류"), max_length=20, choices=AccountUnitKind)
    is_active = models.BooleanField(_("사용"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [one_of("account_unit_kind", "kind", AccountUnitKind)]

    def __str__(self) -> str:
        return self.name


class PolicyProfile(TenantModel):
    """The institution's own regulation as data, per fiscal year (handbook 1.4)."""

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"), unique=True)
    values = models.JSONField(_("값"), default=dict)
    version = models.PositiveIntegerField(_("판"), default=1)

    def __str__(self) -> str:
        return str(self.fiscal_year)


class PolicyChange(TenantModel):
    """Who decided a change of the profile, from when, on which basis; insert-only."""

    profile = models.ForeignKey(PolicyProfile, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(_("항목"), max_length=60)
    old_value = models.JSONField(_("이전 값"), null=True)
    new_value = models.JSONField(_("새 값"), null=True)
    basis_text = models.CharField(_("근거"), max_length=300, blank=True, default="")
    reason = models.CharField(_("사유"), max_length=300)
    effective_on = models.DateField(_("시행일"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    decided_at = models.DateTimeField(_("결정일시"))

    class Meta:
        ordering = ["-decided_at"]
