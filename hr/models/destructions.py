"""Destruction of personal data nothing keeps any more (개인정보 보호법 제21조): who, what, how much, on what basis."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from hr.choices import DestructionPart, DestructionState
from hr.models.base import account_key, one_of


class Destruction(TenantModel):
    """One act: proposed by an officer, reviewed and carried out or held back by another."""

    state = models.CharField(
        _("상태"), max_length=10, choices=DestructionState.choices, default=DestructionState.PROPOSED
    )
    reason = models.CharField(_("사유"), max_length=300)
    proposed_by = account_key(null=True)
    proposed_at = models.DateTimeField(_("제안일시"))
    decided_by = account_key(null=True)
    decided_at = models.DateTimeField(_("처리일시"), null=True)
    decision_text = models.CharField(_("처리 의견"), max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            one_of("destruction_state_known", "state", DestructionState),
            models.CheckConstraint(
                condition=models.Q(state=DestructionState.PROPOSED) | models.Q(decided_at__isnull=False),
                name="destruction_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DestructionState.DESTROYED)
                | models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="destruction_by_two",
            ),
        ]


class DestructionLine(TenantModel):
    """One part of one person's record, until when it had to be kept and by which rows of the table."""

    destruction = models.ForeignKey(Destruction, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey("hr.Person", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("대상"), max_length=10, choices=DestructionPart.choices)
    left_on = models.DateField(_("퇴직일"))
    kept_until_on = models.DateField(_("보존 만료일"))
    basis = models.CharField(_("근거"), max_length=500)
    rule_ids = models.JSONField(_("적용 기준"), default=list)
    found = models.PositiveIntegerField(_("제안할 때의 건수"))
    destroyed = models.PositiveIntegerField(_("파기한 건수"), default=0)

    class Meta:
        ordering = ["person", "part"]
        constraints = [
            one_of("destruction_part_known", "part", DestructionPart),
            models.UniqueConstraint(fields=["destruction", "person", "part"], name="destruction_line_once"),
        ]
