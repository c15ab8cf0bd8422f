"""Discipline cases (징계) and every step they took."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from hr.choices import CaseState, ChargeKind, DisciplineKind
from hr.models.base import account_key, one_of


class DisciplineCase(TenantModel):
    """What somebody is charged with, what was decided, and the order by which it is executed."""

    employment = models.ForeignKey("hr.Employment", on_delete=models.PROTECT, related_name="cases")
    charge = models.CharField(_("징계 사유"), max_length=300)
    charge_kind = models.CharField(
        _("비위 유형"), max_length=10, choices=ChargeKind.choices, default=ChargeKind.GENERAL
    )
    occurred_on = models.DateField(_("발생일"))
    reported_on = models.DateField(_("접수일"))
    state = models.CharField(_("상태"), max_length=13, choices=CaseState.choices, default=CaseState.REPORTED)
    sanction = models.CharField(
        _("징계 종류"), max_length=14, choices=DisciplineKind.choices, blank=True, default=""
    )
    months = models.PositiveSmallIntegerField(_("집행 개월"), default=0)
    grade = models.CharField(_("강등 후 직급"), max_length=20, blank=True, default="")
    is_grave = models.BooleanField(_("금품·성비위·음주운전"), default=False)
    is_halved = models.BooleanField(_("포상 감경"), default=False)
    committee_text = models.CharField(_("인사위원회 의결"), max_length=100, blank=True, default="")
    committee_on = models.DateField(_("의결일"), null=True, blank=True)
    order = models.ForeignKey("hr.AppointmentOrder", on_delete=models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey("hr.AppointmentItem", on_delete=models.PROTECT, null=True, related_name="+")
    rule_ids = models.JSONField(_("적용 기준"), default=list)
    recorded_by = account_key(null=True)
    recorded_at = models.DateTimeField(_("등록일시"))
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-reported_on", "-recorded_at"]
        constraints = [
            one_of("discipline_case_state_known", "state", CaseState),
            one_of("discipline_case_charge_known", "charge_kind", ChargeKind),
        ]


class DisciplineCaseStep(TenantModel):
    """A step of a case: when, by whom, and what was said; insert-only."""

    case = models.ForeignKey(DisciplineCase, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    state = models.CharField(_("상태"), max_length=13, choices=CaseState.choices)
    on = models.DateField(_("처리일"))
    text = models.CharField(_("내용"), max_length=500, blank=True, default="")
    actor = account_key(null=True)
    at = models.DateTimeField(_("등록일시"))

    class Meta:
        ordering = ["at", "pk"]
        constraints = [one_of("discipline_case_step_known", "state", CaseState)]
