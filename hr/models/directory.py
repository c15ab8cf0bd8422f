"""Accounts as an outside directory of people keeps them (SCIM)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel


class DirectoryEntry(TenantModel):
    """What the outside directory says of an account and the account itself does not hold.

    `employee_no` waits here until somebody with that number is on the register; from then on the account is
    that person's. A withdrawn entry hides the account from the directory; the account stays, disabled.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("계정")
    )
    external_id = models.CharField(_("디렉터리 식별자"), max_length=255, blank=True, default="")
    employee_no = models.CharField(_("사번"), max_length=64, blank=True, default="")
    family_name = models.CharField(_("성"), max_length=60, blank=True, default="")
    given_name = models.CharField(_("이름"), max_length=60, blank=True, default="")
    made_at = models.DateTimeField(_("등록일시"))
    changed_at = models.DateTimeField(_("변경일시"))
    withdrawn_at = models.DateTimeField(_("삭제일시"), null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(external_id=""),
                name="directory_entry_external_once",
            ),
            models.UniqueConstraint(
                fields=["employee_no"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(employee_no=""),
                name="directory_entry_number_once",
            ),
        ]
