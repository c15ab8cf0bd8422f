"""Sending approved documents: the dispatch, its copies, the way to each receiver."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from approvals.choices import DispatchState, ReceiverKind, SealMark, TransportState
from approvals.models.base import hash_column, one_of, person_key
from core.models import TenantModel

LIVE = (
    TransportState.PROPOSED,
    TransportState.QUEUED,
    TransportState.SENT,
    TransportState.RETRY,
    TransportState.MANUAL,
    TransportState.ARRIVED,
)


class Dispatch(TenantModel):
    """The dispatch (시행) of one approved document.

    `is_private`: each receiver gets a copy that names nobody else (영 제12조제2항). `dispatched_at` is the
    시행일 on the copies. A published notice has `published_on` and no receivers.
    """

    document = models.OneToOneField(
        "approvals.OfficialDocument", on_delete=models.PROTECT, related_name="dispatch"
    )
    state = models.CharField(
        _("상태"), max_length=10, choices=DispatchState.choices, default=DispatchState.READY
    )
    version = models.PositiveIntegerField(_("판"), default=1)
    is_private = models.BooleanField(_("수신자별로 따로 시행"), default=False)
    requested_by = person_key(verbose_name=_("시행 요청"))
    requested_by_name = models.CharField(_("시행 요청"), max_length=100)
    requested_at = models.DateTimeField(_("시행 요청 일시"))
    seal_mark = models.CharField(_("관인"), max_length=8, choices=SealMark.choices, blank=True, default="")
    seal_version = models.ForeignKey(
        "approvals.SealVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    verify_at = models.CharField(max_length=300, blank=True, default="")
    dispatched_at = models.DateTimeField(_("시행일시"), null=True)
    dispatched_by = person_key(null=True, verbose_name=_("발송자"))
    dispatched_by_name = models.CharField(_("발송자"), max_length=100, blank=True, default="")
    published_on = models.DateField(_("공고일"), null=True)
    published_at_place = models.CharField(_("공고한 곳"), max_length=200, blank=True, default="")
    cancel_reason = models.CharField(_("시행 취소 사유"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            one_of("dispatch_state_known", "state", DispatchState),
            models.CheckConstraint(
                condition=Q(state=DispatchState.DISPATCHED, dispatched_at__isnull=False)
                | (~Q(state=DispatchState.DISPATCHED) & Q(dispatched_at__isnull=True)),
                name="dispatch_has_its_day",
            ),
        ]


class Transport(TenantModel):
    """The way of the letter to one receiver. `target` is the receiver's schema or department.

    `letter_hash` is of the whole letter handed over. `accepted_*` is what the receiver registered it under.
    """

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="transports")
    ordinal = models.PositiveSmallIntegerField(_("순서"))
    kind = models.CharField(_("전달 방법"), max_length=10, choices=ReceiverKind.choices)
    name = models.CharField(_("받는 곳"), max_length=200)
    target = models.CharField(max_length=63, blank=True, default="")
    address = models.CharField(_("주소·전자우편"), max_length=200, blank=True, default="")
    state = models.CharField(
        _("상태"), max_length=10, choices=TransportState.choices, default=TransportState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("시도"), default=0)
    next_try_at = models.DateTimeField(_("다음 시도"), null=True)
    last_error = models.CharField(_("오류"), max_length=300, blank=True, default="")
    letter_hash = hash_column(blank=True, default="")
    sent_at = models.DateTimeField(_("발송일시"), null=True)
    arrived_at = models.DateTimeField(_("도달일시"), null=True)
    arrived_by_hand = models.BooleanField(_("직접 전달"), default=False)
    handed_to = models.CharField(_("받은 사람"), max_length=100, blank=True, default="")
    proof = models.CharField(_("증빙"), max_length=200, blank=True, default="")
    accepted_at = models.DateTimeField(_("상대 접수일시"), null=True)
    accepted_text = models.CharField(_("상대 접수번호"), max_length=90, blank=True, default="")
    sent_back_at = models.DateTimeField(_("반송일시"), null=True)
    reason = models.CharField(_("사유"), max_length=900, blank=True, default="")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    added_by_name = models.CharField(_("추가한 사람"), max_length=100, blank=True, default="")
    approved_by_name = models.CharField(_("승인한 사람"), max_length=100, blank=True, default="")
    approved_at = models.DateTimeField(_("승인일시"), null=True)

    class Meta:
        ordering = ["dispatch", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "ordinal"], name="transport_ordinal_once"),
            models.UniqueConstraint(
                fields=["dispatch", "kind", "target"],
                condition=Q(state__in=[str(state) for state in LIVE]) & ~Q(target=""),
                name="transport_receiver_once",
            ),
            one_of("transport_state_known", "state", TransportState),
            one_of("transport_kind_known", "kind", ReceiverKind),
            models.CheckConstraint(
                condition=~Q(state=TransportState.ARRIVED) | Q(arrived_at__isnull=False),
                name="transport_arrived_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=["QUEUED", "SENT", "RETRY"]),
                name="transport_under_way",
            )
        ]


class DispatchCopy(TenantModel):
    """The copy that is sent (시행문), with the seal; one for all receivers, or one each. Insert-only."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="copies")
    transport = models.OneToOneField(Transport, on_delete=models.PROTECT, null=True, related_name="own_copy")
    code = models.CharField(_("문서확인번호"), max_length=19, unique=True)
    sha256 = hash_column()
    size = models.PositiveIntegerField(_("크기"))
    stored_as = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(_("만든 일시"))

    class Meta:
        ordering = ["dispatch", "drawn_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch"], condition=Q(transport__isnull=True), name="dispatch_copy_for_all_once"
            )
        ]
