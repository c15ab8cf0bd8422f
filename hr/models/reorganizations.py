"""Reorganisations (조직개편): a dated set of changes of the tree, decided in an official document."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from hr.choices import ReorganizationState
from hr.models.base import account_key, one_of


class Reorganization(TenantModel):
    """Changes of departments that take effect together on one day, with the documents they rest on (제15조·제25조).

    `changes`: rows of kind, code, name, parent_code, predecessors and parts. `placements`: the code of the new department
    by employee number, for people whose department closes. `order`: the appointments it made.
    """

    title = models.CharField(_("제목"), max_length=200)
    effective_on = models.DateField(_("시행일"))
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("기안부서")
    )
    basis_document = models.CharField(_("근거 규정"), max_length=200)
    consultation_document_no = models.CharField(_("협의 문서번호"), max_length=60, blank=True, default="")
    board_resolution_no = models.CharField(_("이사회 의결번호"), max_length=60, blank=True, default="")
    changes = models.JSONField(_("바꿀 내용"), default=list)
    placements = models.JSONField(_("새 소속"), default=dict)
    state = models.CharField(
        _("상태"), max_length=10, choices=ReorganizationState.choices, default=ReorganizationState.DRAFT
    )
    reason = models.CharField(_("사유"), max_length=500, blank=True, default="")
    drafted_by = account_key(null=True, verbose_name=_("기안자"))
    drafted_at = models.DateTimeField(_("기안일시"))
    approved_at = models.DateTimeField(_("결재일시"), null=True)
    issued_by = account_key(null=True, verbose_name=_("시행자"))
    issued_at = models.DateTimeField(_("시행 확정일시"), null=True)
    applied_at = models.DateTimeField(_("반영일시"), null=True)
    order = models.ForeignKey("hr.AppointmentOrder", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-effective_on", "-drafted_at"]
        constraints = [
            one_of("reorganization_state_known", "state", ReorganizationState),
            models.CheckConstraint(
                condition=~Q(state=ReorganizationState.APPLIED) | Q(applied_at__isnull=False),
                name="reorganization_applied_dated",
            ),
        ]
        indexes = [models.Index(fields=["state", "effective_on"], name="reorganization_due")]
