"""Departments: a lasting code, and dated versions of name and place in the tree."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from core.models.ranges import ends_after_start, no_overlap


class Department(TenantModel):
    """A department for as long as it lives; its name and parent are in its versions.

    `successor`: the department a closed one was merged into; work that waits for it goes there.
    """

    code = models.CharField(_("부서 코드"), max_length=20, unique=True)
    version = models.PositiveIntegerField(default=1)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("업무를 이어받은 부서"),
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("id")),
                name="department_not_own_successor",
            )
        ]

    def __str__(self) -> str:
        return self.code


class DepartmentVersion(TenantModel):
    """Name, parent and heading post of a department in [from_on, until_on)."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("부서 이름"), max_length=60)
    parent = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    head_post = models.ForeignKey(
        "organization.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ordinal = models.PositiveSmallIntegerField(_("순서"), default=0)
    from_on = models.DateField(_("시작일"))
    until_on = models.DateField(_("종료일"), null=True, blank=True)

    class Meta:
        ordering = ["ordinal", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("department")),
                name="department_not_own_parent",
            ),
            ends_after_start("department_version_order"),
            no_overlap("department_version_once", ["department"]),
        ]
