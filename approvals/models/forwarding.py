"""Received letters that go on: to another body whose business they are, and to departments also concerned."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.choices import ReceiverKind, TransportState
from approvals.models.base import hash_column, one_of, person_key
from approvals.models.receiving import ReceivedDocument
from core.models import TenantModel


class Forwarding(TenantModel):
    """A received letter on its way to the body whose business it is (이송). Its id is the transport there.

    States and attempts are those of a `Transport`; `accepted_text` is the number the letter got there.
    """

    received = models.ForeignKey(ReceivedDocument, on_delete=models.PROTECT, related_name="forwardings")
    kind = models.CharField(_("전달 방법"), max_length=10, choices=ReceiverKind.choices)
    name = models.CharField(_("받는 곳"), max_length=200)
    target = models.CharField(max_length=63, blank=True, default="")
    address = models.CharField(_("주소·전자우편"), max_length=200, blank=True, default="")
    reason = models.CharField(_("이송 사유"), max_length=500)
    forwarded_by = person_key(verbose_name=_("이송한 사람"))
    forwarded_by_name = models.CharField(_("이송한 사람"), max_length=100)
    forwarded_at = models.DateTimeField(_("이송일시"))
    state = models.CharField(
        _("상태"), max_length=10, choices=TransportState.choices, default=TransportState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("시도"), default=0)
    next_try_at = models.DateTimeField(_("다음 시도"), null=True)
    last_error = models.CharField(_("오류"), max_length=300, blank=True, default="")
    letter_hash = hash_column(blank=True, default="")
    sent_at = models.DateTimeField(_("발송일시"), null=True)
    arrived_at = models.DateTimeField(_("도달일시"), null=True)
    handed_to = models.CharField(_("받은 사람"), max_length=100, blank=True, default="")
    proof = models.CharField(_("증빙"), max_length=200, blank=True, default="")
    accepted_at = models.DateTimeField(_("상대 접수일시"), null=True)
    accepted_text = models.CharField(_("상대 접수번호"), max_length=90, blank=True, default="")

    class Meta:
        ordering = ["received", "forwarded_at"]
        constraints = [
            one_of("forwarding_state_known", "state", TransportState),
            models.CheckConstraint(
                condition=Q(kind=ReceiverKind.TENANT) & ~Q(target="")
                | Q(kind=ReceiverKind.OUTSIDE, target=""),
                name="forwarding_has_a_target",
            ),
            models.CheckConstraint(
                condition=~Q(state=TransportState.ARRIVED) | Q(arrived_at__isnull=False),
                name="forwarding_arrived_at",
            ),
            models.UniqueConstraint(
                fields=["received"],
                condition=~Q(state=TransportState.SENT_BACK),
                name="forwarding_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=["QUEUED", "SENT", "RETRY"]),
                name="forwarding_under_way",
            )
        ]


class ConcernedDepartment(TenantModel):
    """A department a letter concerns besides the one that registers it; that one tells it (규칙 제15조)."""

    received = models.ForeignKey(ReceivedDocument, on_delete=models.PROTECT, related_name="concerned")
    department = models.ForeignKey("organization.Department", on_delete=models.PROTECT, related_name="+")
    named_by_name = models.CharField(_("지정자"), max_length=100)
    named_at = models.DateTimeField(_("지정일시"))
    told_at = models.DateTimeField(_("통보일시"), null=True)
    told_by_name = models.CharField(_("통보자"), max_length=100, blank=True, default="")

    class Meta:
        ordering = ["received", "named_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["received", "department"], name="concerned_department_once")
        ]
        indexes = [models.Index(fields=["department", "-told_at"], name="concerned_by_department")]
