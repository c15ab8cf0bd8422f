"""Daily seals: one's own, what the parent answered, and those a parent holds for its institutions. Insert-only."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import TenantModel
from records.choices import SealedArea


class SealedDayModel(TenantModel):
    """Columns of a sealed day."""

    area = models.CharField(_("업무"), max_length=30, choices=SealedArea.choices)
    day = models.DateField(_("날짜"))
    root = models.CharField(_("봉인값"), max_length=64)
    count = models.PositiveIntegerField(_("해시 수"))
    link = models.CharField(_("연결값"), max_length=64)

    class Meta:
        abstract = True
        base_manager_name = "objects"


class DayRoot(SealedDayModel):
    """The seal of one area's day over everything signed on it."""

    sealed_at = models.DateTimeField(_("봉인일시"))

    class Meta:
        ordering = ["-day", "area"]
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["area", "day"], name="day_root_once")]


class RootReceipt(TenantModel):
    """The parent's answer: it holds this root; not the same: it holds another one for that day."""

    day_root = models.ForeignKey(DayRoot, on_delete=models.PROTECT, related_name="receipts")
    is_same = models.BooleanField(_("일치"))
    held_at = models.DateTimeField(_("보관일시"))

    class Meta:
        ordering = ["day_root", "held_at"]
        constraints = [models.UniqueConstraint(fields=["day_root", "is_same"], name="root_receipt_once")]


class HeldRoot(SealedDayModel):
    """A root an institution handed over. The first one of a day counts; another one is kept beside it."""

    sender = models.CharField(_("기관"), max_length=63)
    sender_name = models.CharField(_("기관명"), max_length=100)
    is_first = models.BooleanField(_("처음 받은 값"))
    received_at = models.DateTimeField(_("받은 일시"))

    class Meta:
        ordering = ["-day", "sender", "area"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "area", "day", "root", "count", "link"], name="held_root_once"
            ),
            models.UniqueConstraint(
                fields=["sender", "area", "day"], condition=models.Q(is_first=True), name="held_root_first"
            ),
        ]
