"""What the board resolved on a document whose effect waits for it (handbook 10, C-07)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.models.base import person_key
from core.models import TenantModel


class BoardResolution(TenantModel):
    """이사회 의결: number of the minutes, day, outcome of the item. Once for a document; never changed."""

    document = models.OneToOneField(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="board_resolution"
    )
    minutes_no = models.CharField(_("의사록 번호"), max_length=60)
    resolved_on = models.DateField(_("의결일"))
    passed = models.BooleanField(_("가결"))
    registered_by = person_key(null=True)
    registered_at = models.DateTimeField(_("등록일시"))

    class Meta:
        ordering = ["-registered_at"]
