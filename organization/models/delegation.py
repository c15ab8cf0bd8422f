"""Versions of the delegation table (위임전결규정) and their rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from organization.choices import TableState


class DelegationTable(TenantModel):
    """One version: title, legal basis, and from which day it is in force. Rows of one in force never change."""

    number = models.PositiveIntegerField(_("판"), unique=True)
    title = models.CharField(_("이름"), max_length=100)
    basis_text = models.CharField(_("근거"), max_length=200)
    effective_from = models.DateField(_("시행일"))
    state = models.CharField(_("상태"), max_length=12, choices=TableState.choices, default=TableState.DRAFT)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=TableState.values), name="delegation_table_state_known"
            ),
            models.UniqueConstraint(
                fields=["effective_from"],
                condition=models.Q(state=TableState.IN_FORCE),
                name="delegation_table_one_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DelegationRule(TenantModel):
    """A row: who decides this kind of business in the band over < amount ≤ upto."""

    table = models.ForeignKey(DelegationTable, on_delete=models.PROTECT, related_name="rules")
    ordinal = models.PositiveSmallIntegerField(_("순서"))
    rule_id = models.CharField(_("행 번호"), max_length=20)
    domain = models.CharField(_("분야"), max_length=40, blank=True, default="")
    business_type = models.CharField(_("업무 유형"), max_length=60)
    title = models.CharField(_("업무"), max_length=100, blank=True, default="")
    condition = models.CharField(_("조건"), max_length=300, blank=True, default="")
    selector = models.CharField(_("선택식"), max_length=120, blank=True, default="")
    amount_basis = models.CharField(_("금액 기준"), max_length=60, blank=True, default="")
    over = models.BigIntegerField(_("초과"), null=True, blank=True)
    upto = models.BigIntegerField(_("이하"), null=True, blank=True)
    final_role = models.CharField(_("최종결재"), max_length=24)
    reviewer_roles = models.JSONField(_("검토"), default=list, blank=True)
    cooperation = models.JSONField(_("협조"), default=list, blank=True)
    audit = models.BooleanField(_("일상감사"), default=False)
    report_after_to = models.JSONField(_("사후보고"), default=list, blank=True)
    important = models.BooleanField(_("중요"), default=False)
    bulk_forbidden = models.BooleanField(_("일괄결재 금지"), default=False)
    note = models.CharField(_("비고"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["table", "rule_id"], name="delegation_rule_once"),
            models.CheckConstraint(
                condition=models.Q(over__isnull=True) | models.Q(over__gte=0), name="delegation_rule_over"
            ),
        ]
