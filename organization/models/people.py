"""Posts, who holds them where, and who stands in for whom."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap, valid_range
from organization.choices import ActingReason


class Post(TenantModel):
    """A post (직위) such as 팀장; the lower the rank, the higher it stands."""

    code = models.CharField(_("직위 코드"), max_length=20, unique=True)
    name = models.CharField(_("직위"), max_length=40)
    rank = models.PositiveSmallIntegerField(_("서열"), default=100)
    is_head = models.BooleanField(_("부서장"), default=False)

    class Meta:
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name


class Assignment(TenantModel):
    """A person works in a department in a post in [from_on, until_on)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="assignments"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assignments")
    is_primary = models.BooleanField(_("본직"), default=True)
    work = models.CharField(_("담당업무"), max_length=100, blank=True, default="")
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        ordering = ["post__rank", "from_on"]
        constraints = [
            ends_after_start("assignment_order"),
            no_overlap("assignment_once", ["user", "department"]),
            ExclusionConstraint(
                name="assignment_one_primary",
                expressions=[("user", RangeOperators.EQUAL), (valid_range(), RangeOperators.OVERLAPS)],
                condition=models.Q(is_primary=True),
            ),
        ]


class Acting(TenantModel):
    """Somebody stands in for an absent person in [from_on, until_on) (대결)."""

    absent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("사유"), max_length=12, choices=ActingReason.choices)
    note = models.CharField(_("설명"), max_length=200, blank=True, default="")
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"))

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("substitute")), name="acting_not_oneself"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=ActingReason.values), name="acting_reason_known"
            ),
            ends_after_start("acting_order"),
            no_overlap("acting_once", ["absent"]),
        ]
