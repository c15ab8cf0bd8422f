"""What a drafter keeps beside a draft: the line as he changed it, and lines he uses often."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.models.base import person_key
from core.models import TenantModel


class DraftedLine(TenantModel):
    """The line of a draft as its drafter wants it, by positions; the delegation table is asked again each time.

    `groups`: a list of `{kind, seats, mode, complete_rule, count, is_required}`.
    """

    document = models.OneToOneField(
        "approvals.OfficialDocument", on_delete=models.CASCADE, related_name="drafted_line"
    )
    groups = models.JSONField(_("결재선"), default=list)
    changed_at = models.DateTimeField(_("고친 일시"))

    class Meta:
        ordering = ["-changed_at"]


class FavouriteLine(TenantModel):
    """A line a person uses often (자주 쓰는 결재선), in the same form."""

    owner = person_key(verbose_name=_("사용자"))
    name = models.CharField(_("이름"), max_length=40)
    groups = models.JSONField(_("결재선"), default=list)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("저장일시"))

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="favourite_line_once")]

    def __str__(self) -> str:
        return self.name
