"""Rates and tables as effective-dated rows with their legal source, and what was done to them."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, valid_range
from hr.choices import Evidence, Regime
from hr.models.base import account_key, one_of


class RuleTable(TenantModel):
    """One row of a table of rules in [from_on, until_on); a calculation keeps the ids of the rows it used.

    What a row says never changes: a row ends on a day, or is withdrawn as wrong from the beginning, and another
    one stands in its place.
    """

    code = models.CharField(_("기준표"), max_length=60)
    key = models.CharField(_("항목"), max_length=60)
    regime = models.CharField(_("적용 체계"), max_length=12, choices=Regime.choices)
    payload = models.JSONField(_("내용"))
    source = models.CharField(_("근거"), max_length=500)
    evidence = models.CharField(_("확인 정도"), max_length=1, choices=Evidence.choices)
    ordinal = models.PositiveSmallIntegerField(_("순서"), default=0)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("등록일시"))
    withdrawn_at = models.DateTimeField(_("철회일시"), null=True, blank=True)

    class Meta:
        ordering = ["code", "ordinal", "key", "from_on"]
        constraints = [
            one_of("rule_regime_known", "regime", Regime),
            one_of("rule_evidence_known", "evidence", Evidence),
            ends_after_start("rule_order"),
            ExclusionConstraint(
                name="rule_once",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    ("regime", RangeOperators.EQUAL),
                    (valid_range(), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]


class RuleChange(TenantModel):
    """An act on a table of rules: what was said before and after, whom it touched, and when it was recomputed."""

    code = models.CharField(_("기준표"), max_length=60)
    key = models.CharField(_("항목"), max_length=60)
    regime = models.CharField(_("적용 체계"), max_length=12, choices=Regime.choices)
    before = models.ForeignKey(RuleTable, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(RuleTable, on_delete=models.PROTECT, null=True, related_name="+")
    from_on = models.DateField(_("적용일"))
    reason = models.CharField(_("사유"), max_length=500)
    touched = models.JSONField(_("영향받는 대상"), default=list)
    changed_by = account_key(null=True)
    changed_at = models.DateTimeField(_("변경일시"))
    recomputed_by = account_key(null=True)
    recomputed_at = models.DateTimeField(_("재계산일시"), null=True)
    outcome = models.JSONField(_("재계산 결과"), default=dict)

    class Meta:
        ordering = ["-changed_at"]
