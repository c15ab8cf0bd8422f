"""The parent's standard budget items."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel


class StandardItem(TenantModel):
    """목그룹, 편성목 or 통계목 of the parent in one edition; the latest edition not after a year holds for it."""

    edition = models.PositiveSmallIntegerField(_("적용 연도"))
    code = models.CharField(_("표준과목"), max_length=20)
    name = models.CharField(_("이름"), max_length=60)
    level = models.CharField(max_length=10)
    parent_code = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering = ["edition", "code"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="standard_item_key")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
