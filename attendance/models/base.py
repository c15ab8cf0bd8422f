"""What tables and papers of attendance have in common."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel


def one_of(name: str, field: str, choices: type[TextChoices]) -> models.CheckConstraint:
    """Check constraint: the column holds one of the codes."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(choices.values)}), name=name)


def account_key(label: Any, *, null: bool = False) -> models.ForeignKey:
    """Foreign key to somebody's account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=null,
        db_index=False,
        verbose_name=label,
    )


def staff_key(**options: Any) -> models.ForeignKey:
    """Foreign key to the employment that attendance is kept for."""
    return models.ForeignKey(
        "attendance.Staff",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("복무 대상자"),
        **options,
    )


class Paper(TenantModel):
    """A request that is decided with an official document. `number` is empty until it is handed in first."""

    number = models.CharField(_("문서번호"), max_length=32, blank=True, default="")
    staff = staff_key()
    department = models.ForeignKey(
        "organization.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("부서")
    )
    reason = models.CharField(_("사유"), max_length=500, blank=True, default="")
    drafted_by = account_key(_("기안자"))
    drafted_at = models.DateTimeField(_("기안일시"))
    submitted_at = models.DateTimeField(_("상신일시"), null=True)
    approved_at = models.DateTimeField(_("승인일시"), null=True)
    decision_text = models.CharField(_("처리 의견"), max_length=500, blank=True, default="")
    rule_rows = models.JSONField(_("적용한 기준"), default=list)
    version = models.PositiveIntegerField(_("판"), default=1)

    class Meta:
        abstract = True


class Recorded(TenantModel):
    """An insert-only row: when it was recorded, by whom."""

    recorded_at = models.DateTimeField(_("기록일시"))
    recorded_by = models.UUIDField(_("기록자"), null=True)

    class Meta:
        abstract = True
