"""The parent's own payments to its institutions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel


class ParentTransfer(TenantModel):
    """A payment the parent booked in its own accounts to a member (306-01 출연금 …); insert-only.

    A correction is a further row with the opposite amount.
    """

    fiscal_year = models.PositiveSmallIntegerField(_("회계연도"))
    paid_on = models.DateField(_("지급일"))
    institution_code = models.CharField(_("기관"), max_length=40)
    item_code = models.CharField(_("표준과목"), max_length=20)
    agreement = models.CharField(_("협약·교부결정 번호"), max_length=60, blank=True, default="")
    amount = models.BigIntegerField(_("금액"))
    text = models.CharField(_("적요"), max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["fiscal_year", "paid_on", "id"]
        constraints = [
            models.CheckConstraint(name="parent_transfer_amount", condition=~models.Q(amount=0)),
        ]
        indexes = [models.Index(fields=["fiscal_year", "institution_code"], name="parent_transfer_year")]
