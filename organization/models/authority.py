"""Named functions of departments, dated duties of people, and the order of deputies."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap
from organization.choices import OfficeDuty, PostLevel, TeamFunction


class FunctionHolder(TenantModel):
    """A department does a named work for the institution (예산, 회계 …) in [from_on, until_on)."""

    function = models.CharField(_("기능"), max_length=20, choices=TeamFunction.choices)
    department = models.ForeignKey("organization.Department", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        ordering = ["function", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(function__in=TeamFunction.values), name="function_holder_known"
            ),
            ends_after_start("function_holder_order"),
            no_overlap("function_holder_once", ["function"]),
        ]


class DutyHolder(TenantModel):
    """A person holds a duty (물품관리관 …) in [from_on, until_on)."""

    duty = models.CharField(_("직무"), max_length=24, choices=OfficeDuty.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        ordering = ["duty", "from_on"]
        constraints = [
            models.CheckConstraint(condition=models.Q(duty__in=OfficeDuty.values), name="duty_holder_known"),
            ends_after_start("duty_holder_order"),
            no_overlap("duty_holder_once", ["duty"]),
        ]


class DeputyOrder(TenantModel):
    """Place in the order of deputies (직무대리) of a department's head, of another post in it, or of a duty.

    `level` names the post of a department that does not head it; empty: its head. The deputy is a
    person, or whoever heads a department then.
    """

    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    duty = models.CharField(_("직무"), max_length=24, blank=True, default="")
    level = models.CharField(
        _("직위의 결재 단계"), max_length=20, choices=PostLevel.choices, blank=True, default=""
    )
    place = models.PositiveSmallIntegerField(_("순위"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deputy_department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["department", "duty", "place"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(department__isnull=False, duty="")
                | models.Q(department__isnull=True, duty__in=OfficeDuty.values),
                name="deputy_order_of_one_post",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=False, deputy_department__isnull=True)
                | models.Q(deputy__isnull=True, deputy_department__isnull=False),
                name="deputy_order_one_deputy",
            ),
            models.CheckConstraint(
                condition=models.Q(level="")
                | models.Q(
                    department__isnull=False, level__in=[one for one in PostLevel.values if one != "MEMBER"]
                ),
                name="deputy_order_level_fits",
            ),
            models.UniqueConstraint(
                fields=["department", "level", "duty", "place"],
                name="deputy_order_place_once",
                nulls_distinct=False,
            ),
        ]
