"""What the personnel office is told of at night: contracts, the two years, retirement, returns."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from hr.choices import PersonnelNoticeKind
from hr.models.base import account_key, one_of


class PersonnelNotice(TenantModel):
    """One notice, written once: `stage` is how many days before `due_on`, or after it when nobody returned."""

    kind = models.CharField(_("구분"), max_length=16, choices=PersonnelNoticeKind.choices)
    employment = models.ForeignKey("hr.Employment", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("기한"))
    stage = models.PositiveSmallIntegerField(_("단계(일)"))
    text = models.CharField(_("내용"), max_length=300)
    order = models.ForeignKey("hr.AppointmentOrder", on_delete=models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(_("알린 때"))
    seen_by = account_key(null=True)
    seen_at = models.DateTimeField(_("확인일시"), null=True)

    class Meta:
        ordering = ["-told_at", "due_on"]
        constraints = [
            one_of("personnel_notice_kind_known", "kind", PersonnelNoticeKind),
            models.UniqueConstraint(
                fields=["employment", "kind", "due_on", "stage"], name="personnel_notice_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(seen_at__isnull=True),
                name="personnel_notice_unseen",
            )
        ]
