"""Posts, and who holds them where."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap, valid_range
from organization.choices import PostLevel


class Post(TenantModel):
    """A post (직위) such as 팀장; the lower the rank, the higher it stands."""

    code = models.CharField(_("직위 코드"), max_length=20, unique=True)
    name = models.CharField(_("직위"), max_length=40)
    rank = models.PositiveSmallIntegerField(_("서열"), default=100)
    is_head = models.BooleanField(_("부서장"), default=False)
    level = models.CharField(
        _("결재 단계"), max_length=20, choices=PostLevel.choices, default=PostLevel.MEMBER
    )

    class Meta:
        ordering = ["rank", "name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=PostLevel.values), name="post_level_known")
        ]

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
