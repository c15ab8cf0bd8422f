"""The record of every change of rights, kept at least three years (개인정보의 안전성 확보조치 기준 제5조)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from identity.choices import RightsChangeKind


class RightsChange(TenantModel):
    """Who changed whose rights, how and why; insert-only (guarded by a trigger)."""

    recorded_at = models.DateTimeField(_("시각"), db_index=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(_("처리한 사람"), max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="rights_changes"
    )
    kind = models.CharField(_("구분"), max_length=20, choices=RightsChangeKind.choices)
    subject = models.CharField(_("대상"), max_length=100, blank=True, default="")
    from_on = models.DateField(_("시작일"), null=True)
    until_on = models.DateField(_("종료일"), null=True)
    reason = models.CharField(_("사유"), max_length=200, blank=True, default="")
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=RightsChangeKind.values), name="rights_change_kind_known"
            ),
        ]
