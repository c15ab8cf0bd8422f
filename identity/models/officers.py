"""Officers appointed to the duties of the accounting acts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap
from identity.choices import Duty, DutySubtype


class OfficerAppointment(TenantModel):
    """A person holds an accounting duty in [from_on, until_on) (지방회계법 제21조~제36조, 제51조)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments")
    duty = models.CharField(_("직무"), max_length=30, choices=Duty.choices)
    subtype = models.CharField(
        _("종류"), max_length=20, choices=DutySubtype.choices, blank=True, default=DutySubtype.NONE
    )
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)
    surety_until = models.DateField(_("재정보증 만료일"), null=True, blank=True)
    reason = models.CharField(_("사유"), max_length=200, blank=True, default="")
    is_small_office_exception = models.BooleanField(_("소규모 기관 예외"), default=False)

    class Meta:
        ordering = ["duty", "from_on"]
        constraints = [
            models.CheckConstraint(condition=models.Q(duty__in=Duty.values), name="officer_duty_known"),
            models.CheckConstraint(
                condition=models.Q(subtype__in=DutySubtype.values), name="officer_subtype_known"
            ),
            ends_after_start("officer_order"),
            no_overlap("officer_once", ["user", "duty", "subtype"]),
        ]
